package commands

import (
	"context"
	"strings"
	"testing"

	"csp/store"
)

// What a line looks like in the box of the decisions and in that of the
// actions, where that is something else.
func TestOddLines(t *testing.T) {
	d := lineDesk(t)
	for _, c := range []struct {
		line               string
		decision, inAction oddKind // in the box of the decisions, in that of the actions
	}{
		{"AM to circulate the protocol by 15 Jan", oddAction, oddNone},
		{"Action: circulate the protocol", oddAction, oddNone},
		{"3. Cal Ray will write to the ICB", oddAction, oddNone},
		{"Zoe Quill to write to the ICB by 15 Jan", oddAction, oddNone},
		{"AM: circulate the protocol", oddAction, oddNone},
		{"Circulate the protocol (AM) by 15 Jan", oddAction, oddNone},
		{"WES-26-001 done - map received", oddAction, oddNone},
		{"both WES-26-001, WES-26-002 done", oddAction, oddNone},
		{"all WES-26-001 and WES-26-002: agreed to wait", oddAction, oddNone},
		{"Both sides agreed to wait", oddNone, oddNone},
		{"Decision: AM to chair the sub-group", oddNone, oddNone},
		{"Renew the plan for 3 years", oddNone, oddNone},
		{"Meet on Mondays by next year", oddNone, oddNone},
		{"Northshire Police to lead", oddNone, oddNone},
		{"Fund the hub - Alex Marsh", oddNone, oddNone},
		{"Noted that the figures are late", oddNoted, oddNoted},
		{"The Board noted the report", oddNoted, oddNoted},
		{"Note the report", oddNone, oddNone},
		{"Discuss the report with the ICB", oddNone, oddNone},
		{"Action: noted figures to be sent", oddNoted, oddNone},
		{"Agreed to renew the plan", oddNone, oddDecision},
		{"2. The board approved the plan", oddNone, oddDecision},
		{"AM agreed to write", oddAction, oddNone},
		{"Agreed: AM to write by 15 Jan", oddAction, oddNone},
		{"AOB: none", oddNone, oddNone},
	} {
		call := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d}
		err := d.Store.View(call, func(tx *store.Tx) error {
			r, err := call.recording(tx, "west-10")
			if err != nil {
				return err
			}
			for of, want := range map[string]oddKind{decisionsWord: c.decision, actionsWord: c.inAction} {
				got, err := (&reading{r: r}).looksLike(of, pastedLine{Text: c.line})
				if err != nil {
					return err
				}
				if got != want {
					t.Errorf("%s: %q looks like %q, want %q", of, c.line, got, want)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Sentences about who sent apologies and about the next board go where they
// belong, from whichever box.
func TestSentencesThatAreSorted(t *testing.T) {
	d := lineDesk(t)
	for line, want := range map[string]section{
		"Apologies were received from Zoe Quill":        toApologies,
		"Apologies from Zoe Quill and AM":               toApologies,
		"Apologies from the police are expected":        toWhere,
		"The next meeting will be on 24 February 2027":  toNext,
		"Next board is Tuesday 12 January 2027 at 10am": toNext,
		"Date of next meeting: to be confirmed":         toNext,
		"Date of next meeting 24 February 2027":         toNext,
		"Next meeting to look at bins":                  toWhere,
		"Next meeting: AM to book the hall":             toWhere,
	} {
		call := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d}
		err := d.Store.View(call, func(tx *store.Tx) error {
			r, err := call.recording(tx, "west-10")
			if err != nil {
				return err
			}
			if got := r.sortLines(line)[0].to; got != want {
				t.Errorf("%q goes to %q, want %q", line, got, want)
			}
			if want == toNext && strings.Contains(line, "20") && r.readAhead(line).Date == "" {
				t.Errorf("%q has no day", line)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// The board that is planned with a record is one that its lines may name.
func TestBoardPlannedWithTheRecordIsNamed(t *testing.T) {
	d := lineDesk(t)
	for next, want := range map[string]string{"2027-03-04": "next-board", "": ""} {
		rd := pastedIn(t, d, boardDraft{Actions: "AM to report to March board", Next: boardAhead{Date: next}}, func(q question) string {
			if q.date {
				return answerNone
			}
			return q.rest()[0].Value
		})
		if len(rd.actions) != 1 || rd.actions[0].rec.Due.String() != want {
			t.Errorf("with the next board on %q: %+v", next, rd.actions)
		}
	}
}
