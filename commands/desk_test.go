package commands

import (
	"context"
	"slices"
	"strings"
	"testing"
)

func request(who, text string) Request {
	return Request{Actor: speakers[who], Text: text, Now: sundayMorning}
}

func TestPress(t *testing.T) {
	d := northshireDesk(t)
	ctx := context.Background()
	// A button without an action of its own runs what it types.
	out, err := d.Press(ctx, Press{Request: request("staff", ""), Action: "list.run", Value: "eastborough"})
	if err != nil || out.Reply == nil || !strings.HasPrefix(out.Reply.Plain(), "Eastborough Community") {
		t.Errorf("run: got %+v, %v", out, err)
	}
	out, err = d.Press(ctx, Press{Request: request("staff", ""), Action: "search.open"})
	if err != nil || out.Form == nil || out.Form.ID != "search.find" {
		t.Errorf("open: got %+v, %v", out, err)
	}
	out, err = d.Press(ctx, Press{Request: request("stranger", ""), Action: "search.open"})
	if err != nil || out.Reply == nil || !out.Reply.Refused {
		t.Errorf("a stranger's press: got %+v, %v", out, err)
	}
	for _, action := range []string{"", "search", "search.", "search.gone", "gone.open", ".", "search.open.more"} {
		out, err := d.Press(ctx, Press{Request: request("staff", ""), Action: action, Value: "x"})
		if err != nil || out.Reply == nil || !out.Reply.Bad {
			t.Errorf("%q: got %+v, %v", action, out, err)
		}
	}
}

func TestFindForm(t *testing.T) {
	d := northshireDesk(t)
	ctx := context.Background()
	options := func(who, typed string) string {
		opts, err := d.Suggest(ctx, Submission{Request: request(who, ""), Form: "search.find"}, "what", typed)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, o := range opts {
			out = append(out, o.Value)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct{ who, typed, want string }{
		{"staff", "", "partnerships/eastborough partnerships/southvale partnerships/westmere"},
		{"staff", "we", "partnerships/westmere"},
		{"staff", "LOWE", "people/b-lowe"},
		{"staff", "east wind", ""},
		{"guest", "", "partnerships/westmere"},
		{"guest", "e", ""},
		{"guest", "partnerships/eastborough", ""},
		{"stranger", "e", ""},
	} {
		if got := options(c.who, c.typed); got != c.want {
			t.Errorf("%s types %q: got %q, want %q", c.who, c.typed, got, c.want)
		}
	}
	send := func(who string, chosen ...string) FormAnswer {
		a, err := d.Submit(ctx, Submission{Request: request(who, ""), Form: "search.find", Values: map[string][]string{"what": chosen}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := send("staff", "people/b-lowe"); a.Reply == nil || !strings.HasPrefix(a.Reply.Plain(), "Bea Lowe") {
		t.Errorf("chosen: got %+v", a)
	}
	if a := send("staff"); a.Errors["what"] == "" {
		t.Errorf("nothing chosen: got %+v", a)
	}
	look := func(words string) FormAnswer {
		a, err := d.Submit(ctx, Submission{Request: request("staff", ""), Form: "search.find", Values: map[string][]string{"words": {words}}})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := look(" wardens "); a.Reply == nil || !strings.Contains(a.Reply.Plain(), "Evening wardens") {
		t.Errorf("words: got %+v", a)
	}
	if a := look("is:lost"); !strings.Contains(a.Errors["words"], "is:open") {
		t.Errorf("what cannot be looked for stands on its field: got %+v", a)
	}
	if a := send("guest", "partnerships/eastborough"); a.Reply == nil || !a.Reply.Refused {
		t.Errorf("a guest's forged choice: got %+v", a)
	}
	if a, err := d.Submit(ctx, Submission{Request: request("staff", ""), Form: "gone.find"}); err != nil || a.Reply == nil || !a.Reply.Bad {
		t.Errorf("an unknown form: got %+v, %v", a, err)
	}
}

func TestComplete(t *testing.T) {
	d := northshireDesk(t)
	for typed, want := range map[string]string{
		"cha":          "chairs|chair",
		"eas":          "Eastborough Community Safety Partnership",
		"chair w":      "chair Westmere",
		"who be":       "who Bea Lowe",
		"list x":       "",
		"zzz":          "",
		"chair \u202e": "",
	} {
		got := d.Complete(context.Background(), speakers["admin"], request("admin", "").Now, typed)
		if !slices.Equal(got, strings.FieldsFunc(want, func(r rune) bool { return r == '|' })) {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

// What may be kept for others of the same class is marked, and no error is.
func TestShared(t *testing.T) {
	d := northshireDesk(t)
	for line, want := range map[string]bool{
		"eastborough": true, "list": true, "chairs": true, "who alex": true, "": false, "search plan": false, "nothing such": false, "help": false,
	} {
		r, err := d.Do(context.Background(), request("staff", line))
		if err != nil || r.Shared != want {
			t.Errorf("%q: shared %v, %v", line, r.Shared, err)
		}
	}
}

func TestRevision(t *testing.T) {
	d := northshireDesk(t)
	if n, err := d.Revision(context.Background()); n != 1 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}
