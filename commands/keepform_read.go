package commands

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"csp/store"
)

// pastFields are dates of what has happened: without a year they are the last
// such day.
var pastFields = []string{
	"as_at", "checked", "closed", "raised", "decided", "published", "papers_sent", "recorded",
	"interim_done", "final_done", "shared_with_pcc", "at",
}

// read puts what was typed or chosen into a field. The error is a Problem
// that says what is wrong with it and what would be right.
func (c *Call) read(f store.Field, v reflect.Value, typed []string) error {
	text := strings.TrimSpace(strings.ReplaceAll(strings.Join(typed, "\n"), "\r\n", "\n"))
	switch {
	case text == "" || f.Ref == "" && text == noneValue:
		v.SetZero()
		return nil
	case f.List:
		return c.readList(f, v, typed, text)
	}
	got, err := c.readOne(f, text)
	if err == nil {
		v.Set(reflect.ValueOf(got))
	}
	return err
}

// readOne reads a field that holds one value.
func (c *Call) readOne(f store.Field, text string) (any, error) {
	rules := dateRules{Today: c.Today(), Partial: !f.Exact, Past: slices.Contains(pastFields, f.Name)}
	switch f.Type {
	case store.DateField:
		d, err := parseDay(text, rules)
		var p *Problem
		if rules.Partial && errors.As(err, &p) {
			p.Then = "Type a date such as 31 March 2027 or 31/3/27, or what is known of it: March 2027, 2027."
		}
		return d, err
	case store.MomentField:
		return parseMoment(text, rules)
	case store.DueField:
		rules.Board = true
		return parseDate(text, rules)
	case store.MoneyField:
		return parsePounds(text)
	case store.NumberField:
		return parseWhole(text)
	case store.MapField:
		return parseTimings(text)
	}
	return c.readText(f, text)
}

// readList reads a list: chosen records, years, or texts one a line.
func (c *Call) readList(f store.Field, v reflect.Value, typed []string, text string) error {
	items := strings.Split(text, "\n")
	switch {
	case f.Ref != "":
		items = typed
	case f.Type == store.NumberField:
		items = strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", ;\n\t", r) })
	}
	list := reflect.MakeSlice(v.Type(), 0, len(items))
	for _, item := range items {
		item = strings.TrimSpace(item)
		if item == "" || item == noneValue {
			continue
		}
		got, err := c.readOne(f, item)
		if err != nil {
			return err
		}
		list = reflect.Append(list, reflect.ValueOf(got))
	}
	if list.Len() == 0 {
		v.SetZero()
		return nil
	}
	v.Set(list)
	return nil
}

// The ways in which Slack writes what people paste.
var (
	pastedPerson  = regexp.MustCompile(`^(?:<@|https?://[^/\s]+/team/)([UW][A-Z0-9]+)(?:\|[^<>]*)?>?$`)
	pastedChannel = regexp.MustCompile(`^(?:<#|https?://[^/\s]+/archives/)([CG][A-Z0-9]+)(?:\|[^<>]*|/.*)?>?$`)
	pastedLink    = regexp.MustCompile(`^<(https?://[^<>|\s]+)(?:\|[^<>]*)?>$`)
	pastedMail    = regexp.MustCompile(`^(?:<?mailto:)([^<>|\s]+)(?:\|[^<>]*)?>?$`)
	bareSite      = regexp.MustCompile(`^(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?$`)
)

// readText reads a text of the field's form; what it may hold beyond that the
// store says.
func (c *Call) readText(f store.Field, text string) (string, error) {
	within := func(re *regexp.Regexp) string {
		if m := re.FindStringSubmatch(text); m != nil {
			return m[1]
		}
		return text
	}
	switch f.Form {
	case "slack":
		return within(pastedPerson), nil
	case "channel":
		return within(pastedChannel), nil
	case "email":
		return within(pastedMail), nil
	case "url":
		if bareSite.MatchString(strings.ToLower(text)) {
			return "https://" + text, nil
		}
		return within(pastedLink), nil
	case "prefix":
		return strings.ToUpper(text), nil
	case "monthday":
		return parseMonthDay(text)
	case "series":
		s, err := store.ParseSeries(text)
		if err != nil {
			return "", &Problem{Says: "“" + typed(text) + "” is not a series of meetings that I know.", Then: "Type it as every 6 weeks on Tuesday, monthly on day 15, monthly on the last day, quarterly on the 2nd Tuesday or yearly on 4 March."}
		}
		return s.String(), nil
	}
	return text, nil
}

// parseMoment reads a date and a time of day, or a date alone: 8 December
// 2026, 10am.
func parseMoment(s string, rules dateRules) (store.Moment, error) {
	w := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(w) == 1 {
		if m, err := store.ParseMoment(w[0]); err == nil && m.Timed() {
			return m, nil
		}
	}
	clocked := strings.Join(w[max(len(w)-1, 0):], "")
	h, min, err := parseClock(clocked)
	if err != nil || len(w) < 2 {
		d, err := parseDay(strings.Join(w, " "), rules)
		var p *Problem
		if errors.As(err, &p) {
			p.Then = "Type a date and a time such as 8 December 2026, 10am."
		}
		return store.Moment{Date: d}, err
	}
	if w = w[:len(w)-1]; strings.EqualFold(w[len(w)-1], "at") {
		w = w[:len(w)-1]
	}
	rules.Partial = false
	d, err := parseDay(strings.Join(w, " "), rules)
	return store.Moment{Date: d, Minutes: h*60 + min + 1}, err
}

// pounds is a sum as people write it; commas stand between thousands or
// nowhere.
var pounds = regexp.MustCompile(`^£? ?(\d{1,3}(?:,\d{3})+|\d+)(\.\d\d)?$`)

// parsePounds reads £12,500, 12,500.50 or 12500.00.
func parsePounds(s string) (store.Money, error) {
	wrong := &Problem{Says: "“" + typed(s) + "” is not a sum that I know.", Then: "Type pounds, such as £12,500 or 12500.00."}
	m := pounds.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return store.Money{}, wrong
	}
	sum, err := store.ParseMoney(strings.ReplaceAll(m[1], ",", "") + m[2])
	if err != nil {
		return store.Money{}, wrong
	}
	return sum, nil
}

// sumIn is a sum with its sign in a text.
var sumIn = regexp.MustCompile(`£ ?\d[\d,]*(?:\.\d+)?(?: ?[\pL]+)?`)

// onlySum is the one sum that a text names, nothing when it names several or
// one that is not in plain pounds.
func onlySum(text string) store.Money {
	all := sumIn.FindAllString(text, 2)
	if len(all) != 1 {
		return store.Money{}
	}
	n := strings.IndexFunc(all[0], unicode.IsLetter)
	if n > 0 && all[0][n-1] != ' ' { // £20k
		return store.Money{}
	}
	if n > 0 {
		switch word := strings.ToLower(all[0][n:]); word {
		case "k", "m", "bn", "thousand", "million", "billion", "hundred":
			return store.Money{}
		}
		all[0] = all[0][:n]
	}
	sum, err := parsePounds(strings.TrimRight(all[0], " ,"))
	if err != nil {
		return store.Money{}
	}
	return sum
}

// parseWhole reads a whole number.
func parseWhole(s string) (int, error) {
	n, ok := number(strings.ReplaceAll(s, ",", ""), 6)
	if !ok {
		return 0, &Problem{Says: "“" + typed(s) + "” is not a whole number.", Then: "Type digits, such as " + strconv.Itoa(3) + "."}
	}
	return n, nil
}

// parseMonthDay reads 31 March, 31/3 or 03-31 as the register's 03-31. Every
// year must have the day.
func parseMonthDay(s string) (string, error) {
	wrong := &Problem{Says: "“" + typed(s) + "” is not a day that every year has.", Then: "Type a day and a month, such as 31 March."}
	w := strings.Fields(strings.ToLower(s))
	if len(w) == 1 && strings.Count(w[0], "/") == 1 {
		w = []string{w[0] + "/2023"}
	} else if len(w) == 1 && strings.Count(w[0], "-") == 1 {
		w = []string{"2023-" + w[0]}
	} else if len(w) == 2 {
		w = append(w, "2023")
	} else {
		return "", wrong
	}
	d, err := parseDay(strings.Join(w, " "), dateRules{})
	if err != nil || d.Year != 2023 || !d.Exact() {
		return "", wrong
	}
	return d.String()[len("2023-"):], nil
}

// parseTimings reads a kind of reminder a line, each with its steps:
// plan-renewal: -6m, -2w, 0d. Off, or no step, turns it off.
func parseTimings(s string) (store.Timings, error) {
	out := store.Timings{}
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(straight(line))
		kind, steps, ok := strings.Cut(line, ":")
		kind = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(kind)), " ", "-")
		if line == "" {
			continue
		}
		if _, twice := out[kind]; !ok || kind == "" || twice {
			return nil, &Problem{Says: "“" + typed(line) + "” is not a line that I know.", Then: "Type each kind of reminder once, on a line of its own, such as plan-renewal: -6m, -2w, 0d."}
		}
		list := strings.FieldsFunc(strings.ToLower(steps), func(r rune) bool { return r == ',' || r == ' ' || r == '[' || r == ']' })
		if len(list) == 1 && list[0] == "off" {
			list = nil
		}
		out[kind] = append([]string{}, list...)
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}
