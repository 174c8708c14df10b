package commands

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// noneValue is the choice that records nothing. No id and no value of a field
// is written so.
const noneValue = "-"

// longFields are texts of more than a line.
var longFields = []string{
	"note", "background", "police_involvement", "purpose", "question", "summary",
	"text", "reason", "conditions", "decided_by",
}

// noNames stands beside free text.
const noNames = "Do not name victims, suspects or residents."

// fieldHints say what to put into a field where its type does not.
var fieldHints = map[string]string{
	"aliases":       "Other names that people use, one a line.",
	"priorities":    "One a line.",
	"options":       "The choices that were open, one a line.",
	"refreshed":     "Years, such as 2025, 2026.",
	"quorum":        "How many responsible authorities must be there, such as 3.",
	"minutes_long":  "Such as 120.",
	"source":        "The title of a document, or its web address.",
	"as_at":         "When the facts were true: 31 March 2026, March 2026 or 2026.",
	"checked":       "The day somebody last confirmed the facts, such as 1 September 2026.",
	"title":         "",
	"police_area":   "",
	"subject":       "Of a lead: such as anti-social behaviour.",
	"decision_ref":  "The decision notice that gave the money, such as OPCC-26-014.",
	"notice":        "The number of the commissioner's notice.",
	"for":           "Of a substitute: for whom.",
	"value":         "What the other source says.",
	"year_end":      "A day and a month, such as 31 March.",
	"timings":       "One kind of reminder a line, such as plan-renewal: -6m, -2w, 0d. Write off for none.",
	"series":        "Such as quarterly on the 2nd Tuesday, or every 6 weeks on Tuesday.",
	"policing_body": "Such as Police and Crime Commissioner.",
	"prefix":        "2 to 8 letters, such as DAR. Without one, the first letters of the name are used.",
	"channel":       "Paste the link of the channel, or its id, such as C0EAST.",
	"slack":         "Paste the link of their profile, or the id, such as U0MARSH; T0OTHER/U0MARSH for another workspace.",
	"email":         "At work, such as a.marsh@example.org.",
	"url":           "The whole address, such as https://example.org/plan.",
	"minutes_url":   "The whole address, such as https://example.org/minutes.",
	"paper_url":     "The whole address, such as https://example.org/paper.",
}

// hint says what may be put into a field.
func hint(f store.Field) string {
	var says string
	switch {
	case fieldHints[f.Name] != "":
		says = fieldHints[f.Name]
	case f.Name == "partnerships":
		says = "None: the whole police area."
	case f.Ref != "":
		says = "Type the beginning of a name."
	case f.Type == store.DateField && f.Exact:
		says = "The day, such as 31 March 2027 or 31/3/27."
	case f.Type == store.DateField:
		says = "Such as 31 March 2027, or what is known of it: March 2027, 2027."
	case f.Type == store.MomentField:
		says = "Such as 8 December 2026, 10am."
	case f.Type == store.DueField:
		says = "A date such as 15 January 2027, or next board."
	case f.Type == store.MoneyField:
		says = "In pounds, such as £12,500 or 12500.00."
	case f.Type == store.NumberField:
		says = "A whole number."
	}
	if freeText(f) {
		says = strings.TrimSpace(says + " " + noNames)
	}
	return says
}

// freeText reports whether a field holds sentences.
func freeText(f store.Field) bool {
	return f.Type == store.TextField && !f.List && f.Ref == "" && slices.Contains(longFields, f.Name)
}

// input is a field of the form, holding v.
func (k *keeper) input(f store.Field, v reflect.Value) Input {
	in := Input{
		Name: k.inputName(f.Name), Label: fieldLabel(k.st.Kind, f.Name), Hint: hint(f),
		Kind: OneLine, Value: k.typed(f, v), Optional: !f.Required && !(k.st.ID == "" && slices.Contains(formWants[k.st.Kind], f.Name)),
	}
	if k.st.List != "" {
		in.Label = fieldName(f.Name)
	}
	switch {
	case f.Ref != "":
		in.Kind = Lookup
		if f.List {
			in.Kind = LookupSeveral
		}
		for _, id := range in.Value {
			in.Options = append(in.Options, Option{Label: k.refLabel(f.Ref, id), Value: id})
		}
	case f.Enum != nil || k.choices(f) != nil:
		in.Kind, in.Options = Select, k.choices(f)
		if !f.Required {
			in.Options = append(in.Options, Option{Label: english.NotRecorded, Value: noneValue})
		}
	case f.List || f.Type == store.MapField || freeText(f) || strings.Contains(strings.Join(in.Value, ""), "\n"):
		in.Kind = ManyLines
	}
	return in
}

// refLabel is how a record is called in a choice.
func (k *keeper) refLabel(kind, id string) string {
	f, err := load(k.tx, subject{kind, id})
	if err != nil {
		return id
	}
	return keepLabel(k.tx, kind, f.Rec)
}

// choices are the values that a field may have, nil when it may have any.
func (k *keeper) choices(f store.Field) []Option {
	var out []Option
	switch {
	case k.st.List == "disputed" && f.Name == "field":
		for _, of := range k.kind.Fields() {
			if of.Name != "id" && of.Name != "disputed" {
				out = append(out, Option{Label: fieldLabel(k.st.Kind, of.Name), Value: of.Name})
			}
		}
	case f.Name == "confirmed":
		return k.accounts()
	}
	for _, e := range f.Enum {
		out = append(out, Option{Label: upper(enumWords(e)), Value: e})
	}
	return out
}

// accounts are what an admin may confirm of a role: the Slack account that
// the register has of its person, and what is confirmed already.
func (k *keeper) accounts() []Option {
	role, ok := k.base.(*store.Role)
	if !ok {
		return nil
	}
	out := []Option{}
	p, err := store.People.Get(k.tx, role.Person)
	if account := fullAccount(p.Slack, k.Actor.Team); err == nil && account != "" {
		out = append(out, Option{Label: cutTo(account+", "+p.Name, maxLabel), Value: account})
	}
	if role.Confirmed != "" && (len(out) == 0 || out[0].Value != role.Confirmed) {
		out = append(out, Option{Label: role.Confirmed, Value: role.Confirmed})
	}
	return out
}

// fullAccount is an account with its workspace; team is the office's own.
func fullAccount(slack, team string) string {
	switch {
	case slack == "" || strings.Contains(slack, "/"):
		return slack
	case team == "":
		return ""
	}
	return team + "/" + slack
}

// enumWords is a value of a field as people say it.
func enumWords(e string) string {
	if e == "pcc" {
		return "commissioner"
	}
	return strings.ReplaceAll(e, "-", " ")
}

// typed is a field's value as one would type or choose it, nil when nothing
// is recorded. What it gives is read back as the same value.
func (k *keeper) typed(f store.Field, v reflect.Value) []string {
	if v.IsZero() || f.Type == store.GroupField {
		return nil
	}
	if !f.List {
		if s := typedValue(f, v); s != "" {
			return []string{s}
		}
		return nil
	}
	var out []string
	for i := range v.Len() {
		out = append(out, typedValue(f, v.Index(i)))
	}
	if f.Ref == "" && len(out) > 0 {
		sep := "\n"
		if f.Type == store.NumberField {
			sep = ", "
		}
		return []string{strings.Join(out, sep)}
	}
	return out
}

func typedValue(f store.Field, v reflect.Value) string {
	switch x := v.Interface().(type) {
	case store.Date:
		return english.Short(x)
	case store.Moment:
		if !x.Timed() {
			return english.Short(x.Date)
		}
		return english.Short(x.Date) + ", " + clockTyped(x.Clock())
	case store.Due:
		if x.NextBoard {
			return "next board"
		}
		return english.Short(x.Date)
	case store.Money:
		return x.Pounds()
	case store.Timings:
		return typedTimings(x)
	case int:
		return strconv.Itoa(x)
	case string:
		if f.Form == "monthday" {
			return typedMonthDay(x)
		}
		return x
	}
	return ""
}

// clockTyped is a time of day that parseClock reads: midnight as 00:00.
func clockTyped(hour, minute int) string {
	if hour == 0 {
		return "00:" + twoDigits(minute)
	}
	return english.Clock(hour, minute)
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// typedMonthDay is 31 March of 03-31; what is no such day stays as it is.
func typedMonthDay(s string) string {
	d, err := store.ParseDate("2023-" + s)
	if err != nil || !d.Exact() {
		return s
	}
	return dayAndMonth(d)
}

// typedTimings are a record's own timings, a kind of reminder a line.
func typedTimings(t store.Timings) string {
	var lines []string
	for _, kind := range sortedKeys(t) {
		steps := strings.Join(t[kind], ", ")
		if steps == "" {
			steps = "off"
		}
		lines = append(lines, kind+": "+steps)
	}
	return strings.Join(lines, "\n")
}
