package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/slack-go/slack"
)

// Check finds out who we are. It goes on asking while Slack cannot be
// reached, until ctx ends; a fatalError says that asking again is of no use:
// the token is of the wrong kind, or revoked. Then it looks at the user groups
// of the settings, so that a plan without them is told at the start.
func (e *edge) Check(ctx context.Context) error {
	for wait := e.pace.check; ; {
		err := e.authenticate(ctx)
		if err == nil {
			break
		}
		if fatal := fatalOf("SLACK_BOT_TOKEN", err); fatal != nil {
			return fatal
		}
		pause := wait.next()
		e.Log.Warn("slack cannot be reached", "err", quiet(err), "again_in", pause.Round(time.Millisecond).String())
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return fmt.Errorf("check the bot token: %w", ctx.Err())
		}
	}
	e.people.warm(ctx)
	return nil
}

func (e *edge) authenticate(ctx context.Context) error {
	r, err := e.api.AuthTestContext(ctx)
	if err != nil {
		return err
	}
	if r.TeamID == "" {
		return errors.New("auth.test named no workspace")
	}
	e.home.Store(&workspace{Team: r.TeamID, Enterprise: r.EnterpriseID, Bot: r.UserID})
	e.touch()
	e.Log.Info("signed in", "team", r.TeamID, "bot", r.UserID)
	return nil
}

// fatal are the answers of Slack that stay the same however often one asks.
var fatal = map[string]string{
	"invalid_auth":               "Slack does not know the token in %s; copy it again from the app's page.",
	"not_authed":                 "Slack got no token from %s; copy it again from the app's page.",
	"account_inactive":           "The token in %s belongs to an app or account that was removed; install the app again and copy the new token.",
	"token_revoked":              "The token in %s was revoked; install the app again and copy the new token.",
	"token_expired":              "The token in %s has expired; switch off token rotation for the app, install it again and copy the new token.",
	"not_allowed_token_type":     "The token in %s is of the wrong kind; the bot token starts xoxb- and the app-level token starts xapp-.",
	"missing_scope":              "The token in %s lacks a permission; compare the app's scopes with csp manifest. An app-level token needs connections:write.",
	"no_permission":              "The token in %s may not do this; compare the app's scopes with csp manifest.",
	"access_denied":              "Slack refuses the token in %s; ask the workspace's administrators.",
	"team_access_not_granted":    "The app with the token in %s is not approved for this workspace; ask the workspace's administrators.",
	"org_login_required":         "The workspace of the token in %s is being moved into an organisation; ask the workspace's administrators.",
	"ekm_access_denied":          "The workspace's administrators have suspended access for the token in %s; ask them.",
	"forbidden_team":             "The app with the token in %s may not be used in this workspace; ask the workspace's administrators.",
	"team_not_found":             "Slack does not know the workspace of the token in %s; copy the token again from the app's page.",
	"invalid_token":              "Slack does not know the token in %s; copy it again from the app's page.",
	"enterprise_is_restricted":   "The token in %s may not be used in an organisation; install the app in one workspace.",
	"two_factor_setup_required":  "The account of the token in %s must set up two-factor sign-in first.",
	"not_allowed_for_grant_type": "The token in %s is of the wrong kind; the bot token starts xoxb- and the app-level token starts xapp-.",
}

// fatalOf is the fatalError for an error of Slack, nil when waiting may help.
func fatalOf(setting string, err error) error {
	var api slack.SlackErrorResponse
	if errors.As(err, &api) {
		if says, known := fatal[api.Err]; known {
			return &fatalError{fmt.Sprintf(says, setting)}
		}
	}
	var status slack.StatusCodeError
	if errors.As(err, &status) && status.Code == http.StatusNotFound {
		return &fatalError{"There is no Slack Web API at SLACK_API_URL; unset it for Slack's own."}
	}
	return nil
}

// backoff is a wait that doubles, up to a most, with a part left to chance so
// that many programs do not come back together.
type backoff struct{ first, most, now time.Duration }

// next is how long to wait this time: between a half and the whole of the
// step.
func (b *backoff) next() time.Duration {
	b.now = min(max(b.first, b.now*2), b.most)
	return b.now/2 + rand.N(b.now/2+1)
}

func (b *backoff) reset() { b.now = 0 }
