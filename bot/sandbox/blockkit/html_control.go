package blockkit

// key names an element on the page: its block_id and action_id.
func key(b Block, e Element) string { return b.ID + "/" + e.ActionID }

// control draws something to press or choose outside a form field.
func (d *drawing) control(b Block, e Element) {
	switch e.Type {
	case "button":
		d.button(b, e)
	case "overflow":
		d.overflow(b, e)
	case "image":
		d.element("span", e.AltText, "class", "picture", "role", "img", "aria-label", e.AltText)
	default:
		label := e.Words()
		if label == "" {
			label = b.Words()
		}
		d.field(b, e, fieldLook{label: label, choose: true})
	}
}

// asking gives the attributes of a question to be asked before a press counts.
func asking(c *Confirm) []string {
	if c == nil {
		return nil
	}
	return []string{
		"data-confirm", c.Text.Text, "data-confirm-title", c.Title.Text,
		"data-confirm-yes", c.Confirm.Text, "data-confirm-no", c.Deny.Text,
	}
}

func (d *drawing) button(b Block, e Element) {
	attrs := append([]string{
		"class", "btn " + e.Style.Name, "data-press", key(b, e), "aria-label", e.Spoken,
	}, asking(e.Confirm)...)
	if address := safe(e.URL); address != "" {
		d.element("a", e.Text.Text, append(attrs, "href", address, "target", "_blank", "rel", "noopener noreferrer")...)
		return
	}
	d.element("button", e.Text.Text, append(attrs, "type", "button")...)
}

func (d *drawing) overflow(b Block, e Element) {
	d.open("details", "class", "menu")
	d.element("summary", "⋯", "class", "btn", "aria-label", "More actions")
	d.open("div", "class", "entries")
	for _, o := range e.Options {
		attrs := append([]string{"type", "button", "data-press", key(b, e) + "/" + o.Value}, asking(e.Confirm)...)
		d.element("button", o.Text.Text, attrs...)
	}
	d.shut("div")
	d.shut("details")
}

// input draws a field of a form: its label, the control, the hint and the
// error on it.
func (d *drawing) input(b Block) {
	e := *b.Element
	said := d.look.Errors[b.ID]
	id := d.look.Prefix + b.ID
	f := fieldLook{
		id: id, label: b.Label.Text, required: !b.Optional, choose: b.Dispatch, invalid: said != "",
	}
	if b.Hint != nil {
		f.described = id + "-hint"
	}
	if said != "" {
		f.described += " " + id + "-error"
	}
	group := e.Several() || e.Type == "radio_buttons"
	tag, label := "div", "label"
	if group {
		tag, label = "fieldset", "legend"
	}
	d.open(tag, "class", "field"+when(f.invalid, " wrong"), "aria-describedby", when(group, f.described))
	d.open(label, "for", when(!group, id), "id", id+"-label")
	d.text(b.Label.Text)
	if b.Optional {
		d.element("span", " (optional)", "class", "optional")
	}
	d.shut(label)
	d.field(b, e, f)
	if b.Hint != nil {
		d.element("p", b.Hint.Text, "class", "hint", "id", id+"-hint")
	}
	if said != "" {
		d.element("p", said, "class", "error", "id", id+"-error")
	}
	d.shut(tag)
}
