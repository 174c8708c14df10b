package commands

import (
	"bytes"
	"reflect"
	"slices"
	"time"

	"csp/store"
	"csp/store/english"
)

var history = Command{
	Name: "history", About: "register", Usage: "NAME", Short: "who changed what, from what to what, newest first",
	Examples: []string{"history one darlington", "history darlington"}, Right: Read, Shared: true,
	Read: func(c *Call, tx *store.Tx) (Reply, error) {
		words, no := cutPage(c.Args)
		if words == "" {
			return Reply{}, &Problem{Says: "Say of what.", Then: "Type /csp history and a name or a reference."}
		}
		f, ok, err := c.officeHistory(tx, words)
		if err == nil && !ok {
			f, ok, err = c.byReference(tx, words)
		}
		if err == nil && !ok {
			f, err = c.resolve(tx, asking{Words: words, Again: func(n string) string { return "history " + n }})
		}
		if err != nil {
			return Reply{}, err
		}
		return c.historyOf(tx, f, no)
	},
}

// historyOf is everything that was done to a record.
func (c *Call) historyOf(tx *store.Tx, f found, no int) (Reply, error) {
	var items []store.HistoryItem
	for h, err := range tx.History(f.Kind, f.ID) {
		if err != nil {
			return Reply{}, err
		}
		items = append(items, h)
	}
	items, err := c.withSettled(tx, f, items)
	if err != nil {
		return Reply{}, err
	}
	seen, err := c.historySight(tx, f)
	if err != nil {
		return Reply{}, err
	}
	name := f.label(tx)
	if f.Kind == store.Offices.Name {
		name = "the office"
	}
	pg := pageOf(len(items), no)
	r := Reply{Blocks: []Block{
		Heading("History of " + name),
		Para(T(upper(english.Count(len(items), "change", "changes")) + ", newest first.")),
	}}
	for _, h := range items[pg.From:pg.To] {
		texts, err := historyLines(&h, seen)
		if err != nil {
			return Reply{}, err
		}
		back, err := c.takenBackNote(tx, &h.Set)
		if err != nil {
			return Reply{}, err
		}
		r = withBlocks(r, Para(c.setHead(tx, &h.Set)), List{Items: append(texts, back...)})
	}
	if s := shown(pg, "change", "changes"); s != "" {
		r = withBlocks(r, Note(T(s)))
	}
	return withBlocks(r, pager(pg, "history "+f.Kind+"/"+f.ID)...), nil
}

// sight is what the one who asks may see of a record's fields.
type sight struct {
	notes  bool   // the office's own notes
	doubts bool   // what sources disagree on
	closed bool   // what is of a closed session
	title  bool   // a person's title, although sources disagree on it
	name   naming // the records that it refers to
}

// historySight works that out for a record.
func (c *Call) historySight(tx *store.Tx, f found) (sight, error) {
	notes, err := c.may(tx, Keep, about(f.Rec))
	if err != nil {
		return sight{}, err
	}
	subject := about(f.Rec)
	subject.Closed = true
	closed, err := c.may(tx, Read, subject)
	return sight{notes, !c.Public, closed, !c.Public || !store.MetaOf(f.Rec).IsDisputed("title"), c.naming(tx)}, err
}

// whoAndWhen is a change's day, time, author and command: "22 November 2026,
// 8:40am: console, by import".
func (c *Call) whoAndWhen(tx *store.Tx, s *store.ChangeSet) Text {
	words := ": " + madeBy(s)
	if s.Command != "" {
		words += ", by “" + c.commandSaid(tx, s) + "”"
	}
	return Join(B(c.dayAndTime(s)), T(words))
}

// madeBy is who made a change, by name.
func madeBy(s *store.ChangeSet) string {
	return orWord(typed(orWord(s.Name, s.Actor)), "author not recorded")
}

// dayAndTime is when a change was made: 22 November 2026, 8:40am.
func (c *Call) dayAndTime(s *store.ChangeSet) string {
	at := s.At.In(c.zone())
	return english.Short(store.DateOf(at)) + ", " + english.Clock(at.Hour(), at.Minute())
}

// setHead stands above what a change did to a record: when, who, by what, and
// how many other records it wrote. An undo says what it took back.
func (c *Call) setHead(tx *store.Tx, s *store.ChangeSet) Text {
	head := c.whoAndWhen(tx, s)
	if s.Undoes != 0 {
		did := " took back the change of "
		if c.putsBack(tx, s) {
			did = " put back the change of "
		}
		of, err := tx.ChangeSet(c.root(tx, s.Undoes))
		if err == nil {
			head = Join(B(c.dayAndTime(s)), T(": "+madeBy(s)+did+c.dayAndTime(&of)))
		}
	}
	if s.Size > 1 {
		head = Join(head, T(","+andMore(s)))
	}
	return head
}

// takenBackNote says that a change no longer stands; nothing of one that
// does.
func (c *Call) takenBackNote(tx *store.Tx, s *store.ChangeSet) ([]Text, error) {
	by, back, err := tx.TakenBack(s.Number)
	if err != nil || !back {
		return nil, err
	}
	did := "Taken back by "
	if s.Undoes != 0 && !c.putsBack(tx, s) {
		did = "Put back by "
	}
	return []Text{T(did + madeBy(&by) + " on " + c.dayAndTime(&by) + ".")}, nil
}

// zone is the office's time zone.
func (c *Call) zone() *time.Location {
	if c.Desk.Zone != nil {
		return c.Desk.Zone
	}
	return time.UTC
}

// versions returns a record before and after a change, as its kind has them;
// nil where there was none.
func versions(h *store.HistoryItem) (was, now any, err error) {
	k, ok := store.KindNamed(h.Entry.Kind)
	if !ok {
		return nil, nil, nil
	}
	if !isNone(h.Entry.Before) {
		if was, err = k.Decode(h.Entry.Before); err != nil {
			return nil, nil, err
		}
	}
	if !isNone(h.Entry.After) {
		now, err = k.Decode(h.Entry.After)
	}
	return was, now, err
}

func isNone(b []byte) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

// changeLines says what a change did to a record, a field a line: "Until: Not
// recorded → 31 March 2027".
func changeLines(kind string, h *store.HistoryItem, see sight) ([]string, error) {
	was, now, err := versions(h)
	k, ok := store.KindNamed(kind)
	if err != nil || !ok {
		return nil, err
	}
	_, one := k.Called()
	var out []string
	switch {
	case was == nil:
		out = append(out, upper(one)+" added.")
	case now == nil:
		return []string{upper(one) + " removed."}, nil
	}
	fields := k.Fields() // what it is comes before how that is known
	slices.SortStableFunc(fields, func(a, b store.Field) int {
		return slices.Index(lastFields, a.Name) - slices.Index(lastFields, b.Name)
	})
	for _, rec := range []any{was, now} {
		see.title = see.title && (see.doubts || rec == nil || !store.MetaOf(rec).IsDisputed("title"))
	}
	for _, f := range fields {
		if !see.shows(f.Name) || inward(kind, f.Name) {
			continue
		}
		before, after := see.words(f, was), see.words(f, now)
		switch {
		case before == after:
		case was == nil:
			out = append(out, fieldLabel(kind, f.Name)+": "+cutTo(after, historyText))
		case see.more(f, was, now) != "":
			out = append(out, fieldLabel(kind, f.Name)+", added: "+cutTo(see.more(f, was, now), historyText))
		case see.more(f, now, was) != "":
			out = append(out, fieldLabel(kind, f.Name)+", taken off: "+cutTo(see.more(f, now, was), historyText))
		default:
			out = append(out, fieldLabel(kind, f.Name)+": "+cutTo(orNot(before), historyText)+" → "+cutTo(orNot(after), historyText))
		}
	}
	if len(out) == 0 {
		return []string{"Nothing that you may see changed."}, nil
	}
	return out, nil
}

// shows reports whether a field is told at all.
func (s sight) shows(field string) bool {
	switch field {
	case "id":
		return false
	case "note":
		return s.notes
	case "disputed":
		return s.doubts
	case "title":
		return s.title
	}
	return true
}

// inward reports whether a field of what is kept beside the register says
// nothing to people.
func inward(kind, field string) bool {
	switch kind {
	case store.Snoozes.Name, store.Emails.Name:
		return !slices.Contains([]string{"on", "until", "reason", "by"}, field)
	}
	return false
}

// words is a record's field in words, without what may not be seen; "" of no
// record.
func (s sight) words(f store.Field, rec any) string {
	if rec == nil {
		return ""
	}
	return fieldWords(s.name, f, s.value(f, rec))
}

// value is what a field holds, without what is of a closed session for those
// who do not see that.
func (s sight) value(f store.Field, rec any) reflect.Value {
	v := reflect.ValueOf(rec).Elem().FieldByIndex(f.Index)
	if s.closed || f.Type != store.GroupField || !f.List {
		return v
	}
	open := reflect.MakeSlice(v.Type(), 0, v.Len())
	for i := range v.Len() {
		if session := v.Index(i).FieldByName("Session"); !session.IsValid() || session.String() != "closed" {
			open = reflect.Append(open, v.Index(i))
		}
	}
	return open
}

// more is what a list has behind all that it had before, such as an update;
// "" where anything else is different, and of a list that was empty.
func (s sight) more(f store.Field, was, now any) string {
	if !f.List || was == nil || now == nil {
		return ""
	}
	before, after := s.value(f, was), s.value(f, now)
	n := before.Len()
	if n == 0 || after.Len() <= n || !reflect.DeepEqual(before.Interface(), after.Slice(0, n).Interface()) {
		return ""
	}
	return fieldWords(s.name, f, after.Slice(n, after.Len()))
}

// historyText is how much of a long field a line of history shows.
const historyText = 300
