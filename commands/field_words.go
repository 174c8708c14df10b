package commands

import (
	"reflect"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// fieldNames are the fields that people call otherwise than the register
// does.
var fieldNames = map[string]string{
	"as_at":           "As at",
	"confirmed":       "Confirmed Slack account",
	"decision_ref":    "Decision reference",
	"disputed":        "Where sources disagree",
	"email":           "Email",
	"evidence_owner":  "Who gathers the evidence",
	"expected":        "New plan expected",
	"first_due":       "First due",
	"from":            "Starts",
	"lead":            "Led by",
	"law":             "The law",
	"minutes_long":    "Length in minutes",
	"minutes_url":     "Link to the minutes",
	"notice":          "Notice number",
	"notice_by":       "Give notice by",
	"paper_url":       "Link to the paper",
	"papers_due":      "Papers due",
	"quorum":          "Quorum",
	"recorded":        "Recorded on",
	"ref":             "Reference",
	"series":          "How often",
	"shared_with_pcc": "Shared with the commissioner",
	"slack":           "Slack account",
	"start":           "Date and time",
	"timings":         "When reminders come",
	"until":           "Ends",
	"url":             "Link",
	"year_end":        "Year ends on",
}

// kindFieldNames are the fields that are called otherwise on one kind alone.
var kindFieldNames = map[string]string{
	"roles.person":            "Held by",
	"snoozes.on":              "Asked on",
	"snoozes.until":           "Put off until",
	"emails.on":               "Emailed on",
	"emails.until":            "Quiet until",
	"plans.successor":         "Replaced by",
	"organisations.successor": "Replaced by",
	"schemes.successor":       "Continued as",
	"decisions.text":          "What is decided",
	"actions.text":            "What is to be done",
	"actions.closed":          "Closed on",
	"decisions.decided":       "Decided on",
	"decisions.published":     "Published on",
	"partnerships.channel":    "Slack channel",
	"partnerships.prefix":     "Prefix of references",
	"office.policing_body":    "Title in use",
	"plans.refreshed":         "Refreshed in",
	"organisations.short":     "Short name",
	"office.short":            "Short name",
	"duties.on":               "On whom",
}

// fieldName is a field as people call it: next_return is Next return.
func fieldName(field string) string {
	if name := fieldNames[field]; name != "" {
		return name
	}
	return upper(strings.ReplaceAll(field, "_", " "))
}

// naming is how the record of a kind is named that a field refers to.
type naming func(kind, id string) string

// naming names records to the one who asks: one that they may not read is
// not named.
func (c *Call) naming(tx *store.Tx) naming {
	return func(kind, id string) string {
		if f, err := load(tx, subject{kind, id}); err == nil {
			if ok, err := c.may(tx, Read, about(f.Rec)); !ok || err != nil {
				return "one that you may not see"
			}
			return called(tx, kind, id)
		}
		return c.lastName(tx, kind, id) // it is no longer there
	}
}

// fieldLabel is fieldName of a field of one kind, or of a field inside one of
// its groups. The field may be a path: its last part is named.
func fieldLabel(kind, field string) string {
	if i := strings.LastIndexByte(field, '.'); i >= 0 {
		return fieldName(field[i+1:])
	}
	if name := kindFieldNames[kind+"."+field]; name != "" {
		return name
	}
	return fieldName(field)
}

// fieldSaid is what a record holds in the field of that name, in words; ""
// when it holds nothing or has no such field.
func fieldSaid(name naming, kind string, rec any, field string) string {
	k, ok := store.KindNamed(kind)
	if !ok {
		return ""
	}
	for _, f := range k.Fields() {
		if f.Name == field {
			return fieldWords(name, f, reflect.ValueOf(rec).Elem().FieldByIndex(f.Index))
		}
	}
	return ""
}

// fieldWords is a field's value as people read it: dates and sums in words,
// other records by their names, "" when nothing is recorded.
func fieldWords(name naming, f store.Field, v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	if !f.List {
		return valueWords(name, f, v)
	}
	var out []string
	for i := range v.Len() {
		s := valueWords(name, f, v.Index(i))
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// valueWords is one value of a field.
func valueWords(name naming, f store.Field, v reflect.Value) string {
	switch x := v.Interface().(type) {
	case store.Date:
		return english.Long(x)
	case store.Moment:
		return english.Moment(x)
	case store.Due:
		if x.Exact() {
			return english.Long(x.Date)
		}
		return dueText(x)
	case store.Money:
		return x.Pounds()
	case store.Timings:
		return timingsWords(x)
	case int:
		return strconv.Itoa(x)
	case string:
		return textWords(name, f, x)
	}
	return groupWords(name, f, v)
}

// dueText is when an action is due, "" when that is not recorded.
func dueText(d store.Due) string {
	switch {
	case d.NextBoard:
		return "the next board"
	case d.IsZero():
		return ""
	}
	return english.Short(d.Date)
}

// textWords is a text: the name of the record it refers to, an enumerated
// value without its hyphens, or what was typed.
func textWords(name naming, f store.Field, s string) string {
	switch {
	case f.Ref != "":
		return name(f.Ref, s)
	case len(f.Enum) > 0 && s == "renewing":
		return "being renewed"
	case len(f.Enum) > 0:
		return enumWords(s)
	case f.Form == "monthday":
		return typedMonthDay(s)
	}
	return s
}

// groupWords is a field of fields: what it holds, with commas between.
func groupWords(name naming, f store.Field, v reflect.Value) string {
	var out []string
	for i, in := range f.Fields {
		s := fieldWords(name, in, v.FieldByIndex(in.Index))
		switch {
		case s == "":
		case i == 0 || in.Name == "as":
			out = append(out, s)
		case in.Name == "name": // of somebody who is not in the register
			out = append([]string{s}, out...)
		default:
			out = append(out, strings.ToLower(fieldName(in.Name))+" "+s)
		}
	}
	return strings.Join(out, ", ")
}

// timingsWords is a record's own reminder timings.
func timingsWords(t store.Timings) string {
	var out []string
	for _, kind := range sortedKeys(t) {
		says := stepsWords(t[kind])
		if says == "" {
			says = "off"
		}
		out = append(out, lowerFirst(timingName(kind))+" "+says)
	}
	return strings.Join(out, "; ")
}
