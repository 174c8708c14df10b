package reminders

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
	"csp/store/register"
)

// yearsZone is where the invented office is.
var yearsZone = func() *time.Location {
	z, err := time.LoadLocation("Europe/London")
	if err != nil {
		panic(err)
	}
	return z
}()

// zoned is a world whose calendar is in the office's zone.
type zoned struct{ *world }

func (z zoned) Calendar() time.Time { return z.now.In(yearsZone) }

// years is the invented office with the sender at work, while its people keep
// the register as people do.
type years struct {
	*rig
	settings Settings
	cal      *store.Calendar
	seen     int                        // posts that were looked at
	said     map[string]bool            // lines that were
	number   int                        // of records made
	months   map[string]map[string]int  // messages by destination and month
	late     map[string]map[string]bool // in which something overdue was told
}

func newYears(t *testing.T, from store.Date) *years {
	t.Helper()
	y := &years{
		settings: Settings{Zone: yearsZone, Hour: 9, Office: "C0OFFICE1", CatchUp: 7 * 24 * time.Hour},
		cal:      store.NewCalendar(store.Office{}), said: map[string]bool{}, months: map[string]map[string]int{}, late: map[string]map[string]bool{},
	}
	w := &world{Engine: kvtest.Twice(memkv.New()), now: from.At(yearsZone, 8, 0), quiet: 90 * time.Second}
	y.rig = &rig{world: w, t: t}
	s, err := store.Open(t.Context(), w, store.WithWaker(Waker(y.settings)))
	if err != nil {
		t.Fatal(err)
	}
	file, _ := register.Parse("invented", register.Invented(from))
	if _, err := register.Import(t.Context(), s, file, register.Options{Actor: "console", Now: w.now}); err != nil {
		t.Fatal(err)
	}
	r := w.runner(s, NewPlan(s, y.settings, false))
	r.Office, r.Clock = y.settings.Office, zoned{w}
	l, _, err := r.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	y.store, y.sender = s, newSender(r, l, false)
	y.sender.fail = func(err error) { y.died = err }
	y.view(func(tx *store.Tx) error {
		y.cal, err = store.CalendarOf(tx)
		return err
	})
	return y
}

func (y *years) view(fn func(*store.Tx) error) {
	y.t.Helper()
	if err := y.store.View(y.t.Context(), fn); err != nil {
		y.t.Fatal(err)
	}
}

// day lets one day go by: the morning with what is sent, then what people do
// in the afternoon.
func (y *years) day(day store.Date) {
	y.now = day.At(yearsZone, 8, 59)
	var owed []Line
	y.view(func(tx *store.Tx) error {
		var err error
		owed, err = Lines(tx, y.settings, y.now.In(yearsZone), day, day)
		return err
	})
	y.step(day.At(yearsZone, 9, 0))
	for len(y.posted) > y.seen { // what follows a post comes with the next step
		y.look(day)
		y.step(y.now.Add(2 * time.Second))
	}
	for i := range owed {
		for _, key := range append(owed[i].Covers, owed[i].Key) {
			y.mustBeSent(day, key, &owed[i])
		}
	}
	if y.cal.Working(day) {
		y.now = day.At(yearsZone, 15, 0)
		y.afternoon(day, owed)
	}
	if y.died != nil {
		y.t.Fatal(y.died)
	}
}

func (y *years) step(at time.Time) {
	y.now = at
	y.sender.step(y.t.Context())
}

// look takes down what was posted since.
func (y *years) look(day store.Date) {
	for _, p := range y.posted[y.seen:] {
		at := p.from.In(yearsZone)
		if !y.cal.Working(day) || at.Hour() != 9 || at.Minute() > 1 || store.DateOf(at) != day {
			y.t.Errorf("posted on %s: %s", at, p.text)
		}
		for _, key := range p.lines {
			if y.said[key] {
				y.t.Errorf("said twice: %s in %s", key, p.text)
			}
			y.said[key] = true
		}
		month := day.String()[:7]
		if y.months[p.to] == nil {
			y.months[p.to], y.late[p.to] = map[string]int{}, map[string]bool{}
		}
		y.months[p.to][month]++
		if strings.Contains(p.text, " was due on ") {
			y.late[p.to][month] = true
		}
	}
	y.seen = len(y.posted)
}

// mustBeSent finds a gap.
func (y *years) mustBeSent(day store.Date, key string, l *Line) {
	y.view(func(tx *store.Tx) error {
		line, err := tx.Line(key)
		if err != nil || line.State != store.LineSent {
			y.t.Errorf("%s: %s is %s (%v): %s", day, key, line.State, err, l.Text)
		}
		return nil
	})
}

// TestTenYears lets ten years of the invented office go by, in which its
// people hold boards, raise and close actions, renew plans and send returns.
// Every line that was to come on a day goes out then, at nine on a working
// day, once; and no audience gets more than people bear.
func TestTenYears(t *testing.T) {
	t.Parallel()
	from := store.DateOf(start).AddDays(1) // the world's clock begins there
	n := 10
	if testing.Short() || raceEnabled {
		n = 1
	}
	y := newYears(t, from)
	kept := 0
	for day := from; day.Before(from.AddMonths(12 * n)); day = day.AddDays(1) {
		y.day(day)
		kept = max(kept, len(y.sender.busy)+len(y.sender.rest)+len(y.sender.watch))
	}
	if kept > 100 {
		t.Errorf("the sender keeps %d things in memory", kept)
	}
	faults, err := y.store.Check(t.Context())
	if err != nil || len(faults) > 0 {
		t.Errorf("the store: %v %v", faults, err)
	}
	if len(y.said) < 200*n {
		t.Errorf("only %d lines in %d years", len(y.said), n)
	}
	y.count(n)
}

// audiencesOf says which audience a destination is, with the most messages a
// month that it may get.
var audiencesOf = map[string]struct {
	name string
	most int
}{
	"C0EASTBR1": {"channel", 8}, "C0WESTMR1": {"channel", 8},
	"U0CHAIR01": {"chair", 2}, "U0SECRET1": {"secretariat", 8}, "U0OUTSDE1": {"secretariat", 8},
	"U0STAFF01": {"owner", 6}, "U0ADMIN01": {"owner", 6}, "U0PARTNR1": {"owner", 6}, "U0GUEST01": {"owner", 6},
	"C0OFFICE1": {"office", 31},
}

// quietOwner is how many messages a month an owner may get who has nothing
// overdue.
const quietOwner = 3

// count holds the messages a month against what people bear.
func (y *years) count(n int) {
	for _, to := range slices.Sorted(maps.Keys(y.months)) {
		a, known := audiencesOf[to]
		if !known {
			y.t.Errorf("%s got messages", to)
		}
		total, worst, at := 0, 0, ""
		for month, k := range y.months[to] {
			if a.name == "owner" && !y.late[to][month] && k > quietOwner {
				y.t.Errorf("%s got %d messages in %s, with nothing overdue", to, k, month)
			}
			if total += k; k > worst {
				worst, at = k, month
			}
		}
		y.t.Logf("%-12s %-10s %5.1f a month, %d at most (%s)", a.name, to, float64(total)/float64(12*n), worst, at)
		if worst > a.most {
			y.t.Errorf("%s %s got %d messages in %s", a.name, to, worst, at)
		}
	}
}
