package reminders

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"csp/store"
)

// boardMoved tells a partnership's channel, its secretariat and its chair that
// a board which lay ahead has moved or is cancelled, and what hangs on it; and
// the owners of what is due at the next board, when that is another day now.
// What changes again before that is sent becomes one message of what has
// changed in the end; what is taken back before goes out to nobody, and after
// it the message is corrected.
var boardMoved = Notice{
	Name: movedName,
	Changed: func(v *View, set store.ChangeSet, records []store.Changed) error {
		var of []string
		for _, r := range records {
			if err := v.tellOtherOwners(set, r); err != nil {
				return err
			}
			old, _ := r.Old.(*store.Meeting)
			now, _ := r.Rec.(*store.Meeting)
			if old == nil || !isBoard(old) || sameBoard(old, now) {
				continue
			}
			if now == nil {
				if err := store.TellSince(v.tx, goneName+" "+old.Partnership, r.ID, set.Number); err != nil {
					return err
				}
			}
			if !slices.Contains(of, old.Partnership) {
				of = append(of, old.Partnership)
			}
		}
		for _, p := range of {
			if err := v.tellMoved(set, p); err != nil {
				return err
			}
		}
		return nil
	},
}

const (
	movedName = "board-moved"
	goneName  = "board-gone" // with which change a board was deleted
)

// sameBoard reports whether nothing that people are told of has changed.
func sameBoard(old, now *store.Meeting) bool {
	return now != nil && old.Start == now.Start && old.Place == now.Place && old.Status == now.Status && isBoard(now)
}

// movedKey is the key of the notice to one place of how the boards of a
// partnership changed from a change on.
func movedKey(partnership, to string, since uint64) string {
	return fmt.Sprintf("%s %s %d %s", movedName, partnership, since, to)
}

// TellsMoved reports whether a change of a partnership's board is told to its
// people by itself, and when the next message goes out.
func TellsMoved(tx *store.Tx, s Settings, now time.Time, partnership string, change uint64) (bool, time.Time, error) {
	v := newView(tx, s, now)
	for _, to := range v.boardPlaces(partnership) {
		since, err := tx.ToldSince(movedName+" "+partnership, to.channel)
		if err != nil || since == 0 || since > change {
			return false, time.Time{}, err
		}
		p, err := tx.Post(store.NoticeKey(movedKey(partnership, to.channel, since)))
		if err != nil {
			return false, time.Time{}, ifKnown(err)
		}
		if p.State.Open() || since == change {
			return true, v.nextMoment(), v.err
		}
	}
	return false, time.Time{}, v.err
}

// nextMoment is when the next message can go out.
func (v *View) nextMoment() time.Time {
	if sendingHours(v.cal, v.now) {
		return v.now
	}
	day := v.today()
	if nine := day.At(v.Zone, FirstHour, 0); !v.now.Before(nine) {
		day = day.AddDays(1)
	}
	return v.cal.NextWorking(day).At(v.Zone, FirstHour, 0)
}

// tellMoved owes each place what has changed of a partnership's boards since
// it was last told.
func (v *View) tellMoved(set store.ChangeSet, partnership string) error {
	places := v.boardPlaces(partnership)
	before, err := v.tx.Told(movedName + " " + partnership)
	if err != nil {
		return err
	}
	for _, channel := range before { // who was an owner then
		if !slices.ContainsFunc(places, func(t told) bool { return t.channel == channel }) {
			places = append(places, told{channel: channel})
		}
	}
	for _, to := range places {
		if err := v.tellPlace(set, partnership, to); err != nil {
			return err
		}
	}
	return v.err
}

// tellPlace is tellMoved for one place.
func (v *View) tellPlace(set store.ChangeSet, partnership string, to told) error {
	what := movedName + " " + partnership
	since, err := v.tx.ToldSince(what, to.channel)
	if err != nil {
		return err
	}
	key := movedKey(partnership, to.channel, since)
	stands := false // or may
	if since > 0 {
		p, err := v.tx.Post(store.NoticeKey(key))
		if err != nil {
			return err
		}
		stands = p.State != store.PostDue && p.State != store.PostRejected && p.State != store.PostSkipped
	}
	corrects := stands && set.Undoes >= since
	if since == 0 || stands && !corrects {
		since, stands = set.Number, false
		key = movedKey(partnership, to.channel, since)
	}
	body := v.toldBody(partnership, since, to)
	switch {
	case v.err != nil:
		return v.err
	case len(body.Head) == 0 && !stands:
		_, err := store.Withdraw(v.tx, key, "it is as it was before")
		return err
	case len(body.Head) == 0:
		body = v.takenBack(partnership, since)
	}
	body.Foot = to.foot()
	if err := store.TellSince(v.tx, what, to.channel, since); err != nil {
		return err
	}
	return store.Owe(v.tx, store.Notice{Key: key, Channel: to.channel, Body: body.JSON()})
}

// told is a place that is told of a board, with why it is in place of others.
type told struct {
	channel string
	notes   []string
	all     bool           // of all that changes; else only of what is due then
	due     []store.Action // the open actions of whom it is to hear, due at the next board
}

func (t told) foot() Text {
	if len(t.notes) == 0 {
		return nil
	}
	return Text{plain(strings.Join(t.notes, " "))}
}

// boardPlaces are where a partnership's boards are told of: its channel, its
// secretariat and its chair, and the owners of what is due at the next one;
// each place once.
func (v *View) boardPlaces(partnership string) []told {
	s := Step{Partnerships: []string{partnership}, Day: v.today()}
	var out []told
	at := func(p place) *told {
		channel := v.toOffice(p.channel)
		i := slices.IndexFunc(out, func(t told) bool { return t.channel == channel })
		if i < 0 {
			i = len(out)
			out = append(out, told{channel: channel})
		}
		return &out[i]
	}
	for _, to := range []Audience{Partnership, Secretariat, Chair} {
		p := v.place(&s, to)
		t := at(p)
		t.all = true
		if p.note != "" {
			t.notes = append(t.notes, p.note)
		}
	}
	for _, a := range v.dueThen(partnership) {
		s.Owner = a.Owner
		t := at(v.place(&s, Owner))
		t.due = append(t.due, a)
	}
	return out
}
