package config

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/agnivade/levenshtein"
)

// Setting is one variable of the environment, as README's table lists it.
type Setting struct {
	Name    string
	Default string // empty when there is none
	Meaning string // one or two sentences
	Secret  bool   // its value is never shown
}

// Settings lists every variable that the program reads, the SLACK_ ones first.
func Settings() []Setting {
	t := reflect.TypeFor[env]()
	list := make([]Setting, t.NumField())
	for i := range list {
		tag := t.Field(i).Tag
		list[i] = Setting{
			Name:    tag.Get("envconfig"),
			Default: tag.Get("default"),
			Meaning: tag.Get("desc"),
			Secret:  tag.Get("secret") == "true",
		}
	}
	return list
}

// Value is what a setting is set to.
type Value struct {
	Setting
	Is   string // as a person may see it, "-" when it is nothing; a secret is hidden
	From string // set, not set or default
}

// Values are the settings with what each is set to, in the order of Settings.
func (c Config) Values() []Value {
	var out []Value
	for i, s := range Settings() {
		v := Value{s, "", "set"}
		if i < len(c.given) {
			v.Is = c.given[i]
		}
		switch {
		case v.Is == "" && s.Default == "":
			v.Is, v.From = "-", "not set"
		case v.Is == "":
			v.Is, v.From = s.Default, "default"
		}
		out = append(out, v)
	}
	return out
}

// String is what `csp config` prints: a line for each setting with its value,
// where that comes from, and its meaning. Secrets are hidden.
func (c Config) String() string {
	var b bytes.Buffer
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, v := range c.Values() {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", v.Name, v.Is, v.From, v.Meaning)
	}
	w.Flush()
	return b.String()
}

// GoString keeps %#v as discreet as String.
func (c Config) GoString() string { return c.String() }

// shown is every value as a person may see it, in the order of Settings; empty
// where nothing is set.
func (e env) shown(isSet func(name string) bool) []string {
	v := reflect.ValueOf(e)
	list := make([]string, v.NumField())
	for i, s := range Settings() {
		switch {
		case !isSet(s.Name):
		case s.Secret:
			list[i] = "(hidden)"
		default:
			list[i] = shown(v.Field(i).String())
		}
	}
	return list
}

// shown is a value as a person may see it: on one line, without a token or a
// password that was put there by mistake.
func shown(value string) string {
	value = strings.TrimSpace(value)
	if tokenLike(value) {
		return "(hidden)"
	}
	if u, err := url.Parse(value); err == nil && u.User != nil {
		return u.Redacted()
	} else if err != nil && strings.Contains(value, "@") {
		return "(hidden)"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, value)
}

// unknown warns of each CSP_ variable in environ ("NAME=value") that the program
// does not read, and names the nearest one that it does.
func unknown(environ []string) []Warning {
	known := Settings()
	var w []Warning
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, "CSP_") || slices.ContainsFunc(known, func(s Setting) bool { return s.Name == name }) {
			continue
		}
		nearest := slices.MinFunc(known, func(a, b Setting) int {
			// Of two that are as near, the one that begins alike is meant.
			return cmp.Or(
				cmp.Compare(levenshtein.ComputeDistance(name, a.Name), levenshtein.ComputeDistance(name, b.Name)),
				cmp.Compare(alike(name, b.Name), alike(name, a.Name)),
			)
		})
		says := "; the nearest is " + nearest.Name
		if levenshtein.ComputeDistance(name, nearest.Name) > max(3, len(name)-len("CSP_"))/2 {
			says = "; type csp config to see them all"
		}
		w = append(w, Warning(name+" is not a setting"+says))
	}
	slices.Sort(w)
	return w
}

// alike is the number of bytes with which both begin.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}
