package commands

import (
	"strings"
	"time"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

const settingsWord = "settings"

var settings = Command{
	Name: "settings", About: "reminders", Usage: "[NAME] [REMINDER STEPS] | hour TIME", Short: "when reminders come, and your own hour for them",
	Examples: []string{"settings", "settings darlington"},
	Takes:    []string{"partnerships"},
	Changes: []string{
		"settings hour 10am", "settings PARTNERSHIP plan renewal 3 months before, 2 weeks before, on the day",
		"settings board soon 10 working days before", "settings NAME scheme return off", "settings NAME scheme return default",
	},
	Run: settingsRun,
	Actions: map[string]func(*Call, string) (Outcome, error){
		"hour": func(c *Call, _ string) (Outcome, error) { return c.openForm(c.hourForm) },
		"set": func(c *Call, value string) (Outcome, error) {
			return c.openForm(func(tx *store.Tx) (*Form, error) { return c.timingForm(tx, value) })
		},
	},
	Forms: map[string]func(*Call, Submission) (FormAnswer, error){"hour": hourSent, "set": timingSent},
}

// settingsRun tells how things are set, or sets one.
func settingsRun(c *Call) (Reply, error) {
	if c.Public {
		return Reply{}, &Problem{Says: "Settings are shown in private.", Then: "Leave out here."}
	}
	if word, rest, _ := strings.Cut(c.Args, " "); strings.EqualFold(word, "hour") {
		return c.setHour(rest)
	}
	if name, timing, steps, ok := cutTiming(c.Args); ok {
		return c.setTiming(name, timing, steps)
	}
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		if c.Args == "" {
			r, err = c.allSettings(tx)
			return err
		}
		rec, err := c.timed(tx, c.Args)
		if err == nil {
			r, err = c.timingsCard(tx, rec)
		}
		return err
	})
	return r, err
}

// allSettings is one's own hour, and what more one may see.
func (c *Call) allSettings(tx *store.Tx) (Reply, error) {
	own, err := c.hourWords(tx)
	if err != nil {
		return Reply{}, err
	}
	r := Reply{Blocks: []Block{Heading("Settings"), Para(T(own))}}
	r = withBlocks(r, c.offer(tx, hourButton)...)
	rights, err := c.rights(tx)
	if err != nil || !rights.somewhere(Keep) {
		return r, err
	}
	r = withBlocks(r, Rule{}, Para(B("The office")), c.officeFacts())
	if c.Desk.Settings != nil && rights.somewhere(Manage) {
		r = withBlocks(r, Para(B("Settings of the program")), Facts(c.Desk.Settings()),
			Note(T("These stand in the program's environment. csp config, typed on its machine, says what each means.")))
	}
	o, err := c.timed(tx, store.OfficeID)
	if err != nil {
		return Reply{}, err
	}
	blocks, err := c.timingBlocks(tx, o)
	if err != nil {
		return Reply{}, err
	}
	r = withBlocks(r, append([]Block{Rule{}, Para(B("When the office's reminders come"))}, blocks...)...)
	return withBlocks(r, Note(T("A partnership and a record can have timings of their own: type /csp settings and its name."))), nil
}

// officeFacts are the settings that hold for everybody.
func (c *Call) officeFacts() Facts {
	s := c.Desk.Reminders
	channel := T("Not set: what is for the office waits")
	if s.Office != "" {
		channel = Text{{Text: s.Office, Channel: s.Office}}
	}
	return Facts{
		{"Reminders go out", T("on working days at " + c.officeHour())},
		{"Office's channel", channel},
		{"Time zone", T(c.zone().String())},
		{"Sent late after a time off", T("what is up to " + spanWords(s.CatchUp) + " old")},
	}
}

// officeHour is when the office's reminders go out.
func (c *Call) officeHour() string {
	s := c.Desk.Reminders
	return english.Clock(max(s.Hour, reminders.FirstHour), s.Minute)
}

// spanWords is a length of time in days when it is whole days, else in hours
// and minutes.
func spanWords(d time.Duration) string {
	if days := int(d / (24 * time.Hour)); days > 0 && d%(24*time.Hour) == 0 {
		return english.Count(days, "day", "days")
	}
	return lengthWords(int(d.Minutes()))
}
