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

// atWestmere gives the record of a board of the example to do with as one
// likes.
func atWestmere(t interface{ Fatal(...any) }, d *Desk, do func(r *recording) error) {
	c := &Call{Context: context.Background(), Request: request("staff", ""), Desk: d}
	err := d.Store.View(c, func(tx *store.Tx) error {
		r, err := c.recording(tx, "west-10")
		if err != nil {
			return err
		}
		return do(r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestHeadingsOfMinutes(t *testing.T) {
	atWestmere(t, lineDesk(t), func(r *recording) error {
		for line, want := range map[string]heading{
			"Decisions": {to: toDecisions}, "2. DECISIONS:": {to: toDecisions}, "== Decisions made ==": {to: toDecisions}, "Key decisions of the meeting": {to: toDecisions},
			"Decisions: renew the plan": {to: toDecisions, rest: "renew the plan"}, "• Decision 3: Fund it": {to: toDecisions, rest: "Fund it", one: true},
			"ACTION POINTS": {to: toActions}, "Agreed actions": {to: toActions}, "Action: AM to write": {to: toActions, rest: "AM to write", one: true},
			"ACTION AM to write": {to: toActions, rest: "ACTION AM to write", one: true}, "No.\tAction\tOwner\tBy when": {to: toActions}, "Ref | Decision | Date": {to: toDecisions},
			"Present": {to: toPresent}, "In attendance:": {to: toPresent}, "Present: Amy Moss, CR": {to: toPresent, rest: "Amy Moss, CR", one: true},
			"Apologies – Bea Lowe": {to: toApologies, rest: "Bea Lowe", one: true}, "Apologies for absence: none": {to: toApologies, rest: "none", one: true},
			"Absent": {to: toAbsent}, "Not present: Bea Lowe": {to: toAbsent, rest: "Bea Lowe", one: true}, "DID NOT ATTEND": {to: toAbsent}, "Absent with apologies: CR": {to: toApologies, rest: "CR", one: true},
			"Date and time of next meeting": {to: toNext}, "Next board: 24 February 2027": {to: toNext, rest: "24 February 2027", one: true},
			"3. Any other business": {}, "Decisions and actions": {}, "Welcome": {},
		} {
			if got, ok := r.headingOf(line); !ok || got != want {
				t.Errorf("%q: %+v, %v", line, got, ok)
			}
		}
		for _, line := range []string{
			"AM to write", "Decisions need to be made", "Attendance: to be looked into", "Next meeting: AM to book the hall", "Presently open", "Actions speak",
			"Attendance: Amy Moss and Cal Ray raised poor turnout", "Present: Amy Moss has the figures", "ACTION PLAN approved for 2027", "Absent: to be looked into",
			"Present: Amy Moss asked for the figures", "Apologies were sent to the residents", "Action | AM | 15 Jan", "Next meeting of the traders: AM to go",
		} {
			if got, ok := r.headingOf(line); ok {
				t.Errorf("%q is a heading: %+v", line, got)
			}
		}
		return nil
	})
}

func TestTheNextBoardInMinutes(t *testing.T) {
	atWestmere(t, lineDesk(t), func(r *recording) error {
		for text, want := range map[string]boardAhead{
			"Next meeting: Wednesday 24 February 2027 at 10am, Town hall":  {"2027-02-24", "10:00", "Town hall"},
			"Date of next meeting\n24 February, 2.30pm to 4pm":             {"2027-02-24", "14:30", ""},
			"Next board\nDate: 24/2/27\nTime: 14:00-16:00\nVenue: Library": {"2027-02-24", "14:00", "Library"},
			"Next meetings: 24 February, 19 May":                           {"2027-02-24", "", ""},
			"Next meeting: to be agreed":                                   {},
			"Next meeting: 1 January 2026":                                 {},
		} {
			if got := r.readAhead(text); got != want {
				t.Errorf("%q: %+v", text, got)
			}
		}
		return nil
	})
}

// Lines below headings go where these say, in the session that they are of,
// and none is lost or doubled, whichever box they are pasted into.
func TestPastedMinutesAreSorted(t *testing.T) {
	d := lineDesk(t)
	rapid.Check(t, func(t *rapid.T) {
		heads := map[string]int{"Decisions": stepDecisions, "2. Actions:": stepActions, "Present": stepSeats, "Apologies": stepSeats, "Next meeting": stepNext, "AOB": -1}
		box := rapid.SampledFrom([]int{stepSeats, stepDecisions, stepActions}).Draw(t, "box")
		want, closedWant := map[int][]string{}, map[string]bool{}
		var text []string
		at, closed := -1, false
		for i := range rapid.IntRange(0, 25).Draw(t, "lines") {
			switch rapid.IntRange(0, 4).Draw(t, "sort") {
			case 0:
				h := rapid.SampledFrom([]string{"Decisions", "2. Actions:", "Present", "Apologies", "Next meeting", "AOB"}).Draw(t, "head")
				text, at = append(text, h), heads[h]
			case 1:
				closed = !closed
				text = append(text, map[bool]string{true: "Closed session", false: "Open session"}[closed])
			default:
				line := "Line " + strings.Repeat("x", i+1)
				step := at
				if step < 0 {
					step = box
				}
				text, want[step] = append(text, line), append(want[step], line)
				closedWant[line] = closed
			}
		}
		atWestmere(t, d, func(r *recording) error {
			paste := func() {
				held := map[int]*string{stepSeats: &r.d.Stands, stepDecisions: &r.d.Decisions, stepActions: &r.d.Actions}[box]
				if errs, err := r.takeLines(box, held, "box", strings.Join(text, "\n")); errs != nil || err != nil {
					t.Fatalf("%v, %v", errs, err)
				}
			}
			check := func() {
				t.Helper()
				for step, held := range map[int]string{stepSeats: r.d.Stands, stepDecisions: r.d.Decisions, stepActions: r.d.Actions, stepNext: r.d.Ahead} {
					var got []string
					for _, l := range pastedLines(held) {
						if !strings.HasPrefix(l.Text, "Line ") {
							continue
						}
						if got = append(got, l.Text); l.Closed != closedWant[l.Text] {
							t.Fatalf("%q is of the wrong session in %q, from %q", l.Text, held, text)
						}
					}
					if !slices.Equal(got, want[step]) {
						t.Fatalf("step %d has %q, want %q, from %q", step, got, want[step], text)
					}
				}
			}
			paste()
			check()
			paste() // once more
			check()
			return nil
		})
	})
}

// Who was there, from minutes as they are written.
func TestPastedAttendance(t *testing.T) {
	d := lineDesk(t)
	for text, want := range map[string]string{
		"Present: AM, CR and Bea Lowe":                               "present AM; present CR; present BL",
		"Present\nBea Lowe, Youth worker, Westmere Council\nCal Ray": "present BL; present CR",
		"Apologies\nBea Lowe (Council)\nPresent: AM (Chair)":         "present AM; apologies BL",
		"In attendance:\n• CR for Bea Lowe":                          "substitute CR for BL",
		"Present: Alex Marsh (Council) (Chair) and Cal Ray":          "present AM; present CR",
		"Attendance\nName\tOrganisation\tStatus\nAlex Marsh\tPolice\tPresent\nBea Lowe\tCouncil\tApologies\nRachel Young\tHealth\tAbsent\nCal Ray (apologies)": "present AM; apologies BL; apologies CR",
		"Present: CR (substitute for Bea Lowe), AM - Police":                       "present AM; substitute CR for BL",
		"Present: AM (did not attend), Bea Lowe (absent), CR":                      "present CR",
		"Present: AM (Police, absent), CR apologies, Bea Lowe":                     "present BL; apologies CR",
		"Present: AM (Council) (apologies), CR was absent":                         "apologies AM",
		"Present: AM, CR\nAbsent: CR, Priscilla Quux":                              "present AM",
		"Absent\nAM\nPresent\nAM":                                                  "present AM",
		"Present: AM (absent for item 3), CR (apologies for lateness)":             "present AM; present CR",
		"Present: AM (absent) (Council), CR left at 11, Bea Lowe unable to attend": "present CR",
		"Present: AM, Rhys, Gwen":                                                  "present AM; present Rhys; present Gwen",
		"Present: P. Quux, C. Ray":                                                 "present P. Quux; present CR",
		"Present\nPriscilla Quux\nApologies: none":                                 "present Priscilla Quux",
		"Present\nNobody took the minutes of what was said about it":               "",
	} {
		atWestmere(t, d, func(r *recording) error {
			r.d.Stands, r.d.Choices = text, map[string]string{"nonames": answerOut}
			rd, err := r.read()
			if err != nil {
				return err
			}
			for _, q := range rd.questions {
				r.d.Choices[q.name] = answerNobody
			}
			if rd, err = r.read(); err != nil {
				return err
			}
			var got []string
			for _, s := range rd.seats {
				short := func(id string) string {
					p, _ := store.People.Get(r.tx, id)
					w := strings.Fields(p.Name)
					if len(w) < 2 {
						return ""
					}
					return w[0][:1] + w[len(w)-1][:1]
				}
				who := s.As + " " + short(s.Person) + s.Name
				if s.For != "" {
					who += " for " + short(s.For)
				}
				got = append(got, who)
			}
			if says := strings.Join(got, "; "); says != want {
				t.Errorf("%q: %s", text, says)
			}
			return nil
		})
	}
}

// Whatever is pasted, each line stands in one step's text, and reading it
// neither fails nor loses a word of who came.
func FuzzPastedMinutes(f *testing.F) {
	for _, s := range []string{
		"Present: AM (Chair), CR\nDecisions:\nRenew\nClosed session\nPay\nActions\nAM to go by 15 Jan\nNext meeting: 24 February",
		"Apologies – Bea Lowe and (x), [y]\nAlso present\nZed Quux for AM - Police|a\tb", "Next board\n8 March 2027 at 10am - 12pm, Hall", "Action: \nDECISION 3:\n)(", "Present\n((\n&&and", "present\n00 – for 0000&A", "D(00000000)", "Dee (Housing) for AM (Fire)",
	} {
		f.Add(s, 0)
		f.Add(strings.ReplaceAll(s, "Present", "Absent"), 1)
		f.Add(s, 2)
	}
	d := lineDesk(f)
	f.Fuzz(func(t *testing.T, text string, box int) {
		step := []int{stepSeats, stepDecisions, stepActions}[((box%3)+3)%3]
		if !utf8.ValidString(text) || units(text) > maxTyped || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && r != '\t' && !unicode.IsPrint(r) }) {
			return
		}
		atWestmere(t, d, func(r *recording) error {
			held := map[int]*string{stepSeats: &r.d.Stands, stepDecisions: &r.d.Decisions, stepActions: &r.d.Actions}[step]
			if errs, err := r.takeLines(step, held, "box", text); errs != nil || err != nil {
				return err
			}
			var want, got []string
			lines := func(s string, out *[]string) {
				for _, l := range filledLines(s) {
					if !closedHead.MatchString(l) && !openHead.MatchString(l) {
						*out = append(*out, l)
					}
				}
			}
			lines(text, &want)
			for _, s := range []string{r.d.Stands, r.d.Decisions, r.d.Actions, r.d.Ahead} {
				lines(s, &got)
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) {
				t.Fatalf("%q became %q", want, got)
			}
			rd, err := r.read()
			if err != nil {
				return err
			}
			var all []string
			for _, s := range rd.seats {
				p, _ := store.People.Get(r.tx, s.Person)
				whom, _ := store.People.Get(r.tx, s.For)
				all = append(all, s.Name, p.Name, whom.Name)
			}
			all = append(all, rd.aside...)
			for _, l := range rd.left {
				all = append(all, l.line)
			}
			for _, q := range rd.questions {
				all = append(all, q.label, strings.Join(q.lines, " "))
			}
			have := wordsIn(straight(strings.Join(all, " ") + " present attending attendance in apologies for absence received given from absent absentees absences not did attend members people those there could unable sent gave their without was and substitute on behalf of"))
			for w := range wordsIn(straight(r.d.Stands)) {
				if have[w] == 0 && len(w) > 3 { // initials stand for a name
					t.Fatalf("%q loses %q: %q", r.d.Stands, w, all)
				}
			}
			return nil
		})
	})
}

// A name that is pasted once more below another heading is where it stands
// last; pasted as it was, nothing is added.
func TestPastedBelowAnotherHeading(t *testing.T) {
	atWestmere(t, lineDesk(t), func(r *recording) error {
		for i, c := range []struct {
			paste, as string
			added     int
		}{
			{"Present\nAlex Marsh", "present", 1},
			{"Present\nAlex Marsh", "present", 0},
			{"Apologies\nAlex Marsh", "apologies", 1},
			{"Apologies\nAlex Marsh", "apologies", 0},
			{"Present\nAlex Marsh", "present", 1},
			{"Absent\nAlex Marsh", "", 1},
		} {
			var added int
			r.d.Stands, added = r.withLines(r.d.Stands, r.sortLines(c.paste))
			rd, err := r.read()
			if err != nil {
				return err
			}
			as := ""
			for _, s := range rd.seats {
				if s.Person == "a-marsh" {
					as = s.As
				}
			}
			if as != c.as || added != c.added {
				t.Errorf("%d: %q, %d lines more: %q", i, as, added, r.d.Stands)
			}
		}
		return nil
	})
}
