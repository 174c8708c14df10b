package sandbox

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"
)

// What the calendar shows at most.
const (
	shownComing = 60
	shownGone   = 20
)

// agenda is the calendar: what the bot would post by itself, and what it did.
type agenda struct {
	Coming []comingDay
	Gone   []gone
	Failed bool // what is to come could not be found out
}

// comingDay is a moment at which something goes out.
type comingDay struct {
	At    time.Time
	Lines []comingLine
}

type comingLine struct {
	Place link
	For   string
	Text  string
}

// gone is a message that the bot posted by itself.
type gone struct {
	When  time.Time
	Place link
	Text  string
	seq   uint64
}

// link leads to a place as somebody who sees it; without an In it leads
// nowhere.
type link struct{ As, In, Words string }

// comingDays asks the bot what is to come. It must not be called under the
// lock: the bot may be waiting for this Slack.
func (s *Slack) comingDays(ctx context.Context) (days []comingDay, failed bool) {
	list, err := s.opt.Coming(ctx, s.calendar(), shownComing)
	if err != nil {
		s.opt.Log.Error("look what is to come", "err", err)
		return nil, true
	}
	for _, c := range list {
		if n := len(days); n == 0 || !days[n-1].At.Equal(c.At) {
			days = append(days, comingDay{At: c.At})
		}
		last := &days[len(days)-1]
		last.Lines = append(last.Lines, comingLine{s.linkTo(c.To), c.For, c.Text})
	}
	return days, false
}

// linkTo leads to where a message for a C… or U… id stands.
func (s *Slack) linkTo(to string) link {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[dmOf(to)]; c != nil && c.dmWith == to {
		return s.linkIn(c)
	}
	if c := s.channels[to]; c != nil {
		return s.linkIn(c)
	}
	return link{Words: cmp.Or(to, "nowhere yet")}
}

// linkIn leads to a channel as its first person, or as the one whose direct
// messages it is. The caller holds the lock.
func (s *Slack) linkIn(c *channel) link {
	if c.dmWith != "" {
		return link{c.dmWith, c.ID, s.name("user", c.dmWith)}
	}
	l := link{In: c.ID, Words: "#" + c.Name}
	for _, p := range s.ws.People {
		if !p.Bot && c.has(p.ID) {
			l.As = p.ID
			break
		}
	}
	return l
}

// goneOut gathers what the bot posted by itself, the newest first. The caller
// holds the lock.
func (s *Slack) goneOut() []gone {
	var out []gone
	for _, c := range s.channels {
		for _, m := range c.messages {
			var meta struct {
				Type string `json:"event_type"`
			}
			if !m.app || len(m.Metadata) == 0 || json.Unmarshal(m.Metadata, &meta) != nil || meta.Type == "" {
				continue
			}
			out = append(out, gone{m.day, s.linkIn(c), m.Text, m.seq})
		}
	}
	slices.SortFunc(out, func(a, b gone) int { return cmp.Compare(b.seq, a.seq) })
	return out[:min(len(out), shownGone)]
}
