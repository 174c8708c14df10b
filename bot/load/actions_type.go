package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"csp/bot/sandbox"
)

// What goes wrong on the way of a command: one in so many of each.
const (
	everyTwice = 40 // Slack sends it twice at once
	everyAfter = 40 // Slack sends it again after it was answered
	everyCut   = 40 // the connection is cut, and it is sent again
)

// client types its share of the commands: of each action that it is recorded,
// some time later how it stands, and some time later that it is done. half is
// closed when half of them are typed.
func (a *acting) client(ctx context.Context, c int, half chan struct{}) error {
	var own []int
	for i := c; i < a.actions; i += a.clients {
		own = append(own, i)
	}
	lag := len(own) / 10
	for k := range len(own) + 2*lag {
		if c == 0 && k == (len(own)+2*lag)/2 {
			close(half)
		}
		for step, at := range []int{k, k - lag, k - 2*lag} {
			if at < 0 || at >= len(own) {
				continue
			}
			if err := a.step(ctx, own[at], step); err != nil {
				return err
			}
		}
	}
	return nil
}

var newRef = regexp.MustCompile(`New action ([A-Z]{3}-\d\d-\d+)`)

// step types one command of an action: 0 records it, 1 says how it stands, 2
// closes it.
func (a *acting) step(ctx context.Context, i, step int) error {
	recorder, owner := i%actionsPeople, (i*37+11)%actionsPeople
	user, text, says := owner, "", ""
	switch step {
	case 0:
		user, says = recorder, "New action "
		text = fmt.Sprintf("action add %s %s to %s by %d %s 2027", actionsPlace(recorder), actionsName(owner), actionsText(i), 9+i%20, []string{"March", "April"}[i%2])
	case 1:
		text, says = "update "+a.refs[i]+" "+actionsUpdate(i), "New update on "+a.refs[i]
	case 2:
		text, says = "done "+a.refs[i], a.refs[i]+" is done"
	}
	answers, err := a.deliver(ctx, 3*i+step, typedForm(actionsUser(user), text, fmt.Sprintf("%d.%d.act", i, step)))
	if err != nil {
		return err
	}
	for _, body := range answers {
		ref := ""
		if m := newRef.FindStringSubmatch(body); m != nil {
			ref = m[1]
		}
		switch {
		case !strings.Contains(body, says), step == 0 && ref == "":
			a.breach("%q is answered %.300s", text, body)
			return fmt.Errorf("%q is answered %.300s", text, body)
		case step == 0 && a.refs[i] != "" && a.refs[i] != ref:
			a.breach("%q is %s and %s", text, a.refs[i], ref)
		case step == 0:
			a.refs[i] = ref
		}
	}
	return nil
}

func actionsText(i int) string   { return fmt.Sprintf("circulate paper %d", i) }
func actionsUpdate(i int) string { return fmt.Sprintf("the draft of paper %d is with the printers", i) }

// typedForm is what Slack posts for a command that somebody types.
func typedForm(user, text, trigger string) []byte {
	f, _ := url.ParseQuery(string(command(text)))
	f.Set("user_id", user)
	f.Set("channel_id", sandbox.General)
	f.Set("channel_name", "general")
	f.Set("trigger_id", trigger)
	return []byte(f.Encode())
}

// deliver brings the n-th command to the bot, in one of the ways in which that
// goes wrong, and gives the answers that came of it.
func (a *acting) deliver(ctx context.Context, n int, form []byte) ([]string, error) {
	switch n % everyTwice {
	case 0: // twice at once
		a.note(&a.doubled)
		out, errs := make([]string, 2), make([]error, 2)
		var wg sync.WaitGroup
		for i := range out {
			wg.Go(func() { out[i], errs[i] = a.insist(ctx, form) })
		}
		wg.Wait()
		return out, errors.Join(errs...)
	case everyAfter / 3: // and again, later
		a.note(&a.doubled)
		first, err1 := a.insist(ctx, form)
		second, err2 := a.insist(ctx, form)
		return []string{first, second}, errors.Join(err1, err2)
	case 2 * everyCut / 3: // cut off at some moment of the first milliseconds
		short, cancel := context.WithTimeout(ctx, time.Duration(n/everyCut%12)*time.Millisecond)
		_, err := a.typing.post(short, form)
		cancel()
		if err != nil {
			a.note(&a.cut)
		}
	}
	body, err := a.insist(ctx, form)
	return []string{body}, err
}

// insist sends a command until there is an answer to it: while the bot is
// gone, is busy, or is still at it.
func (a *acting) insist(ctx context.Context, form []byte) (string, error) {
	for {
		began := time.Now()
		body, err := a.typing.post(ctx, form)
		took := time.Since(began)
		says := string(body)
		unfinished := strings.Contains(says, "Still working on it") || strings.Contains(says, "Try again in a minute")
		a.mu.Lock()
		switch {
		case err != nil:
			a.again++
		case unfinished:
			a.late++
			a.took = append(a.took, took)
		default:
			a.took = append(a.took, took)
		}
		a.mu.Unlock()
		if err == nil && !unfinished {
			return says, nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return "", context.Cause(ctx)
		}
	}
}

func (a *acting) note(count *int) {
	a.mu.Lock()
	*count++
	a.mu.Unlock()
}
