package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"

	"csp/config"
	"csp/reminders"
	"csp/store"
)

// remindersOf are the settings that the reminders need.
func remindersOf(cfg config.Config) reminders.Settings {
	return reminders.Settings{
		Zone: cfg.Location, Hour: cfg.RemindAt.Hour(), Minute: cfg.RemindAt.Minute(),
		Office: cfg.Channel, CatchUp: cfg.CatchUp,
		Staff: func(team, user string) bool {
			return cfg.Staff.HasUser(team, user) || cfg.Admins.HasUser(team, user)
		},
	}
}

// listing is what the subcommand reminders was asked for.
type listing struct {
	from, until store.Date
	json        bool
}

// remindersAhead is how many days the list goes on when nobody says until when.
const remindersAhead = 90

// listingFlags are the flags of reminders.
func listingFlags(c *call, from, until *string, asJSON *bool) *flag.FlagSet {
	fs := c.flags()
	fs.StringVar(from, "from", "", "the first day, as 2026-12-08; today when left out")
	fs.StringVar(until, "until", "", "the last day, as 2027-03-08; 90 days on when left out")
	fs.BoolVar(asJSON, "json", false, "print one JSON object a line")
	return fs
}

// listing reads the arguments; today is the calendar's.
func (c *call) listing(today store.Date) (listing, error) {
	var from, until string
	var l listing
	if _, err := c.parse(listingFlags(c, &from, &until, &l.json), 0, 0); err != nil {
		return l, err
	}
	var err error
	if l.from, err = c.day("--from", from, today); err != nil {
		return l, err
	}
	if l.until, err = c.day("--until", until, l.from.AddDays(remindersAhead)); err != nil {
		return l, err
	}
	if l.until.Before(l.from) {
		return l, c.wrongUsage(fmt.Sprintf("--until %s comes before %s", l.until, l.from))
	}
	return l, nil
}

// day reads a flag's date, or returns what holds when it is left out.
func (c *call) day(name, text string, otherwise store.Date) (store.Date, error) {
	if text == "" {
		return otherwise, nil
	}
	d, err := store.ParseDate(text)
	if err != nil || !d.Exact() {
		return d, c.wrongUsage(fmt.Sprintf("%s %q is not a day: write it as 2026-12-08", name, text))
	}
	return d, nil
}

// runReminders lists what will be sent.
func runReminders(ctx context.Context, c *call) error {
	// What day it is only the process that has the store knows.
	if _, err := c.listing(store.Date{Year: 1, Month: 1, Day: 1}); err != nil {
		return err
	}
	c.in = emptyInput()
	return c.onStore(ctx, "", false)
}

// remindersStore lists what the office's store owes, by the calendar of the
// process that has it.
func remindersStore(ctx context.Context, o *office, c *call) error {
	now := o.calendar.Now()
	l, err := c.listing(store.DateOf(now))
	if err != nil {
		return err
	}
	var list []reminders.Line
	err = o.store.View(ctx, func(tx *store.Tx) error {
		list, err = reminders.Lines(tx, remindersOf(c.cfg), now, l.from, l.until)
		return err
	})
	if err != nil {
		return err
	}
	if l.json {
		e := json.NewEncoder(c.out)
		e.SetEscapeHTML(false)
		for i := range list {
			if err := e.Encode(&list[i]); err != nil {
				return fmt.Errorf("write reminders: %w", err)
			}
		}
		return nil
	}
	for _, r := range list {
		fmt.Fprintf(c.out, "%s  %-15s  %-11s  %s\n", r.At.Format("Mon 2 Jan 2006 15:04"), r.Kind, r.Audience, r.Text)
	}
	if len(list) == 0 {
		fmt.Fprintf(c.err, "csp: No reminder is to come from %s to %s.\n", l.from, l.until)
	}
	return nil
}
