package paper

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
)

// element is one element of a page or a part, with what stands in it.
type element struct {
	name  string
	attr  map[string]string
	text  string // its own and that of all in it
	below []*element
}

// all are the elements of a name in the order in which they are read.
func (e *element) all(name string) []*element {
	var out []*element
	for _, b := range e.below {
		if b.name == name {
			out = append(out, b)
		}
		out = append(out, b.all(name)...)
	}
	return out
}

// reread reads what a program that opens the file would read.
func reread(t *testing.T, text string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	root := &element{}
	open := []*element{root}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			if len(open) != 1 {
				t.Fatalf("%s is not closed", open[len(open)-1].name)
			}
			return root
		}
		if err != nil {
			t.Fatal(err)
		}
		switch v := tok.(type) {
		case xml.StartElement:
			e := &element{name: v.Name.Local, attr: map[string]string{}}
			for _, a := range v.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			top := open[len(open)-1]
			top.below = append(top.below, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, e := range open {
				e.text += string(v)
			}
		}
	}
}

// The web page says its language and its title, has one heading of the first
// level with the others below it, and tables that can be read aloud.
func TestThePageReadsBack(t *testing.T) {
	page := reread(t, string(sample().HTML()))
	if got := page.all("html")[0].attr["lang"]; got != "en-GB" {
		t.Errorf("the language is %q", got)
	}
	if got := page.all("title")[0].text; got != sample().Title {
		t.Errorf("the title is %q", got)
	}
	var levels []string
	for _, e := range page.all("main")[0].below {
		if len(e.name) == 2 && e.name[0] == 'h' && e.name != "hr" {
			levels = append(levels, e.name+" "+e.text)
		}
	}
	if want := []string{"h1 " + sample().Title, "h2 Background", "h2 Sources"}; !slices.Equal(levels, want) {
		t.Errorf("the headings are %q, want %q", levels, want)
	}
	for _, table := range page.all("table") {
		heads := table.all("thead")[0].all("th")
		if len(table.all("caption")) != 1 || len(heads) != 3 {
			t.Errorf("a table has %d captions and %d heads", len(table.all("caption")), len(heads))
		}
		for _, h := range heads {
			if h.attr["scope"] != "col" || h.text == "" {
				t.Errorf("the head %q is of %q", h.text, h.attr["scope"])
			}
		}
		for _, row := range table.all("tbody")[0].all("tr") {
			if th := row.all("th"); len(th) != 1 || th[0].attr["scope"] != "row" || len(row.all("td")) != len(heads)-1 {
				t.Errorf("the row %q has %d heads", row.text, len(row.all("th")))
			}
		}
	}
	ids := map[string]bool{}
	for _, li := range page.all("li") {
		ids["#"+li.attr["id"]] = true
	}
	for _, a := range page.all("a") {
		if to := a.attr["href"]; strings.HasPrefix(to, "#") && !ids[to] {
			t.Errorf("%q leads to %s, which is not there", a.text, to)
		}
	}
}

// The Word file says its language and its title, its headings are headings in
// order, and its tables repeat theirs.
func TestTheWordFileReadsBack(t *testing.T) {
	parts := unpacked(t, sample().Word())
	doc, styles := reread(t, parts["word/document.xml"]), reread(t, parts["word/styles.xml"])
	levels := map[string]string{}
	for _, s := range styles.all("style") {
		if l := s.all("outlineLvl"); len(l) == 1 {
			levels[s.attr["styleId"]] = l[0].attr["val"] + " " + s.all("name")[0].attr["val"]
		}
	}
	var headings []string
	for _, p := range doc.all("p") {
		for _, s := range p.all("pStyle") {
			if l, is := levels[s.attr["val"]]; is {
				headings = append(headings, l+": "+p.text)
			}
		}
	}
	want := []string{"0 heading 1: " + sample().Title, "1 heading 2: Background", "1 heading 2: Sources"}
	if !slices.Equal(headings, want) {
		t.Errorf("the headings are %q, want %q", headings, want)
	}
	if got := styles.all("lang")[0].attr["val"]; got != "en-GB" {
		t.Errorf("the language is %q", got)
	}
	core := reread(t, parts["docProps/core.xml"])
	for name, want := range map[string]string{"title": sample().Title, "language": "en-GB", "creator": sample().By} {
		if got := core.all(name)[0].text; got != want {
			t.Errorf("the property %s is %q, want %q", name, got, want)
		}
	}
	for _, table := range doc.all("tbl") {
		rows := table.all("tr")
		if len(rows[0].all("tblHeader")) != 1 || len(rows) != 3 {
			t.Errorf("a table of %d rows has a head: %v", len(rows), len(rows[0].all("tblHeader")))
		}
		for _, row := range rows {
			if n := len(row.all("tc")); n != 3 || len(row.all("cantSplit")) > 1 {
				t.Errorf("a row has %d cells", n)
			}
		}
	}
}

// The spreadsheet prints on its side, two pages wide at most, with its headings
// and first column on each page, and its columns are as wide as what they hold.
func TestTheSpreadsheetPrints(t *testing.T) {
	parts := unpacked(t, sheet().Spreadsheet())
	s := reread(t, parts["xl/worksheets/sheet1.xml"])
	set := s.all("pageSetup")[0].attr
	if set["orientation"] != "landscape" || set["fitToHeight"] != "0" || set["fitToWidth"] != "2" || set["paperSize"] != "9" {
		t.Errorf("it is set up as %v", set)
	}
	if fit := s.all("pageSetUpPr"); len(fit) != 1 || fit[0].attr["fitToPage"] != "true" {
		t.Error("it is not fitted to the page's width")
	}
	var wide []string
	for _, c := range s.all("col") {
		wide = append(wide, c.attr["width"])
	}
	if want := []string{"14", "50", "18"}; !slices.Equal(wide, want) {
		t.Errorf("the columns are %v wide", wide)
	}
	var high []string
	for _, r := range s.all("row") {
		high = append(high, r.attr["ht"])
	}
	if want := []string{"15", "15", "15", "30"}; !slices.Equal(high, want) {
		t.Errorf("the rows are %v high, want %v", high, want)
	}
	titles := ""
	for _, n := range reread(t, parts["xl/workbook.xml"]).all("definedName") {
		if n.attr["name"] == "_xlnm.Print_Titles" {
			titles = n.text
		}
	}
	if titles != "'Action log'!$A:$A,'Action log'!$1:$1" {
		t.Errorf("it repeats %q on each page", titles)
	}
	if p := s.all("pane"); len(p) != 1 || p[0].attr["state"] != "frozen" {
		t.Error("its headings do not stay on screen")
	}
}
