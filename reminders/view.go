package reminders

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"csp/store"
	"csp/store/english"
)

// Settings are what the reminders need to know of the program's settings.
type Settings struct {
	Zone         *time.Location
	Hour, Minute int           // when a working day's reminders are sent; hour 0 is 9am
	Office       string        // the office's channel; "": its lines go nowhere
	CatchUp      time.Duration // how far back what was missed is still sent
	// Staff reports whether an account (team "": of the office's workspace) is
	// known to be of the office's staff, without asking anybody; nil: nobody
	// is known.
	Staff func(team, user string) bool
}

// View reads what the kinds need in one transaction, each thing once. After
// an error it answers with nothing more, and err tells it.
type View struct {
	Settings
	tx     *store.Tx
	now    time.Time
	cal    *store.Calendar
	office store.Office

	partnerships map[string]*store.Partnership
	boards       map[string][]store.Meeting
	commands     map[uint64]string // of change sets, by their number
	roles        map[roleOf][]held
	lately       *lately     // what was read of the record that is looked at; nil: nothing is kept
	known        []store.Off // of offs, once they were read
	offsRead     bool
	missed       func(anchor, rung) // hears of what is not owed since it lay behind; nil: nobody
	err          error
}

type roleOf struct {
	partnership string
	role        Audience
}

// newView returns a view of the transaction at the calendar's time now.
func newView(tx *store.Tx, s Settings, now time.Time) *View {
	if s.Hour == 0 {
		s.Hour = FirstHour
	}
	v := &View{
		Settings: s, tx: tx, now: now.In(s.Zone),
		partnerships: map[string]*store.Partnership{}, boards: map[string][]store.Meeting{}, commands: map[uint64]string{}, roles: map[roleOf][]held{},
	}
	o := get(v, &store.Offices, store.OfficeID)
	if o != nil {
		v.office = *o
	}
	v.cal = store.NewCalendar(v.office)
	return v
}

// fail keeps the first error.
func (v *View) fail(err error) {
	if v.err == nil && err != nil {
		v.err = fmt.Errorf("plan reminders: %w", err)
	}
}

// get returns the record with the id, nil when there is none.
func get[T any](v *View, k *store.Kind[T], id string) *T {
	if v.err != nil || id == "" {
		return nil
	}
	if rec, known := v.lately.record(k.Name, id); known {
		return rec.(*T)
	}
	var out *T
	rec, err := k.Get(v.tx, id)
	switch {
	case err == nil:
		out = &rec
	case !errors.Is(err, store.ErrNotFound):
		v.fail(err)
		return nil
	}
	v.lately.keep(k.Name, id, out)
	return out
}

// today is the civil date of now.
func (v *View) today() store.Date { return store.DateOf(v.now) }

// at is the moment at which a day's reminders are sent.
func (v *View) at(day store.Date) time.Time { return day.At(v.Zone, v.Hour, v.Minute) }

// atFor is the moment at which a person's reminders of a day are sent: at the
// hour that they chose, else as at.
func (v *View) atFor(day store.Date, person string) time.Time {
	if person == "" || v.err != nil {
		return v.at(day)
	}
	h, chosen, err := v.tx.HourOf(person)
	v.fail(err)
	if !chosen {
		return v.at(day)
	}
	return day.At(v.Zone, h.Hour, h.Minute)
}

// partnership returns the partnership with the id, an empty one when there is
// none.
func (v *View) partnership(id string) *store.Partnership {
	if p, known := v.partnerships[id]; known {
		return p
	}
	p := get(v, &store.Partnerships, id)
	if p == nil {
		p = &store.Partnership{}
	}
	v.partnerships[id] = p
	return p
}

// timings returns the offsets of a kind for a record: its own, its
// partnership's when it has but one, the office's, or the default. An empty
// list is off.
func (v *View) timings(name string, own store.Timings, partnerships []string, otherwise []string) []store.Offset {
	var of store.Timings
	if len(partnerships) == 1 {
		of = v.partnership(partnerships[0]).Timings
	}
	list, _ := Nearest(name, otherwise, own, of, v.office.Timings)
	out := make([]store.Offset, 0, len(list))
	for _, s := range list {
		if o, err := store.ParseOffset(s); err == nil { // the store takes no other
			out = append(out, o)
		}
	}
	return out
}

// Nearest returns the offsets of a kind of reminder by the first of the layers
// that has any, such as those of a record, of its partnership and of the
// office, and which that is; otherwise and -1 when none has.
func Nearest(name string, otherwise []string, layers ...store.Timings) (list []string, layer int) {
	for i, t := range layers {
		if l, set := t[name]; set {
			return l, i
		}
	}
	return otherwise, -1
}

// off reports whether a kind that goes by the calendar was turned off.
func (v *View) off(name string, own store.Timings, partnerships []string) bool {
	return len(v.timings(name, own, partnerships, []string{"0d"})) == 0
}

// first returns when a date was first stored with its value; without a field,
// when the record was.
func (v *View) first(kind, id, field, value string) time.Time {
	if v.err != nil {
		return time.Time{}
	}
	read := func() time.Time {
		at, err := v.tx.FirstStored(kind, id, field, value)
		v.fail(err)
		return at
	}
	if v.lately.of(kind, id) {
		return once(v.lately.first, field+"="+value, read)
	}
	return read()
}

// anchor is a date that steps are counted from.
type anchor struct {
	text  string     // field and value, as recorded
	day   store.Date // zero: nothing is counted from it
	since time.Time  // when it was first stored
}

// anchor returns a date field of a record as an anchor. A date that is not
// exact fires nothing.
func (v *View) anchor(kind, id, field string, d store.Date) anchor {
	if !d.Exact() {
		return anchor{}
	}
	return anchor{field + "=" + d.String(), d, v.first(kind, id, field, d.String())}
}

// boardsOf are a partnership's boards that were not cancelled and have an
// exact day, by their start.
func (v *View) boardsOf(partnership string) []store.Meeting {
	if list, known := v.boards[partnership]; known || v.err != nil {
		return list
	}
	var out []store.Meeting
	for m, err := range store.Meetings.By(v.tx, "start", partnership) {
		if v.fail(err); err != nil {
			return nil
		}
		if isBoard(&m) && m.Status != "cancelled" && m.Start.Exact() {
			out = append(out, m)
		}
	}
	v.boards[partnership] = out
	return out
}

func isBoard(m *store.Meeting) bool { return m.Kind == "" || m.Kind == "board" }

// areas names partnerships as people say them, "" of none.
func (v *View) areas(ids []string) string {
	var names []string
	for _, id := range ids {
		names = append(names, v.area(id))
	}
	return english.And(names...)
}

// area is how people call a partnership: by its area, else by its name.
func (v *View) area(id string) string {
	p := v.partnership(id)
	switch {
	case p.Area != "":
		return p.Area
	case p.Name != "":
		return p.Name
	}
	return id
}

// person is the name of a person, "" of none.
func (v *View) person(id string) string {
	if p := get(v, &store.People, id); p != nil {
		return p.Name
	}
	return id
}

// slackOf is a person's Slack user id without the workspace, "" when they
// have none.
func slackOf(p *store.Person) string {
	if p == nil {
		return ""
	}
	return p.Slack[strings.LastIndexByte(p.Slack, '/')+1:]
}
