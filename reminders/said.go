package reminders

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"csp/store"
	"csp/store/english"
)

// said is a line of a post as it was said, in the form in which the ledger
// keeps it: what its message is drawn from again, and what a press on it is
// about.
type said struct {
	Key         string   `json:"key"`
	Covers      []string `json:"covers,omitempty"`
	Kind        string   `json:"kind"`
	Of          string   `json:"of"` // the record that was looked at for it
	Record      string   `json:"record"`
	SubjectKind string   `json:"subject_kind"`
	Subject     string   `json:"subject"`
	Ref         string   `json:"ref,omitempty"`
	Audience    Audience `json:"audience"`
	Person      string   `json:"person,omitempty"`
	Name        string   `json:"name,omitempty"`
	Own         bool     `json:"own,omitempty"`
	OfficeOnly  bool     `json:"office_only,omitempty"`
	Unconfirmed bool     `json:"unconfirmed,omitempty"`
	Keeper      bool     `json:"keeper,omitempty"`
	Partnership string   `json:"partnership,omitempty"`
	Words       Text     `json:"words"`
	Notes       int      `json:"notes,omitempty"`
	Late        string   `json:"late,omitempty"`
	Lacks       []Lack   `json:"lacks,omitempty"`
	Anchor      string   `json:"anchor,omitempty"`
	Offset      string   `json:"offset,omitempty"`
}

// keep is what the ledger keeps of the lines of a post, and the records that
// they are about.
func keep(items []Item) (lines json.RawMessage, about []string, err error) {
	out := make([]said, len(items))
	for i, it := range items {
		out[i] = said{
			it.Key, it.Covers, it.Kind, it.Waits.Kind, it.Waits.ID, it.SubjectKind, it.Subject, it.Ref, it.Audience,
			it.Person, it.Name, it.Own, it.OfficeOnly, it.Unconfirmed, it.Keeper, it.Partnership, it.Words, it.Notes, it.Late, it.Lacks,
			it.Anchor, it.Offset,
		}
		if a := it.SubjectKind + "/" + it.Subject; it.Subject != "" && !slices.Contains(about, a) {
			about = append(about, a)
		}
	}
	lines, err = json.Marshal(out)
	return lines, about, err
}

// SaidIn returns the lines of a post as they were said; none of a post of
// which nothing but its keys is known.
func SaidIn(p *store.Post) ([]Item, error) {
	var lines []said
	if len(p.Said) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(p.Said, &lines); err != nil {
		return nil, fmt.Errorf("read post %s: %w", p.Key, err)
	}
	out := make([]Item, len(lines))
	for i, s := range lines {
		out[i] = Item{Line: Line{
			Key: s.Key, Covers: s.Covers, Kind: s.Kind, Waits: store.Waiting{Kind: s.Of, ID: s.Record, Name: s.Kind},
			SubjectKind: s.SubjectKind, Subject: s.Subject, Ref: s.Ref, Audience: s.Audience, Channel: p.To,
			Person: s.Person, Name: s.Name, Own: s.Own, OfficeOnly: s.OfficeOnly, Unconfirmed: s.Unconfirmed, Keeper: s.Keeper, Partnership: s.Partnership,
			Words: s.Words, Notes: s.Notes, Text: s.Words.String(), Anchor: s.Anchor, Offset: s.Offset,
		}, Late: s.Late, Lacks: s.Lacks}
	}
	return out, nil
}

// Said returns the lines of a post as they were said, and what has become of
// each since.
func (p *officePlan) Said(tx *store.Tx, now time.Time, post *store.Post) ([]Item, error) {
	return SaidNow(tx, p.Settings, now, post)
}

// SaidNow is SaidIn with what has become of each line by now.
func SaidNow(tx *store.Tx, s Settings, now time.Time, post *store.Post) ([]Item, error) {
	items, err := SaidIn(post)
	if err != nil {
		return nil, err
	}
	v := newView(tx, s, now)
	if len(post.Said) == 0 && len(post.Lines) > 0 {
		if items, err = v.knownByKey(post); err != nil {
			return nil, err
		}
	}
	for i := range items {
		items[i].Did = v.did(&items[i].Line, post.Day)
		items[i].Lacks = v.still(items[i].Lacks, &items[i].Line)
	}
	return items, v.err
}

// did says what was done about a line since it was said on a day, "" when
// nothing was.
func (v *View) did(l *Line, on store.Date) string {
	if l.SubjectKind == store.Actions.Name {
		if a := get(v, &store.Actions, l.Subject); a != nil && !a.IsOpen() {
			return closedWords(a)
		}
	}
	s := v.snoozed(l)
	if s != nil && s.Until.IsZero() {
		return v.snoozedWords(s)
	}
	// What it asked for may have been done after it was put off.
	ofOthers := l.Audience == Owner && !l.Own
	if !ofOthers {
		if did := v.doneWords(l, on); did != "" {
			return did
		}
	}
	if s != nil {
		return v.snoozedWords(s)
	}
	if !ofOthers {
		return ""
	}
	for _, e := range v.emails(l.Subject) {
		if e.Person == l.Person && !e.On.Before(on) {
			return "Emailed" + by(e.By) + " on " + english.Short(e.On) + "."
		}
	}
	return ""
}

// closedWords says who closed an action, and when.
func closedWords(a *store.Action) string {
	words := "Done"
	if a.Status == "cancelled" {
		words = "Cancelled"
	}
	words += by(a.ClosedBy)
	if !a.Closed.IsZero() {
		words += " " + english.OnShort(a.Closed)
	}
	return words + "."
}

func by(name string) string {
	if name == "" {
		return ""
	}
	return " by " + name
}

// snoozed returns the snooze that puts a line off, nil when none does.
func (v *View) snoozed(l *Line) *store.Snooze {
	var found *store.Snooze
	for _, s := range v.snoozes(l.Kind, l.Waits.ID) {
		if slices.ContainsFunc(baseKeys(&s), func(key string) bool { return key == l.Key || slices.Contains(l.Covers, key) }) {
			found = &s
		}
	}
	return found
}

// snoozedWords says who put a line off until when, or said that it is not
// needed, and why.
func (v *View) snoozedWords(s *store.Snooze) string {
	switch {
	case s.Until.IsZero():
		words := "Not needed"
		if s.Reason != "" {
			words += ": " + s.Reason
		}
		if s.By != "" {
			words += " (" + s.By + ")"
		}
		if s.Whole() {
			return words + ". Nothing more follows about it."
		}
		return words + "."
	case s.Board != "":
		return "Snoozed until the board on " + english.Long(v.again(s)) + by(s.By) + "."
	}
	return "Snoozed until " + english.Long(v.again(s)) + by(s.By) + "."
}
