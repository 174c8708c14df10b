package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/slack-go/slack"

	"csp/commands"
)

// drawReply and replyView and what they call are pure: the same reply gives
// the same bytes, which the golden files hold.

// message is a reply as Slack takes it: in an acknowledgement, at a response
// URL or by chat.postMessage.
type message struct {
	Type    string        `json:"response_type,omitempty"`
	Replace *bool         `json:"replace_original,omitempty"`
	Thread  string        `json:"thread_ts,omitempty"`
	Text    string        `json:"text"`
	Blocks  []slack.Block `json:"blocks,omitempty"`

	cut bool // there is more than one message holds
}

// encode writes v as JSON without a last newline. Letters that HTML alone
// minds stay as they are: an acknowledgement has 20 KB and no more.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err)) // our own types always encode
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// again says how the rest of a long reply can be had: by the typed line, from
// the part numbered from on. In the zero again nothing was typed that gives
// this reply, so there is no button for its rest.
type again struct {
	line  string
	typed bool
	from  int // parts to leave out
}

// moreAction is the press of "Show the rest"; its value is the number of the
// first part and the typed line.
const moreAction = "edge.more"

// drawReply draws a reply within the limits of a message, with at most text
// units of top-level text.
func drawReply(r commands.Reply, a again, text int) message {
	m := message{Text: cmp.Or(plainText(r, text), "Done.")}
	m.Blocks, m.cut = drawBlocks(r, a, messageBlocks)
	return m
}

// drawBlocks draws a reply into at most blocks blocks. Where parts are left
// out, which it reports, it says how many, and how to get them.
func drawBlocks(r commands.Reply, a again, blocks int) (drawn []slack.Block, cut bool) {
	d := &drawer{most: blocks - 2, room: drawnText} // two for the way to the rest
	all, from := parts(r.Blocks), max(a.from, 0)
	if from >= len(all) {
		says := "Done."
		if from > 0 {
			says = "There is nothing more." // it has become shorter since
		}
		all, from = parts([]commands.Block{commands.Para(commands.T(says))}), 0
	}
	next := from
	for next < len(all) && (next == from || d.fits(all[next])) {
		d.draw(all[next])
		next++
	}
	rest := len(all) - next
	if rest == 0 {
		return d.blocks, false
	}
	d.most += 2
	says := fmt.Sprintf("And %d more.", rest)
	value := strconv.Itoa(next) + " " + a.line
	if !a.typed || textLength(value) > maxValue {
		d.note(commands.T(says + " Ask for a part of it to see them."))
		return d.blocks, true
	}
	d.note(commands.T(says))
	d.row([]commands.Button{{Label: "Show the rest", Action: moreAction, Value: value}})
	return d.blocks, true
}

// drawWhole draws all of a reply, in as many messages as it needs.
func drawWhole(r commands.Reply) []message {
	var out []message
	for all := parts(r.Blocks); len(all) > 0; {
		d := &drawer{most: messageBlocks, room: drawnText}
		n := 0
		for n < len(all) && (n == 0 || d.fits(all[n])) {
			d.draw(all[n])
			n++
		}
		var said commands.Reply
		for _, p := range all[:n] {
			said.Blocks = append(said.Blocks, p.block())
		}
		out = append(out, message{Text: cmp.Or(plainText(said, maxText), "Done."), Blocks: d.blocks})
		all = all[n:]
	}
	return out
}
