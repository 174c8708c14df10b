package reminders

func plain(s string) Span { return Span{Text: s} }

func bold(s string) Span { return Span{Text: s, Bold: true} }

// named is a record's name, or what it is, with its place in brackets.
func named(name, otherwise, place string) string {
	if name == "" {
		name = otherwise
	}
	if place == "" {
		return name
	}
	return name + " (" + place + ")"
}
