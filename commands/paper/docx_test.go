package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

// unpacked reads a file's parts and holds each to be XML.
func unpacked(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(text))
		for err = error(nil); err == nil; {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

func TestWord(t *testing.T) {
	parts := unpacked(t, sample().Word())
	same(t, "sample.docx.xml", []byte(strings.ReplaceAll(parts["word/document.xml"], "<w:p>", "\n<w:p>")))
	same(t, "sample.styles.xml", []byte(strings.ReplaceAll(parts["word/styles.xml"], "<w:style ", "\n<w:style ")))
	// Each part that is named is there, and each that is there is named.
	for name := range parts {
		if name != "[Content_Types].xml" && !strings.HasSuffix(name, ".rels") && !strings.Contains(parts["[Content_Types].xml"], `PartName="/`+name+`"`) {
			t.Errorf("%s has no type", name)
		}
	}
	for _, style := range []string{"Heading1", "Heading2", "ListBullet", "ListNumber", "Caption", "Cell", "Small", "TableGrid", "Hyperlink"} {
		if !strings.Contains(parts["word/document.xml"], `w:val="`+style+`"`) || !strings.Contains(parts["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("the style %s is not used, or not made", style)
		}
	}
	for part, want := range map[string]string{
		"word/styles.xml":              `<w:lang w:val="en-GB"`,
		"docProps/core.xml":            "<dc:language>en-GB</dc:language>",
		"word/document.xml":            "<w:tblHeader></w:tblHeader>",
		"word/_rels/document.xml.rels": `Target="https://example.org/a?b=1&amp;c=&#34;2&#34;" TargetMode="External"`,
		"word/numbering.xml":           `w:numId="2"`,
	} {
		if !strings.Contains(parts[part], want) {
			t.Errorf("%s lacks %s:\n%s", part, want, parts[part])
		}
	}
	if strings.Contains(parts["word/_rels/document.xml.rels"], "javascript") {
		t.Error("an address that is no web page became a link")
	}
	if !bytes.Equal(sample().Word(), sample().Word()) {
		t.Error("the same document gives other bytes")
	}
}

// Whatever is typed, the file stays one that Word can read.
func FuzzWord(f *testing.F) {
	f.Add("<w:p>]]>", "https://example.org/&\"'")
	f.Add("\ufffe\x0b\r", "http://\x00")
	f.Fuzz(func(t *testing.T, words, url string) {
		d := Doc{Title: words, By: words, Parts: []Part{
			Heading(words),
			Para{{Text: words, URL: url}},
			Facts{{words, T(words)}},
			List{T(words)},
			Table{Title: words, Head: []string{words}, Rows: [][]Text{{T(words)}}},
			Notes{T(words)},
		}}
		unpacked(t, d.Word())
	})
}
