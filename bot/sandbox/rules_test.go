package sandbox_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"csp/bot/sandbox"
)

// rules is what Slack does to a bot of this kind, each with the test that holds
// this Slack to it. The pages are those of https://docs.slack.dev.
var rules = []struct{ rule, page, test string }{
	{"every payload is acknowledged within 3 seconds, or the person sees an error", "interactivity/handling-user-interaction", "TestSlashFailures"},
	{"a press that is not acknowledged shows an error and is not sent again", "interactivity/handling-user-interaction", "TestPressWithoutAnswer"},
	{"an event is sent up to three times more, with x-slack-retry-num and its first id", "apis/events-api", "TestEventRetriesOverHTTP"},
	{"x-slack-no-retry ends the retries", "apis/events-api", "TestEventRetriesOverHTTP"},
	{"requests are signed with v0, the time and the raw body", "authentication/verifying-requests-from-slack", "TestSignedDelivery"},
	{"hello counts the connections", "apis/events-api/using-socket-mode", "TestHelloCountsConnections"},
	{"no more than ten connections", "apis/events-api/using-socket-mode", "TestTooManySockets"},
	{"a Socket Mode address serves once", "apis/events-api/using-socket-mode", "TestTicketsServeOnce"},
	{"each payload goes to one connection, any of them", "apis/events-api/using-socket-mode", "TestEachPayloadGoesToOneConnection"},
	{"a half-open connection swallows what goes there", "apis/events-api/using-socket-mode", "TestGhostsSwallow"},
	{"a disconnect frame comes before a connection is renewed", "apis/events-api/using-socket-mode", "TestDisconnect"},
	{"an acknowledgement of 20 KB or more is dropped without a word", "apis/events-api/using-socket-mode", "TestSlashFailures"},
	{"the app-level token opens connections and nothing else", "authentication/tokens", "TestTokens"},
	{"a method without its scope is missing_scope, with needed and provided", "apis/web-api", "TestScopesAreChecked"},
	{"an app gets the scopes, events, commands and tabs of its manifest", "reference/app-manifest", "TestAnAppGetsWhatItsManifestAsksFor"},
	{"without the Home tab, the messages tab or interactivity there is none", "reference/app-manifest", "TestWhatAManifestLeavesOff"},
	{"direct messages are told as message.im, to subscribers", "reference/events/message.im", "TestDirectMessagesAreToldToSubscribers"},
	{"a mention is told where the bot is a member", "reference/events/app_mention", "TestMentions"},
	{"a trigger lives 3 seconds and serves once", "interactivity/handling-user-interaction", "TestTriggers"},
	{"a response URL takes five posts in 30 minutes", "interactivity/handling-user-interaction", "TestResponseURLFiveTimes"},
	{"an ephemeral message changes by its response URL alone", "reference/methods/chat.postEphemeral", "TestEphemeralMessagesChangeByResponseURLOnly"},
	{"a command answered in_channel is shown with its answer", "interactivity/implementing-slash-commands", "TestInChannelReplyShowsTheCommandToo"},
	{"a command cannot be typed in a thread", "interactivity/implementing-slash-commands", "TestCommandsDoNotWorkInThreads"},
	{"a command cannot be typed by somebody of another workspace", "apis/slack-connect", "TestSlashFailures"},
	{"no shortcuts for people of another workspace, nor on ephemeral messages", "apis/slack-connect", "TestShortcuts"},
	{"no more than three views in a stack", "surfaces/modals", "TestStackOfViews"},
	{"errors stand on input blocks alone", "surfaces/modals", "TestSubmissionAnswersThatMakeNoSense"},
	{"required fields and lengths are refused before anything is sent", "surfaces/modals", "TestSubmitting"},
	{"a stale hash is hash_conflict; what was typed stays where ids are the same", "reference/methods/views.update", "TestUpdatingViews"},
	{"a view of more than 250 KB is view_too_large", "reference/methods/views.publish", "TestRefusals"},
	{"a press in a view brings no message, one in a message its state", "reference/interaction-payloads/block_actions-payload", "TestPressingAndChoosing"},
	{"an input tells of nothing until the form is sent", "surfaces/modals", "TestFillSendsNothing"},
	{"Home is each person's own", "surfaces/app-home", "TestHomeTab"},
	{"a text of more than 40,000 characters is cut", "reference/methods/chat.postMessage", "TestLongTextsAreCut"},
	{"an update without blocks drops them", "reference/methods/chat.update", "TestUpdateWithoutBlocksDropsThem"},
	{"an update keeps metadata that it does not name; an empty object removes it", "reference/methods/chat.update", "TestMetadataStaysUntilChanged"},
	{"an answer in a thread whose parent is gone goes to the channel", "reference/methods/chat.postMessage", "TestAnswersWithoutTheirThread"},
	{"history comes newest first, in pages, without threads", "reference/methods/conversations.history", "TestHistoryInPages"},
	{"a guest and somebody of another workspace are told apart by their flags and team", "reference/objects/user-object", "TestPeopleAndPlaces"},
	{"a file is announced, sent and completed, once each", "reference/methods/files.completeUploadExternal", "TestFiles"},
	{"user groups need a paid plan", "reference/methods/usergroups.users.list", "TestFreePlanHasNoUserGroups"},
	{"429 brings Retry-After; an answer can be lost although the thing was done", "apis/web-api/rate-limits", "TestMisbehaving"},
	{"an event may be delivered twice", "apis/events-api", "TestEverythingTwice"},
	{"errors have Slack's names", "apis/web-api", "TestRefusals"},
	{"blocks have Slack's limits", "reference/block-kit/blocks", "TestLimits"},
	{"characters are counted, not bytes", "reference/block-kit/blocks", "TestRunesAreCounted"},
	{"blocks and views that Slack does not know are refused", "reference/block-kit/blocks", "TestRefusedBlocks"},
	{"a view without its title, or a form without its button, is refused", "reference/views/modal-views", "TestRefusedViews"},
	{"a menu's own answer has limits too", "reference/block-kit/block-elements/select-menu-element", "TestRefusedOptions"},
	{"chosen and typed values come in Slack's shape", "reference/interaction-payloads/view-interactions-payload", "TestStateInSlacksShape"},
}

// TestEveryRuleHasItsTest keeps the list true.
func TestEveryRuleHasItsTest(t *testing.T) {
	tests := map[string]bool{}
	for _, pattern := range []string{"*_test.go", "blockkit/*_test.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range file.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "Test") {
					tests[f.Name.Name] = true
				}
			}
		}
	}
	for _, r := range rules {
		if !tests[r.test] {
			t.Errorf("%s (%s): there is no %s", r.rule, r.page, r.test)
		}
	}
}

func TestLongTextsAreCut(t *testing.T) {
	s := open(t, sandbox.Options{})
	post(t, s, map[string]string{"channel": sandbox.Office, "text": strings.Repeat("£", 40_001)})
	if got := []rune(s.Messages(sandbox.Staff, sandbox.Office)[0].Text); len(got) != 40_000 {
		t.Errorf("%d characters stand there", len(got))
	}
}

func TestAnswersWithoutTheirThread(t *testing.T) {
	s := open(t, sandbox.Options{})
	parent := ask(t, s, "chat.postMessage", map[string]string{"channel": sandbox.Office, "text": "the parent"}).TS
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "in its thread", "thread_ts": parent})
	ask(t, s, "chat.delete", map[string]string{"channel": sandbox.Office, "ts": parent})
	post(t, s, map[string]string{"channel": sandbox.Office, "text": "too late", "thread_ts": parent})
	seen := s.Messages(sandbox.Staff, sandbox.Office)
	if last := seen[len(seen)-1]; last.Text != "too late" || last.Thread != "" {
		t.Errorf("seen %+v", last)
	}
}
