package store

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"csp/store/kv"
)

// The ledger says what became of every message that the office owes: one
// record a post, and one a reminder line. It is kept beside the register, in
// the same transactions, and is no part of its history.

// PostState is how far a post has come.
type PostState string

// The states of a post. Only Due, Intent, Unknown and Rejected are open.
const (
	PostDue      PostState = "due"      // owed, nothing was asked of Slack yet
	PostIntent   PostState = "intent"   // Slack was or is being asked: it may be there
	PostUnknown  PostState = "unknown"  // the call ended without an answer one can trust
	PostRejected PostState = "rejected" // certainly not posted; asked for again later
	PostSent     PostState = "sent"     // it stands in the channel
	PostHeld     PostState = "held"     // given up: a person must look whether it is there
	PostSkipped  PostState = "skipped"  // nothing was left to say
)

// Open reports whether something is still to be done for the post.
func (s PostState) Open() bool {
	return s == PostDue || s == PostIntent || s == PostUnknown || s == PostRejected
}

// The event types of the metadata of posts.
const (
	ReminderType = "csp_reminder"
	NoticeType   = "csp_notice"
)

// Post is one message of the ledger. Times called machine are of the
// machine's clock, the others of the calendar.
type Post struct {
	Key    string          `json:"key"`              // opaque; travels in the message's metadata
	Type   string          `json:"type"`             // ReminderType or NoticeType
	To     string          `json:"to"`               // a C… or U… id; "": the office's channel
	Day    Date            `json:"day,omitzero"`     // of a reminder: the civil day it is for
	Number int             `json:"number,omitempty"` // of a reminder: the day's nth post to there
	Due    time.Time       `json:"due,omitzero"`     // of a notice: not to be sent before
	AtOnce bool            `json:"at_once,omitempty"`
	Body   json.RawMessage `json:"body,omitempty"`   // of a notice: what it says
	Lines  []string        `json:"lines,omitempty"`  // of a reminder: the keys of its lines
	Said   json.RawMessage `json:"said,omitempty"`   // of a reminder: its lines as they were said, to draw it again
	About  []string        `json:"about,omitempty"`  // of a reminder: the records that its lines are about, as actions/a1
	Spoken int             `json:"spoken,omitempty"` // how many lines it says, of which some may have several keys
	State  PostState       `json:"state"`
	Why    string          `json:"why,omitempty"` // of the state: what Slack or the check said

	Attempt  int       `json:"attempt,omitempty"`
	Unknowns int       `json:"unknowns,omitempty"` // attempts that ended unknown and were not found
	Epoch    uint64    `json:"epoch,omitempty"`    // of the sender that made the attempt
	Began    time.Time `json:"began,omitzero"`     // machine: the first attempt
	Asked    time.Time `json:"asked,omitzero"`     // calendar: the first attempt, for people
	Hash     string    `json:"hash,omitempty"`     // of what was sent
	Text     string    `json:"text,omitempty"`     // its top-level text

	Waited time.Duration `json:"waited,omitempty"` // how much quiet recovery has had
	Read   int           `json:"read,omitempty"`   // complete readings that did not find it

	Channel string    `json:"channel,omitempty"` // where it stands
	TS      string    `json:"ts,omitempty"`
	How     string    `json:"how,omitempty"`     // reply or adopted
	Sent    time.Time `json:"sent,omitzero"`     // machine
	Correct bool      `json:"correct,omitempty"` // it stands there with another text than it should
	Redraws int       `json:"redraws,omitempty"` // how often a reminder was to be drawn again
	Missing bool      `json:"missing,omitempty"` // it was not there when what was posted was read back
	Told    []string  `json:"told,omitempty"`    // the posts by which people were told of its trouble
	Trouble string    `json:"trouble,omitempty"` // as Notice's
}

// busy reports whether a sender has something to do for the post. The lines
// of a reminder that was rejected are free, and come again by themselves.
func (p *Post) busy() bool {
	return p.Correct || p.State.Open() && (p.State != PostRejected || p.Type == NoticeType)
}

// LineState is what became of a reminder line.
type LineState string

// The states of a line. A line without a record is due whenever it is owed.
const (
	LineTaken   LineState = "taken"   // it is in the post named, which is not finished
	LineSent    LineState = "sent"    // it was said by the post named
	LineHeld    LineState = "held"    // with its post
	LineSkipped LineState = "skipped" // it will not be said; Why says why
)

// Line is what the ledger knows of a reminder line.
type Line struct {
	State LineState `json:"state"`
	Post  string    `json:"post,omitempty"`
	Why   string    `json:"why,omitempty"`
	At    time.Time `json:"at"` // the calendar's time of the change
}

// ErrNotOwed: a post that was said to be there is not, or is not in the
// state in which it could be changed so.
var ErrNotOwed = errors.New("not owed")

// PostKey returns the key of the nth reminder post of a civil day to a
// destination: 16 opaque characters, n counted from 1.
func PostKey(to string, day Date, n int) string {
	return opaque("post", to, day.String(), strconv.Itoa(n))
}

// NoticeKey returns the post key of a Notice.
func NoticeKey(key string) string { return opaque("notice", key) }

var opaqueLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func opaque(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return opaqueLetters.EncodeToString(sum[:10])
}

func postKey(key string) []byte     { return kv.Key("l", "post", key) }
func openKey(to, key string) []byte { return kv.Key("l", "open", to, key) }
func lineKey(line string) []byte    { return kv.Key("l", "line", line) }
func heldKey(at time.Time, key string) []byte {
	return kv.Key("l", "held", at.Unix(), key)
}

func sentKey(at time.Time, key string) []byte {
	return kv.Key("l", "sent", at.Unix(), key)
}

// Post returns the post with the key, or ErrNotFound.
func (tx *Tx) Post(key string) (Post, error) {
	var p Post
	if err := tx.ledgerValue(postKey(key), &p); err != nil {
		return Post{}, fmt.Errorf("read post %s: %w", key, err)
	}
	return p, nil
}

// Line returns what became of a line, or ErrNotFound when nothing did yet.
func (tx *Tx) Line(key string) (Line, error) {
	var l Line
	if err := tx.ledgerValue(lineKey(key), &l); err != nil {
		return Line{}, fmt.Errorf("read line %s: %w", key, err)
	}
	return l, nil
}

// OpenPosts yields the posts that a sender has something to do for, in the
// order of their destinations.
func (tx *Tx) OpenPosts() iter.Seq2[Post, error] {
	from, to := kv.Span("l", "open")
	return tx.postsOf(from, to, 4)
}

// PostsSent yields the posts that were sent in from <= machine's time < until,
// oldest first.
func (tx *Tx) PostsSent(from, until time.Time) iter.Seq2[Post, error] {
	return tx.postsOf(kv.Key("l", "sent", from.Unix()), kv.Key("l", "sent", until.Unix()), 4)
}

// postsOf yields the posts that index keys of n parts name last.
func (tx *Tx) postsOf(from, to []byte, n int) iter.Seq2[Post, error] {
	return func(yield func(Post, error) bool) {
		for it, err := range tx.r.Scan(from, to) {
			var p Post
			if err == nil {
				var parts []any
				parts, err = kv.Parse(it.Key)
				if err == nil && len(parts) == n {
					p, err = tx.Post(fmt.Sprint(parts[n-1]))
				}
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// ledgerValue reads one value of the ledger into v.
func (tx *Tx) ledgerValue(key []byte, v any) error {
	b, err := tx.getSealed(key)
	if err != nil {
		return err
	}
	return decode(b, v)
}
