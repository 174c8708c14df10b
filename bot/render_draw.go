package main

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"csp/commands"
)

// drawer puts parts of a reply into blocks until a limit is reached. Lines of
// one list, and facts of one block, share a block as long as they fit.
type drawer struct {
	blocks []slack.Block
	most   int // blocks
	room   int // units of text that are left

	text   *slack.RichTextBlock // takes more lines; nil: none does
	size   int                  // units in text
	facts  *slack.RichTextSection
	list   *slack.RichTextList
	group  int // of the last part
	button int // the number of the last button
}

// fits reports whether a part can still be drawn whole.
func (d *drawer) fits(p part) bool {
	n := p.size()
	need := max(1, (n+maxSection-1)/maxSection)
	if p.kind == buttonsPart {
		need = (len(p.buttons) + rowButtons - 1) / rowButtons
	}
	return n <= d.room && len(d.blocks)+need <= d.most
}

func (d *drawer) draw(p part) {
	if p.group == 0 || p.group != d.group {
		d.text, d.facts, d.list = nil, nil, nil
	}
	d.group = p.group
	if d.room < p.size() { // the first part, alone too long
		p.text = pieces(p.text, max(d.room-textLength(p.words), 2))[0]
	}
	d.room -= p.size()
	switch p.kind {
	case headingPart:
		d.add(slack.NewHeaderBlock(plain(cut(p.words, maxHeading))))
	case rulePart:
		d.add(slack.NewDividerBlock())
	case buttonsPart:
		d.row(p.buttons)
	case notePart:
		d.note(p.text)
	case itemPart:
		d.item(p)
	case factPart:
		d.fact(p)
	default:
		d.para(p.text)
	}
}

func (d *drawer) add(b slack.Block) {
	d.text, d.facts, d.list = nil, nil, nil
	d.blocks = append(d.blocks, b)
}

// rich is the block that takes n more units of literal text.
func (d *drawer) rich(n int) *slack.RichTextBlock {
	if d.text == nil || d.size+n > maxSection {
		b := slack.NewRichTextBlock("")
		d.add(b)
		d.text, d.size = b, 0
	}
	d.size += n
	return d.text
}

func (d *drawer) para(t commands.Text) {
	for _, piece := range pieces(t, maxSection) {
		b := d.rich(textSize(piece))
		b.Elements = append(b.Elements, section(piece))
	}
	d.text = nil
}

func (d *drawer) fact(p part) {
	line := append(commands.B(p.words+": "), p.text...)
	for i, piece := range pieces(line, maxSection-1) {
		b := d.rich(textSize(piece) + 1)
		switch {
		case d.facts == nil:
			d.facts = slack.NewRichTextSection()
			b.Elements = append(b.Elements, d.facts)
		case i == 0:
			d.facts.Elements = append(d.facts.Elements, slack.NewRichTextSectionTextElement("\n", nil))
		}
		d.facts.Elements = append(d.facts.Elements, spans(piece)...)
	}
}

func (d *drawer) item(p part) {
	for _, piece := range pieces(p.text, maxSection) {
		b := d.rich(textSize(piece))
		if d.list == nil {
			d.list = slack.NewRichTextList(slack.RTEListBullet, 0)
			if p.number > 0 {
				d.list.Style, d.list.Offset = slack.RTEListOrdered, p.number-1
			}
			b.Elements = append(b.Elements, d.list)
		}
		d.list.Elements = append(d.list.Elements, section(piece))
	}
}

// note is small print. A context block's plain text is literal; what has a
// link or a person in it needs rich text.
func (d *drawer) note(t commands.Text) {
	for _, s := range t {
		if s.URL != "" || s.User != "" {
			d.para(t)
			return
		}
	}
	for _, piece := range pieces(t, maxSection) {
		var b strings.Builder
		for _, s := range piece {
			b.WriteString(s.Text)
		}
		d.add(slack.NewContextBlock("", plain(b.String())))
	}
}

// row draws buttons, in as many rows as they need and there is room for.
func (d *drawer) row(buttons []commands.Button) {
	for len(buttons) > 0 && len(d.blocks) < d.most {
		n := min(len(buttons), rowButtons)
		var set []slack.BlockElement
		for _, b := range buttons[:n] {
			set = append(set, d.one(b))
		}
		d.add(slack.NewActionBlock("", set...))
		buttons = buttons[n:]
	}
}

// runAction is the press of a button that stands for a typed line: the desk
// takes any command's name before .run and runs the value.
const runAction = "help.run"

func (d *drawer) one(b commands.Button) *slack.ButtonBlockElement {
	action, value := b.Action, b.Value
	if action == "" {
		action, value = runAction, b.Type
	}
	d.button++
	// Slack wants every action_id of a message to be another one.
	e := slack.NewButtonBlockElement(action+":"+strconv.Itoa(d.button), value, plain(cut(b.Label, maxLabel)))
	if textLength(b.Label) > shownLabel {
		e.AccessibilityLabel = cut(b.Label, maxLabel)
	}
	switch {
	case b.Danger:
		e.Style = slack.StyleDanger
	case b.Primary:
		e.Style = slack.StylePrimary
	}
	if b.Confirm != "" {
		asks := cmp.Or(cut(b.Confirm, maxConfirm), "Do this?")
		e.Confirm = slack.NewConfirmationBlockObject(plain("Are you sure?"), plain(asks),
			plain(cut(b.Label, maxConfirmLabel)), plain("Go back"))
	}
	return e
}
