package paper

import (
	"archive/zip"
	"bytes"
	"embed"
	"encoding/xml"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/gomutex/godocx/docx"
	"github.com/gomutex/godocx/packager"
)

// The template is what every Word file has: Word's own styles by their own
// names, so that its list of headings, its contents and its checks for
// accessibility know them; the bullets and the numbers; the language; the
// page, and what stands at its foot.
//
//go:embed all:template
var template embed.FS

// packed is the template as one file.
var packed = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	err := fs.WalkDir(template, "template", func(path string, f fs.DirEntry, err error) error {
		if err != nil || f.IsDir() {
			return err
		}
		part, err := template.ReadFile(path)
		if err != nil {
			return err
		}
		w, err := z.Create(strings.TrimPrefix(path, "template/"))
		if err != nil {
			return err
		}
		_, err = w.Write(part)
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic(fmt.Sprintf("pack the template of Word files: %v", err)) // it is part of the program
	}
	return b.Bytes()
})

// blank is a document in which nothing stands, that says of itself what it is.
func blank(d *Doc) *docx.RootDoc {
	file := packed()
	doc, err := packager.Unpack(&file)
	if err != nil {
		panic(fmt.Sprintf("read the template of Word files: %v", err)) // it is part of the program
	}
	foot, _ := doc.FileMap.Load(footPart)
	doc.FileMap.Store(footPart, bytes.ReplaceAll(foot.([]byte), []byte("TITLE</w:t>"), append(escaped(d.Title), "</w:t>"...)))
	at := dated{"dcterms:W3CDTF", d.Made.UTC().Format(time.RFC3339)}
	says, err := xml.Marshal(&properties{
		CP:       "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		DC:       "http://purl.org/dc/elements/1.1/",
		Terms:    "http://purl.org/dc/terms/",
		XSI:      "http://www.w3.org/2001/XMLSchema-instance",
		Title:    clean(d.Title),
		Creator:  clean(d.By),
		Language: Lang,
		Created:  at,
		Modified: at,
	})
	if err != nil {
		panic(fmt.Sprintf("write what %q says of itself: %v", d.Title, err)) // these are texts
	}
	doc.FileMap.Store("docProps/core.xml", append([]byte(xml.Header), says...))
	return doc
}

const footPart = "word/footer1.xml"

// escaped is a text as XML has it.
func escaped(s string) []byte {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(clean(s))) // a Buffer takes every write
	return b.Bytes()
}

// properties is what a file says of itself, the part of its name in ECMA-376,
// part 2.
type properties struct {
	XMLName  xml.Name `xml:"cp:coreProperties"`
	CP       string   `xml:"xmlns:cp,attr"`
	DC       string   `xml:"xmlns:dc,attr"`
	Terms    string   `xml:"xmlns:dcterms,attr"`
	XSI      string   `xml:"xmlns:xsi,attr"`
	Title    string   `xml:"dc:title"`
	Creator  string   `xml:"dc:creator"`
	Language string   `xml:"dc:language"`
	Created  dated    `xml:"dcterms:created"`
	Modified dated    `xml:"dcterms:modified"`
}

type dated struct {
	Type string `xml:"xsi:type,attr"`
	At   string `xml:",chardata"`
}
