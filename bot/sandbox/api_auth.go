package sandbox

import "strings"

// authTest says who the token belongs to.
// https://docs.slack.dev/reference/methods/auth.test
func (s *Slack) authTest(args) (answerFields, error) {
	return answerFields{
		"url": s.URL() + "/", "team": s.ws.Name, "user": botName,
		"team_id": s.ws.Team, "user_id": BotUser, "bot_id": botID, "is_enterprise_install": false,
	}, nil
}

// connectionsOpen gives a one-time address for a Socket Mode connection.
// https://docs.slack.dev/reference/methods/apps.connections.open
func (s *Slack) connectionsOpen(args) (answerFields, error) {
	address := strings.Replace(s.URL(), "http://", "ws://", 1)
	return answerFields{"url": address + "/link?ticket=" + s.hub.ticket() + "&app_id=" + appID}, nil
}
