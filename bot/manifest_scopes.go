package main

import "slices"

// grant is something the bot does in Slack and the scopes that it needs for it.
type grant struct {
	name   string
	scopes []string
}

// webMethods is every method of Slack's Web API that the bot calls. The scopes
// follow from it, so that the bot asks for what it uses and no more.
// apps.connections.open needs connections:write, which belongs to the app-level
// token and cannot stand in a manifest.
var webMethods = []grant{
	{"auth.test", nil},
	{"apps.connections.open", nil},
	{"users.info", []string{"users:read"}},
	{"usergroups.users.list", []string{"usergroups:read"}},
	{"conversations.info", []string{"channels:read", "groups:read"}},
	{"conversations.members", []string{"channels:read", "groups:read"}},
	{"conversations.history", []string{"channels:history", "groups:history", "im:history"}},
	{"conversations.open", []string{"im:write"}},
	{"chat.postMessage", []string{"chat:write"}},
	{"chat.postEphemeral", []string{"chat:write"}},
	{"chat.update", []string{"chat:write"}},
	{"chat.delete", []string{"chat:write"}},
	{"chat.getPermalink", nil},
	{"views.open", nil},
	{"views.update", nil},
	{"views.push", nil},
	{"views.publish", nil},
	{"files.getUploadURLExternal", []string{"files:write"}},
	{"files.completeUploadExternal", []string{"files:write"}},
}

// slackEvents is every event that the bot listens to.
var slackEvents = []grant{
	{"app_home_opened", nil},
	{"app_mention", []string{"app_mentions:read"}},
	{"message.im", []string{"im:history"}},
}

func botEvents() []string {
	var names []string
	for _, e := range slackEvents {
		names = append(names, e.name)
	}
	return names
}

// botScopes is every scope of the tables above, and commands for /csp, in order
// and each once.
func botScopes() []string {
	scopes := []string{"commands"}
	for _, g := range slices.Concat(webMethods, slackEvents) {
		scopes = append(scopes, g.scopes...)
	}
	slices.Sort(scopes)
	return slices.Compact(scopes)
}
