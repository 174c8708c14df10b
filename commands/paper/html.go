package paper

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// style is for screens, phones and printers, with text that is dark enough on
// white and links that are underlined.
const style = `body{font-family:Arial,Helvetica,sans-serif;font-size:1.1875rem;line-height:1.5;color:#0b0c0c;background:#fff;margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem}
h1{font-size:2rem;line-height:1.2}
h2{font-size:1.5rem;line-height:1.25;margin-top:2rem}
a{color:#1d70b8;text-decoration:underline}
a:focus{outline:3px solid #ffdd00;background:#ffdd00;color:#0b0c0c}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt{font-weight:700}
dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:1rem}
caption{text-align:left;font-weight:700;padding:.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #505a5f;overflow-wrap:break-word}
.ref{white-space:nowrap}
li,dd,p{overflow-wrap:anywhere}
.small,.notes{font-size:1rem}
@media (max-width:40rem){table,caption,thead,tbody,tr,th,td{display:block;width:auto}thead{position:absolute;left:-10000px}td,tbody th{border:0;padding:.1rem 0}tbody tr{border-bottom:1px solid #505a5f;padding:.5rem 0}td::before{content:attr(data-label) ": ";font-weight:700}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}a{color:inherit}h2,caption{break-after:avoid}tr,li{break-inside:avoid}@page{size:A4;margin:2cm}}
`

// HTML is the document as one web page that needs nothing else, runs nothing
// and can be read aloud.
func (d *Doc) HTML() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=\"utf-8\">\n", Lang)
	b.WriteString("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	fmt.Fprintf(&b, "<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", esc(d.Title), style)
	fmt.Fprintf(&b, "<h1>%s</h1>\n", esc(d.Title))
	for _, p := range d.Parts {
		htmlPart(&b, p)
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return []byte(b.String())
}

func esc(s string) string { return html.EscapeString(clean(s)) }

func htmlPart(b *strings.Builder, p Part) {
	switch v := p.(type) {
	case Heading:
		fmt.Fprintf(b, "<h2>%s</h2>\n", esc(string(v)))
	case Para:
		fmt.Fprintf(b, "<p>%s</p>\n", htmlText(Text(v)))
	case Small:
		fmt.Fprintf(b, "<p class=\"small\">%s</p>\n", htmlText(Text(v)))
	case Facts:
		b.WriteString("<dl>\n")
		for _, f := range v {
			fmt.Fprintf(b, "<dt>%s</dt><dd>%s</dd>\n", esc(f.Label), htmlText(f.Value))
		}
		b.WriteString("</dl>\n")
	case List:
		b.WriteString("<ul>\n")
		for _, it := range v {
			fmt.Fprintf(b, "<li>%s</li>\n", htmlText(it))
		}
		b.WriteString("</ul>\n")
	case Table:
		htmlTable(b, &v)
	case Notes:
		b.WriteString("<ol class=\"notes\">\n")
		for i, it := range v {
			fmt.Fprintf(b, "<li id=\"note-%d\">%s</li>\n", i+1, htmlText(it))
		}
		b.WriteString("</ol>\n")
	}
}

// htmlTable draws a table with roles, since a phone shows its rows as blocks
// and would then no longer read them out as a table.
func htmlTable(b *strings.Builder, t *Table) {
	fmt.Fprintf(b, "<table role=\"table\">\n<caption>%s</caption>\n<thead role=\"rowgroup\">\n<tr role=\"row\">", esc(t.Title))
	for _, h := range t.Head {
		fmt.Fprintf(b, "<th role=\"columnheader\" scope=\"col\">%s</th>", esc(h))
	}
	b.WriteString("</tr>\n</thead>\n<tbody role=\"rowgroup\">\n")
	for _, row := range t.Rows {
		b.WriteString("<tr role=\"row\">")
		for i, cell := range row {
			if i == 0 {
				fmt.Fprintf(b, "<th role=\"rowheader\" scope=\"row\">%s</th>", htmlText(cell))
				continue
			}
			fmt.Fprintf(b, "<td role=\"cell\" data-label=\"%s\">%s</td>", esc(t.Head[i]), htmlText(cell))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>\n")
}

// reference is one of ours, such as EAS-26-001, which stays on one line.
var reference = regexp.MustCompile(`\b[A-Z]{2,8}(?:-D)?-\d\d-\d{3,}\b`)

func htmlText(t Text) string {
	var b strings.Builder
	for i := range t {
		s := &t[i]
		words := reference.ReplaceAllString(strings.ReplaceAll(esc(s.Text), "\n", "<br>\n"), `<span class="ref">$0</span>`)
		if s.Bold {
			words = "<strong>" + words + "</strong>"
		}
		switch url := s.link(); {
		case s.Note > 0:
			words = fmt.Sprintf("<a href=\"#note-%d\" aria-label=\"Note %s\">%s</a>", s.Note, words, words)
		case url != "":
			words = fmt.Sprintf("<a href=\"%s\" rel=\"noreferrer\">%s</a>", esc(url), words)
		}
		b.WriteString(words)
	}
	return b.String()
}
