package blockkit_test

import (
	"errors"
	"strings"
	"testing"

	"csp/bot/sandbox/blockkit"
)

func TestRefusedBlocks(t *testing.T) {
	const opt = `{"text":{"type":"plain_text","text":"a"},"value":"b"}`
	for name, c := range map[string]struct {
		surface blockkit.Surface
		raw     string
		want    string
	}{
		"no type":              {blockkit.Message, `[{}]`, "missing required field: type [json-pointer:/blocks/0]"},
		"unknown type":         {blockkit.Message, `[{"type":"alert"}]`, "unsupported type: alert [json-pointer:/blocks/0/type]"},
		"no object":            {blockkit.Message, `["x"]`, "must provide an object"},
		"unknown field":        {blockkit.Message, `[{"type":"divider","colour":"red"}]`, "invalid additional property: colour"},
		"same block_id":        {blockkit.Message, `[{"type":"divider","block_id":"a"},{"type":"divider","block_id":"a"}]`, "`block_id` \"a\" already exists [json-pointer:/blocks/1/block_id]"},
		"header in mrkdwn":     {blockkit.Message, `[{"type":"header","text":{"type":"mrkdwn","text":"a"}}]`, "must be a valid enum value"},
		"empty text":           {blockkit.Message, `[{"type":"section","text":{"type":"mrkdwn","text":""}}]`, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		"section of nothing":   {blockkit.Message, `[{"type":"section"}]`, "missing required field: text or fields"},
		"text of a number":     {blockkit.Message, `[{"type":"section","text":{"type":"mrkdwn","text":1}}]`, "must provide a string"},
		"empty actions":        {blockkit.Message, `[{"type":"actions","elements":[]}]`, "no fewer than 1 items allowed"},
		"button in mrkdwn":     {blockkit.Message, actions(`{"type":"button","text":{"type":"mrkdwn","text":"a"}}`), "must be a valid enum value"},
		"button style":         {blockkit.Message, actions(`{"type":"button","style":"loud","text":` + plainText(1) + `}`), "must be a valid enum value"},
		"same action_id":       {blockkit.Message, actions(`{"type":"button","action_id":"a","text":` + plainText(1) + `},{"type":"button","action_id":"a","text":` + plainText(1) + `}`), "`action_id` \"a\" already exists"},
		"input in actions":     {blockkit.Message, actions(`{"type":"plain_text_input"}`), "unsupported type: plain_text_input"},
		"button in input":      {blockkit.Modal, input(`{"type":"button","text":` + plainText(1) + `}`), "unsupported type: button"},
		"text input aside":     {blockkit.Message, section(`"accessory":{"type":"plain_text_input"}`), "unsupported type: plain_text_input"},
		"image without alt":    {blockkit.Message, `[{"type":"image","image_url":"u"}]`, "missing required field: alt_text"},
		"image of nothing":     {blockkit.Message, `[{"type":"image","alt_text":"a"}]`, "must provide either image_url or slack_file"},
		"menu of nothing":      {blockkit.Message, actions(`{"type":"static_select"}`), "must provide either options or option_groups"},
		"menu of both":         {blockkit.Message, actions(`{"type":"static_select","options":[` + opt + `],"option_groups":[{"label":` + plainText(1) + `,"options":[` + opt + `]}]}`), "must provide either options or option_groups"},
		"start not offered":    {blockkit.Message, actions(`{"type":"static_select","options":[` + opt + `],"initial_option":{"text":` + plainText(1) + `,"value":"c"}}`), "must be one of the provided options"},
		"start of ticks":       {blockkit.Message, actions(`{"type":"checkboxes","options":[` + opt + `],"initial_options":[{"text":` + plainText(1) + `,"value":"c"}]}`), "must be one of the provided options"},
		"option in mrkdwn":     {blockkit.Message, actions(`{"type":"static_select","options":[{"text":{"type":"mrkdwn","text":"a"},"value":"b"}]}`), "must be a valid enum value"},
		"option without value": {blockkit.Message, actions(`{"type":"static_select","options":[{"text":` + plainText(1) + `}]}`), "missing required field: value"},
		"url in a menu":        {blockkit.Message, actions(`{"type":"static_select","options":[{"text":` + plainText(1) + `,"value":"b","url":"u"}]}`), "invalid additional property: url"},
		"no date":              {blockkit.Message, actions(`{"type":"datepicker","initial_date":"2027-02-30"}`), "must be a valid date"},
		"date of one digit":    {blockkit.Message, actions(`{"type":"datepicker","initial_date":"2027-2-3"}`), "must be a valid date"},
		"no time":              {blockkit.Message, actions(`{"type":"timepicker","initial_time":"25:00"}`), "must be a valid time"},
		"nine digits":          {blockkit.Message, actions(`{"type":"datetimepicker","initial_date_time":999999999}`), "must be greater than"},
		"no choices at most":   {blockkit.Message, actions(`{"type":"multi_users_select","max_selected_items":0}`), "must be greater than 0"},
		"min over max":         {blockkit.Modal, input(`{"type":"plain_text_input","min_length":5,"max_length":4}`), "min_length must be no more than max_length"},
		"fraction":             {blockkit.Modal, input(`{"type":"plain_text_input","min_length":1.5}`), "must provide a number"},
		"rich input in chat":   {blockkit.Message, input(`{"type":"rich_text_input"}`), "unsupported type: rich_text_input"},
		"file input in chat":   {blockkit.Message, input(`{"type":"file_input"}`), "unsupported type: file_input"},
		"eleven files":         {blockkit.Modal, input(`{"type":"file_input","max_files":11}`), "must be less than 11"},
		"table in a modal":     {blockkit.Modal, `[{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}]`, "unsupported type: table"},
		"markdown at home":     {blockkit.Home, `[{"type":"markdown","text":"a"}]`, "unsupported type: markdown"},
		"two tables":           {blockkit.Message, `[` + many(2, `{"type":"table","rows":[[{"type":"raw_text","text":"a"}]]}`) + `]`, "only one table allowed"},
		"list in a list":       {blockkit.Message, `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_list","style":"bullet","elements":[]}]}]}]`, "unsupported type: rich_text_list"},
		"text beside sections": {blockkit.Message, `[{"type":"rich_text","elements":[{"type":"text","text":"a"}]}]`, "unsupported type: text"},
		"empty rich text":      {blockkit.Message, `[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}]`, "must be more than 0 characters"},
		"an object":            {blockkit.Message, `{}`, blockkit.ErrFormat.Error()},
		"two values":           {blockkit.Message, `[] []`, blockkit.ErrFormat.Error()},
		"no JSON":              {blockkit.Message, `blocks`, blockkit.ErrFormat.Error()},
	} {
		if got := first(t, c.surface, c.raw); !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q in it", name, got, c.want)
		}
	}
}

func TestRefusedViews(t *testing.T) {
	const title = `"title":{"type":"plain_text","text":"T"}`
	field := strings.Trim(input(`{"type":"plain_text_input"}`), "[]")
	for name, c := range map[string]struct {
		surface blockkit.Surface
		raw     string
		want    string
	}{
		"modal":               {blockkit.Modal, `{"type":"modal",` + title + `,"blocks":[]}`, ""},
		"home":                {blockkit.Home, `{"type":"home","blocks":[]}`, ""},
		"home as a modal":     {blockkit.Modal, `{"type":"home","blocks":[]}`, "must be modal [json-pointer:/view/type]"},
		"no title":            {blockkit.Modal, `{"type":"modal","blocks":[]}`, "missing required field: title"},
		"long title":          {blockkit.Modal, `{"type":"modal","title":` + plainText(25) + `,"blocks":[]}`, "must be less than 25 characters [json-pointer:/view/title/text]"},
		"long submit":         {blockkit.Modal, `{"type":"modal",` + title + `,"submit":` + plainText(25) + `,"blocks":[]}`, "must be less than 25"},
		"long close":          {blockkit.Modal, `{"type":"modal",` + title + `,"close":` + plainText(25) + `,"blocks":[]}`, "must be less than 25"},
		"long metadata":       {blockkit.Modal, `{"type":"modal",` + title + `,"private_metadata":"` + x(3001) + `","blocks":[]}`, "must be less than 3001"},
		"long callback_id":    {blockkit.Modal, `{"type":"modal",` + title + `,"callback_id":"` + x(256) + `","blocks":[]}`, "must be less than 256"},
		"long external_id":    {blockkit.Modal, `{"type":"modal",` + title + `,"external_id":"` + x(256) + `","blocks":[]}`, "must be less than 256"},
		"form without submit": {blockkit.Modal, `{"type":"modal",` + title + `,"blocks":[` + field + `]}`, "missing required field: submit"},
		"no blocks":           {blockkit.Modal, `{"type":"modal",` + title + `}`, "missing required field: blocks"},
		"blocks no list":      {blockkit.Modal, `{"type":"modal",` + title + `,"blocks":{}}`, "must provide an array"},
		"bad block":           {blockkit.Modal, `{"type":"modal",` + title + `,"blocks":[{"type":"header"}]}`, "missing required field: text [json-pointer:/view/blocks/0]"},
		"home with a title":   {blockkit.Home, `{"type":"home",` + title + `,"blocks":[]}`, "invalid additional property: title"},
	} {
		v, problems, err := blockkit.ParseView(c.surface, []byte(c.raw), ids())
		got := strings.Join(blockkit.Words(problems), "\n")
		if err != nil || !strings.Contains(got, c.want) || (c.want == "") != (v != nil) || (c.want == "") != (got == "") {
			t.Errorf("%s: %v, %q, want %q in it", name, err, got, c.want)
		}
	}
	if _, _, err := blockkit.ParseView(blockkit.Modal, []byte(`[]`), ids()); !errors.Is(err, blockkit.ErrFormat) {
		t.Errorf("a list as a view: %v", err)
	}
}

func TestRefusedOptions(t *testing.T) {
	for raw, want := range map[string]int{
		``: 0, `null`: 0, `{}`: 0, `{"options":[]}`: 0,
		`{"options":[` + many(100, option(75)) + `]}`: 100,
		`{"options":[` + many(101, option(1)) + `]}`:  -1,
		`{"options":[` + option(76) + `]}`:            -1,
		`[]`:                                          -1,
		`{"option_groups":[{"label":` + plainText(1) + `,"options":[` + many(3, option(1)) + `]}]}`: 3,
	} {
		got, problems := blockkit.ParseOptions([]byte(raw))
		if want < 0 != (len(problems) > 0) || want >= 0 && len(got) != want {
			t.Errorf("%.60s: %d options, %v", raw, len(got), problems)
		}
	}
}
