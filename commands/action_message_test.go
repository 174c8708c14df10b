package commands

import (
	"strings"
	"testing"
	"time"

	"csp/store"

	"pgregory.net/rapid"
)

// readMessage reads a message as the form of a new action shows it: what is
// to be done, who, and by when.
func readMessage(t testing.TB, d *Desk, m Message) store.Action {
	t.Helper()
	var a store.Action
	c := &Call{Context: t.Context(), Request: request("staff", ""), Desk: d}
	err := d.Store.View(c, func(tx *store.Tx) error {
		var err error
		a, _, err = c.actionInMessage(tx, &m)
		return err
	})
	if err != nil {
		t.Fatalf("%q: %v", m.Text, err)
	}
	return a
}

func messageSaid(a store.Action) string {
	who := append([]string{a.Owner}, a.Helpers...)
	if a.Owner == "" && a.Organisation != "" {
		who[0] = "of " + a.Organisation
	}
	return strings.Join([]string{a.Text, strings.Join(who, " "), a.Due.String()}, " | ")
}

// Messages of Sunday 22 November 2026, as people write to each other.
func TestActionInMessage(t *testing.T) {
	d := lineDesk(t)
	for text, want := range map[string]string{
		"AM to circulate the workplan by 15 Jan":                           "Circulate the workplan | a-marsh | 2027-01-15",
		"BL to circulate the workplan by 15 Jan":                           "BL to circulate the workplan |  | 2027-01-15",
		"<@U0LOWE> please send the figures next Friday":                    "Send the figures | b-lowe | 2026-11-27",
		"<@U0LOWE>, could you please send the figures by Friday? Thanks":   "Send the figures | b-lowe | 2026-11-27",
		"Hi Bea Lowe, can you send the figures tomorrow":                   "Send the figures | b-lowe | 2026-11-23",
		"Could Alex look at this before the end of March?":                 "Look at this | a-marsh | 2027-03-31",
		"Can Alex Marsh and Bea Lowe please draft the bid by next board":   "Draft the bid | a-marsh b-lowe | next-board",
		"Could Rachel look at this before the end of March?":               "Could Rachel look at this |  | 2027-03-31",
		"Can you send the map by Friday please":                            "Can you send the map |  | 2026-11-27",
		"I'll send the map round on Friday":                                "Send the map round | b-lowe | 2026-11-27",
		"Good board today. AM to circulate the workplan by 15 Jan. Thanks": "Good board today. AM to circulate the workplan by 15 Jan. Thanks | a-marsh | 2027-01-15",
		"Notes:\n- AM to write to schools\n- BL to ring by 15 Jan":         "Notes:\n- AM to write to schools\n- BL to ring by 15 Jan | a-marsh | 2027-01-15",
		"AM to ring the school by 1 November 2026":                         "Ring the school by 1 November 2026 | a-marsh | ",
		"AM to ring by 31 February":                                        "Ring by 31 February | a-marsh | ",
		"Is the hall booked for Friday?":                                   "Is the hall booked |  | 2026-11-27",
		"AM ( ring the school":                                             "AM ( ring the school |  | ",
		"":                                                                 " |  | ",
		"Thanks all":                                                       "Thanks all |  | ",
	} {
		if got := messageSaid(readMessage(t, d, Message{Text: text, User: "U0LOWE"})); got != want {
			t.Errorf("%q\n is %s\nwant %s", text, got, want)
		}
	}
	// A week later on Friday is still the Friday of the message.
	old := Message{Text: "AM to ring on Tuesday", At: sundayMorning.AddDate(0, 0, -2)}
	if got := messageSaid(readMessage(t, d, old)); got != "Ring | a-marsh | 2026-11-24" {
		t.Errorf("an older message is %s", got)
	}
	old.At = sundayMorning.AddDate(0, 0, -9)
	if got := messageSaid(readMessage(t, d, old)); got != "Ring on Tuesday | a-marsh | " {
		t.Errorf("a message whose date has passed is %s", got)
	}
	if got := messageSaid(readMessage(t, d, Message{Text: "I will ring by Friday", At: time.Time{}})); got != "I will ring |  | 2026-11-27" {
		t.Errorf("of nobody known it is %s", got)
	}
}

// Whatever a message says, each of its words is in what is to be done, in a
// name, in the date, or is a word of courtesy.
func TestMessageKeepsItsWords(t *testing.T) {
	d := lineDesk(t)
	bits := []string{"AM", "BL", "Alex Marsh", "could", "you", "please", "to", "write", "send", "the", "map", "by", "on", "Friday", "next", "15", "Jan", "\n", ". ", "?", "and", ",", "thanks", "I'll", "before", "end of March", "-", "(", ")", ":"}
	given := "am bl alex marsh to will could can please thanks you i ll by on for before until friday next 15 jan end of march the and -"
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(bits), 1, 14).Draw(rt, "text"), " ")
		a := readMessage(t, d, Message{Text: text})
		for _, w := range lostFrom(text, a.Text) {
			if wordsIn(given)[w] == 0 {
				rt.Fatalf("%q loses %q: %+v", text, w, a)
			}
		}
		if a.Due.IsZero() && strings.Contains(text, "15 Jan") && !strings.Contains(a.Text, "15") {
			rt.Fatalf("%q loses its date: %+v", text, a)
		}
	})
}
