package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"csp/store"
)

// move is one of the office's real moves (a new chair, a plan renewed, a
// board moved) as somebody asked for it. It is shown before it is written,
// and worked out anew when it is written.
type move interface {
	// work puts into the draft what the move changes as the store is now. A
	// Problem says why it cannot be.
	work(d *draft) error
}

// moves makes an empty one of each move, by the name that the audit has for
// it.
var moves = map[string]func() move{
	papersSentName:  func() move { return new(papersMove) },
	newChairMove:    func() move { return new(chairMove) },
	renewPlanMove:   func() move { return new(planMove) },
	schemeExtended:  func() move { return new(extendMove) },
	schemeRenewed:   func() move { return new(renewMove) },
	schemeEnded:     func() move { return new(endMove) },
	bodyMoveName:    func() move { return new(bodyMove) },
	leaverMoveName:  func() move { return new(leaverMove) },
	newBoardName:    func() move { return new(newBoardMove) },
	boardMovedName:  func() move { return new(boardMovedMove) },
	boardCancelName: func() move { return new(boardCancelMove) },
	timingMoveName:  func() move { return new(timingMove) },
	nextBoardsName:  func() move { return new(nextBoardsMove) },
	deadlinesName:   func() move { return new(deadlinesMove) },
	itemAddedName:   func() move { return new(itemAddMove) },
	itemChangedName: func() move { return new(itemChangeMove) },
	itemMovedName:   func() move { return new(itemOrderMove) },
	itemGoneName:    func() move { return new(itemOffMove) },
	comingName:      func() move { return new(comingMove) },
	minutesMoveName: func() move { return new(minutesMove) },
	correctMoveName: func() move { return new(correctMove) },
}

// moveName is the name of a move in moves.
func moveName(m move) string {
	for name, empty := range moves {
		if fmt.Sprintf("%T", empty()) == fmt.Sprintf("%T", m) {
			return name
		}
	}
	return ""
}

// draft is a move that is worked out: what it would write, and what it leaves
// open. It lives no longer than its transaction.
type draft struct {
	c  *Call
	tx *store.Tx

	title string // A new chair of Safe Durham Partnership
	short string // title of a form, 24 characters at most
	press string // words of the button that writes it, 24 at most
	right Right  // what one must have over every record; "": Keep
	own   string // the person whose own part in the records it is; "": nobody's
	steps []step
	same  []subject // records that are as the move would have them
	notes []string  // what follows, what is left as it is, gaps
	said  []Text    // what changes, where the move has better words than its fields
	told  []Block   // what is said when it is done, likewise

	then    []Button // what leads on from it when it is done
	instead []Button // what stands beside the button that writes it

	refs  map[string]int // the last references that its new records were given
	after []func() error // what goes along when it is written, such as who is told
}

// step is what a draft does to one record.
type step struct {
	kind     store.AnyKind
	was, now any // pointers as the kind has them; was is nil for a new record
}

func (s step) subject() subject {
	name, _ := s.kind.Called()
	return subject{name, store.MetaOf(s.now).ID}
}

// change adds a record to the draft as it is to be. was is nil for a new
// record. One that would stay as it is is left out.
func (d *draft) change(was, now any) error {
	k, err := kindOfRecord(now)
	if err != nil {
		return err
	}
	s := step{k, was, now}
	if was != nil && len(d.fieldLines(s)) == 0 {
		d.same = append(d.same, s.subject())
		return nil
	}
	if err := k.Problems(now).Err(); err != nil {
		return d.c.writeProblem(d.tx, err)
	}
	right := d.right
	if right == Anyone {
		right = Keep
	}
	for _, rec := range []any{was, now} {
		if rec == nil {
			continue
		}
		subject := about(rec)
		subject.Person = orWord(d.own, subject.Person)
		if err := d.c.must(d.tx, right, subject); err != nil {
			return err
		}
	}
	d.steps = append(d.steps, s)
	return nil
}

// note adds a sentence to what follows from the move; "" is none.
func (d *draft) note(s string) {
	if s != "" {
		d.notes = append(d.notes, s)
	}
}

// put writes the draft.
func (d *draft) put() error {
	for _, s := range d.steps {
		if err := s.kind.Save(d.tx, s.now); err != nil {
			return err
		}
	}
	for _, then := range d.after {
		if err := then(); err != nil {
			return err
		}
	}
	return nil
}

// code stands for what the draft shows: another code means that something it
// touches has moved on. It begins with the store's revision.
func (d *draft) code() (string, error) {
	rev, err := d.tx.Revision()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, s := range d.steps {
		fmt.Fprintln(h, s.subject(), store.MetaOf(s.now).Rev)
	}
	for _, t := range d.lines() {
		fmt.Fprintln(h, plainText(t, true))
	}
	return strconv.FormatUint(rev, 36) + "-" + hex.EncodeToString(h.Sum(nil)[:5]), nil
}

// seenAt is the store's revision at which a code was made; false when it is
// no code.
func seenAt(code string) (uint64, bool) {
	rev, rest, ok := strings.Cut(code, "-")
	n, err := strconv.ParseUint(rev, 36, 64)
	return n, ok && err == nil && len(rest) == 10
}

// sameCode reports whether two codes stand for the same change, whatever
// else was written in between.
func sameCode(a, b string) bool {
	_, x, _ := strings.Cut(a, "-")
	_, y, _ := strings.Cut(b, "-")
	return x == y && x != ""
}

// kindOfRecord is the kind that a pointer to a record is of.
func kindOfRecord(rec any) (store.AnyKind, error) {
	for _, k := range store.Table {
		if fmt.Sprintf("%T", k.New()) == fmt.Sprintf("%T", rec) {
			return k, nil
		}
	}
	return nil, fmt.Errorf("no kind of record is a %T", rec)
}

// meta is what a new record of this move carries: a free id made of the
// words, who told us, and today as the day on which it was confirmed.
func (d *draft) meta(kind string, words ...string) (store.Meta, error) {
	id, err := d.freeID(kind, strings.Join(words, " "))
	m := store.Meta{ID: id}
	d.c.stamp(d.tx, &m)
	return m, err
}

// freeID is an id made of words that no record of the kind has.
func (d *draft) freeID(kind, words string) (string, error) {
	var b strings.Builder
	for _, r := range store.Fold(words) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	base := b.String()
	base = strings.Trim(base[:min(len(base), 56)], "-")
	if base == "" {
		base = kind
	}
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		_, err := load(d.tx, subject{kind, id})
		taken := slices.ContainsFunc(d.steps, func(s step) bool { return s.subject() == subject{kind, id} })
		switch {
		case errors.Is(err, store.ErrNotFound) && !taken:
			return id, nil
		case err != nil && !errors.Is(err, store.ErrNotFound):
			return "", err
		}
	}
}
