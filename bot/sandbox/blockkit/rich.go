package blockkit

// richSpans reads the inline pieces of a rich_text section. What people typed
// stands here word for word: nothing in it is mark-up.
func richSpans(pieces []Element, names Names) []span {
	spans := make([]span, 0, len(pieces))
	for _, p := range pieces {
		s := span{text: p.Text.Text}
		switch p.Type {
		case "user":
			s = names.mention("user", p.UserID)
		case "channel":
			s = names.mention("channel", p.ChannelID)
		case "usergroup":
			s = names.mention("group", p.UsergroupID)
		case "broadcast":
			s = span{text: "@" + p.Range, mention: true}
		case "emoji":
			s.text = emoji(p.Name)
		case "link":
			s.link = p.URL
			if s.text == "" {
				s.text = p.URL
			}
		case "date":
			s.text = p.Fallback
		case "color":
			s.text = p.Value
		}
		s.bold, s.italic, s.strike, s.code = p.Style.Bold, p.Style.Italic, p.Style.Strike, p.Style.Code
		spans = append(spans, s)
	}
	return spans
}
