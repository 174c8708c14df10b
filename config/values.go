package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var channelID = regexp.MustCompile(`^[CG][A-Z0-9]+$`)

func parseChannel(s string) (string, error) {
	switch {
	case s == "" || channelID.MatchString(s):
		return s, nil
	case strings.HasPrefix(s, "D"):
		return "", fmt.Errorf("is %s, which is a direct message; give the id of a channel, such as C0123ABCD", quote(s))
	default:
		return "", fmt.Errorf("is %s, which is not a channel's id; Slack shows the id at the foot of the channel's details, such as C0123ABCD", quote(s))
	}
}

func parseZone(s string) (*time.Location, error) {
	// Both would quietly follow the machine, which in a container is mostly UTC.
	if strings.EqualFold(s, "local") {
		return nil, errors.New("is Local, which follows the machine; write a place, such as Europe/London")
	}
	loc, err := time.LoadLocation(s)
	if err != nil {
		return nil, fmt.Errorf("is %s, which is not a time zone; write a place, such as Europe/London", quote(s))
	}
	if s == "Europe/London" && !summerTime(loc) {
		return nil, errors.New("is Europe/London, but this machine's time zone data has no British Summer Time; reinstall its tzdata package, or unset ZONEINFO to use the data in the program")
	}
	return loc, nil
}

// summerTime reports whether loc is on Greenwich time in January and an hour
// ahead in July.
func summerTime(loc *time.Location) bool {
	_, january := time.Date(2026, time.January, 1, 12, 0, 0, 0, loc).Zone()
	_, july := time.Date(2026, time.July, 1, 12, 0, 0, 0, loc).Zone()
	return january == 0 && july == 3600
}

// TimeOfDay is a time on the office's clock, in minutes after midnight.
type TimeOfDay int

// Hour is 0 to 23.
func (t TimeOfDay) Hour() int { return int(t) / 60 }

// Minute is 0 to 59.
func (t TimeOfDay) Minute() int { return int(t) % 60 }

// String is t as 09:00.
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t.Hour(), t.Minute()) }

// Reminders reach people in office hours only.
const (
	earliestReminder = TimeOfDay(9 * 60)
	latestReminder   = TimeOfDay(17 * 60)
)

var hourMinute = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):([0-5][0-9])$`)

func parseRemindAt(s string) (TimeOfDay, error) {
	m := hourMinute.FindStringSubmatch(s)
	if m == nil {
		return 0, fmt.Errorf("is %s, which is not a time; write hours and minutes, such as 09:00", quote(s))
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	t := TimeOfDay(hour*60 + minute)
	if t < earliestReminder || t > latestReminder {
		return 0, fmt.Errorf("is %s, which is outside office hours; write a time from %s to %s, such as 09:30", s, earliestReminder, latestReminder)
	}
	return t, nil
}

func parseLength(s string) (time.Duration, error) {
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("is %s, which is not a length of time; write hours, minutes or seconds, such as 168h for a week or 90s", quote(s))
	}
	if d < 0 {
		return 0, fmt.Errorf("is %s, which is less than nothing; write a length of time, such as 168h or 90s", s)
	}
	return d, nil
}

func parseAddr(s string) (string, error) {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return "", fmt.Errorf("is %s, which is not an address and a port; write both, such as 127.0.0.1:8080", quote(s))
	}
	if n, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", fmt.Errorf("has the port %s; write a number from 0 to 65535, such as 127.0.0.1:8080", quote(port))
	} else if n == 0 && port != "0" {
		return "", fmt.Errorf("has the port %s; write 0 for any free port, such as 127.0.0.1:0", quote(port))
	}
	return s, nil
}

func parseLevel(s string) (slog.Level, error) {
	switch strings.ToLower(s) {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	default:
		return 0, fmt.Errorf("is %s; write debug, info, warn or error", quote(s))
	}
}

func parseNow(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("is %s, which is not a date and time with an offset; write one such as 2027-03-10T08:40:00Z", quote(s))
	}
	return t, nil
}

// quote is s as a sentence may show it: cut to a readable length, and never a
// token that was put into the wrong variable.
func quote(s string) string {
	if tokenLike(s) {
		return "a Slack token (not shown)"
	}
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return strconv.Quote(s)
}
