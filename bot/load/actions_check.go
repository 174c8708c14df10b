package main

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"

	"csp/store"
	"csp/store/register"
)

// compare holds the register that was exported beside what was answered.
func (a *acting) compare(src []byte) {
	file, problems := register.Parse("after.yaml", src)
	for _, p := range problems {
		a.breach("the export does not read: %v", p)
	}
	last := map[string]int{}
	for _, c := range file.References {
		last[fmt.Sprint(c.Prefix, " ", c.Year)] = c.Last
	}
	found, used, open, twice := map[string]*store.Action{}, map[string]int{}, 0, 0
	for _, r := range file.Records {
		x, ok := r.Value.(*store.Action)
		switch {
		case !ok || strings.HasPrefix(x.ID, "before-"):
			continue
		case found[x.Ref] != nil:
			a.breach("%s is there twice", x.Ref)
			twice++
			continue
		}
		if x.Status != "done" {
			open++
		}
		found[x.Ref] = x
		prefix, year, _, _ := store.ParseRef(x.Ref)
		used[fmt.Sprint(prefix, " ", year)]++
	}
	if len(found) != a.actions || open > 0 {
		a.breach("%d actions are in the register, of %d; %d are not done", len(found), a.actions, open)
	}
	gaps := a.compareRefs(found, used, last)
	lost, wrong := 0, 0
	for i, ref := range a.refs {
		switch x := found[ref]; {
		case x == nil:
			a.breach("action %d was answered %q and is not there", i, ref)
			lost++
		case !a.same(i, x):
			wrong++
		}
	}
	a.none("actions lost", lost)
	a.none("actions not as they were typed", wrong)
	a.none("actions not done", open)
	a.none("references twice", twice)
	a.none("references left out", gaps)
	a.row("prefixes", fmt.Sprint(len(used)), "")
}

// compareRefs finds gaps: each prefix and year has all numbers up to its
// counter.
func (a *acting) compareRefs(found map[string]*store.Action, used, last map[string]int) (gaps int) {
	for counter, n := range last {
		if used[counter] != n {
			a.breach("%s has %d references and its last is %d", counter, used[counter], n)
		}
		prefix, _, _ := strings.Cut(counter, " ")
		for k := range n {
			if ref := store.MakeRef(prefix, actionsFirst.Year(), k+1); found[ref] == nil {
				a.breach("%s is missing", ref)
				gaps++
			}
		}
	}
	for counter := range used {
		if last[counter] == 0 {
			a.breach("%s has no counter", counter)
		}
	}
	return gaps
}

// same compares one action with what was typed.
func (a *acting) same(i int, x *store.Action) bool {
	switch {
	case !strings.EqualFold(x.Text, actionsText(i)), x.Owner != fmt.Sprintf("person-%d", (i*37+11)%actionsPeople):
		a.breach("%s is %q of %s", x.Ref, x.Text, x.Owner)
		return false
	case len(x.Updates) != 1 || !strings.EqualFold(x.Updates[0].Text, actionsUpdate(i)):
		a.breach("%s has the updates %v", x.Ref, x.Updates)
		return false
	}
	return true
}

// told is how often each line of a reminder was posted.
func (a *acting) told() map[string]int {
	lines := map[string]int{}
	for i := range actionsPeople {
		for _, m := range a.slack.Messages(actionsUser(i), a.slack.DM(actionsUser(i))) {
			for _, key := range messageLines(m) {
				lines[key]++
			}
		}
	}
	return lines
}

var taskBefore = regexp.MustCompile(`Task \d+-\d+ before`)

// toldBefore is how often each action from before was posted.
func (a *acting) toldBefore() map[string]int {
	tasks := map[string]int{}
	for i := range actionsPeople {
		for _, m := range a.slack.Messages(actionsUser(i), a.slack.DM(actionsUser(i))) {
			for _, task := range taskBefore.FindAllString(m.Text, -1) {
				tasks[task]++
			}
		}
	}
	return tasks
}

// awaitTold waits until all who have an action from before are told of it.
func (a *acting) awaitTold(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	began := time.Now()
	for {
		n := len(a.toldBefore())
		if n >= actionsPeople*actionsBefore {
			a.row("all are told", fmt.Sprintf("%v after the last command", time.Since(began).Round(time.Second)), "")
			return
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			a.breach("reminders of %d actions of %d are posted", n, actionsPeople*actionsBefore)
			return
		}
	}
}

// compareTold finds what was said twice.
func (a *acting) compareTold() {
	lines, before, twice := a.told(), a.toldBefore(), 0
	for _, said := range []map[string]int{lines, before} {
		for what, n := range said {
			if n > 1 {
				a.breach("%s is said %d times", what, n)
				twice++
			}
		}
	}
	posts, failed := a.posts()
	a.row("reminder lines", fmt.Sprintf("%d to their owners, %d of them on actions from before", len(lines), len(before)), "")
	a.row("posts", fmt.Sprintf("%d, of which %d failed", posts, failed), "")
	a.none("reminder lines said twice", twice)
}

// posts counts the calls that posted or meant to, and those that a fault met.
func (a *acting) posts() (all, failed int) {
	for _, c := range a.slack.Calls() {
		if c.Method != "chat.postMessage" {
			continue
		}
		if all++; c.Fault != "" {
			failed++
		}
	}
	return all, failed
}
