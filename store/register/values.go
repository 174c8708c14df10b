package register

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"
)

// values turns nodes into values, noting what is wrong with them.
type values struct {
	file     *File
	kind, id string          // of the record that is being read
	told     map[string]bool // its fields of which something wrong was said
}

func (r *reader) values() *values { return &values{file: r.file, told: map[string]bool{}} }

func (v *values) wrong(n *yaml.Node, field, wrong, right string) {
	v.told[field] = true
	v.file.problems.add(Problem{
		File: v.file.Name, Line: n.Line, Kind: v.kind, ID: v.id,
		Field: field, Wrong: wrong, Right: right,
	})
}

// clean refuses what YAML has beside plain values, so that a file says where
// it says it what it says.
func (v *values) clean(n *yaml.Node, field string) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		v.wrong(n, field, "uses an alias (*"+n.Value+")", "Write the value out, or put it in quotes.")
	case n.Anchor != "":
		v.wrong(n, field, "has an anchor (&"+n.Anchor+")", "Leave it out, or put the text in quotes.")
	case n.Style&yaml.TaggedStyle != 0:
		v.wrong(n, field, "has a tag ("+n.Tag+")", "Leave it out, or put the text in quotes.")
	default:
		return true
	}
	return false
}

// absent reports whether the node is null: the value is Not recorded.
func absent(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// shown returns what the node holds, in few words.
func shown(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	if r := []rune(n.Value); len(r) > 60 {
		return strconv.Quote(string(r[:60]) + "…")
	}
	return strconv.Quote(n.Value)
}

// pairs yields the keys and values of a mapping, each key once; null has
// none.
func (v *values) pairs(n *yaml.Node, field string) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(k, val *yaml.Node) bool) {
		if !v.clean(n, field) || absent(n) {
			return
		}
		if n.Kind != yaml.MappingNode {
			v.wrong(n, field, "is "+shown(n)+" where keys and values belong", "Write them as key: value.")
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, val := n.Content[i], n.Content[i+1]
			if !v.clean(key, field) {
				continue
			}
			if key.Kind != yaml.ScalarNode {
				v.wrong(key, field, "has "+shown(key)+" for a key", "A key is one word.")
				continue
			}
			if was := given(n.Content[:i], key.Value); was != nil {
				v.wrong(key, field, fmt.Sprintf("has the key %q a second time", key.Value), fmt.Sprintf("It was on line %d.", was.Line))
				continue
			}
			if !yield(key, val) {
				return
			}
		}
	}
}

// given returns the key's node in the content of a mapping, nil when it is
// not there.
func given(content []*yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(content); i += 2 {
		if content[i].Kind == yaml.ScalarNode && content[i].Value == key {
			return content[i]
		}
	}
	return nil
}

// scalar returns the text of a single value as it was typed.
func (v *values) scalar(n *yaml.Node, field string) (string, bool) {
	if !v.clean(n, field) {
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		v.wrong(n, field, "is "+shown(n)+" where one value belongs", "Put text that holds brackets or braces in quotes.")
		return "", false
	}
	return n.Value, true
}

// number returns a count, false for null. It is read from the text, so 010 is
// ten.
func (v *values) number(n *yaml.Node, field string) (int, bool) {
	s, ok := v.scalar(n, field)
	if !ok || absent(n) {
		return 0, false
	}
	i, err := strconv.Atoi(s)
	if err != nil || i < 0 || s[0] == '+' {
		v.wrong(n, field, shown(n)+" is not a whole number", "Write digits alone, as in 3.")
		return 0, false
	}
	return i, true
}

// suggest returns a sentence with the option that is nearest to the word, or
// with all of them after the words otherwise, which may be "" for none.
func suggest(word string, options []string, otherwise string) string {
	best, dist := otherKey(word, options), min(3, max(1, len(word)/2))+1
	if best == "" && len(word) <= 64 {
		for _, o := range options {
			if d := levenshtein.ComputeDistance(word, o); d < dist {
				best, dist = o, d
			}
		}
	}
	switch {
	case best != "":
		return "Did you mean " + best + "?"
	case otherwise != "":
		return otherwise + strings.Join(options, ", ")
	}
	return ""
}

// otherKeys are the words that people write for a key, in the order in which
// they are looked for.
var otherKeys = map[string][]string{
	"until": {"end", "ends", "ending", "ended", "end_date", "to", "expires", "expiry", "finish"},
	"from":  {"start", "starts", "started", "start_date", "begin", "begins", "since"},
	"start": {"date", "when", "time", "starts"},
	"title": {"name"}, "name": {"title"}, "text": {"name", "title", "description", "summary"},
	"amount": {"sum", "money", "cost", "budget", "funding", "value"},
	"url":    {"link", "website", "web", "address", "page"}, "links": {"link", "url", "website"},
	"note": {"comment", "comments"}, "organisation": {"org", "employer", "body", "agency"},
	"partnership": {"partnerships", "csp", "area"}, "partnerships": {"partnership", "csp", "csps", "area"},
	"channel": {"slack"}, "slack": {"account", "slack_id", "user"},
	"due": {"deadline", "by", "due_date"}, "needed_by": {"due", "deadline"}, "owner": {"person", "who", "lead"},
	"as_at": {"date", "dated"}, "place": {"venue", "location", "where"},
}

// otherKey returns the option that people call by the word, "" when there is
// none.
func otherKey(word string, options []string) string {
	for _, o := range options {
		if slices.Contains(otherKeys[o], strings.ToLower(word)) {
			return o
		}
	}
	return ""
}
