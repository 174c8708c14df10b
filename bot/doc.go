// Command csp holds what a commissioner's office knows of its Community
// Safety Partnerships and answers in Slack.
//
// The house, bottom up:
//
//   - store/kv is the seam: ordered keys in serializable transactions, with
//     boltkv for a file and memkv for memory, held to one suite by kvtest.
//   - store is what is known: one file a kind of record, their checks,
//     history and names. store/register is the file that a register travels in.
//   - commands is what people ask: one file a subcommand, one table of them.
//   - config is the settings, read from the environment.
//   - bot, this package, is the program: its subcommands, its edge to Slack
//     and the wiring between them. It knows nothing of the domain.
//   - bot/sandbox is a small Slack to try it in and to test it against.
//
// A slash command comes in at the edge, which verifies it and finds out who
// asks; commands answers from one snapshot of the store; the edge draws the
// reply and puts it into the acknowledgement.
package main
