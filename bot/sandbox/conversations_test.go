package sandbox_test

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"csp/bot/sandbox"
)

func TestHistoryInPages(t *testing.T) {
	s := open(t, sandbox.Options{})
	api := client(s)
	var stamps []string
	for i := range 5 {
		_, ts, err := api.PostMessageContext(within(t), sandbox.Office, slack.MsgOptionText(strconv.Itoa(i), false),
			slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "k", EventPayload: map[string]any{"n": strconv.Itoa(i)}}))
		if err != nil {
			t.Fatal(err)
		}
		stamps = append(stamps, ts)
	}
	_, _, _ = api.PostMessage(sandbox.Office, slack.MsgOptionText("in a thread", false), slack.MsgOptionTS(stamps[0]))
	_, _ = api.PostEphemeral(sandbox.Office, sandbox.Staff, slack.MsgOptionText("private", false))
	p := slack.GetConversationHistoryParameters{ChannelID: sandbox.Office, Limit: 2, IncludeAllMetadata: true}
	var seen []string
	for {
		h, err := api.GetConversationHistoryContext(within(t), &p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range h.Messages {
			seen = append(seen, m.Text+m.Metadata.EventPayload["n"].(string))
		}
		if !h.HasMore {
			break
		}
		p.Cursor = h.ResponseMetaData.NextCursor
	}
	if got := strings.Join(seen, " "); got != "44 33 22 11 00" {
		t.Errorf("seen %q", got)
	}
	for _, c := range []struct {
		oldest, latest string
		inclusive      bool
		want           int
	}{
		{stamps[1], stamps[3], false, 1},
		{stamps[1], stamps[3], true, 3},
		{stamps[1], "", false, 3},
		{"", stamps[1], false, 1},
	} {
		h, err := api.GetConversationHistoryContext(within(t), &slack.GetConversationHistoryParameters{
			ChannelID: sandbox.Office, Oldest: c.oldest, Latest: c.latest, Inclusive: c.inclusive,
		})
		if err != nil || len(h.Messages) != c.want {
			t.Errorf("%+v: %d messages, %v", c, len(h.Messages), err)
		}
		for _, m := range h.Messages {
			if m.Metadata.EventType != "" {
				t.Error("metadata came unasked")
			}
		}
	}
}

func TestMetadataStaysUntilChanged(t *testing.T) {
	s := open(t, sandbox.Options{})
	at := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "a", "metadata": `{"event_type":"k","event_payload":{"a":1}}`}).TS
	meta := func() string { return string(s.Messages(sandbox.Staff, sandbox.Office)[0].Metadata) }
	for _, c := range []struct{ metadata, want string }{
		{"", `{"event_type":"k","event_payload":{"a":1}}`},
		{`{"event_type":"k","event_payload":{"b":2}}`, `{"event_type":"k","event_payload":{"b":2}}`},
		{`{}`, ""},
	} {
		if r := ask(t, s, "chat.update", map[string]string{"channel": sandbox.Office, "ts": at, "text": "b", "metadata": c.metadata}); !r.OK {
			t.Fatalf("update: %s", r.raw)
		}
		if got := meta(); got != c.want {
			t.Errorf("after %q: %q, want %q", c.metadata, got, c.want)
		}
	}
}

func TestUpdateWithoutBlocksDropsThem(t *testing.T) {
	s := open(t, sandbox.Options{})
	at := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "a", "blocks": buttons}).TS
	if r := ask(t, s, "chat.update", map[string]string{"channel": sandbox.Office, "ts": at, "text": "gone"}); !r.OK {
		t.Fatalf("update: %s", r.raw)
	}
	m := s.Messages(sandbox.Staff, sandbox.Office)[0]
	if len(m.Blocks) != 0 || !m.Edited || m.Plain != "gone" {
		t.Errorf("now %+v", m)
	}
	if r := ask(t, s, "chat.delete", map[string]string{"channel": sandbox.Office, "ts": at}); !r.OK || len(s.Messages(sandbox.Staff, sandbox.Office)) != 0 {
		t.Errorf("delete: %s", r.raw)
	}
}

func TestPeopleAndPlaces(t *testing.T) {
	s := open(t, sandbox.Options{})
	api := client(s)
	guest, err := api.GetUserInfoContext(within(t), sandbox.Guest)
	if err != nil || !guest.IsRestricted || !guest.IsUltraRestricted || guest.TZ != "Europe/London" || guest.TeamID != "T0SANDBX1" {
		t.Errorf("guest %+v, %v", guest, err)
	}
	other, err := api.GetUserInfoContext(within(t), sandbox.Outsider)
	if err != nil || other.TeamID != "T0COUNCL1" || other.IsStranger {
		t.Errorf("outsider %+v, %v", other, err)
	}
	admin, err := api.GetUserInfoContext(within(t), sandbox.Admin)
	if err != nil || !admin.IsOwner || !admin.IsAdmin {
		t.Errorf("admin %+v, %v", admin, err)
	}
	group, err := api.GetUserGroupMembersContext(within(t), sandbox.StaffGroup)
	if err != nil || len(group) != 2 {
		t.Errorf("group %v, %v", group, err)
	}
	c, err := api.GetConversationInfoContext(within(t), &slack.GetConversationInfoInput{ChannelID: sandbox.Darlington})
	if err != nil || !c.IsExtShared || !c.IsMember || c.Name != "darlington" {
		t.Errorf("channel %+v, %v", c, err)
	}
	members, next, err := api.GetUsersInConversationContext(within(t), &slack.GetUsersInConversationParameters{ChannelID: sandbox.Darlington, Limit: 5})
	if err != nil || len(members) != 5 || next == "" {
		t.Errorf("members %v, next %q, %v", members, next, err)
	}
	im, _, _, err := api.OpenConversationContext(within(t), &slack.OpenConversationParameters{Users: []string{sandbox.Staff}})
	if err != nil || im.ID != s.DM(sandbox.Staff) {
		t.Errorf("direct messages %+v, %v", im, err)
	}
}

func TestFiles(t *testing.T) {
	s := open(t, sandbox.Options{})
	body := strings.Repeat("line\n", 100)
	f, err := client(s).UploadFileContext(within(t), slack.UploadFileParameters{
		Reader: bytes.NewBufferString(body), FileSize: len(body), Filename: `brief".txt`, Title: "Brief",
		Channel: s.DM(sandbox.Staff), InitialComment: "Here it is",
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := s.Messages(sandbox.Staff, s.DM(sandbox.Staff))
	if len(seen) != 1 || seen[0].Plain != "Here it is\n(file: brief\".txt)" || string(s.File(f.ID)) != body {
		t.Errorf("seen %+v", seen)
	}
	u, err := client(s).GetUploadURLExternalContext(within(t), slack.GetUploadURLExternalParameters{FileName: "a", FileSize: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, try := range []struct {
		body string
		want int
	}{{"four", 400}, {"abc", 200}, {"abc", 404}} {
		res, err := http.Post(u.UploadURL, "application/octet-stream", strings.NewReader(try.body))
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != try.want {
			t.Errorf("sending %q: %d, want %d", try.body, res.StatusCode, try.want)
		}
	}
	res, err := http.Get(s.URL() + "/files/" + f.ID + "?as=" + sandbox.Guest)
	if err != nil || res.StatusCode != http.StatusNotFound {
		t.Error("somebody got a file from another's direct messages", res, err)
	}
	res.Body.Close()
	res, err = http.Get(s.URL() + "/files/" + f.ID + "?as=" + sandbox.Staff)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	if string(raw) != body || res.Header.Get("Content-Disposition") != `attachment; filename="brief_.txt"` {
		t.Errorf("%d bytes with %q", len(raw), res.Header.Get("Content-Disposition"))
	}
	if r := ask(t, s, "files.completeUploadExternal", map[string]string{"files": `[{"id":"` + f.ID + `"}]`}); r.Error != "file_not_found" {
		t.Errorf("a file posted twice: %s", r.raw)
	}
}
