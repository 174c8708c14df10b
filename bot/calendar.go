package main

import (
	"sync/atomic"
	"time"
)

// calendar is the clock that decides what day it is for the office: what is
// due, what a card says. CSP_NOW and the sandbox move it. What is timed
// towards Slack uses the machine's clock instead, so the two have different
// types.
type calendar struct {
	zone   *time.Location
	offset atomic.Int64 // nanoseconds ahead of the machine's clock
	moved  atomic.Pointer[func()]
}

// newCalendar starts at the instant start and goes on from there; a zero
// start is now.
func newCalendar(zone *time.Location, start time.Time) *calendar {
	c := &calendar{zone: zone}
	if !start.IsZero() {
		c.Set(start)
	}
	return c
}

// Now returns the calendar's time in the office's zone, without a monotonic
// reading.
func (c *calendar) Now() time.Time {
	return time.Now().Round(0).Add(time.Duration(c.offset.Load())).In(c.zone)
}

// Set makes it be the instant t, going on from there.
func (c *calendar) Set(t time.Time) {
	c.offset.Store(int64(t.Sub(time.Now().Round(0))))
	if moved := c.moved.Load(); moved != nil {
		(*moved)()
	}
}

// OnSet has fn called whenever the calendar was set.
func (c *calendar) OnSet(fn func()) { c.moved.Store(&fn) }
