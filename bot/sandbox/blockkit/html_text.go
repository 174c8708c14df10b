package blockkit

import "fmt"

// lines draws mrkdwn: lines broken, quotes and code set apart. It is called
// inside a paragraph, so both are spans that the style sheet makes blocks of.
func (d *drawing) lines(lines []line) {
	for i, l := range lines {
		set := l.pre || l.quote
		if i > 0 && !set && !lines[i-1].pre && !lines[i-1].quote {
			d.open("br")
		}
		switch {
		case l.pre:
			d.open("code", "class", "pre")
			d.spans(l.spans)
			d.shut("code")
		case l.quote:
			d.open("span", "class", "quote")
			d.spans(l.spans)
			d.shut("span")
		default:
			d.spans(l.spans)
		}
	}
}

// spans draws runs of words with their look.
func (d *drawing) spans(spans []span) {
	for _, s := range spans {
		var tags []string
		for _, t := range []struct {
			on  bool
			tag string
		}{{s.bold, "strong"}, {s.italic, "em"}, {s.strike, "s"}, {s.code, "code"}} {
			if t.on {
				tags = append(tags, t.tag)
				d.open(t.tag)
			}
		}
		switch {
		case s.mention:
			d.element("span", s.text, "class", "mention")
		case safe(s.link) != "":
			d.element("a", s.text, "href", s.link, "target", "_blank", "rel", "noopener noreferrer")
		default:
			d.broken(s.text)
		}
		for i := len(tags) - 1; i >= 0; i-- {
			d.shut(tags[i])
		}
	}
}

// rich draws the parts of a rich_text block.
func (d *drawing) rich(parts []Element) {
	for _, p := range parts {
		spans := richSpans(p.Elements, d.look.Names)
		switch p.Type {
		case "rich_text_list":
			tag, start := "ul", ""
			if p.Style.Name == "ordered" {
				tag, start = "ol", fmt.Sprint(p.Offset+1)
			}
			d.open(tag, "start", start, "class", fmt.Sprintf("indent%d", p.Indent))
			for _, item := range p.Elements {
				d.open("li")
				d.spans(richSpans(item.Elements, d.look.Names))
				d.shut("li")
			}
			d.shut(tag)
		case "rich_text_quote":
			d.open("blockquote")
			d.spans(spans)
			d.shut("blockquote")
		case "rich_text_preformatted":
			d.open("pre")
			for _, s := range spans {
				d.text(s.text)
			}
			d.shut("pre")
		default:
			d.open("p")
			d.spans(spans)
			d.shut("p")
		}
	}
}
