package commands

import (
	"strings"
	"testing"
)

// fieldCase is what is typed into a field of a record, and what the register
// then holds.
type fieldCase struct{ id, typed, want string }

// everyFieldIDs are the records whose fields are changed.
var everyFieldIDs = map[string]string{
	"office": "office", "organisations": "salt-ccg", "people": "m-okoro", "partnerships": "harbour",
	"roles": "theft-lead", "plans": "harbour-new", "schemes": "lights", "pilots": "kiosk", "initiatives": "quay",
	"issues": "quay-theft", "meetings": "harbour-2026-11", "decisions": "kiosk-money", "actions": "har-26-004", "duties": "send-plan",
}

// everyFieldLines are, by kind.field or field alone, what is typed and what
// the export then has: id first where it is another record's field.
var everyFieldLines = map[string]string{
	// What every record has.
	"source": "Somewhere else => Somewhere else", "as_at": "June 2026 => 2026-06", "checked": "2/9/26 => 2026-09-02",
	"note": "Two lines => Two lines", "timings": "board-soon: -3wd, 0d => {board-soon: [-3wd, 0d]}",
	// What many have.
	"name": "Another name => Another name", "title": "Another title => Another title", "short": "AB => AB",
	"background": "Set up long ago => Set up long ago", "text": "Other words => Other words",
	"from": "2019 => 2019", "until": "30 June 2031 => 2031-06-30", "url": "example.org/x => https://example.org/x",
	"partnership": "Safe Westmere => westmere", "partnerships": "Safe Westmere => [westmere]",
	"person": "Siân Pryce => s-pryce", "organisation": "Saltmarsh Integrated => salt-icb", "amount": "£1,234.50 => \"1234.50\"",
	"session": "- => null", "scheme": "More lights => more-lights", "minutes": "circulated => circulated",
	"meeting": "Board of the west => west", "kind": "other => other", "status": "- => null",
	"item": "Something else => Something else", "purpose": "discuss => discuss", "by": "Sam => Sam",
	"at": "2 January 2027, 2:15pm => 2027-01-02T14:15", "date": "30/12/2026 => 2026-12-30",

	"office.policing_body": "Deputy Mayor => Deputy Mayor",

	"organisations.kind": "other => other", "organisations.successor": "Harbour Council => harbour-council",
	"organisations.from": "2001 => 2001",

	"people.email": "mailto:alex@example.org => alex@example.org",
	"people.slack": "<@U0NEW> => U0NEW",

	"partnerships.aliases": "one\ntwo => [one, two]", "partnerships.prefix": "esb => ESB", "partnerships.area": "The coast => The coast",
	"partnerships.channel": "https://x.slack.com/archives/C0NEW => C0NEW", "partnerships.year_end": "30 June => 06-30",
	"partnerships.quorum": "5 => 5", "partnerships.police_involvement": "None now => None now",
	"partnerships.standing_items.session": "closed => closed", "partnerships.members.as": "additional => additional",
	"partnerships.members.until": "2030 => 2030",

	"roles.role": "office-lead => office-lead", "roles.confirmed": "- => null", "roles.subject": "Serious violence => Serious violence",
	"roles.until": "2027 => 2027",

	"plans.kind": "workplan => workplan", "plans.status": "renewing => renewing", "plans.successor": "The next plan => next",
	"plans.expected": "April 2027 => 2027-04", "plans.refreshed": "2025 2027 => [2025, 2027]", "plans.shared_with_pcc": "10 April 2024 => 2024-04-10",
	"plans.priorities": "Serious violence => [Serious violence]",

	"schemes.recipient": "Saltmarsh Police => salt-police", "schemes.provider": "Others => Others", "schemes.purpose": "Light => Light",
	"schemes.stream": "Another fund => Another fund", "schemes.monitoring": "monthly => monthly", "schemes.next_return": "in 2 weeks => 2026-12-06",
	"schemes.notice_by": "tomorrow => 2026-11-23", "schemes.outcome": "ended => ended", "schemes.successor": "More lights => more-lights",
	"schemes.final_report": "end of May => 2027-05-31", "schemes.decision_ref": "OPCC-1 => OPCC-1",

	"pilots.scheme": "More lights => more-lights", "pilots.interim_review": "2 Dec 2026 => 2026-12-02", "pilots.interim_done": "2026-12-04 => 2026-12-04",
	"pilots.final_review": "27/2/27 => 2027-02-27", "pilots.final_done": "27 February 2027 => 2027-02-27", "pilots.horizon": "2029 => 2029",
	"pilots.evidence_owner": "Michael Okoro => m-okoro", "pilots.question": "Does it? => Does it?",

	"initiatives.supports": "A third way => third", "initiatives.alongside": "A third way => third", "initiatives.summary": "In short => In short",

	"issues.status": "closed => closed",

	"meetings.kind": "public => public", "meetings.start": "Thursday 10 December 2026 at 2:15pm => 2026-12-10T14:15", "meetings.minutes_long": "95 => 95",
	"meetings.place": "Town Hall => Town Hall", "meetings.status": "cancelled => cancelled", "meetings.series": "MONTHLY on the last day => monthly on the last day",
	"meetings.papers_due": "1 December 2026 => 2026-12-01", "meetings.papers_sent": "1 December 2026 => 2026-12-01", "meetings.recorded": "10 December 2026 => 2026-12-10",
	"meetings.minutes_url": "https://example.org/m2 => https://example.org/m2", "meetings.agenda.lead": "Michael Okoro => m-okoro",
	"meetings.agenda.session": "closed => closed", "meetings.agenda.paper_url": "https://example.org/p2 => https://example.org/p2",
	"meetings.attendance.as": "apologies => apologies", "meetings.attendance.for": "Siân Pryce => s-pryce",

	"decisions.kind": "board => board", "decisions.meeting": "Autumn board => harbour-2026-11", "decisions.pilot": "Another pilot => another",
	"decisions.reason": "It works => It works", "decisions.options": "This\nThat => [This, That]", "decisions.decided_by": "The board => The board",
	"decisions.conditions": "None => None", "decisions.needed_by": "1 February 2027 => 2027-02-01", "decisions.decided": "2 February 2027 => 2027-02-02",
	"decisions.status": "deferred => deferred", "decisions.session": "open => open", "decisions.notice": "OPCC-27-004 => OPCC-27-004",
	"decisions.published": "6 February 2027 => 2027-02-06", "decisions.replaces": "Something else => d9", "decisions.goes_with": "Something else => d9", "decisions.review": "2028 => 2028",

	"actions.decision": "Something else => d9", "actions.owner": "Michael Okoro => m-okoro", "actions.helpers": "Siân Pryce => [s-pryce]",
	"actions.due": "next board => next-board", "actions.first_due": "9 January 2027 => 2027-01-09", "actions.raised": "9 December 2026 => 2026-12-09",
	"actions.session": "closed => closed", "actions.status": "open => open", "actions.closed": "13 January 2027 => 2027-01-13", "actions.closed_by": "Sam => Sam",
	"actions.updates.recorded_by": "Sam => Sam",

	"duties.kind": "power => power", "duties.on": "All => All", "duties.law": "Section 6 => Section 6",

	"disputed.field": "checked => checked", "disputed.value": "Otherwise => Otherwise", "disputed.source": "A letter => A letter",
}

// everyFieldCase is the case of a field. A field without one fails: a new
// field needs a line here.
func everyFieldCase(t *testing.T, kind, list, field string) fieldCase {
	t.Helper()
	var line string
	for _, key := range []string{kind + "." + list + "." + field, list + "." + field, kind + "." + field, field} {
		if list != "" && key == kind+"."+field {
			continue
		}
		if line = everyFieldLines[key]; line != "" {
			break
		}
	}
	typed, want, ok := strings.Cut(line, " => ")
	if !ok {
		t.Fatalf("no case for %s %s %s", kind, list, field)
	}
	c := fieldCase{everyFieldIDs[kind], typed, want}
	if kind == "roles" && field == "confirmed" {
		c.id, c.typed = "harbour-sec", noneValue
	}
	return c
}
