package reminders_test

import (
	"strings"
	"testing"

	"csp/reminders"
)

func TestFallbacks(t *testing.T) {
	const place = "partnerships: [{id: east, name: Eastborough, area: Eastborough}]\n"
	const board = "meetings: [{id: b, partnership: east, kind: board, start: 2026-12-08T10:00}]\n"
	const action = "actions: [{id: a, partnership: east, text: Find a room, owner: o, due: 2027-02-10}]\n"
	const sec = "roles: [{id: r, person: s, role: secretariat, partnership: east}]\n"
	for _, c := range []struct{ name, yaml, kind, want string }{
		{"nobody is the secretariat", place + board, "board-minutes", "secretariat C0OFFICE: No secretariat recorded."},
		{
			"the secretariat is not in Slack", place + board + sec + "people: [{id: s, name: Sam Poe}]",
			"board-minutes", "secretariat C0OFFICE: Sam Poe, the secretariat, has no Slack account recorded.",
		},
		{
			"of another workspace", place + action + sec + "people: [{id: s, name: Sam Poe, slack: T0OTHER/U0POE}, {id: o, name: Olu May}]",
			"action-due", "owner U0POE: Owner: Olu May, who has no Slack account recorded.",
		},
		{"no channel", place + board, "board-items", "partnership C0OFFICE: No channel recorded for Eastborough."},
		{"the owner is not in Slack, the secretariat is", place + action + sec + "people: [{id: s, name: Sam Poe, slack: U0POE}, {id: o, name: Olu May}]", "action-due", "owner U0POE: Owner: Olu May, who has no Slack account recorded."},
		{"nobody is in Slack", place + action + "people: [{id: o, name: Olu May}]", "action-due", "owner C0OFFICE: Owner: Olu May, who has no Slack account recorded. No secretariat recorded."},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			o.load("2026-10-05T10:00", c.yaml)
			l := only(o.lines("2026-10-05T10:00", "2026-10-05", "2027-02-12"), c.kind)[0]
			head, tail, _ := strings.Cut(c.want, ": ")
			if got := string(l.Audience) + " " + l.Channel; got != head || !strings.HasSuffix(l.Text, ". "+tail) {
				t.Errorf("to %s: %s\nshould be to %s and end with %s", got, l.Text, head, tail)
			}
		})
	}
}

// Two audiences that end in one place are told once, with the office's key,
// which covers the other.
func TestOneLineWhereTwoMeet(t *testing.T) {
	o := newOffice(t)
	const reg = "partnerships: [{id: east, name: Eastborough}]\npeople: [{id: s, name: Sam Poe, slack: U0POE}]\n" +
		"plans: [{id: p, partnership: east, status: current, until: 2027-03-31, timings: {plan-renewal: [-1m]}}]"
	o.load("2026-10-05T10:00", reg)
	merged := only(o.lines("2026-10-05T10:00", "2026-10-05", "2027-03-01"), "plan-renewal")
	o.load("2026-10-06T10:00", "roles: [{id: r, person: s, role: secretariat, partnership: east}]")
	apart := only(o.lines("2026-10-06T10:00", "2026-10-06", "2027-03-01"), "plan-renewal")
	if len(merged) != 1 || len(apart) != 2 {
		t.Fatalf("%d and %d lines", len(merged), len(apart))
	}
	keys := map[reminders.Audience]string{apart[0].Audience: apart[0].Key, apart[1].Audience: apart[1].Key}
	if merged[0].Key != keys[reminders.Office] || merged[0].Covers[0] != keys[reminders.Secretariat] {
		t.Errorf("the one line has the key %s and covers %s; apart they are %v", merged[0].Key, merged[0].Covers, keys)
	}
}

// Undecided money, pilots, returns and briefs are told to the office alone.
func TestOfficeOnly(t *testing.T) {
	for _, l := range everyLine(t) {
		switch l.Kind {
		case "decision-needed", "pilot-review", "pilot-horizon", "scheme-return", "scheme-end", "board-brief", "fact-check", "plan-share":
			if l.Audience != reminders.Office || l.Channel != "C0OFFICE" || !l.OfficeOnly {
				t.Errorf("%s goes to %s in %s", l.Kind, l.Audience, l.Channel)
			}
		case "board-items", "board-soon":
			if l.Channel != "C0EAST" {
				t.Errorf("%s goes to %s", l.Kind, l.Channel)
			}
		default:
			if l.Channel == "C0EAST" {
				t.Errorf("%s goes to the partnership's channel: %s", l.Kind, l.Text)
			}
		}
	}
}

// What belongs to a closed session stands in no channel, and in no message to
// an account that nobody has confirmed.
func TestClosedSessions(t *testing.T) {
	const reg = `
partnerships: [{id: east, name: Eastborough, channel: C0EAST}, {id: west, name: Westmere}, {id: north, name: Northvale}]
people: [{id: o, name: Olu May, slack: U0MAY}, {id: n, name: Al Day}, {id: s, name: Sam Poe, slack: U0POE}]
roles:
  - {id: r1, person: s, role: secretariat, partnership: east, confirmed: T0OFFICE/U0POE}
  - {id: r2, person: s, role: secretariat, partnership: west}
decisions: [{id: d, ref: EAS-D-26-001, kind: board, partnerships: [east], text: Secret, session: closed, needed_by: 2026-12-08, status: needed}]
actions:
  - {id: own, ref: EAS-26-001, partnership: east, text: Secret, session: closed, owner: o, due: 2026-12-08}
  - {id: sec, ref: EAS-26-002, partnership: east, text: Secret, session: closed, owner: n, due: 2026-12-08}
  - {id: west, ref: WES-26-001, partnership: west, text: Secret, session: closed, owner: n, due: 2026-12-08}
  - {id: north, partnership: north, text: Secret, session: closed, owner: n, due: 2026-12-08}
`
	o := newOffice(t)
	o.load("2026-10-05T10:00", reg)
	open := map[string]bool{"own": true, "sec": true}
	said := map[string]bool{}
	for _, l := range o.lines("2026-10-05T10:00", "2026-10-05", "2026-12-08") {
		if l.SubjectKind != "actions" && l.SubjectKind != "decisions" {
			continue
		}
		said[l.Subject] = true
		if secret := strings.Contains(l.Text, "Secret"); secret != open[l.Subject] || secret == strings.Contains(l.Text, "(closed session)") {
			t.Errorf("to %s: %s", l.Channel, l.Text)
		}
	}
	if len(said) != 5 {
		t.Errorf("only %v are said", said)
	}
}
