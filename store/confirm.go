package store

import "strings"

// IsAccount reports whether a confirmed account (T…/U…) is the one that a
// person has. An account without a team is one of the office's own workspace.
func IsAccount(confirmed, slack string) bool {
	if strings.Contains(slack, "/") {
		return confirmed == slack
	}
	_, user, _ := strings.Cut(confirmed, "/")
	return slack != "" && user == slack
}

// LapseConfirmed takes the confirmation off the stored roles of a person that
// is of another account than slack: an admin confirmed that one account and
// no other. It returns the roles as they were. Whoever changes a person's
// account calls it in the same change.
func LapseConfirmed(tx *Tx, person, slack string) ([]Role, error) {
	var lapsed []Role
	for role, err := range Roles.Of(tx, People.Name, person) {
		if err != nil {
			return nil, err
		}
		if role.Confirmed != "" && !IsAccount(role.Confirmed, slack) {
			lapsed = append(lapsed, role)
		}
	}
	for _, role := range lapsed {
		role.Confirmed = ""
		if _, err := Roles.Put(tx, role); err != nil {
			return nil, err
		}
	}
	return lapsed, nil
}
