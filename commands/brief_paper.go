package commands

import (
	"strings"

	"csp/commands/paper"
	"csp/store/english"
)

// The forms of a brief: to read in Slack or a terminal, as files, and for an
// email. All are made of the same blocks.

// shown is the brief to read: the first line first, then the title and the
// sections, the sources, and what can be made of it.
func (b *briefing) shown() []Block {
	out := []Block{Para(T(b.first)), Heading(b.title)}
	for _, blk := range b.blocks {
		if g, ok := blk.(grid); ok {
			for _, line := range g.lines() {
				out = append(out, unmarked(line))
			}
			continue
		}
		out = append(out, unmarked(blk))
	}
	if len(b.origins) > 0 {
		list := List{Numbered: true}
		for _, s := range b.origins {
			list.Items = append(list.Items, sourceText(s))
		}
		out = append(out, Heading("Sources"), list)
	}
	id := b.p.ID
	return append(out, Buttons{
		{Label: "Download", Type: briefWord + " " + id + " download", Action: briefWord + ".download", Value: id},
		{Label: "Copy for email", Type: briefWord + " " + id + " email", Action: briefWord + ".email", Value: id},
		{Label: cutTo("Open "+areaOf(b.p), maxLabel), Type: b.cardLine(id)},
	})
}

// sourceText is a source as a note: a link where it is an address.
func sourceText(s string) Text {
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") {
		return Link(s, s)
	}
	return T(s)
}

// maxPara is how long a paragraph of a brief may be where it is read.
const maxPara = 3000

// unmarked is a block as it is read: a number of a source is text, and what
// is too long says where the rest is.
func unmarked(blk Block) Block {
	text := func(t Text) Text {
		var out Text
		for _, s := range t {
			if noteNumber(s) > 0 {
				s.URL = ""
			}
			if long := cutTo(s.Text, maxPara); long != s.Text {
				s.Text = long + " (The whole text is in the download.)"
			}
			out = append(out, s)
		}
		return out
	}
	switch v := blk.(type) {
	case Para:
		return Para(text(Text(v)))
	case List:
		var items []Text
		for _, it := range v.Items {
			items = append(items, text(it))
		}
		return List{Items: items, Numbered: v.Numbered}
	}
	return blk
}

// doc is the brief as a document; flat: its tables are lists.
func (b *briefing) doc(flat bool) *paper.Doc {
	d := &paper.Doc{Title: b.title + ": " + b.p.Name, Made: b.Now, By: orWord(b.Actor.Name, "csp"), Parts: []paper.Part{paper.Para(paper.T(b.first))}}
	for _, blk := range b.blocks {
		if g, ok := blk.(grid); ok && flat {
			for _, line := range g.lines() {
				d.Parts = append(d.Parts, onPaper(line))
			}
			continue
		}
		d.Parts = append(d.Parts, onPaper(blk))
	}
	if len(b.origins) > 0 {
		var list paper.Notes
		for _, s := range b.origins {
			list = append(list, paperText(sourceText(s)))
		}
		d.Parts = append(d.Parts, paper.Heading("Sources"), list)
	}
	return d
}

func onPaper(blk Block) paper.Part {
	switch v := blk.(type) {
	case Heading:
		return paper.Heading(v)
	case Para:
		return paper.Para(paperText(Text(v)))
	case Facts:
		var out paper.Facts
		for _, f := range v {
			out = append(out, paper.Fact{Label: f.Label, Value: paperText(f.Value)})
		}
		return out
	case List:
		var out paper.List
		for _, it := range v.Items {
			out = append(out, paperText(it))
		}
		return out
	case grid:
		t := paper.Table{Title: plainText(v.Title, false), Head: v.Head}
		for _, row := range v.Rows {
			cells := make([]paper.Text, len(row))
			for i, cell := range row {
				if cells[i] = paperText(cell); plainText(cell, false) == "" {
					cells[i] = paper.T(english.NotRecorded)
				}
			}
			t.Rows = append(t.Rows, cells)
		}
		return t
	}
	return paper.Small(paper.T(plainBlock(blk, false)))
}

func paperText(t Text) paper.Text {
	var out paper.Text
	for _, s := range t {
		p := paper.Span{Text: s.Text, Bold: s.Bold, URL: s.URL, Note: noteNumber(s)}
		if p.Note > 0 {
			p.URL = ""
		}
		out = append(out, p)
	}
	return out
}

// download is the brief as a web page and as a Word file.
func (b *briefing) download() Reply {
	d, name := b.doc(false), "briefing-"+b.p.ID+"-"+b.today.String()
	title := "Briefing on " + b.p.Name + ", " + english.Short(b.today)
	return Reply{
		Blocks: []Block{Para(T("The briefing on " + b.p.Name + " goes to your direct messages with me, as a Word file and as a web page."))},
		Files: []File{
			{Name: name + ".docx", Title: title + " (Word)", Bytes: d.Word()},
			{Name: name + ".html", Title: title + " (web page)", Bytes: d.HTML()},
		},
	}
}

// email is the brief as text to copy into an email: in a form, whose boxes can
// be copied whole also on a phone.
func (b *briefing) email() Reply {
	subject := "Briefing on " + b.p.Name + ", " + english.Short(b.today)
	text := b.doc(true).Text()
	f := &Form{
		ID: briefWord + ".email", Title: "Copy for email", Send: "Done",
		Before: []Block{Para(T("To: write the address into your email; none is recorded. Then press in each box, select all of it and copy."))},
		Inputs: []Input{{Name: "subject", Label: "Subject", Kind: OneLine, Value: []string{subject}}},
	}
	boxes := boxed(text, maxPara)
	for i, box := range boxes {
		label := "Text"
		if len(boxes) > 1 {
			label = "Text, part " + english.Thousands(i+1) + " of " + english.Thousands(len(boxes))
		}
		f.Inputs = append(f.Inputs, Input{Name: "text" + english.Thousands(i+1), Label: label, Kind: ManyLines, Value: []string{box}})
	}
	return Reply{Blocks: []Block{Facts{{"To", T("write the address into your email; none is recorded")}, {"Subject", T(subject)}}, Para(T(text))}, Form: f}
}
