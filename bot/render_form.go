package main

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"csp/commands"
)

// replyView is a reply as a modal.
func replyView(r commands.Reply, m meta, a again) *slack.ModalViewRequest {
	title := "Answer"
	for _, b := range r.Blocks {
		if h, ok := b.(commands.Heading); ok && cut(string(h), maxTitle) != "" {
			title = string(h)
			break
		}
	}
	blocks, _ := drawBlocks(r, a, viewBlocks)
	return &slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(cut(title, maxTitle)), Close: plain("Close"),
		Blocks: slack.Blocks{BlockSet: blocks}, PrivateMetadata: string(encode(m)),
	}
}

// formView is a form as a modal. The name of an input is its block's id and
// its action's, so that what was typed stays when the view is updated.
func formView(f commands.Form, m meta) *slack.ModalViewRequest {
	m.State = f.State
	v := &slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(cmp.Or(cut(f.Title, maxTitle), "CSP")), Close: plain("Cancel"),
		CallbackID: f.ID, PrivateMetadata: string(encode(m)),
	}
	inputs := goodInputs(f.Inputs)
	var blocks []slack.Block
	if len(f.Before) > 0 {
		blocks, _ = drawBlocks(commands.Reply{Blocks: f.Before}, again{}, max(viewBlocks-len(inputs), 4))
	}
	for _, in := range inputs {
		blocks = append(blocks, inputBlock(in))
	}
	v.Blocks.BlockSet = blocks
	send := f.Send
	if send == "" && slices.ContainsFunc(blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTInput }) {
		send = "Send" // Slack refuses inputs without it
	}
	if send != "" {
		v.Submit = plain(cut(send, maxTitle))
	} else {
		v.Close = plain("Close")
	}
	return v
}

// goodInputs are as many inputs as a view holds, each name once: a name is
// where an error stands and where a value is found.
func goodInputs(all []commands.Input) []commands.Input {
	var out []commands.Input
	had := map[string]bool{"": true}
	for _, in := range all {
		if !had[in.Name] && len(in.Name) <= maxID && len(out) < viewBlocks-4 {
			had[in.Name] = true
			out = append(out, in)
		}
	}
	return out
}

func inputBlock(in commands.Input) slack.Block {
	el := element(in)
	if el == nil {
		return nothingToChoose(in)
	}
	b := slack.NewInputBlock(in.Name, plain(cmp.Or(cut(in.Label, maxInputLabel), in.Name)), nil, el)
	if hint := cut(in.Hint, maxInputLabel); hint != "" {
		b.Hint = plain(hint)
	}
	b.Optional = in.Optional
	return b
}

// nothingToChoose stands in for a menu that has nothing to choose from, which Slack
// refuses.
func nothingToChoose(in commands.Input) slack.Block {
	return slack.NewRichTextBlock("", section(commands.Join(commands.B(cut(in.Label, maxSection/2)+": "), commands.T("there is nothing to choose from."))))
}

// asWritten is a date or time that a picker takes, "" when it is none.
func asWritten(value, layout string) string {
	if t, err := time.Parse(layout, value); err != nil || t.Format(layout) != value {
		return ""
	}
	return value
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// element is the field itself; nil when it has nothing to choose from.
func element(in commands.Input) slack.BlockElement {
	value := first(in.Value)
	switch in.Kind {
	case commands.DateInput:
		el := slack.NewDatePickerBlockElement(in.Name)
		el.InitialDate = asWritten(value, time.DateOnly)
		return el
	case commands.TimeInput:
		el := slack.NewTimePickerBlockElement(in.Name)
		el.InitialTime = asWritten(value, "15:04")
		return el
	case commands.Lookup:
		el := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, in.Name)
		el.MinQueryLength = new(int) // 0: a list before anything is typed
		if value != "" {
			el.InitialOption = chosen(options(in.Options, len(in.Options)), value)
		}
		return el
	case commands.LookupSeveral:
		el := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeExternal, nil, in.Name)
		el.MinQueryLength = new(int)
		for _, v := range in.Value {
			el.InitialOptions = append(el.InitialOptions, chosen(options(in.Options, len(in.Options)), v))
		}
		return el
	case commands.Select, commands.Several, commands.Ticks:
		return menu(in)
	}
	el := slack.NewPlainTextInputBlockElement(nil, in.Name)
	el.Multiline = in.Kind == commands.ManyLines
	el.MaxLength = maxSection
	if in.Max > 0 {
		el.MaxLength = min(in.Max, maxSection)
	}
	el.InitialValue = prefix(clean(strings.Join(in.Value, "\n")), el.MaxLength)
	return el
}

// menu is a choice of fixed options: ticks where at most ten fit, otherwise a
// menu, in groups when there are more than a hundred.
func menu(in commands.Input) slack.BlockElement {
	all := options(in.Options, maxOptions*maxOptions)
	if len(all) == 0 {
		return nil
	}
	var picked []*slack.OptionBlockObject
	for _, o := range all {
		if slices.Contains(in.Value, o.Value) {
			picked = append(picked, o)
		}
	}
	if in.Kind == commands.Ticks && len(all) <= maxTicks {
		el := slack.NewCheckboxGroupsBlockElement(in.Name, all...)
		el.InitialOptions = picked
		return el
	}
	var groups []*slack.OptionGroupBlockObject
	if len(all) > maxOptions {
		groups, all = grouped(all), nil
	}
	if in.Kind == commands.Select {
		el := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, in.Name, all...)
		el.OptionGroups = groups
		if len(picked) > 0 {
			el.InitialOption = picked[0]
		}
		return el
	}
	el := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeStatic, nil, in.Name, all...)
	el.OptionGroups, el.InitialOptions = groups, picked
	return el
}

// grouped puts options into groups of a hundred, labelled from the first to
// the last.
func grouped(all []*slack.OptionBlockObject) []*slack.OptionGroupBlockObject {
	var groups []*slack.OptionGroupBlockObject
	for part := range slices.Chunk(all, maxOptions) {
		label := cut(part[0].Text.Text, maxLabel/2-2) + " to " + cut(part[len(part)-1].Text.Text, maxLabel/2-2)
		groups = append(groups, slack.NewOptionGroupBlockElement(plain(label), part...))
	}
	return groups
}

// options draws at most most options, without those Slack would refuse.
func options(all []commands.Option, most int) []*slack.OptionBlockObject {
	out := []*slack.OptionBlockObject{}
	for _, o := range all {
		label := cut(o.Label, maxLabel)
		if label == "" || o.Value == "" || textLength(o.Value) > maxOptionValue || len(out) == most {
			continue
		}
		out = append(out, slack.NewOptionBlockObject(o.Value, plain(label), nil))
	}
	return out
}

// chosen is the option with the value, or one made of the value itself.
func chosen(all []*slack.OptionBlockObject, value string) *slack.OptionBlockObject {
	for _, o := range all {
		if o.Value == value {
			return o
		}
	}
	if made := options([]commands.Option{{Label: value, Value: value}}, 1); len(made) > 0 {
		return made[0]
	}
	return nil
}
