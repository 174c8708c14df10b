package commands

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"csp/store"
	"pgregory.net/rapid"
)

// pasted reads lines as actions of a board, and answers all that is asked by
// choose, which gets the question and returns which of the options it takes.
func pasted(t failing, d *Desk, lines string, choose func(q question) string) *reading {
	t.Helper()
	return pastedIn(t, d, boardDraft{Actions: lines}, choose)
}

// failing is a test, of whichever kind.
type failing interface {
	Helper()
	Fatalf(string, ...any)
}

// pastedIn is pasted with lines in any of the boxes.
func pastedIn(t failing, d *Desk, in boardDraft, choose func(q question) string) *reading {
	t.Helper()
	lines := in.Decisions + in.Actions
	var rd *reading
	c := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d}
	err := d.Store.View(c, func(tx *store.Tx) error {
		r, err := c.recording(tx, "west-10")
		if err != nil {
			return err
		}
		r.d = in
		r.d.Choices = map[string]string{}
		for range 5 {
			if rd, err = r.read(); err != nil || len(rd.questions) == 0 {
				return err
			}
			for _, q := range rd.questions {
				r.d.Choices[q.name] = choose(q)
			}
		}
		t.Fatalf("%q: still asked: %+v", lines, rd.questions)
		return nil
	})
	if err != nil {
		t.Fatalf("%q: %v", lines, err)
	}
	return rd
}

// standing are the words of all that was read: texts, who does it, by when,
// and what was left out.
func (rd *reading) standing() string {
	var parts []string
	for i := range rd.actions {
		a := &rd.actions[i]
		parts = append(parts, a.line.Label, a.rec.Text, a.line.Due.Clause, a.line.Due.Words)
		parts = append(parts, a.added...)
		for _, n := range a.line.Owners {
			parts = append(parts, n.Words)
		}
		switch {
		case a.out:
			parts = append(parts, a.line.Line)
		case a.known != nil:
			parts = append(parts, a.known.action.Ref, a.known.note)
		}
	}
	for i := range rd.decisions {
		parts = append(parts, rd.decisions[i].rec.Text)
	}
	for _, l := range rd.left {
		parts = append(parts, l.line)
	}
	return strings.Join(parts, " ")
}

// Who, what and by when stand in the actions, whatever is answered: two owners
// before a colon, a number before them, two actions in one line.
func TestNoWordOfAPastedLineIsLost(t *testing.T) {
	d := lineDesk(t)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
		who := func() string {
			names := []string{"AM", "CR", "BL", "ZZ", "QQ", "Bea Lowe", "Rachel Young", "Northshire Police"}
			s := draw("who", names...)
			if rapid.Bool().Draw(t, "two") {
				s += draw("between", " / ", "/", " and ", " & ", ", ") + draw("other", names...)
			}
			return s
		}
		body := func() string {
			return draw("verb", "write to", "look at", "report back to", "agree with", "check", "listen to") + " the " +
				draw("what", "ICB about the vacant seat", "bins", "council: all of it", "lamps / lights", "rest - and more")
		}
		line := func() (string, string) {
			b := body()
			return who() + draw("sep", " to ", ": ", " to ") + b, b
		}
		text, want := line()
		bodies := []string{want}
		text = draw("label", "", "2. ", "• ", "9.2 ", "Action: ") + text
		dates := 0
		if rapid.Bool().Draw(t, "dated first") {
			b := body()
			text, bodies = who()+draw("when", " by end of Feb", " by end of Febuary", " (by 15 Jan)", " (end of Feb)", " (mid Jan)", " by 8 December 2026", " by half term")+draw("then", ": ", ": ", " to ", " - ", ", ")+b, []string{b}
		} else if odd := draw("odd", "", "", " by 30 February", " by Easter 2027: all of it", " by 8 December 2026", " by 15 Janu, if it can be"); odd != "" {
			text += odd
		} else if rapid.Bool().Draw(t, "dated") {
			text += draw("date", " by 15 Jan", " - 8 January", " (by next board)")
			dates++
			if strings.Contains(text, " by 15 Jan") && rapid.Bool().Draw(t, "another") {
				next := draw("next", "CR", "ZZ", "Bea Lowe", "AM and CR", "Rachel Young")
				b := body()
				text += draw("joined", ", and ", "; ", " and ") + next + " to " + b + " by 22 Jan"
				bodies, dates = append(bodies, b), 2
			}
		}
		rd := pasted(t, d, text, func(q question) string {
			options := append(slices.Clone(q.likely), q.rest()...)
			if q.date { // typed: as the line has it, or another day
				options = append(options, Option{Value: answerOn + "2027-01-15 15 January"}, Option{Value: answerOn + "2027-02-28 end of Feb"})
			}
			return rapid.SampledFrom(options).Draw(t, "answer").Value
		})
		all := rd.standing()
		for _, b := range bodies {
			if !strings.Contains(strings.ToLower(all), strings.ToLower(b)) {
				t.Fatalf("%q loses %q: %s", text, b, all)
			}
		}
		small := " to by and with action " // between who, what and when
		if lost := lostFrom(text, all, small, small, small, small); len(lost) > 0 {
			t.Fatalf("%q loses %q: %s", text, lost, all)
		}
		due := 0
		for i := range rd.actions {
			if a := &rd.actions[i]; a.line.Due.Words != "" {
				due++
			}
		}
		if due < dates {
			t.Fatalf("%q has %d dates of %d: %s", text, due, dates, all)
		}
	})
}

// So it is in the box of the decisions, whatever a line looks like and is made.
func TestNoWordOfADecisionIsLost(t *testing.T) {
	d := lineDesk(t)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
			"Renew the plan for 3 years", "AM will circulate the protocol by 15 Jan", "CR to ring the school", "Agreed that ZZ writes by Easter",
			"Noted that figures are late", "The board noted the report", "Decision: BL chairs the group", "WES-26-001 carried over to March",
			"Buy a van - AM - 20 Jan", "QQ by end of Febuary: sweep the yard", "AM: write to X, 30 February", "Members approved the accounts",
		}), 1, 8, func(s string) string { return s }).Draw(t, "lines")
		in := boardDraft{Decisions: strings.Join(lines, "\n")}
		if rapid.Bool().Draw(t, "in the other box") {
			in.Actions, in.Decisions = in.Decisions, ""
		}
		rd := pastedIn(t, d, in, func(q question) string {
			options := append(slices.Clone(q.likely), q.rest()...)
			return rapid.SampledFrom(options).Draw(t, "answer").Value
		})
		have := wordsIn(rd.standing() + " to will by action decision owner")
		for w := range wordsIn(strings.Join(lines, " ")) {
			if have[w] == 0 {
				t.Fatalf("%q loses %q: %s", lines, w, rd.standing())
			}
		}
	})
}

// Whatever is pasted in a line, each of its words stands somewhere.
func FuzzPastedLine(f *testing.F) {
	for _, s := range []string{
		"2. DN / PR: write to the ICB about the vacant seat - 8 January", "LB to look at bins by 15 Jan, and MT to report back by 22 Jan",
		"Actions:", "??? !!!", "asdf", "Parking: AM to look at it by 3/1", "AM / QQ: to: write", "AM and Northshire Police to go by 30 February", "WES-26-001 - later, move to 1 Feb",
		"AM by end of Febuary: collect", "AM to write by 8 December 2026", "AM to write by 30 February: all", "WES-26-001 carry over to March", "É by 3 x: É",
	} {
		f.Add(s)
	}
	d := lineDesk(f)
	f.Fuzz(func(t *testing.T, line string) {
		if !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return r != '\t' && r != '\n' && !unicode.IsPrint(r) }) {
			return // straight takes such away, or reads them as spaces
		}
		rd := pasted(t, d, line, func(q question) string {
			if q.date {
				return answerOn + "2027-01-15 15 January"
			}
			return q.options[len(q.options)-1].Value
		})
		said := strings.Join(linking, " ") + " to will shall must should and with plus then action actions by nobody no one owner not named tbc tba"
		have := wordsIn(rd.standing() + " " + said + " closed session open in")
		for w := range wordsIn(straight(line)) {
			if have[w] == 0 && !aboutKnown(rd) {
				t.Fatalf("%q loses %q: %s", line, w, rd.standing())
			}
		}
	})
}

// aboutKnown reports whether a line is about an action that is there, whose
// verb and date are no words.
func aboutKnown(rd *reading) bool {
	for i := range rd.actions {
		if rd.actions[i].known != nil {
			return true
		}
	}
	return false
}

// Two actions in a line are two, and what is one stays one.
func TestActionsInALine(t *testing.T) {
	d := lineDesk(t)
	for line, want := range map[string]string{
		"AM to look at bins by 15 Jan, and CR to report back by 22 Jan":           "AM to look at bins by 15 Jan + CR to report back by 22 Jan",
		"1. AM to look by 15 Jan; Bea Lowe to report; all done":                   "1. AM to look by 15 Jan + Bea Lowe to report; all done",
		"AM to look by 15 Jan. MT to report by 22 Jan and CR to tell by 1 Feb":    "AM to look by 15 Jan + MT to report by 22 Jan + CR to tell by 1 Feb",
		"AM to write by 15 Jan to CR to thank her":                                "AM to write by 15 Jan to CR to thank her",
		"AM to write by Friday 15 January 2027 to the council":                    "AM to write by Friday 15 January 2027 to the council",
		"AM to look at bins, and CR to report back by 22 Jan":                     "AM to look at bins, and CR to report back by 22 Jan",
		"AM to meet the traders by 15 Jan and then to write":                      "AM to meet the traders by 15 Jan and then to write",
		"DN / CR: look by next board, Rachel Young to report by the next meeting": "DN / CR: look by next board + Rachel Young to report by the next meeting",
	} {
		c := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d}
		err := d.Store.View(c, func(tx *store.Tx) error {
			r, err := c.recording(tx, "west-10")
			if err != nil {
				return err
			}
			got, err := r.actionsIn(line, lineRules{Today: day(t, "2026-12-09"), After: day(t, "2026-12-08")})
			if s := strings.Join(got, " + "); s != want {
				t.Errorf("%s\n is %s", line, s)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Headings and rubbish are nothing to be recorded.
func TestWhyALineIsLeftOut(t *testing.T) {
	for line, want := range map[string]string{
		"Actions": leftHeading, "Decisions:": leftHeading, "** ACTION POINTS **": leftHeading, "3. Any other business": leftHeading,
		"No.\tAction\tOwner\tBy when": leftHeading, "| Action | Lead | Due |": leftHeading, "== Open actions ==": leftHeading,
		"??? !!!": leftNoWords, "---": leftNoWords, "2027": leftNoWords,
		"asdf": "", "Owner": "", "Actions to follow up": "", "Action: AM to write": "", "Action | AM | 15 Jan": "", "Minutes to be sent": "",
	} {
		if got := whyLeft(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
