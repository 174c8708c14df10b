package commands

import (
	"testing"

	"csp/store"
)

// What a pasted line says of an action that is there.
func TestKnownLines(t *testing.T) {
	today := store.Date{Year: 2026, Month: 11, Day: 20}
	for _, c := range []struct {
		line, ref, verb, note, due string
	}{
		{"EAS-26-006 done", "EAS-26-006", doneVerb, "", ""},
		{"3. eas 26 6 – closed.", "EAS-26-006", doneVerb, "", ""},
		{"Done: EAS-26-006 (sent to all)", "EAS-26-006", doneVerb, "sent to all", ""},
		{"EAS-26-006 has been completed, the draft is out", "EAS-26-006", doneVerb, "the draft is out", ""},
		{"close EAS-26-006", "EAS-26-006", doneVerb, "", ""},
		{"update EAS-26-006: half of it", "EAS-26-006", updateVerb, "half of it", ""},
		{"EAS-26-006 ongoing", "EAS-26-006", updateVerb, "ongoing", ""},
		{"EAS-26-006 not done yet", "EAS-26-006", updateVerb, "not done yet", ""},
		{"EAS-26-006 to be done by LB", "EAS-26-006", updateVerb, "to be done by LB", ""},
		{"EAS-26-006 no longer needed: the police do it", "EAS-26-006", cancelVerb, "the police do it", ""},
		{"cancel EAS-26-006 the police do it", "EAS-26-006", cancelVerb, "the police do it", ""},
		{"EAS-26-006 moved to 15 January", "EAS-26-006", moveVerb, "", "2027-01-15"},
		{"move EAS-26-006 to next board", "EAS-26-006", moveVerb, "", "next-board"},
		{"EAS-26-006 by 15 January", "EAS-26-006", moveVerb, "", "2027-01-15"},
		{"EAS-26-006 – still waiting for council, move to 1 Feb", "EAS-26-006", moveVerb, "still waiting for council", "2027-02-01"},
		{"EAS-26-006 half done. Deferred to next board", "EAS-26-006", moveVerb, "half done", "next-board"},
		{"EAS-26-006 waiting, and moved to the library", "EAS-26-006", updateVerb, "waiting, and moved to the library", ""},
		{"EAS-26-006 moved to the library", "EAS-26-006", "asked", "moved to the library", ""},
		{"EAS-26-006 carry over to 3 March", "EAS-26-006", moveVerb, "", "2027-03-03"},
		{"EAS-26-006 c/f to next board", "EAS-26-006", moveVerb, "", "next-board"},
		{"EAS-26-006 half drawn, carried over to 3 March 2027", "EAS-26-006", moveVerb, "half drawn", "2027-03-03"},
		{"EAS-26-006 carry over to March", "EAS-26-006", "asked", "carry over to March", ""},
		{"EAS-26-006 carried forward", "EAS-26-006", "asked", "carried forward", ""},
		{"EAS-26-006 no news, carried over to March", "EAS-26-006", "asked", "no news, carried over to March", ""},
		{"EAS-26-006 moved to 3 March 2026", "EAS-26-006", "asked", "moved to 3 March 2026", ""},
		{"EAS-26-006 no news, carry over", "EAS-26-006", "asked", "no news, carry over", ""},
		{"EAS-26-006 slipped to March", "EAS-26-006", "asked", "slipped to March", ""},
		{"EAS-26-006 by March", "EAS-26-006", "asked", "by March", ""},
		{"EAS-26-006 new date March board", "EAS-26-006", "asked", "new date March board", ""},
		{"EAS-26-006 deadline extended to 3 March", "EAS-26-006", moveVerb, "", "2027-03-03"},
		{"EAS-26-006: extend the deadline to 3 March", "EAS-26-006", moveVerb, "", "2027-03-03"},
		{"EAS-26-006 deadline missed again", "EAS-26-006", updateVerb, "deadline missed again", ""},
		{"EAS-26-006 to be seen", "EAS-26-006", updateVerb, "to be seen", ""},
		{"EAS-26-006", "EAS-26-006", updateVerb, "", ""},
		{"EAS-D-26-003 done", "EAS-D-26-003", doneVerb, "", ""},
		{"LB to close EAS-26-006", "", "", "", ""},
		{"Ward 26 100 homes to visit", "", "", "", ""},
		{"Done", "", "", "", ""},
	} {
		m := refLine.FindStringSubmatch((&lineCut{}).unlabelled(onOneLine(straight(c.line))))
		if c.ref == "" {
			if m != nil && strictRef.MatchString(m[2]) {
				t.Errorf("%q is about %s", c.line, m[2])
			}
			continue
		}
		if m == nil {
			t.Errorf("%q is about nothing", c.line)
			continue
		}
		if refs := references(m[2]); len(refs) == 0 || refs[0] != c.ref {
			t.Errorf("%q is about %v", c.line, refs)
		}
		k := knownLine{action: store.Action{Status: "open"}, verb: updateVerb}
		k.note = trimmedNote(m[3])
		k.read(m[1], k.note, lineRules{Today: today, After: store.Date{Year: 2026, Month: 11, Day: 18}})
		due := k.due.String()
		if k.moves {
			k.verb = "asked"
		}
		if k.verb != c.verb || k.note != c.note || due != c.due {
			t.Errorf("%q: %s, %q, %q", c.line, k.verb, k.note, due)
		}
	}
}
