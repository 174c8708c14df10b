package blockkit_test

import (
	"encoding/json"
	"testing"

	"csp/bot/sandbox/blockkit"
)

const fields = `[
 {"type":"input","block_id":"b1","label":{"type":"plain_text","text":"Words"},"element":{"type":"plain_text_input","action_id":"a","initial_value":"first"}},
 {"type":"input","block_id":"b2","label":{"type":"plain_text","text":"One"},"element":{"type":"static_select","action_id":"a","options":[
  {"text":{"type":"plain_text","text":"Yes"},"value":"y"},{"text":{"type":"plain_text","text":"No"},"value":"n"}]}},
 {"type":"input","block_id":"b3","label":{"type":"plain_text","text":"Some"},"element":{"type":"checkboxes","action_id":"a","options":[
  {"text":{"type":"mrkdwn","text":"Tea"},"value":"t"},{"text":{"type":"mrkdwn","text":"Milk"},"value":"m"}],
  "initial_options":[{"text":{"type":"mrkdwn","text":"Milk"},"value":"m"}]}},
 {"type":"input","block_id":"b4","label":{"type":"plain_text","text":"Who"},"element":{"type":"users_select","action_id":"a"}},
 {"type":"input","block_id":"b5","label":{"type":"plain_text","text":"Whom"},"element":{"type":"multi_users_select","action_id":"a","max_selected_items":1}},
 {"type":"input","block_id":"b6","label":{"type":"plain_text","text":"Day"},"element":{"type":"datepicker","action_id":"a"}},
 {"type":"input","block_id":"b7","label":{"type":"plain_text","text":"When"},"element":{"type":"datetimepicker","action_id":"a"}},
 {"type":"input","block_id":"b8","label":{"type":"plain_text","text":"Rich"},"element":{"type":"rich_text_input","action_id":"a"}},
 {"type":"input","block_id":"b9","label":{"type":"plain_text","text":"Where"},"element":{"type":"conversations_select","action_id":"a"}}]`

func find(kind, words string) string {
	return map[string]string{"user Beth": "U1", "user Ann": "U2", "channel office": "C1"}[kind+" "+words]
}

func TestStateInSlacksShape(t *testing.T) {
	blocks, problems, err := blockkit.Parse(blockkit.Modal, []byte(fields), ids())
	if err != nil || problems != nil {
		t.Fatal(err, problems)
	}
	s := &blockkit.State{}
	value := func(i int) string {
		raw, _ := json.Marshal(s.Value(blocks[i], *blocks[i].Element))
		return string(raw)
	}
	for i, want := range []string{
		`{"type":"plain_text_input","value":"first"}`,
		`{"selected_option":null,"type":"static_select"}`,
		`{"selected_options":[{"text":{"type":"mrkdwn","text":"Milk"},"value":"m"}],"type":"checkboxes"}`,
		`{"selected_user":null,"type":"users_select"}`,
		`{"selected_users":[],"type":"multi_users_select"}`,
		`{"selected_date":null,"type":"datepicker"}`,
		`{"selected_date_time":null,"type":"datetimepicker"}`,
		`{"rich_text_value":null,"type":"rich_text_input"}`,
		`{"selected_conversation":null,"type":"conversations_select"}`,
	} {
		if got := value(i); got != want {
			t.Errorf("%s starts as %s, want %s", blocks[i].ID, got, want)
		}
	}
	for i, c := range []struct {
		picks []string
		want  string
	}{
		{[]string{""}, `{"type":"plain_text_input","value":null}`},
		{[]string{"no"}, `{"selected_option":{"text":{"type":"plain_text","text":"No"},"value":"n"},"type":"static_select"}`},
		{[]string{"t", "Milk"}, `{"selected_options":[{"text":{"type":"mrkdwn","text":"Tea"},"value":"t"},{"text":{"type":"mrkdwn","text":"Milk"},"value":"m"}],"type":"checkboxes"}`},
		{[]string{"Beth"}, `{"selected_user":"U1","type":"users_select"}`},
		{[]string{"Ann"}, `{"selected_users":["U2"],"type":"multi_users_select"}`},
		{[]string{"2027-03-01"}, `{"selected_date":"2027-03-01","type":"datepicker"}`},
		{[]string{"1800000000"}, `{"selected_date_time":1800000000,"type":"datetimepicker"}`},
		{[]string{"x"}, `{"rich_text_value":{"elements":[{"elements":[{"text":"x","type":"text"}],"type":"rich_text_section"}],"type":"rich_text"},"type":"rich_text_input"}`},
		{[]string{"office"}, `{"selected_conversation":"C1","type":"conversations_select"}`},
	} {
		if err := s.Set(blocks[i], *blocks[i].Element, c.picks, find); err != nil {
			t.Fatal(err)
		}
		if got := value(i); got != c.want {
			t.Errorf("%s is %s, want %s", blocks[i].ID, got, c.want)
		}
	}
	for i, picks := range map[int][]string{1: {"Maybe"}, 3: {"Carl"}, 4: {"Beth", "Ann"}, 5: {"2027-01-01", "2027-01-02"}, 8: {"attic"}} {
		if err := s.Set(blocks[i], *blocks[i].Element, picks, find); err == nil {
			t.Errorf("%s took %q", blocks[i].ID, picks)
		}
	}
	s.Keep(blocks[1:])
	if got := value(0); got != `{"type":"plain_text_input","value":"first"}` {
		t.Errorf("after it was gone: %s", got)
	}
}

func TestMissing(t *testing.T) {
	one := func(element string, optional string) []blockkit.Block {
		raw := `[{"type":"input","block_id":"b","optional":` + optional + `,"label":{"type":"plain_text","text":"L"},"element":` + element + `}]`
		blocks, problems, err := blockkit.Parse(blockkit.Modal, []byte(raw), ids())
		if err != nil || problems != nil {
			t.Fatal(err, problems)
		}
		return blocks
	}
	for _, c := range []struct{ element, optional, typed, want string }{
		{`{"type":"plain_text_input"}`, "false", "", "Please complete this required field."},
		{`{"type":"plain_text_input"}`, "true", "", ""},
		{`{"type":"plain_text_input","min_length":3}`, "true", "ab", "Must be at least 3 characters."},
		{`{"type":"plain_text_input","max_length":3}`, "true", "abcd", "Must be no more than 3 characters."},
		{`{"type":"plain_text_input"}`, "false", x(3000), ""},
		{`{"type":"plain_text_input"}`, "false", x(3001), "Must be no more than 3000 characters."},
		{`{"type":"email_text_input"}`, "false", "nobody", "Please enter a valid email address."},
		{`{"type":"email_text_input"}`, "false", "a@b.example", ""},
		{`{"type":"url_text_input"}`, "false", "not one", "Please enter a valid URL."},
		{`{"type":"number_input","is_decimal_allowed":false}`, "false", "1.5", "Please enter a valid number."},
		{`{"type":"number_input","is_decimal_allowed":true}`, "false", "1.5", ""},
		{`{"type":"number_input","is_decimal_allowed":false,"min_value":"2"}`, "false", "1", "Must be at least 2."},
		{`{"type":"number_input","is_decimal_allowed":false,"max_value":"2"}`, "false", "3", "Must be no more than 2."},
		{`{"type":"datepicker"}`, "false", "2027-01-01", ""},
	} {
		blocks := one(c.element, c.optional)
		s := &blockkit.State{}
		if err := s.Set(blocks[0], *blocks[0].Element, []string{c.typed}, find); err != nil {
			t.Fatal(err)
		}
		if got := s.Missing(blocks)["b"]; got != c.want {
			t.Errorf("%s with %.10q: %q, want %q", c.element, c.typed, got, c.want)
		}
	}
}
