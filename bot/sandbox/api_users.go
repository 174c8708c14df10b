package sandbox

import "time"

// usersInfo describes a person.
// https://docs.slack.dev/reference/methods/users.info
func (s *Slack) usersInfo(a args) (answerFields, error) {
	p, known := s.person(a["user"])
	if !known {
		return nil, refuse("user_not_found")
	}
	return answerFields{"user": s.userJSON(p)}, nil
}

// userJSON is a person as Slack's API gives them.
func (s *Slack) userJSON(p Person) answerFields {
	team := s.ws.Team
	if p.Team != "" {
		team = p.Team
	}
	zone := p.TZ
	if zone == "" {
		zone = "Europe/London"
	}
	offset := 0
	if at, err := time.LoadLocation(zone); err == nil {
		_, offset = s.opt.Now().In(at).Zone()
	}
	return answerFields{
		"id": p.ID, "team_id": team, "name": p.Name, "real_name": p.RealName, "deleted": p.Deleted,
		"tz": zone, "tz_label": zone, "tz_offset": offset,
		"is_admin": p.Admin || p.Owner, "is_owner": p.Owner, "is_primary_owner": p.Owner,
		"is_restricted": p.Guest || p.SingleChannelGuest, "is_ultra_restricted": p.SingleChannelGuest,
		"is_bot": p.Bot, "is_app_user": false, "is_stranger": false,
		"profile": answerFields{
			"real_name": p.RealName, "display_name": p.Name, "title": p.Title, "team": team,
		},
	}
}

// usergroupsUsersList lists who is in a user group.
// https://docs.slack.dev/reference/methods/usergroups.users.list
func (s *Slack) usergroupsUsersList(a args) (answerFields, error) {
	if s.opt.FreePlan {
		return nil, refuse("plan_upgrade_required")
	}
	for _, g := range s.ws.Groups {
		if g.ID == a["usergroup"] {
			return answerFields{"users": append([]string{}, g.Members...)}, nil
		}
	}
	return nil, refuse("no_such_subteam")
}

// SetPerson changes a person, by id, or adds one: a leaver, a new guest.
func (s *Slack) SetPerson(p Person) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ws.People = put(s.ws.People, p, func(old Person) bool { return old.ID == p.ID })
	s.openDM(p)
	s.touch()
}

// SetChannel changes a channel, by id, or adds one: somebody put out, an
// archived channel, one without the bot. Its messages stay.
func (s *Slack) SetChannel(c Channel) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ws.Channels = put(s.ws.Channels, c, func(old Channel) bool { return old.ID == c.ID })
	if s.channels[c.ID] == nil {
		s.channels[c.ID] = &channel{}
	}
	s.channels[c.ID].Channel = c
	s.touch()
}

// SetGroup changes a user group, by id, or adds one.
func (s *Slack) SetGroup(g Group) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.ws.Groups = put(s.ws.Groups, g, func(old Group) bool { return old.ID == g.ID })
	s.touch()
}

// put replaces what matches in a copy of a list, or adds to it.
func put[T any](all []T, one T, matches func(T) bool) []T {
	out := append([]T{}, all...)
	for i := range out {
		if matches(out[i]) {
			out[i] = one
			return out
		}
	}
	return append(out, one)
}

// openDM makes the direct messages of a person with the bot, if need be.
func (s *Slack) openDM(p Person) {
	id := dmOf(p.ID)
	if p.Bot || s.channels[id] != nil {
		return
	}
	s.channels[id] = &channel{Channel: Channel{ID: id, Members: []string{p.ID, BotUser}}, dmWith: p.ID}
}
