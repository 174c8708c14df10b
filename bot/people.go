package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
	"csp/config"
	"csp/store"
)

// People's flags and group membership are remembered for ten minutes; a
// request that has to ask Slack waits a second and a half at most.
const (
	peopleKept = 10 * time.Minute
	peopleWait = 1500 * time.Millisecond
)

// errWho: Slack did not say in time who asks.
var errWho = errors.New("slack did not say who asks")

// errNoPerson: who asks is no person with an account in use.
var errNoPerson = errors.New("not a person with an account in use")

// people finds out who asks and what Slack says of them.
type people struct {
	edge     *edge
	users    *memo[profile]
	groups   *memo[map[string]bool]
	channels *memo[map[string]bool] // the members of a channel
}

// profile is what users.info says, as far as it decides rights.
type profile struct {
	Team, Name    string
	Guest, Owner  bool
	Gone, Machine bool
	Elsewhere     bool // of another workspace
}

func newPeople(e *edge) *people {
	p := &people{edge: e}
	p.users = newMemo(e, p.loadUser)
	p.groups = newMemo(e, p.loadGroup)
	p.channels = newMemo(e, p.loadMembers)
	return p
}

// actor is who asks, as Slack and the settings say. Team is what the payload
// says of the user's own workspace, "" when it says nothing. Errors are
// errWho, when the answer did not come in time, and errNoPerson.
func (p *people) actor(ctx context.Context, team, user string) (commands.Actor, error) {
	home := p.edge.home.Load()
	if home == nil || !userID.MatchString(user) {
		return commands.Actor{}, errNoPerson
	}
	if team != "" && team != home.Team && team != home.Enterprise {
		// Slack tells less of people elsewhere, and their team decides.
		return p.named(commands.Actor{Team: team, User: user, Stranger: true}), nil
	}
	who, err := p.users.get(ctx, user)
	switch {
	case err != nil:
		return commands.Actor{}, err
	case who.Gone || who.Machine:
		return commands.Actor{}, errNoPerson
	case who.Elsewhere:
		return p.named(commands.Actor{Team: who.Team, User: user, Name: who.Name, Stranger: true}), nil
	}
	a := commands.Actor{Team: home.Team, User: user, Name: who.Name, Guest: who.Guest}
	cfg := &p.edge.Config
	if a.Admin, err = p.among(ctx, cfg.Admins, home.Team, user); err != nil {
		return commands.Actor{}, err
	}
	if cfg.Admins.Empty() {
		a.Admin = who.Owner
	}
	if a.Staff, err = p.among(ctx, cfg.Staff, home.Team, user); err != nil {
		return commands.Actor{}, err
	}
	if a.Guest {
		a.Channels, err = p.channelsOf(ctx, user)
	}
	return a, err
}

// named gives the rights of those whom the settings name with their own
// workspace, T…/U….
func (p *people) named(a commands.Actor) commands.Actor {
	a.Staff = p.edge.Config.Staff.HasUser(a.Team, a.User)
	a.Admin = p.edge.Config.Admins.HasUser(a.Team, a.User)
	return a
}

// among reports whether a user of our own workspace is one of the principals.
func (p *people) among(ctx context.Context, list config.Principals, team, user string) (bool, error) {
	if list.HasUser("", user) || list.HasUser(team, user) {
		return true, nil
	}
	for _, g := range list.Groups {
		members, err := p.groups.get(ctx, g)
		if err != nil {
			return false, err
		}
		if members[user] {
			return true, nil
		}
	}
	return false, nil
}

// surelyStaff reports whether an account is known to be of the office's staff
// or its admins, without waiting for Slack.
func (p *people) surelyStaff(team, user string) bool {
	cfg := &p.edge.Config
	for _, list := range []config.Principals{cfg.Staff, cfg.Admins} {
		if list.HasUser(team, user) {
			return true
		}
		for _, g := range list.Groups {
			if members, _ := p.groups.known(g); team == "" && members[user] {
				return true
			}
		}
	}
	return false
}

// channelsOf are the partnerships' channels that a guest is in.
func (p *people) channelsOf(ctx context.Context, user string) ([]string, error) {
	var all []string
	err := p.edge.Store.View(ctx, func(tx *store.Tx) error {
		for ps, err := range store.Partnerships.By(tx, "channel") { // those that have one
			if err != nil {
				return err
			}
			all = append(all, ps.Channel)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(all)
	all = slices.Compact(all)
	in := make([]bool, len(all))
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, c := range all {
		wg.Go(func() {
			var members map[string]bool
			members, errs[i] = p.channels.get(ctx, c)
			in[i] = members[user]
		})
	}
	wg.Wait()
	var out []string
	for i, c := range all {
		if in[i] {
			out = append(out, c)
		}
	}
	return out, errors.Join(errs...)
}

// warm asks for the groups of the settings, so that the first person need not
// wait and a plan without groups is told at the start.
func (p *people) warm(ctx context.Context) {
	for _, list := range []config.Principals{p.edge.Config.Staff, p.edge.Config.Admins} {
		for _, g := range list.Groups {
			_, _ = p.groups.get(ctx, g) // the loader logs what it finds
		}
	}
}

func (p *people) loadUser(ctx context.Context, user string) (profile, error) {
	u, err := p.edge.api.GetUserInfoContext(ctx, user)
	if err != nil {
		var api slack.SlackErrorResponse
		if errors.As(err, &api) && (api.Err == "user_not_found" || api.Err == "user_not_visible") {
			return profile{Gone: true}, nil
		}
		return profile{}, err
	}
	home := p.edge.home.Load()
	w := profile{
		Team: u.TeamID, Name: u.Profile.DisplayName, Gone: u.Deleted, Machine: u.IsBot || u.IsAppUser || u.IsWorkflowBot || user == "USLACKBOT",
		Guest: u.IsRestricted || u.IsUltraRestricted, Owner: u.IsOwner || u.IsPrimaryOwner,
	}
	if u.RealName != "" { // what people call themselves here is not who they are
		w.Name = u.RealName
	}
	w.Elsewhere = u.IsStranger || u.TeamID != home.Team && !slices.Contains(u.Enterprise.Teams, home.Team)
	return w, nil
}

// loadGroup are the members of a user group. What Slack answers with an error
// has no members, and the log says why: nobody gets rights by a fault.
func (p *people) loadGroup(ctx context.Context, group string) (map[string]bool, error) {
	ids, err := p.edge.api.GetUserGroupMembersContext(ctx, group)
	var api slack.SlackErrorResponse
	if errors.As(err, &api) && !throttled(api.Err) {
		says := "Slack does not give the members of this user group, so nobody has rights by it; name people by their U… ids instead."
		if api.Err == "plan_upgrade_required" {
			says = "This workspace's plan has no user groups, so nobody has rights by this one; name people by their U… ids instead."
		}
		p.edge.Log.Error("user group not readable", "group", group, "err", api.Err, "says", says)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return set(ids), nil
}

// loadMembers are the members of a channel; a channel that the bot cannot see
// has none.
func (p *people) loadMembers(ctx context.Context, channel string) (map[string]bool, error) {
	all := map[string]bool{}
	params := &slack.GetUsersInConversationParameters{ChannelID: channel, Limit: 1000}
	for {
		ids, next, err := p.edge.api.GetUsersInConversationContext(ctx, params)
		var api slack.SlackErrorResponse
		if errors.As(err, &api) && !throttled(api.Err) {
			p.edge.Log.Warn("channel not readable", "channel", channel, "err", api.Err)
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			all[id] = true
		}
		if next == "" {
			return all, nil
		}
		params.Cursor = next
	}
}

// throttled reports whether an error code only means: later.
func throttled(code string) bool {
	switch code {
	case "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout":
		return true
	}
	return false
}

func set(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}
