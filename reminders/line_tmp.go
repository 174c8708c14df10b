package reminders

import "time"

type Line struct {
	Key     string
	At      time.Time
	Channel string
	Text    string
	Covers  []string
	Over    time.Time
}

func (l *Line) Useful(now time.Time) bool { return l.Over.IsZero() || now.Before(l.Over) }
