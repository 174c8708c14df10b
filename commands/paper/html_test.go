package paper

import (
	"bytes"
	"strings"
	"testing"
)

func TestHTML(t *testing.T) {
	page := sample().HTML()
	same(t, "sample.html", page)
	for _, bad := range []string{"<script", "javascript:", "\x01", "<Community>"} {
		if bytes.Contains(page, []byte(bad)) {
			t.Errorf("the page holds %q", bad)
		}
	}
	for _, want := range []string{`lang="en-GB"`, "<h1>", `scope="col"`, `scope="row"`, "@media print", `href="#note-1"`, `id="note-1"`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestText(t *testing.T) { same(t, "sample.txt", []byte(sample().Text())) }

// Whatever is typed stands in the page as text, never as a tag.
func FuzzHTML(f *testing.F) {
	f.Add(`<script>alert(1)</script>`, `https://example.org/"><script>`)
	f.Add("&amp;\x00", "HTTP://x")
	f.Fuzz(func(t *testing.T, words, url string) {
		d := Doc{Title: words, Parts: []Part{
			Heading(words),
			Para{{Text: words, URL: url, Bold: true}},
			Facts{{words, T(words)}},
			List{T(words)},
			Table{Title: words, Head: []string{words, words}, Rows: [][]Text{{T(words), T(words)}}},
			Notes{T(words)},
		}}
		empty := Doc{Parts: []Part{
			Heading(""),
			Para{{URL: url, Bold: true}},
			Facts{{"", T("")}},
			List{T("")},
			Table{Head: []string{"", ""}, Rows: [][]Text{{T(""), T("")}}},
			Notes{T("")},
		}}
		tags := func(d *Doc) int { return strings.Count(strings.ReplaceAll(string(d.HTML()), "<br>", ""), "<") }
		if tags(&d) != tags(&empty) {
			t.Errorf("%q and %q make tags of their own:\n%s", words, url, d.HTML())
		}
	})
}
