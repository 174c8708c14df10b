package commands

import (
	"csp/store"
	"csp/store/english"
)

// schemeForm is the form that extends, renews or ends a scheme.
func schemeForm(s *store.Scheme, verb string) *Form {
	amount := Input{Name: "amount", Label: "Amount", Hint: "The whole sum, as 12,500 or 12500.50.", Kind: OneLine, Max: 20, Optional: true}
	next := dateInput("next_return", "Next return", store.Date{}, true)
	f := &Form{
		ID: "scheme." + verb, Send: "Show what changes", State: s.ID,
		Before: []Block{Para(B(s.Name)), Para(T("Period: " + period(s.From, s.Until) + ". Amount: " + sum(s.Amount) + "."))},
	}
	switch verb {
	case "extend":
		f.Title = "Extend the scheme"
		amount.Hint = "The whole sum from now on. Leave it empty when it stays as it is."
		next.Hint = "Leave it empty when it stays as it is: " + english.Short(s.NextReturn) + "."
		f.Inputs = []Input{dateInput("until", "Goes on until", store.Date{}, false), amount, next}
	case "renew":
		f.Title = "A scheme follows it"
		f.Inputs = []Input{
			{Name: "name", Label: "Name of the new scheme", Kind: OneLine, Max: 200, Value: []string{s.Name}},
			dateInput("from", "From", dayAfter(s.Until), false), dateInput("until", "Until", store.Date{}, true), amount, next,
		}
	case "ended":
		f.Title = "The scheme ends"
		f.Inputs = []Input{
			{Name: "outcome", Label: "What became of it", Kind: Select, Value: []string{"ended"}, Options: []Option{{"Ended", "ended"}, {"An exit is agreed", "exit-agreed"}}},
			dateInput("until", "Ends", s.Until, true),
			dateInput("final_report", "Final report due", s.FinalReport, true),
		}
	}
	return f
}

// extendFormSent, renewFormSent and endFormSent read the forms of a scheme's
// moves and show what would change.
func extendFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.show(&extendMove{Scheme: s.State, Until: in.date("until"), Amount: in.money("amount"), NextReturn: in.optionalDate("next_return")})
}

func renewFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	m := &renewMove{Scheme: s.State, Name: in.text("name"), From: in.date("from"), Until: in.optionalDate("until")}
	m.Amount, m.NextReturn = in.money("amount"), in.optionalDate("next_return")
	return in.show(m)
}

func endFormSent(c *Call, s Submission) (FormAnswer, error) {
	in := fields{c: c, s: s}
	return in.show(&endMove{Scheme: s.State, Outcome: in.text("outcome"), Until: in.optionalDate("until"), FinalReport: in.optionalDate("final_report")})
}
