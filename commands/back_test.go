package commands

import (
	"context"
	"strings"
	"testing"
)

// button finds a button of a reply by its label.
func button(t *testing.T, r *Reply, label string) Button {
	t.Helper()
	for _, b := range r.Blocks {
		row, _ := b.(Buttons)
		for _, b := range row {
			if b.Label == label {
				return b
			}
		}
	}
	t.Fatalf("no button %q in:\n%s", label, r.Console())
	return Button{}
}

// An answer that takes another's place begins with the way back to it, and so
// do its further pages.
func TestWayBack(t *testing.T) {
	d := northshireDesk(t)
	ctx := context.Background()
	press := func(b Button) Outcome {
		t.Helper()
		p := Press{Request: request("staff", ""), Action: b.Action, Value: b.Value}
		if b.Action == "" {
			p.Action, p.Value = "help.run", b.Type
		}
		out, err := d.Press(ctx, p)
		if err != nil || out.Reply == nil {
			t.Fatalf("%q: %+v, %v", b.Label, out, err)
		}
		return out
	}
	first, err := d.Do(ctx, request("staff", "who chairs east?"))
	if err != nil {
		t.Fatal(err)
	}
	chairs := press(button(t, &first, "All chairs"))
	if row, ok := chairs.Reply.Blocks[0].(Buttons); !ok || row[0].Label != "Back to Chair of Eastborough Community Safety Partnership" || chairs.Line != "chairs" {
		t.Errorf("got line %q and\n%s", chairs.Line, chairs.Reply.Console())
	}
	back := press(button(t, chairs.Reply, "Back to Chair of Eastborough Community Safety Partnership"))
	if !strings.HasPrefix(back.Reply.Plain(), "Chair of Eastborough") {
		t.Errorf("back: %s", back.Reply.Plain())
	}

	card, err := d.Do(ctx, request("staff", "eastborough"))
	if err != nil {
		t.Fatal(err)
	}
	log := press(button(t, &card, "Actions"))
	closed := press(button(t, log.Reply, "Show closed actions"))
	button(t, closed.Reply, "Back to Eastborough Community Safety Partnership")
	one := press(button(t, press(button(t, &card, "Boards")).Reply, "Open the next board"))
	button(t, one.Reply, "Back to Boards to come in Eastborough")

	home, err := d.Home(ctx, request("staff", ""))
	if err != nil {
		t.Fatal(err)
	}
	if b := button(t, &home, "Partnerships"); b.Action != "" {
		t.Errorf("on the Home tab nothing is replaced, but %+v", b)
	}
	r := request("member", "eastborough")
	r.Public = true
	if public, err := d.Do(ctx, r); err != nil || button(t, &public, "Actions").Action != "" {
		t.Errorf("what a channel reads stays: %v", err)
	}
	for _, value := range []string{"", "a", "a\nb", "a\nb\nnobody at all"} {
		out, err := d.Press(ctx, Press{Request: request("staff", ""), Action: fromAction, Value: value})
		if err != nil || out.Reply == nil || !out.Reply.Bad {
			t.Errorf("%q: %+v, %v", value, out, err)
		}
	}
}
