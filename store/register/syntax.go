package register

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// hints are what is meant by the errors of the library that people meet most.
var hints = []struct{ has, wrong, right string }{
	{"mapping values are not allowed", "has a colon where none can be", "Put text that holds a colon and a space in quotes."},
	{"did not find expected ',' or", "has a mark inside brackets or braces that needs quotes, or does not close them", "Put text with commas, colons or question marks in quotes."},
	{"unknown anchor", "uses an alias (*)", "Write the value out, or put it in quotes."},
	{"found character that cannot start any token", "begins with a mark that needs quotes, or is indented with a tab", "Put the text in quotes and indent with spaces."},
	{"found unexpected end of stream", "has a quote that is not closed", "Close it."},
	{"exceeded max depth", "is nested too deeply", ""},
}

// idLine finds the id in a record that is not YAML.
var idLine = regexp.MustCompile(`(?m)(?:^|[\s{,])id: *([a-z0-9][a-z0-9-]*)`)

// syntax tells why a piece is not YAML.
func (r *reader) syntax(kind string, p piece, err error) {
	v := r.values()
	v.kind = kind
	at := &yaml.Node{Line: p.line}
	if m := idLine.FindSubmatch(p.text); m != nil && kind != "" {
		v.id = string(m[1])
		r.known(v, kind, v.id, at) // so that nothing else is blamed for naming it
	}
	switch {
	case errors.Is(err, errSeveral):
		v.wrong(at, "", "holds several documents", "One file holds one register: take out the lines ---.")
		return
	case errors.Is(err, errTooLong):
		v.wrong(at, "", "is too long to be read", "Write one record under another, each beginning with a dash in the same column.")
		return
	case errors.Is(err, errNothing):
		at.Line = 0
		v.wrong(at, "", "is empty", firstKey)
		return
	}
	msg := err.Error()
	if m := yamlLine.FindStringSubmatch(msg); m != nil {
		msg = msg[len(m[0]):]
		if n, err := strconv.Atoi(m[1]); err == nil {
			at.Line += min(n, bytes.Count(p.text, []byte("\n"))+1) - 1
		}
	}
	for _, h := range hints {
		if strings.Contains(msg, h.has) {
			v.wrong(at, "", h.wrong, h.right)
			return
		}
	}
	v.wrong(at, "", "is not YAML: "+msg, "")
}
