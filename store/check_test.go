package store_test

import (
	"errors"
	"strings"
	"testing"

	. "csp/store"
)

func TestWhatIsWrongWithARecordByItself(t *testing.T) {
	id := Meta{ID: "x"}
	for _, c := range []struct {
		kind AnyKind
		rec  any
		want string // "" for in order; else field: problem: hint of each
	}{
		{&People, &Person{Meta: id, Name: "Alex Marsh", Slack: "U0MARSH", Email: "a.marsh@example.org"}, ""},
		{&People, &Person{Meta: id, Name: " "}, `name: is missing: it is required`},
		{&People, &Person{Meta: Meta{ID: "A Marsh"}, Name: "Alex"}, `id: "A Marsh" is not an id: use small letters, digits and hyphens, 64 at most, a letter or digit first`},
		{&People, &Person{Meta: id, Name: "A\xff"}, `name: is not text: write it again in UTF-8`},
		{&People, &Person{Meta: id, Name: "A", Organisation: "The Council"}, `organisation: "The Council" is not an id: write the id of one of the organisations`},
		{&People, &Person{Meta: id, Name: "A", Slack: "@alex"}, `slack: "@alex" is not a Slack member id: write it as U0MARSH, or T0OTHER/U0MARSH for somebody in another workspace`},
		{&People, &Person{Meta: id, Name: "A", Slack: "T0OTHER/W0MARSH"}, ""},
		{&People, &Person{Meta: id, Name: "A", Email: "alex"}, `email: "alex" is not an email address: write it as a.marsh@example.org`},
		{&People, &Person{Meta: Meta{ID: "x", Checked: Date{2026, 9, 0}}, Name: "A"}, `checked: "2026-09" is not a day: write the whole date, as 2021-03-31`},
		{&People, &Person{Meta: Meta{ID: "x", AsAt: Date{2026, 2, 29}}, Name: "A"}, `as_at: is not a date: write 2021-03-31, 2021-03 or 2021`},
		{&People, &Person{Meta: Meta{ID: "x", Disputed: []Dispute{{Field: "titel"}, {}}}, Name: "A"}, `disputed[2].field: is missing: it is required` + "\n" + `disputed[1].field: "titel" is not a field of people: write the name of the field that sources disagree on`},
		{&People, &Person{Meta: Meta{ID: "x", Timings: Timings{"board-soon": nil}}, Name: "A"}, `timings: people have no reminders: set timings on the office or the partnership`},
		{&Organisations, &Organisation{Meta: id, Name: "ICB", Kind: "hospital"}, `kind: "hospital" is not one of its values: write council, police, fire, health, probation, policing-body, voluntary or other`},
		{&Organisations, &Organisation{Meta: id, Name: "ICB", From: Date{2022, 7, 0}, Until: Date{2022, 6, 30}}, `until: 2022-06-30 is before from, 2022-07: correct one of the two dates`},
		{&Organisations, &Organisation{Meta: id, Name: "ICB", From: Date{2022, 7, 0}, Until: Date{2022, 0, 0}}, ""},
		{&Organisations, &Organisation{Meta: id, Name: "ICB", From: Date{2022, 7, 31}, Until: Date{2022, 7, 0}}, ""},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Channel: "#east"}, `channel: "#east" is not a Slack channel id: write the id that stands at the end of the channel's details, as C0EAST`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Prefix: "Dar"}, `prefix: "Dar" is not a prefix for references: write 2 to 8 capital letters and digits, as DAR`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", YearEnd: "02-29"}, `year_end: "02-29" is not a month and a day: write it as 03-31`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Quorum: -1}, `quorum: -1 is less than nothing: write a whole number`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Aliases: []string{"east", ""}}, `aliases[2]: is empty: take it out of the list`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Links: []Link{{URL: "https://example.org"}, {URL: "javascript:alert(1)"}, {}}}, `links[2].url: "javascript:alert(1)" is not a web address: write the whole address, as https://example.org/plan` + "\n" + `links[3].url: is missing: it is required`},
		{&Partnerships, &Partnership{Meta: id, Name: "East", Members: []Member{{Organisation: "x", From: Date{2020, 0, 0}, Until: Date{2019, 0, 0}}}}, `members[1].until: 2019 is before from, 2020: correct one of the two dates`},
		{&Roles, &Role{Meta: id, Role: "lead", Subject: "anti-social behaviour"}, ""},
		{&Roles, &Role{Meta: id, Role: "chair"}, `partnership: is missing: only a lead and an office-lead may be without one`},
		{&Roles, &Role{Meta: id, Role: "office-lead", Confirmed: "U0MARSH"}, `confirmed: "U0MARSH" is not a Slack account with its workspace: write it as T0OFFICE/U0MARSH`},
		{&Plans, &Plan{Meta: id, Refreshed: []int{2025, 25}}, `refreshed: 25 is not a year: write all its digits, as 2026`},
		{&Plans, &Plan{Meta: id, URL: "example.org/plan"}, `url: "example.org/plan" is not a web address: write the whole address, as https://example.org/plan`},
		{&Schemes, &Scheme{Meta: id, Name: "Wardens", Amount: Money{-1, true}}, `amount: is not a sum: write pounds and pence as 12500.00`},
		{&Pilots, &Pilot{Meta: id}, ""},
		{&Initiatives, &Initiative{Meta: id, Name: "Together", Alongside: "x"}, `alongside: is the initiative itself: write the id of another`},
		{&Meetings, &Meeting{Meta: id}, `partnership: is missing: it is required`},
		{&Meetings, &Meeting{Meta: id, Partnership: "east", Start: Moment{Date{2026, 12, 0}, 601}}, `start: is not a date and time: write 2026-12-08T10:00`},
		{&Meetings, &Meeting{Meta: id, Partnership: "east", Series: "RRULE:FREQ=DAILY"}, `series: "RRULE:FREQ=DAILY" is not a series of meetings: write every 6 weeks on Tuesday, monthly on day 15, monthly on the last day, quarterly on the 2nd Tuesday or yearly on 4 March`},
		{&Meetings, &Meeting{Meta: id, Partnership: "east", PapersSent: Date{2026, 0, 0}}, `papers_sent: "2026" is not a day: write the whole date, as 2021-03-31`},
		{&Decisions, &Decision{Meta: id, Text: "Renew", Ref: "EAS-26-001"}, `ref: "EAS-26-001" is not a decision's reference: write it as DAR-D-26-001`},
		{&Actions, &Action{Meta: id, Partnership: "east", Text: "Do", Ref: "EAS-26-000"}, `ref: "EAS-26-000" is not an action's reference: write it as DAR-26-001`},
		{&Actions, &Action{Meta: id, Partnership: "east", Text: "Do", Due: Due{Date{2026, 1, 1}, true}}, `due: is not a due date: write 2027-01-15 or next-board`},
		{&Duties, &Duty{Meta: id}, `title: is missing: it is required`},
		{&Offices, &Office{Meta: id}, `id: "x" is not the id of the one office: write office`},
		{&Offices, &Office{Meta: Meta{ID: "office"}, Holidays: []Holiday{{Date: Date{2026, 12, 0}}, {}}}, `holidays[1].date: "2026-12" is not a day: write the whole date, as 2021-03-31` + "\n" + `holidays[2].date: is missing: it is required`},
	} {
		var got []string
		for _, p := range CheckRecord(c.kind, c.rec) {
			name, _ := c.kind.Called()
			if p.Kind != name || p.ID != MetaOf(c.rec).ID {
				t.Errorf("the problem is said of %s %s", p.Kind, p.ID)
			}
			got = append(got, p.Field+": "+p.Problem+": "+p.Hint)
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%+v:\n%s\nwant\n%s", c.rec, s, c.want)
		}
	}
}

func TestTimingsAreChecked(t *testing.T) {
	for _, c := range []struct {
		timings Timings
		want    string
	}{
		{Timings{"plan-renewal": {"-12m", "0d", "+1w*4", "+1m*"}, "board-soon": {}}, ""},
		{Timings{"fact-check": {}, "assessment": nil, "pilot-horizon": {}}, ""},
		{Timings{"fact-check": {"0d"}}, `timings.fact-check: goes by the calendar and takes no offsets: write [] to turn it off`},
		{Timings{"papers-due": {"-5cwd"}}, ""},
		{Timings{"papers-due": {}}, `timings.papers-due: takes one offset: write [-5cwd]`},
		{Timings{"papers-due": {"+1w*2"}}, `timings.papers-due[1]: "+1w*2" is not an offset: write -12m, -2w, -10wd, -5cwd, 0d, +1w*4 or +1m*`},
		{Timings{"board-soon": {"-1wd", "soon"}}, `timings.board-soon[2]: "soon" is not an offset: write -12m, -2w, -10wd, -5cwd, 0d, +1w*4 or +1m*`},
		{Timings{"bord-soon": {}}, `timings.bord-soon: "bord-soon" is not a kind of reminder: write board-soon`},
	} {
		err := CheckRecord(&Offices, &Office{Meta: Meta{ID: "office", Timings: c.timings}}).Err()
		got := ""
		if err != nil {
			got = strings.TrimPrefix(err.Error(), "office: ")
		}
		if got != c.want {
			t.Errorf("%v: %s, want %s", c.timings, got, c.want)
		}
	}
	all := CheckRecord(&Offices, &Office{Meta: Meta{ID: "office", Timings: Timings{"what": nil}}})
	if len(all) != 1 || !strings.Contains(all[0].Hint, "action-due, action-given, ") {
		t.Errorf("a name like none is answered with %v, want all names", all)
	}
}

func TestPutRunsTheChecks(t *testing.T) {
	s := open(t)
	err := refused(t, s, func(tx *Tx) error {
		return errors.Join(
			put(tx, &People, Person{Meta: Meta{ID: "a-marsh"}, Email: "alex"}),
			put(tx, &Duties, Duty{Meta: Meta{ID: "share"}}),
		)
	})
	var one *FieldError
	if !errors.As(err, &one) || one.Field != "name" {
		t.Errorf("errors.As finds %v", one)
	}
	var fields []string
	for _, e := range FieldErrors(err) {
		fields = append(fields, e.Kind+" "+e.ID+" "+e.Field)
	}
	if got := strings.Join(fields, ", "); got != "people a-marsh name, people a-marsh email, duties share title" {
		t.Errorf("FieldErrors are of %s", got)
	}
	if FieldErrors(nil) != nil || FieldErrors(ErrTaken) != nil {
		t.Error("FieldErrors of what holds none")
	}
}
