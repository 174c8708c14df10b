package sandbox

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// scopeFor names the scope that a channel's kind asks for: "history" or "read".
func (c *channel) scopeFor(what string) string {
	switch {
	case c.dmWith != "":
		return "im:" + what
	case c.Private:
		return "groups:" + what
	}
	return "channels:" + what
}

// seen finds a channel that the bot may know of, and checks the scope for its
// kind. The caller holds the lock.
func (s *Slack) seen(id, what string) (*channel, error) {
	c := s.channels[id]
	if c == nil || c.Private && !c.has(BotUser) {
		return nil, refuse("channel_not_found")
	}
	return c, s.need(c.scopeFor(what))
}

// channelJSON is a channel as Slack's API gives it.
func (s *Slack) channelJSON(c *channel) answerFields {
	j := answerFields{
		"id": c.ID, "is_archived": c.Archived, "context_team_id": s.ws.Team,
		"is_channel": c.dmWith == "" && !c.Private, "is_group": c.Private, "is_im": c.dmWith != "",
		"is_private": c.Private || c.dmWith != "", "is_mpim": false,
		"is_shared": c.Shared, "is_ext_shared": c.Shared, "is_org_shared": false,
	}
	if c.dmWith != "" {
		j["user"] = c.dmWith
		return j
	}
	j["name"], j["name_normalized"], j["is_member"] = c.Name, c.Name, c.has(BotUser)
	j["topic"] = answerFields{"value": c.Topic}
	j["purpose"] = answerFields{"value": ""}
	return j
}

// conversationsInfo describes a channel.
// https://docs.slack.dev/reference/methods/conversations.info
func (s *Slack) conversationsInfo(a args) (answerFields, error) {
	c, err := s.seen(a["channel"], "read")
	if err != nil {
		return nil, err
	}
	j := s.channelJSON(c)
	if a.bool("include_num_members") {
		j["num_members"] = len(c.Members)
	}
	return answerFields{"channel": j}, nil
}

// conversationsMembers lists who is in a channel, a page at a time.
// https://docs.slack.dev/reference/methods/conversations.members
func (s *Slack) conversationsMembers(a args) (answerFields, error) {
	c, err := s.seen(a["channel"], "read")
	if err != nil {
		return nil, err
	}
	page, next, err := pageOf(c.Members, a, 100, 1000)
	if err != nil {
		return nil, err
	}
	return answerFields{"members": page, "response_metadata": answerFields{"next_cursor": next}}, nil
}

// pageOf cuts one page out of a list by limit and cursor, and gives the cursor
// of the next; "" when this is the last.
func pageOf[T any](all []T, a args, limit, most int) ([]T, string, error) {
	if a["limit"] != "" {
		n, err := strconv.Atoi(a["limit"])
		if err != nil || n < 1 || n > most {
			return nil, "", refuse("invalid_limit")
		}
		limit = n
	}
	from := 0
	if a["cursor"] != "" {
		raw, err := base64.StdEncoding.DecodeString(a["cursor"])
		n, err2 := strconv.Atoi(strings.TrimPrefix(string(raw), "next:"))
		if err != nil || err2 != nil || n < 0 || n > len(all) {
			return nil, "", refuse("invalid_cursor")
		}
		from = n
	}
	to := min(from+limit, len(all))
	next := ""
	if to < len(all) {
		next = base64.StdEncoding.EncodeToString([]byte("next:" + strconv.Itoa(to)))
	}
	return append([]T{}, all[from:to]...), next, nil
}

// micros reads a ts, which may lack the fraction; bad is given for words that
// are none.
func micros(ts string, bad int64) int64 {
	sec, frac, _ := strings.Cut(ts, ".")
	n, err := strconv.ParseInt(sec, 10, 64)
	f, err2 := strconv.ParseInt((frac + "000000")[:6], 10, 64)
	if err != nil || err2 != nil {
		return bad
	}
	return n*1e6 + f
}

// conversationsHistory gives a channel's messages, newest first, without the
// answers in threads.
// https://docs.slack.dev/reference/methods/conversations.history
func (s *Slack) conversationsHistory(a args) (answerFields, error) {
	c, err := s.seen(a["channel"], "history")
	switch {
	case err != nil:
		return nil, err
	case !c.has(BotUser):
		return nil, refuse("not_in_channel")
	}
	oldest, latest := micros(a["oldest"], 0), micros(a["latest"], 1<<62)
	inclusive := a.bool("inclusive")
	var all []map[string]any
	for _, m := range c.messages {
		at := micros(m.TS, 0)
		edge := inclusive && (at == oldest || at == latest)
		if m.Ephemeral || m.Thread != "" || !edge && (at <= oldest || at >= latest) {
			continue
		}
		j := s.messageJSON(m, a.bool("include_all_metadata"))
		if n := s.show(c, m, BotUser).Replies; n > 0 {
			j["thread_ts"], j["reply_count"] = m.TS, n
		}
		all = append(all, j)
	}
	slices.Reverse(all)
	page, next, err := pageOf(all, a, 100, 999)
	if err != nil {
		return nil, err
	}
	return answerFields{"messages": page, "has_more": next != "", "response_metadata": answerFields{"next_cursor": next}}, nil
}

// conversationsOpen opens the direct messages with one person.
// https://docs.slack.dev/reference/methods/conversations.open
func (s *Slack) conversationsOpen(a args) (answerFields, error) {
	users := a.list("users")
	if len(users) > 1 {
		return nil, s.need("mpim:write") // groups of people are not part of this Slack
	}
	id := a["channel"]
	if len(users) == 1 {
		p, known := s.person(users[0])
		switch {
		case !known:
			return nil, refuse("user_not_found")
		case p.Deleted:
			return nil, refuse("user_disabled")
		}
		id = dmOf(p.ID)
	}
	c := s.channels[id]
	if c == nil || c.dmWith == "" {
		return nil, refuse("channel_not_found")
	}
	if a.bool("return_im") {
		return answerFields{"channel": s.channelJSON(c), "no_op": true, "already_open": true}, nil
	}
	return answerFields{"channel": answerFields{"id": c.ID}, "no_op": true, "already_open": true}, nil
}
