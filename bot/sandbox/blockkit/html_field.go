package blockkit

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// fieldLook is what a control gets from the field around it; a control that
// stands alone has its label as words only.
type fieldLook struct {
	id, label, described string
	required, invalid    bool
	choose               bool // tell the bot at each change
}

// attrs are the attributes that every control has.
func (f fieldLook) attrs(b Block, e Element) []string {
	return []string{
		"id", f.id, "name", key(b, e), "data-choose", when(f.choose, key(b, e)),
		"aria-label", when(f.id == "", f.label), "aria-describedby", f.described,
		"aria-invalid", when(f.invalid, "true"), "aria-required", when(f.required, "true"),
	}
}

// field draws the control of an input by what is chosen in it.
func (d *drawing) field(b Block, e Element, f fieldLook) {
	picked := d.look.picked(b, e)
	one := ""
	if len(picked) > 0 {
		one = picked[0]
	}
	attrs := f.attrs(b, e)
	switch {
	case e.External():
		d.combo(b, e, f, picked)
	case e.Type == "checkboxes":
		d.ticks(b, e, f, "checkbox", e.Options, picked)
	case e.Type == "radio_buttons":
		d.ticks(b, e, f, "radio", e.Options, picked)
	case e.Several() && e.Type != "file_input":
		d.open("div", "class", "several", "tabindex", "0", "role", "group", "aria-label", f.label)
		d.ticks(b, e, f, "checkbox", d.options(e), picked)
		d.shut("div")
	case e.family() == "option", e.family() == "user", e.family() == "channel", e.family() == "conversation":
		d.menu(e, attrs, one)
	case e.Type == "rich_text_input", e.Multiline:
		d.element("textarea", one, append(attrs, "rows", "5", "placeholder", placeholder(e))...)
	default:
		kind, value := kindOf(e), one
		if e.Type == "datetimepicker" {
			value = d.local(one)
		}
		d.open("input", append(attrs, "type", kind, "value", value, "placeholder", placeholder(e),
			"inputmode", when(e.Type == "number_input", "decimal"), "autocomplete", "off")...)
	}
}

func placeholder(e Element) string {
	if e.Placeholder == nil {
		return ""
	}
	return e.Placeholder.Text
}

// kindOf gives the type of an HTML input.
func kindOf(e Element) string {
	switch e.Type {
	case "datepicker":
		return "date"
	case "timepicker":
		return "time"
	case "datetimepicker":
		return "datetime-local"
	case "file_input":
		return "file"
	}
	return "text"
}

// LocalTime is how a page's own field writes a moment.
const LocalTime = "2006-01-02T15:04"

// local writes unix seconds as a page's field wants them, in the person's zone.
func (d *drawing) local(seconds string) string {
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return ""
	}
	at := time.Unix(n, 0).UTC()
	if d.look.Zone != nil {
		at = at.In(d.look.Zone)
	}
	return at.Format(LocalTime)
}

// options gives what a menu offers: its own options, or people or channels.
func (d *drawing) options(e Element) []Option {
	switch e.family() {
	case "user", "channel", "conversation":
		if d.look.Choices == nil {
			return nil
		}
		kind := e.family()
		if kind == "conversation" {
			kind = "channel"
		}
		return d.look.Choices(kind)
	}
	all := slices.Clone(e.Options)
	for _, g := range e.OptionGroups {
		all = append(all, g.Options...)
	}
	return all
}

// menu draws a choice of one.
func (d *drawing) menu(e Element, attrs []string, one string) {
	d.open("select", attrs...)
	empty := placeholder(e)
	if empty == "" {
		empty = "Choose"
	}
	d.element("option", empty, "value", "")
	draw := func(all []Option) {
		for _, o := range all {
			if o.Value == one {
				d.open("option", "value", o.Value, "selected")
			} else {
				d.open("option", "value", o.Value)
			}
			d.text(o.Text.Text)
			d.shut("option")
		}
	}
	if len(e.OptionGroups) == 0 {
		draw(d.options(e))
	}
	for _, g := range e.OptionGroups {
		d.open("optgroup", "label", g.Label.Text)
		draw(g.Options)
		d.shut("optgroup")
	}
	d.shut("select")
}

// ticks draws boxes or radio buttons. An empty field of the same name comes
// first, so that unticking the last one is told too.
func (d *drawing) ticks(b Block, e Element, f fieldLook, kind string, options []Option, picked []string) {
	d.open("input", "type", "hidden", "name", key(b, e), "value", "")
	for i, o := range options {
		id := fmt.Sprintf("%s%s-%s-%d", d.look.Prefix, b.ID, e.ActionID, i)
		d.open("div", "class", "tick")
		attrs := []string{
			"type", kind, "id", id, "name", key(b, e), "value", o.Value, "data-choose", when(f.choose, key(b, e)),
		}
		if slices.Contains(picked, o.Value) {
			attrs = append(attrs, "checked")
		}
		d.open("input", attrs...)
		d.open("label", "for", id)
		d.words(o.Text)
		if o.Description != nil {
			d.open("span", "class", "hint")
			d.words(*o.Description)
			d.shut("span")
		}
		d.shut("label")
		d.shut("div")
	}
}

// combo draws a menu whose options come from the program as one types. What is
// chosen stands in hidden fields, and as words that can be taken away.
func (d *drawing) combo(b Block, e Element, f fieldLook, picked []string) {
	id := f.id
	if id == "" {
		id = d.look.Prefix + b.ID + "-" + e.ActionID
	}
	several := when(e.Several(), "true")
	d.open("div", "class", "combo", "data-suggest", key(b, e), "data-several", several, "data-choose", when(f.choose, key(b, e)))
	d.open("input", "type", "hidden", "name", key(b, e), "value", "")
	d.open("ul", "class", "chosen", "aria-label", "Chosen")
	words := d.look.chosen(b, e)
	for i, p := range picked {
		d.open("li")
		d.open("input", "type", "hidden", "name", key(b, e), "value", p)
		d.element("span", words[i])
		d.element("button", "×", "type", "button", "class", "drop", "aria-label", "Remove "+words[i])
		d.shut("li")
	}
	d.shut("ul")
	d.open("input", "type", "text", "id", id, "role", "combobox", "aria-autocomplete", "list",
		"aria-expanded", "false", "aria-controls", id+"-list", "autocomplete", "off",
		"aria-label", when(f.id == "" || e.Several(), f.label), "aria-describedby", f.described,
		"aria-invalid", when(f.invalid, "true"), "placeholder", placeholder(e))
	d.open("ul", "role", "listbox", "id", id+"-list", "aria-label", f.label, "hidden")
	d.shut("ul")
	d.shut("div")
}
