// Package blockkit reads Slack's Block Kit as strictly as Slack does and shows
// it as a person would see it.
//
//   - [Parse] and [ParseView] check what a program sent against Slack's limits
//     and turn it into blocks; what is wrong comes back in Slack's own words.
//   - [Plain] writes blocks as readable text, for transcripts.
//   - [HTML] writes them as a fragment of a page, safely.
//   - [State] keeps what a person has typed and chosen, and gives it back in
//     the shape that Slack sends to a program.
//
// It knows nothing of channels, people or networks.
package blockkit
