package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// file is one part of a Word or spreadsheet file.
type file struct{ name, text string }

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// packed puts parts into one file. The same parts are the same bytes.
func packed(parts []file) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = w.Write([]byte(xmlHead + p.text))
		}
		if err != nil {
			panic(fmt.Sprintf("pack %s: %v", p.name, err)) // memory takes every write
		}
	}
	if err := z.Close(); err != nil {
		panic(fmt.Sprintf("pack: %v", err))
	}
	return b.Bytes()
}

// x is a text as XML has it, in an element or in an attribute.
func x(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(clean(s))) // a Builder takes every write
	return b.String()
}

const (
	relNS    = "http://schemas.openxmlformats.org/package/2006/relationships"
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	mimeHead = "application/vnd.openxmlformats-"
)

// rels is a list of relationships; each is its type's last word and target,
// and is called rId1, rId2 and so on. What lies on the web is external.
func rels(of ...[2]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Relationships xmlns="%s">`, relNS)
	for i, r := range of {
		kind, mode := officeNS+"/"+r[0], ""
		if r[0] == "core-properties" {
			kind = relNS + "/metadata/core-properties"
		}
		if strings.Contains(r[1], "://") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s" Target="%s"%s/>`, i+1, kind, x(r[1]), mode)
	}
	return b.String() + "</Relationships>"
}

// types is the list of what each part is: its name and its type's last words.
func types(of ...[2]string) string {
	var b strings.Builder
	b.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`)
	b.WriteString(`<Default Extension="rels" ContentType="` + mimeHead + `package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, t := range of {
		fmt.Fprintf(&b, `<Override PartName="%s" ContentType="%s%s+xml"/>`, t[0], mimeHead, t[1])
	}
	return b.String() + "</Types>"
}

// core is what a file says of itself.
func core(title, by string, made time.Time) string {
	at := made.UTC().Format(time.RFC3339)
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + x(title) + "</dc:title><dc:creator>" + x(by) + "</dc:creator><dc:language>" + Lang + "</dc:language>" +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + "</dcterms:modified></cp:coreProperties>"
}
