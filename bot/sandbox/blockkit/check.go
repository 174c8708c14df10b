package blockkit

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Problem is one thing that Slack would refuse, in Slack's words, with the
// place as a JSON pointer.
type Problem struct {
	Pointer string
	Words   string
}

// String words the problem as Slack's response_metadata.messages does.
func (p Problem) String() string {
	return fmt.Sprintf("[ERROR] %s [json-pointer:%s]", p.Words, p.Pointer)
}

// Words gives the problems as Slack lists them in response_metadata.messages.
func Words(problems []Problem) []string {
	words := make([]string, len(problems))
	for i, p := range problems {
		words[i] = p.String()
	}
	return words
}

// checker walks decoded JSON and collects what is wrong.
type checker struct {
	surface  Surface
	path     []string
	problems []Problem
}

func (c *checker) fail(format string, args ...any) {
	c.problems = append(c.problems, Problem{
		Pointer: "/" + strings.Join(c.path, "/"),
		Words:   fmt.Sprintf(format, args...),
	})
}

// at runs check one step further down.
func (c *checker) at(step string, check func()) {
	c.path = append(c.path, step)
	check()
	c.path = c.path[:len(c.path)-1]
}

// rule checks one value at the checker's place.
type rule func(c *checker, v any)

// rules are the fields that an object may have.
type rules map[string]rule

// object describes one kind of JSON object.
type object struct {
	required []string
	fields   rules
	// also checks what concerns several fields at once. It runs only when
	// every field is in order by itself.
	also func(c *checker, m map[string]any)
}

func (o *object) check(c *checker, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		c.fail("must provide an object")
		return
	}
	before := len(c.problems)
	for _, name := range o.required {
		if m[name] == nil {
			c.fail("missing required field: %s", name)
		}
	}
	for _, name := range sortedKeys(m) {
		field, known := o.fields[name]
		switch {
		case !known:
			c.fail("invalid additional property: %s", name)
		case m[name] == nil:
			// Slack takes null for absent.
		default:
			c.at(name, func() { field(c, m[name]) })
		}
	}
	if o.also != nil && len(c.problems) == before {
		o.also(c, m)
	}
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// is checks with a description that is filled in later, so that descriptions
// may refer to each other.
func is(o *object) rule { return func(c *checker, v any) { o.check(c, v) } }

// kind accepts the type name that led here.
func kind(*checker, any) {}

// words accepts a string of lo to hi characters.
func words(lo, hi int) rule {
	return func(c *checker, v any) {
		s, ok := v.(string)
		if !ok {
			c.fail("must provide a string")
			return
		}
		switch n := len([]rune(s)); {
		case n < lo:
			c.fail("must be more than %d characters", lo-1)
		case n > hi:
			c.fail("must be less than %d characters", hi+1)
		}
	}
}

// oneOf accepts one of a few names.
func oneOf(names ...string) rule {
	return func(c *checker, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(names, s) {
			c.fail("must be a valid enum value")
		}
	}
}

func flag(c *checker, v any) {
	if _, ok := v.(bool); !ok {
		c.fail("must provide a boolean")
	}
}

// whole accepts a whole number from lo to hi.
func whole(lo, hi int64) rule {
	return func(c *checker, v any) {
		n, err := strconv.ParseInt(fmt.Sprint(v), 10, 64)
		switch {
		case err != nil:
			c.fail("must provide a number")
		case n < lo:
			c.fail("must be greater than %d", lo-1)
		case n > hi:
			c.fail("must be less than %d", hi+1)
		}
	}
}

// list accepts lo to hi things that each pass item.
func list(lo, hi int, item rule) rule {
	return func(c *checker, v any) {
		all, ok := v.([]any)
		if !ok {
			c.fail("must provide an array")
			return
		}
		if len(all) < lo {
			c.fail("no fewer than %d items allowed", lo)
		}
		if len(all) > hi {
			c.fail("no more than %d items allowed", hi)
			return
		}
		for i, one := range all {
			c.at(strconv.Itoa(i), func() { item(c, one) })
		}
	}
}

// typed looks the object's type up and checks it by its description.
func typed(kinds map[string]*object) rule {
	return func(c *checker, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			c.fail("must provide an object")
			return
		}
		name, _ := m["type"].(string)
		o, known := kinds[name]
		if !known {
			if name == "" {
				c.fail("missing required field: type")
			} else {
				c.at("type", func() { c.fail("unsupported type: %s", name) })
			}
			return
		}
		o.check(c, v)
	}
}

// unique fails for the second of two objects that share an id.
func unique(c *checker, all []any, id string) {
	seen := map[string]bool{}
	for i, one := range all {
		m, _ := one.(map[string]any)
		s, _ := m[id].(string)
		if s == "" {
			continue
		}
		if seen[s] {
			c.at(strconv.Itoa(i), func() { c.at(id, func() { c.fail("`%s` %q already exists", id, s) }) })
		}
		seen[s] = true
	}
}
