package commands

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"csp/store"
)

// lineSaid is what a line was read as, in a line.
func lineSaid(a *lineAction) string {
	var b strings.Builder
	if a.Partnership != "" {
		b.WriteString("[" + a.Partnership + "] ")
	}
	for i := range a.Owners {
		n := &a.Owners[i]
		var ids []string
		for _, p := range n.People {
			ids = append(ids, p.ID)
		}
		switch {
		case len(ids) > 0:
			fmt.Fprintf(&b, "%s; ", strings.Join(ids, " or "))
		case n.Organisation != nil:
			fmt.Fprintf(&b, "of %s; ", n.Organisation.ID)
		default:
			fmt.Fprintf(&b, "who is %s?; ", n.Words)
		}
	}
	if a.Nobody {
		b.WriteString("nobody; ")
	}
	b.WriteString(a.Text)
	switch {
	case a.Due.Missing != "":
		fmt.Fprintf(&b, " | %s", a.Due.Missing)
	default:
		fmt.Fprintf(&b, " | %s", a.Due.Due)
	}
	if a.Due.Passed {
		b.WriteString(" passed")
	}
	if a.Due.Sure {
		b.WriteString(" sure")
	}
	if !a.clear() {
		b.WriteString(" | ask")
	}
	return b.String()
}

// lineDesk is northshire with a second BL.
func lineDesk(t testing.TB) *Desk {
	return deskOver(t, append(northshire(t),
		&store.Person{Meta: store.Meta{ID: "b-lamb"}, Name: "Ben Lamb"},
		&store.Person{Meta: store.Meta{ID: "d-wong"}, Name: "Dee Wong-O'Neil"},
		&store.Partnership{Meta: store.Meta{ID: "eastwold"}, Name: "Eastwold Partnership", Prefix: "EAW"},
	))
}

func readLine(t testing.TB, d *Desk, who, line string, rules lineRules) (lineAction, error) {
	t.Helper()
	var out lineAction
	c := &Call{Context: context.Background(), Request: request(who, ""), Desk: d}
	err := d.Store.View(c, func(tx *store.Tx) error {
		var err error
		out, err = c.readActionLine(tx, line, rules)
		return err
	})
	return out, err
}

// Lines as minutes have them, pasted after a board on 8 December 2026 and read
// on the next day.
func TestPastedLines(t *testing.T) {
	d := lineDesk(t)
	rules := lineRules{Today: day(t, "2026-12-09"), After: day(t, "2026-12-08")}
	for _, board := range []string{"2027-02-04", "2027-03-04", "2027-05-04", "2027-05-25"} {
		rules.Boards = append(rules.Boards, day(t, board))
	}
	for line, want := range map[string]string{
		"AM to circulate workplan by 15 Jan":                        "a-marsh; Circulate workplan | 2027-01-15",
		"Action: C. Ray to write by 15 Jan":                         "c-ray; Write | 2027-01-15",
		"M. Ray to write by 15 Jan":                                 "who is M. Ray?; Write | 2027-01-15 | ask",
		"B. J. Lowe (Council) to write by 15 Jan":                   "b-lowe; Write | 2027-01-15",
		"BL to circulate workplan by 15 Jan":                        "b-lamb or b-lowe; Circulate workplan | 2027-01-15 | ask",
		"Bea Lowe to circulate workplan by 8 Dec":                   "b-lowe; Circulate workplan | 2027-12-08",
		"AM to ring the school by 8 December 2026":                  "a-marsh; Ring the school | 2026-12-08 passed | ask",
		"AM to ring the school by 8 December 2026 although passed.": "a-marsh; Ring the school | 2026-12-08 passed sure",
		"• AM and CR to write to schools by next board.":            "a-marsh; c-ray; Write to schools | next-board",
		"1. AM, CR & Bea Lowe to write to schools (by 15th Jan)":    "a-marsh; c-ray; b-lowe; Write to schools | 2027-01-15",
		"9.2 AM/CR to write to schools - 15 January 2027":           "a-marsh; c-ray; Write to schools | 2027-01-15",
		"3\tCirculate the workplan\tAM\t15 Jan":                     "a-marsh; Circulate the workplan | 2027-01-15",
		"| AM | Circulate the workplan | ASAP |":                    "a-marsh; Circulate the workplan, ASAP | “ASAP” is no date.",
		"AM to circulate workplan ASAP":                             "a-marsh; Circulate workplan ASAP | “ASAP” is no date.",
		"AM to keep an eye on it (ongoing)":                         "a-marsh; Keep an eye on it (ongoing) | “ongoing” is no date.",
		"AM to report at the next board":                            "a-marsh; Report at the next board | next-board",
		"AM to report by the next meeting":                          "a-marsh; Report | next-board",
		"AM to write by Easter":                                     "a-marsh; Write by Easter | “Easter” is not a date that I know. | ask",
		"AM to write by email":                                      "a-marsh; Write by email | No due date is given.",
		"AM to write by 31 February":                                "a-marsh; Write by 31 February | “31 February” is no day of the calendar. | ask",
		"AM to write by Febuary 3rd":                                "a-marsh; Write by Febuary 3rd | “Febuary 3” is not a date that I know. | ask",
		"AM: circulate workplan, due Friday 15 January 2027":        "a-marsh; Circulate workplan | 2027-01-15",
		"AM will circulate the workplan by end of Jan":              "a-marsh; Circulate the workplan | 2027-01-31",
		"Action: AM agreed to speak to CR by 15 Jan":                "a-marsh; Speak to CR | 2027-01-15",
		"Circulate the workplan (AM) by 15 Jan":                     "a-marsh; Circulate the workplan | 2027-01-15",
		"Circulate the workplan. Action - Alex Marsh":               "a-marsh; Circulate the workplan | No due date is given.",
		"Cllr Marsh to write to the minister by 1 March":            "a-marsh; Write to the minister | 2027-03-01",
		"Northshire Police to patrol the park by 15 Jan":            "of police; Patrol the park | 2027-01-15",
		"Rachel Young to write to schools by 15 Jan":                "who is Rachel Young?; Write to schools | 2027-01-15 | ask",
		"AM and Rachel to write to schools":                         "a-marsh; who is Rachel?; Write to schools | No due date is given. | ask",
		"Write to schools by 15 Jan":                                "Write to schools | 2027-01-15",
		"Letters to go out to schools":                              "who is Letters?; Go out to schools | No due date is given. | ask",
		"Nobody to publish the plan by 15 Jan":                      "nobody; Publish the plan | 2027-01-15",
		"@Alex Marsh to write":                                      "a-marsh; Write | No due date is given.",
		"[ ] AM to write":                                           "a-marsh; Write | No due date is given.",
		"AM to write to Dee Wong-O’Neil’s team by 15/1/27":          "a-marsh; Write to Dee Wong-O'Neil's team | 2027-01-15",
		"Dee Wong-O'Neil to write":                                  "d-wong; Write | No due date is given.",
		"15 Jan":                                                    "15 Jan | No due date is given.",
		"by 15 Jan":                                                 " | 2027-01-15 | ask",
		"2. AM / CR: write to the ICB - 8 January":                  "a-marsh; c-ray; Write to the ICB | 2027-01-08",
		"AM / PR: write to the ICB":                                 "a-marsh; who is PR?; Write to the ICB | No due date is given. | ask",
		"ZZ: write to the ICB":                                      "who is ZZ?; Write to the ICB | No due date is given. | ask",
		"Parking: AM to look at it":                                 "a-marsh; Parking: look at it | No due date is given.",
		"CCTV: map the cameras":                                     "CCTV: map the cameras | No due date is given.",
		"AM to write by 3/1":                                        "a-marsh; Write | 2027-01-03",
		"AM to write by 12/2":                                       "a-marsh; Write | 2027-02-12",
		"AM to write by 31/2":                                       "a-marsh; Write by 31/2 | “31/2” is no day of the calendar. | ask",
		"AM by end of Jan: collect comments from members":           "a-marsh; Collect comments from members | 2027-01-31",
		"ACTION - AM by end Jan - collect comments":                 "a-marsh; Collect comments | 2027-01-31",
		"AM & CR (by 15 Jan): collect comments":                     "a-marsh; c-ray; Collect comments | 2027-01-15",
		"AM by 15 January, collect comments, all of them":           "a-marsh; Collect comments, all of them | 2027-01-15",
		"AM (end of Jan): collect comments":                         "a-marsh; Collect comments | 2027-01-31",
		"AM (mid Jan): collect comments":                            "a-marsh; (mid Jan): collect comments | “mid Jan” is not a date that I know. | ask",
		"By end of Jan: AM to collect comments":                     "a-marsh; Collect comments | 2027-01-31",
		"By 15 Jan AM to collect":                                   "who is By 15 Jan AM?; Collect | “15 Jan AM to collect” is not a date that I know. | ask",
		"Deadline: 20 Jan - AM to write":                            "a-marsh; Write | 2027-01-20",
		"Action: Write to X. Owner: AM. Deadline: 20 Jan":           "a-marsh; Write to X | 2027-01-20",
		"Find an owner: AM":                                         "Find an owner: AM | No due date is given.",
		"AM by 15 January to collect comments":                      "a-marsh; Collect comments | 2027-01-15",
		"Zoe by end of Jan: collect comments":                       "who is Zoe?; Collect comments | 2027-01-31 | ask",
		"AM by end of Febuary: collect comments":                    "a-marsh; By end of Febuary: collect comments | “end of Febuary” is not a date that I know. | ask",
		"AM by half term: collect comments":                         "a-marsh; By half term: collect comments | No due date is given.",
		"AM by Easter: collect comments by 15 Jan":                  "a-marsh; By Easter: collect comments | 2027-01-15",
		"AM to write to X by 15 Jan, all of it":                     "a-marsh; Write to X by 15 Jan, all of it | “15 Jan all it” is not a date that I know. | ask",
		"Agree the plan by 15 Jan, then write":                      "Agree the plan by 15 Jan, then write | “15 Jan then write” is not a date that I know. | ask",
		"AM to report by next mtg":                                  "a-marsh; Report | next-board",
		"AM to report by next meeting":                              "a-marsh; Report | next-board",
		"AM to report to the next mtg":                              "a-marsh; Report to the next mtg | next-board",
		"AM to write. Deadline: 20 Jan":                             "a-marsh; Write | 2027-01-20",
		"AM to write (due date: 20 Jan)":                            "a-marsh; Write | 2027-01-20",
		"AM\tWrite\tTarget date: 20 Jan":                            "a-marsh; Write | 2027-01-20",
		"AM to meet the deadline for 2027":                          "a-marsh; Meet the deadline for 2027 | No due date is given.",
		"AM to report to March board":                               "a-marsh; Report to March board | 2027-03-04",
		"AM to report by the February board meeting":                "a-marsh; Report | next-board",
		"AM to report at the April board":                           "a-marsh; Report at the April board | No board is planned in April. | ask",
		"AM to report by May mtg":                                   "a-marsh; Report by May mtg | More than one board is planned in May. | ask",
		"AM to report by Feb 2027":                                  "a-marsh; Report | 2027-02-28",
		"AM to report by March":                                     "a-marsh; Report by March | “March” needs a day. | ask",
		"AM to report w/c 11 January":                               "a-marsh; Report w/c 11 January | No due date is given.",
		"AM to report by w/c 11 January":                            "a-marsh; Report | 2027-01-11",
		"AM to report, week commencing 11 January 2027":             "a-marsh; Report | 2027-01-11",
		"AM to report by w/c 12 January":                            "a-marsh; Report by w/c 12 January | A week does not begin on Tuesday 12 January 2027. | ask",
		"AM to report by end January":                               "a-marsh; Report | 2027-01-31",
		"AM to report by end of month":                              "a-marsh; Report by end of month | “end of month” is not a date that I know. | ask",
		"Action 4.1 – Alex Marsh / CR to write":                     "a-marsh; c-ray; Write | No due date is given.",
		"A.M. & CR will draft it by 15 Jan":                         "a-marsh; c-ray; Draft it | 2027-01-15",
		"T.L. & CR will draft it":                                   "who is T.L?; c-ray; Draft it | No due date is given. | ask",
		"T.L. will draft it":                                        "who is T.L?; Draft it | No due date is given. | ask",
		"Bea Lowe and Jamie Fox will draft it":                      "b-lowe; who is Jamie Fox?; Draft it | No due date is given. | ask",
		"The work will go on":                                       "The work will go on | No due date is given.",
		"Jamie Fox (Housing) to write":                              "who is Jamie Fox (Housing)?; Write | No due date is given. | ask",
		"Bea Lowe (Housing, Council/ICB) to write":                  "b-lowe; Write | No due date is given.",
		"AM (with CR) to write":                                     "a-marsh; c-ray; Write | No due date is given.",
		"Northshire Police (Alex Marsh) to write":                   "a-marsh; Write | No due date is given.",
		"The Chair to write":                                        "who is The Chair?; Write | No due date is given. | ask",
		"Chair will write":                                          "who is Chair?; Write | No due date is given. | ask",
		"-":                                                         " | No due date is given. | ask",
		"":                                                          " | No due date is given. | ask",
	} {
		a, err := readLine(t, d, "staff", line, rules)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if got := lineSaid(&a); got != want {
			t.Errorf("%s\n is %s\nwant %s", line, got, want)
		}
	}
}

// Lines as they are typed: the partnership may come first.
func TestTypedLines(t *testing.T) {
	d := lineDesk(t)
	rules := lineRules{Today: day(t, "2026-11-22"), Named: true}
	for line, want := range map[string]string{
		"westmere AM to write by 15 Jan":                                    "[westmere] a-marsh; Write | 2027-01-15",
		"safe westmere Alex Marsh to write by Friday":                       "[westmere] a-marsh; Write | 2026-11-27",
		"AM to write by 15 Jan":                                             "a-marsh; Write | 2027-01-15",
		"eastborough \"Write to the schools by hand\" Alex Marsh by 15 Jan": "[eastborough] a-marsh; Write to the schools by hand | 2027-01-15",
		"eastborough “Write to the schools” AM, CR":                         "[eastborough] a-marsh; c-ray; Write to the schools | No due date is given.",
		"eastborough \"Write\"":                                             "[eastborough] Write | No due date is given.",
		"east AM to write":                                                  "",
		"westmere people/b-lowe and people/c-ray to write by next board":    "[westmere] b-lowe; c-ray; Write | next-board",
		"westmere nobody to write":                                          "[westmere] nobody; Write | No due date is given.",
		"westmere <@U0LOWE> to write":                                       "[westmere] b-lowe; Write | No due date is given.",
		"westmere me to write":                                              "[westmere] who is me?; Write | No due date is given. | ask",
		"westmere write to schools":                                         "[westmere] Write to schools | No due date is given.",
		"westmere rachel to write to schools":                               "[westmere] who is rachel?; Write to schools | No due date is given. | ask",
		"Westmere to write":                                                 "who is Westmere?; Write | No due date is given. | ask",
		"northshire police to write":                                        "of police; Write | No due date is given.",
		"AM to write by 12/2":                                               "a-marsh; Write by 12/2 | “12/2” needs its year: write 12 February or 12/2/27. | ask",
		"AM to write by end January":                                        "a-marsh; Write by end January | “end January” is not a date that I know. | ask",
		"AM to write by Feb 2027":                                           "a-marsh; Write by Feb 2027 | “Feb 2027” needs a day. | ask",
		"Marsh to write by yesterday":                                       "a-marsh; Write by yesterday | “yesterday” has passed. | ask",
	} {
		a, err := readLine(t, d, "staff", line, rules)
		if want == "" {
			if p, ok := err.(*Problem); !ok || len(p.Offer) != 2 {
				t.Errorf("%s: %v, want a choice of two", line, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if got := lineSaid(&a); got != want {
			t.Errorf("%s\n is %s\nwant %s", line, got, want)
		}
	}
}

// wordsIn counts the words of a text.
func wordsIn(s string) map[string]int {
	out := map[string]int{}
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.ToUpper(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w]++
	}
	return out
}

// lostFrom are the words of a text that others do not hold as often.
func lostFrom(s string, others ...string) []string {
	have := wordsIn(strings.Join(others, " "))
	var lost []string
	for w, n := range wordsIn(s) {
		if have[w] < n {
			lost = append(lost, w)
		}
	}
	return lost
}

// Whatever a line holds, each of its words is in what is to be done, in who
// does it or in by when; and what is asked is asked.
func FuzzActionLine(f *testing.F) {
	for _, line := range []string{
		"AM to circulate workplan by 15 Jan", "1. AM, CR & Bea Lowe to write to schools (by 15th Jan)", "3\tCirculate\tAM\t15 Jan",
		"Circulate the workplan. Action - Alex Marsh", "westmere \"Write\" AM by Friday", "nobody to write ASAP", "| a | b | c |",
		"AM: write, due due by 15 Jan", "ϖ0", "(AM) by (15 Jan)", "by by 15 Jan", "people/a-marsh/b-lowe to x", "• - 1) a) to to to",
		"AM by end of Feb: collect comments", "AM (by Easter): write by 15 Jan", "Jamie (x/y, z) and T.L. will a", "AM to write. Deadline: 20 Jan", "AM to report to March board", "0\t0) 0",
	} {
		f.Add(line)
	}
	d := lineDesk(f)
	rules := lineRules{Today: day(f, "2026-12-09"), After: day(f, "2026-12-08")}
	f.Fuzz(func(t *testing.T, line string) {
		a, err := readLine(t, d, "staff", line, rules)
		if err != nil {
			t.Fatal(err)
		}
		if lost := lostFrom(a.Line, a.Label, a.Whole, a.Due.Clause); len(lost) > 0 && !a.Nobody {
			t.Fatalf("%q loses %q: %+v", a.Line, lost, a)
		}
		parts := []string{a.Text, strings.Join(linking, " "), "to will shall must should and with plus action actions by owner lead responsible officer assigned"}
		for _, n := range a.Owners {
			parts = append(parts, n.Words)
		}
		have := wordsIn(strings.Join(parts, " "))
		for w := range wordsIn(a.Whole) {
			if have[w] == 0 {
				t.Fatalf("%q loses %q: %+v", a.Line, w, a)
			}
		}
		if a.Due.Missing == "" && a.Due.Due.IsZero() || a.Due.Missing != "" && !a.Due.Due.IsZero() {
			t.Fatalf("%q: %+v", a.Line, a.Due)
		}
		named := lineRules{Today: rules.Today, Named: true}
		if _, err := readLine(t, d, "member", line, named); err != nil {
			var p *Problem
			if !errors.As(err, &p) {
				t.Fatal(err)
			}
		}
	})
}
