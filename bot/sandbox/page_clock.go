package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"
)

// doClock moves the calendar: by days, to a day, the hour kept, or to the next
// reminder.
func (s *Slack) doClock(ctx context.Context, form url.Values) (done, error) {
	if s.opt.Clock == nil {
		return done{}, errors.New("this sandbox has no calendar to move")
	}
	now := s.opt.Clock.Now()
	var out done
	if form.Get("next") != "" {
		var at time.Time
		var err error
		if out, at, err = s.next(ctx, now); err != nil || at.IsZero() {
			return out, err
		}
		out.At = at.Format(time.RFC3339)
		s.stepTo(ctx, at)
	} else if n, err := strconv.Atoi(form.Get("days")); err == nil {
		s.runTo(ctx, now, now.AddDate(0, 0, n))
	} else {
		day, err := time.Parse("2006-01-02", form.Get("day"))
		if err != nil {
			return done{}, fmt.Errorf("%q is not a day such as 2027-03-14", form.Get("day"))
		}
		s.runTo(ctx, now, time.Date(day.Year(), day.Month(), day.Day(), now.Hour(), now.Minute(), 0, 0, now.Location()))
	}
	s.mu.Lock()
	s.touch()
	s.mu.Unlock()
	return out, nil
}

// next is the next moment at which something goes out, and what the page says
// of it; the zero Time when there is none.
func (s *Slack) next(ctx context.Context, now time.Time) (done, time.Time, error) {
	if s.opt.Coming == nil {
		return done{}, time.Time{}, errors.New("this sandbox knows of no reminders")
	}
	list, err := s.opt.Coming(ctx, now, shownComing)
	if err != nil || len(list) == 0 {
		return done{Note: "No reminder is to come in the next two years."}, time.Time{}, err
	}
	first := list[0]
	more := 0
	for _, c := range list[1:] {
		if c.At.Equal(first.At) {
			more++
		}
	}
	to := s.linkTo(first.To)
	out := done{Note: first.At.Format("Monday 2 January 2006, 15:04") + ". To " + to.Words + ": " + first.Text}
	if more > 0 {
		out.Note += fmt.Sprintf(" And %d more.", more)
	}
	if to.In != "" {
		out.Look, out.There = "/?as="+url.QueryEscape(to.As)+"&in="+url.QueryEscape(to.In), to.Words
	}
	return out, first.At, nil
}

// stepTo has the calendar come to a moment at which something goes out, and
// waits for it: the calendar must not run away from the bot.
func (s *Slack) stepTo(ctx context.Context, at time.Time) {
	s.opt.Clock.Set(at)
	if s.opt.Settled != nil {
		s.opt.Settled(ctx, at)
	}
}

// longestRun is how long the calendar goes from one moment to the next on its
// way to a day; the rest of it is one leap.
const longestRun = 20 * time.Second

// runTo has the calendar come to a day by all the moments between at which
// something goes out.
func (s *Slack) runTo(ctx context.Context, now, to time.Time) {
	if s.opt.Settled == nil || s.opt.Coming == nil {
		s.opt.Clock.Set(to)
		return
	}
	for began := time.Now(); time.Since(began) < longestRun && ctx.Err() == nil; {
		list, err := s.opt.Coming(ctx, now, 1)
		if err != nil || len(list) == 0 || list[0].At.After(to) {
			break
		}
		now = list[0].At
		s.stepTo(ctx, now)
	}
	s.opt.Clock.Set(to)
}
