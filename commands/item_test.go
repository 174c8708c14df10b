package commands

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"csp/store"

	"pgregory.net/rapid"
)

// agendaDesk is a desk with one planned board that has the items.
func agendaDesk(tb testing.TB, items ...string) *Desk {
	m := &store.Meeting{Meta: store.Meta{ID: "m"}, Partnership: "p", Start: store.Moment{Date: day(tb, "2026-12-08")}, Status: "planned"}
	for _, it := range items {
		m.Agenda = append(m.Agenda, store.AgendaItem{Item: it})
	}
	return deskOver(tb, []any{&store.Partnership{Meta: store.Meta{ID: "p"}, Name: "Ply", Prefix: "PPP"}, m})
}

func itemsOf(tb testing.TB, d *Desk) []string {
	tb.Helper()
	var out []string
	err := d.Store.View(context.Background(), func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, "m")
		for _, it := range m.Agenda {
			out = append(out, it.Item)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func pressed(tb testing.TB, d *Desk, action, value, id string) Reply {
	tb.Helper()
	r := request("staff", "")
	r.ID = id
	out, err := d.Press(context.Background(), Press{Request: r, Action: action, Value: value})
	if err != nil {
		tb.Fatal(err)
	}
	return *out.Reply
}

// A button that is pressed twice, by two presses or by one that comes again,
// moves its item once; the second press is told what is so now.
func TestAnItemsButtonPressedTwiceMovesItOnce(t *testing.T) {
	d := agendaDesk(t, "one", "two", "three")
	if r := pressed(t, d, "item.up", "m 3 three", "a"); r.Bad {
		t.Fatal(r.Plain())
	}
	if r := pressed(t, d, "item.up", "m 3 three", "a"); r.Bad {
		t.Error("the same press again is answered with", r.Plain())
	}
	if r := pressed(t, d, "item.up", "m 3 three", "b"); !r.Bad || !strings.Contains(r.Plain(), "is item 2 now. Changed by you just now.") {
		t.Error("a second press is answered with", r.Plain())
	}
	if got, want := itemsOf(t, d), []string{"one", "three", "two"}; !slices.Equal(got, want) {
		t.Errorf("the agenda is %q, want %q", got, want)
	}
	if r := pressed(t, d, "item.off", "m 2 three", "c"); r.Bad {
		t.Fatal(r.Plain())
	}
	if r := pressed(t, d, "item.off", "m 2 three", "d"); !r.Bad || !strings.Contains(r.Plain(), "no longer on the agenda") {
		t.Error("taken off twice it is answered with", r.Plain())
	}
	if got, want := itemsOf(t, d), []string{"one", "two"}; !slices.Equal(got, want) {
		t.Errorf("the agenda is %q, want %q", got, want)
	}
}

// What follows the quotation marks is read whole or refused.
func TestItemOptions(t *testing.T) {
	for line, want := range map[string]string{
		`item p "A thing"`:                               "A thing ",
		`item p "A thing" decide`:                        "A thing decide",
		`item p "A thing", to note, closed session`:      "A thing note closed",
		`item p "A thing" at 1`:                          "A thing ",
		`item p "A thing" paper <https://example.org/x>`: "A thing  https://example.org/x",
		`item p “A thing” discuss`:                       "A thing discuss",
		`item p "The "quick" wins"`:                      `The "quick" wins `,
		`item p "Forgotten end`:                          "Forgotten end ",
		`item p Move the bins`:                           "Move the bins ",
		`item p remove the graffiti`:                     "remove the graffiti ",
		`item p "A thing" soon`:                          "!",
		`item p "A thing" at`:                            "!",
		`item p "A thing" at x`:                          "!",
		`item p ""`:                                      "!",
		`item p "   "`:                                   "!",
		`item p "A thing" lead nobody`:                   "!",
		`item p "A thing" paper notalink`:                "!",
		`item meetings/m "By id" note`:                   "By id note",
		`item p 8 Dec "By its day"`:                      "By its day ",
		`item p "` + strings.Repeat("long ", 60) + `"`:   "!",
		`item p "=1+1 <!channel> *bold*"`:                "=1+1 <!channel> *bold* ",
		`item q "No such partnership"`:                   "!",
		`item p move "one" sideways`:                     "!",
		`item p change "one" urgently`:                   "!",
		`item p move 9 up`:                               "move 9 up ",
	} {
		d := agendaDesk(t, "one")
		r := typeLine(t, d, "staff", line, "", 0)
		if want == "!" {
			if !r.Bad || len(itemsOf(t, d)) != 1 {
				t.Errorf("%s is answered with %s", line, r.Plain())
			}
			continue
		}
		if r.Bad {
			t.Errorf("%s is refused: %s", line, r.Plain())
			continue
		}
		_ = d.Store.View(context.Background(), func(tx *store.Tx) error {
			m, _ := store.Meetings.Get(tx, "m")
			for _, it := range m.Agenda {
				if it.Item == "one" {
					continue
				}
				got := strings.TrimSpace(strings.Join([]string{it.Item, it.Purpose, it.Session, it.PaperURL}, " "))
				if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
					t.Errorf("%s: %q, want %q", line, got, want)
				}
			}
			return nil
		})
	}
}

// Moving items about loses none and keeps the order of the others.
func TestItemsMovedAboutAreAllThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "items")
		var list []store.AgendaItem
		var names []string
		for i := range n {
			list = append(list, store.AgendaItem{Item: fmt.Sprint(i)})
			names = append(names, fmt.Sprint(i))
		}
		for range 8 {
			from, to := rapid.IntRange(0, n-1).Draw(t, "from"), rapid.IntRange(-2, n+2).Draw(t, "to")
			it := names[from]
			names = slices.Delete(slices.Clone(names), from, from+1)
			names = slices.Insert(names, min(max(to, 0), n-1), it)
			list = reordered(list, from, to)
			for i := range list {
				if list[i].Item != names[i] {
					t.Fatalf("%v, want %v", list, names)
				}
			}
		}
	})
}
