package commands

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"csp/store"
)

// What a field is shown as in its form is read back as the same value, for
// every value of the register that has every field.
func TestTypedIsReadBack(t *testing.T) {
	d := everyFieldDesk(t)
	c := &Call{Context: context.Background(), Request: Request{Actor: speakers["admin"], Now: sundayMorning}, Desk: d}
	err := d.Store.View(c, func(tx *store.Tx) error {
		for _, kind := range store.Table {
			name, _ := kind.Called()
			k, err := c.keeper(tx, keepState{Kind: name})
			if err != nil {
				return err
			}
			for rec, err := range kind.Each(tx) {
				if err != nil {
					return err
				}
				readBack(t, k, kind.Fields(), reflect.ValueOf(rec).Elem())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func readBack(t *testing.T, k *keeper, fields []store.Field, v reflect.Value) {
	for _, f := range fields {
		fv := v.FieldByIndex(f.Index)
		if f.Type == store.GroupField {
			for i := range fv.Len() {
				readBack(t, k, f.Fields, fv.Index(i))
			}
			continue
		}
		got := reflect.New(fv.Type()).Elem()
		if err := k.read(f, got, k.typed(f, fv)); err != nil {
			t.Errorf("%s of %s: %q is not read back: %v", f.Name, k.st.Kind, k.typed(f, fv), err)
		} else if !sameValue(got, fv) {
			t.Errorf("%s of %s: %q is read back as %v, was %v", f.Name, k.st.Kind, k.typed(f, fv), got, fv)
		}
	}
}

// A form that is sent as it was opened changes nothing, whatever it holds.
func TestSentAsOpened(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["admin"]}
	odd := func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, "west")
		if err != nil {
			return err
		}
		// As no form would write it, and longer than one can hold.
		m.Place, m.Series, m.MinutesURL = "  Room 2 ", "Quarterly on the 2nd tuesday", "http://example.org"
		m.Note, m.Title = strings.Repeat("Long. ", 600), "Board\nof the west"
		_, err = store.Meetings.Put(tx, m)
		return err
	}
	if _, err := k.d.Store.Change(context.Background(), store.Change{Actor: "console", At: sundayMorning}, odd); err != nil {
		t.Fatal(err)
	}
	was := exported(t, k.d)
	for kind, recs := range was {
		for id := range recs {
			form := k.open("edit.open", kind+"/"+id)
			values := map[string][]string{}
			for _, in := range form.Inputs {
				values[in.Name] = in.Value
			}
			a := k.send(form, values)
			if a.Reply == nil || !strings.Contains(a.Reply.Plain(), "Nothing was different") {
				t.Errorf("%s %s: %+v", kind, id, a)
			}
		}
	}
	if now := exported(t, k.d); !reflect.DeepEqual(was, now) {
		t.Error("something changed")
	}
}

// What cannot be taken stands on its own field, in words that say what would
// be right.
func TestErrorsOnFields(t *testing.T) {
	k := &keepDriver{t: t, d: everyFieldDesk(t), who: speakers["staff"]}
	for _, tt := range []struct{ open, field, typed, want string }{
		{"plans/harbour-new", "until", "banana", "“banana” is not a date that I know. Type a date such as 31 March 2027 or 31/3/27, or what is known of it: March 2027, 2027."},
		{"plans/harbour-new", "until", "1/13/2027", "“1/13/2027” has no such month: write the day first. Type a date such as 31 March 2027 or 31/3/27, or what is known of it: March 2027, 2027."},
		{"plans/harbour-new", "until", "2020", "The end is before the start. Correct one of the two dates."},
		{"plans/harbour-new", "checked", "2026", "“2026” needs a day. Type a date such as 14 March 2026, 14/3/26, Friday, next Tuesday, tomorrow, in 2 weeks or end of March."},
		{"plans/harbour-new", "url", "a plan", `Link: “a plan” is not a web address. Write the whole address, as https://example.org/plan.`},
		{"plans/harbour-new", "refreshed", "2025, soon", "“soon” is not a whole number. Type digits, such as 3."},
		{"plans/harbour-new", "refreshed", "25", "Refreshed in: 25 is not a year. Write all its digits, as 2026."},
		{"plans/harbour-new", "timings", "plan-renewal", "“plan-renewal” is not a line that I know. Type each kind of reminder once, on a line of its own, such as plan-renewal: -6m, -2w, 0d."},
		{"plans/harbour-new", "timings", "plan-renewal: soon", `When reminders come: “soon” is not an offset. Write -12m, -2w, -10wd, -5cwd, 0d, +1w*4 or +1m*.`},
		{"plans/harbour-new", "timings", "plan-renewals: 0d", `When reminders come: “plan-renewals” is not a kind of reminder. Write plan-renewal.`},
		{"plans/harbour-new", "successor", "harbour-old", "Replaced by: this goes round in a circle, as Harbour plan 2021 leads back to Harbour plan 2024. Choose another."},
		{"plans/harbour-new", "partnership", "nowhere", "Partnership: that partnership is no longer in the register. Choose another."},
		{"schemes/lights", "amount", "about £500", "“about £500” is not a sum that I know. Type pounds, such as £12,500 or 12500.00."},
		{"schemes/lights", "amount", "12,50", "“12,50” is not a sum that I know. Type pounds, such as £12,500 or 12500.00."},
		{"schemes/lights", "amount", "-5", "“-5” is not a sum that I know. Type pounds, such as £12,500 or 12500.00."},
		{"schemes/lights", "name", "", "Name is needed."},
		{"meetings/harbour-2026-11", "start", "10 November, 25:00", "“10 November 25:00” is not a date that I know. Type a date and a time such as 8 December 2026, 10am."},
		{"meetings/harbour-2026-11", "series", "now and then", "“now and then” is not a series of meetings that I know. Type it as every 6 weeks on Tuesday, monthly on day 15, monthly on the last day, quarterly on the 2nd Tuesday or yearly on 4 March."},
		{"meetings/harbour-2026-11", "partnership", "", "Partnership is needed."},
		{"partnerships/harbour", "year_end", "29 February", "“29 February” is not a day that every year has. Type a day and a month, such as 31 March."},
		{"partnerships/harbour", "quorum", "three", "“three” is not a whole number. Type digits, such as 3."},
		{"partnerships/harbour", "prefix", "D", `Prefix of references: “D” is not a prefix for references. Write 2 to 8 capital letters and digits, as DAR.`},
		{"partnerships/harbour", "channel", "#harbour", `Slack channel: “#harbour” is not a Slack channel id. Write the id that stands at the end of the channel's details, as C0EAST.`},
		{"people/m-okoro", "email", "m.okoro", `Email: “m.okoro” is not an email address. Write it as a.marsh@example.org.`},
		{"people/m-okoro", "slack", "xoxb-1234-secret", `Slack account: “(hidden)” is not a Slack member id. Write it as U0MARSH, or T0OTHER/U0MARSH for somebody in another workspace.`},
		{"roles/harbour-chair", "partnership", "", "Choose the partnership. Only a lead and an office lead may be without one."},
		{"actions/har-26-004", "due", "next bored", "“next bored” is not a date that I know. Type a date such as 14 March 2026, 14/3/26, Friday, next Tuesday, tomorrow, in 2 weeks or end of March."},
	} {
		t.Run(tt.field+" "+tt.typed, func(t *testing.T) {
			form := k.open("edit.open", tt.open)
			values := map[string][]string{}
			for _, in := range form.Inputs {
				values[in.Name] = in.Value
			}
			values[tt.field] = []string{tt.typed}
			a := k.send(form, values)
			if len(a.Errors) != 1 || a.Errors[tt.field] != tt.want {
				t.Errorf("typed %q: %q, want %q", tt.typed, a.Errors, tt.want)
			}
		})
	}
}

// FuzzTyped types anything into a field of every sort: it is read or refused
// in words, never a panic, and what is read can be shown and read again.
func FuzzTyped(f *testing.F) {
	for _, s := range []string{"31 March 2027", "£12,500", "2026, 2027", "8 December 2026 at 10am", "31/3", "plan-renewal: -6m, off", "<@U0X|x>", "<https://a.b|c>", "-", "next board"} {
		f.Add(s)
	}
	c := &Call{Context: context.Background(), Request: Request{Now: sundayMorning}}
	k := &keeper{Call: c}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		for _, kind := range store.Table {
			for _, fd := range kind.Fields() {
				if fd.Type == store.GroupField || fd.Name == "id" {
					continue
				}
				v := reflect.ValueOf(kind.New()).Elem().FieldByIndex(fd.Index)
				err := k.read(fd, v, []string{s})
				var p *Problem
				if err != nil && (!errors.As(err, &p) || p.Says == "" || p.Then == "") {
					t.Fatalf("%s: %q: no words in %v", fd.Name, s, err)
				}
				if err != nil {
					continue
				}
				again := reflect.New(v.Type()).Elem()
				if err := k.read(fd, again, k.typed(fd, v)); err != nil || !sameValue(v, again) {
					t.Fatalf("%s: %q is %v, shown as %q, and then %v, %v", fd.Name, s, v, k.typed(fd, v), again, err)
				}
			}
		}
	})
}
