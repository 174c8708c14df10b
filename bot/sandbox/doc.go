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
//	a, err = s.Click(ctx, sandbox.Staff, a.Messages[0].On(), "Add an action")
//	a, err = s.Submit(ctx, sandbox.Staff, url.Values{"What": {"Ring the council"}})
//
// Everything that a person does waits for the bot's acknowledgement and gives
// what they see then. What the bot says later is waited for with [Slack.Await]
// and read with [Slack.Since], [Slack.Messages], [Slack.View] and [Slack.Home].
// [Slack.Calls] lists what the bot asked for; [Slack.Misbehave],
// [Slack.DropSockets], [Slack.Disconnect], [Slack.AddGhosts] and
// [Slack.Redeliver] make this Slack go wrong; [Slack.Faults] tells what is still
// to go wrong. The page's Misbehave drawer uses the same switches.
//
// [Options.Installed] makes the app from its manifest: what that does not ask
// for, the bot is refused here as it would be in Slack. The rules that this
// Slack keeps stand in rules_test.go, each with its test.
//
// Package blockkit beneath it holds the checks and the drawing of blocks,
// package chrome drives the page in tests.
//
// Nothing here is Slack's; it follows https://docs.slack.dev as far as a bot
// of this kind can tell the difference.
package sandbox
