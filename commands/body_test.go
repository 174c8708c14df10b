package commands

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

func anyText(t *rapid.T) Text {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Span {
		return Span{Text: rapid.String().Draw(t, "text"), Bold: rapid.Bool().Draw(t, "bold"), URL: rapid.String().Draw(t, "url"), User: rapid.String().Draw(t, "user")}
	}), 1, 3).Draw(t, "spans")
}

func anyBlock(t *rapid.T) Block {
	words := rapid.String().Draw(t, "words")
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		return Heading(words)
	case 1:
		return Para(anyText(t))
	case 2:
		return Facts{{words, anyText(t)}}
	case 3:
		return List{Items: []Text{anyText(t), anyText(t)}, Numbered: rapid.Bool().Draw(t, "numbered")}
	case 4:
		return Note(anyText(t))
	case 5:
		return Buttons{{Label: words, Type: "list", Action: "list.x", Value: words, Danger: true, Confirm: "Sure?"}}
	}
	return Rule{}
}

// What a channel is told later is what was to be told.
func TestNoticesAreKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Reply{Blocks: rapid.SliceOfN(rapid.Custom(anyBlock), 1, 5).Draw(t, "blocks")}
		body, err := NoticeBody(r)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadNotice(body)
		if err != nil || !reflect.DeepEqual(got, r) {
			t.Fatalf("kept %s\ngot  %+v, %v\nwant %+v", body, got, err, r)
		}
	})
}

func TestNoticesThatCannotBeRead(t *testing.T) {
	for _, bad := range []string{"", "{}", "[1]", `[{}]`, `[{"picture":1}]`} {
		if r, err := ReadNotice([]byte(bad)); err == nil {
			t.Errorf("%q reads as %+v", bad, r)
		}
	}
	body, err := NoticeBody(Reply{Blocks: []Block{Para(nil), Heading("x")}})
	if err != nil || string(body) != `[{"heading":"x"}]` {
		t.Errorf("kept %s, %v", body, err)
	}
}
