// Package sandbox is a small Slack for one machine: the Web API, Socket Mode
// and signed HTTP delivery, response URLs, modals, the Home tab, files, and a
// web page to use them from. A bot that talks to Slack talks to it unchanged;
// only the API's address differs.
//
// It is as strict as Slack: limits, tokens, scopes, the life of triggers and
// response URLs, and Slack's names for what is wrong. It can also misbehave on
// demand. Tests act as people and read what they would see:
//
//	s := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{})
//	if err := s.Start("127.0.0.1:0"); err != nil { … }
//	defer s.Close()
//	// start the bot with s.APIURL() and the default tokens, then:
//	a, err := s.Slash(ctx, sandbox.Staff, sandbox.Office, "/csp darlington")
//	fmt.Println(a.Messages[0].Plain)
//
// Nothing here is Slack's; it follows https://docs.slack.dev as far as a bot
// of this kind can tell the difference.
package sandbox
