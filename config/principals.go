package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// User is one Slack account. Slack user ids are unique only within a workspace.
type User struct {
	Team string // the workspace's id; empty for the bot's own workspace
	ID   string
}

// Principals is a list of people and of user groups whose members are meant.
type Principals struct {
	Users  []User
	Groups []string // user group ids, S…
}

// Empty reports whether nobody is named.
func (p Principals) Empty() bool { return len(p.Users) == 0 && len(p.Groups) == 0 }

// HasUser reports whether the account is named itself. An empty team means the
// bot's own workspace. Group members are not looked up here.
func (p Principals) HasUser(team, id string) bool { return slices.Contains(p.Users, User{team, id}) }

var (
	userID      = regexp.MustCompile(`^[UW][A-Z0-9]+$`)
	otherUserID = regexp.MustCompile(`^([TE][A-Z0-9]+)/([UW][A-Z0-9]+)$`)
	groupID     = regexp.MustCompile(`^S[A-Z0-9]+$`)
)

// ParsePrincipals reads member ids (U… or W…, with T…/ before them for another
// workspace) and user group ids (S…), with commas between. An empty s names
// nobody. The error is the rest of a sentence that starts with the variable's name.
func ParsePrincipals(s string) (Principals, error) {
	var p Principals
	if s == "" {
		return p, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimSpace(part)
		other := otherUserID.FindStringSubmatch(part)
		switch {
		case other != nil:
			p.Users = append(p.Users, User{Team: other[1], ID: other[2]})
		case userID.MatchString(part):
			p.Users = append(p.Users, User{ID: part})
		case groupID.MatchString(part):
			p.Groups = append(p.Groups, part)
		case part == "":
			return Principals{}, errors.New("has nothing between two commas or at an end; write ids with one comma between, such as U0123ABCD,S0456EFGH")
		default:
			return Principals{}, fmt.Errorf("holds %s, which is not an id; write a member id (profile, More, Copy member ID) such as U0123ABCD, or a user group id such as S0456EFGH", quote(part))
		}
	}
	return p, nil
}
