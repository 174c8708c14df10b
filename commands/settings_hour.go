package commands

import (
	"fmt"
	"strings"

	"csp/reminders"
	"csp/store"
	"csp/store/english"
)

// hourButton opens the form of one's own hour.
var hourButton = Button{Label: "Change my hour", Type: settingsWord + " hour", Action: settingsWord + ".hour"}

// hourWords says when one's own reminders come.
func (c *Call) hourWords(tx *store.Tx) (string, error) {
	p, err := c.person(tx)
	if err != nil {
		return "", err
	}
	if p.ID == "" {
		return "Nobody in the register has your Slack account, so no reminder is sent to you.", nil
	}
	h, chosen, err := tx.HourOf(p.ID)
	if err != nil {
		return "", err
	}
	if !chosen {
		return "Your own reminders come at " + c.officeHour() + " on working days, as the office's do.", nil
	}
	return "Your own reminders come at " + english.Clock(h.Hour, h.Minute) + " on working days.", nil
}

// setHour moves the hour of the one who asks; nothing typed opens the form.
func (c *Call) setHour(words string) (Reply, error) {
	if words = strings.TrimSpace(words); words == "" {
		var f *Form
		err := c.Desk.Store.View(c, func(tx *store.Tx) error {
			var err error
			f, err = c.hourForm(tx)
			return err
		})
		if err != nil {
			return Reply{}, err
		}
		return formReply(f, hourButton), nil
	}
	if strings.EqualFold(words, "office") || strings.EqualFold(words, "default") {
		return c.keepHour(nil)
	}
	words = strings.TrimPrefix(words, "at ")
	if n, ok := number(words, 2); ok && n > 0 && n <= 12 { // 11 is 11am, 2 is 2pm: reminders come in office hours
		words += map[bool]string{true: "am", false: "pm"}[n >= reminders.FirstHour && n < 12]
	}
	h, m, err := parseClock(words)
	if err == nil {
		err = sendable(h, m)
	}
	if err != nil {
		return Reply{}, err
	}
	return c.keepHour(&store.Hour{Hour: h, Minute: m})
}

// sendable refuses a time outside the hours in which reminders are sent.
func sendable(hour, minute int) error {
	if at := hour*60 + minute; at >= reminders.FirstHour*60 && at <= reminders.LastHour*60 {
		return nil
	}
	return &Problem{
		Says: fmt.Sprintf("Reminders come from %s to %s.", english.Clock(reminders.FirstHour, 0), english.Clock(reminders.LastHour, 0)),
		Then: "Type a time between, such as /csp settings hour 10am.",
	}
}

// keepHour records the hour; nil: as the office's.
func (c *Call) keepHour(h *store.Hour) (Reply, error) {
	says := ""
	_, err := c.write(func(tx *store.Tx) error {
		p, err := c.person(tx)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return &Problem{
				Says: "Nobody in the register has your Slack account, so no reminder is sent to you.",
				Then: "Ask the office's staff to add your account to your name.",
			}
		}
		if h == nil {
			err = tx.ClearHour(p.ID)
		} else {
			err = tx.SetHour(p.ID, *h)
		}
		if err != nil {
			return err
		}
		says, err = c.hourWords(tx)
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	if says == "" { // the same request again
		err = c.Desk.Store.View(c, func(tx *store.Tx) error {
			says, err = c.hourWords(tx)
			return err
		})
	}
	return Reply{Blocks: []Block{Para(T(says)), Buttons{hourButton}}}, err
}

// hourForm asks for one's own hour.
func (c *Call) hourForm(tx *store.Tx) (*Form, error) {
	now, err := c.hourWords(tx)
	if err != nil {
		return nil, err
	}
	return &Form{
		ID: settingsWord + ".hour", Title: "When reminders come", Send: "Save",
		Before: []Block{Para(T(now))},
		Inputs: []Input{{
			Name: "hour", Label: "My hour", Kind: TimeInput, Optional: true,
			Hint: "From 9am to 5pm. Empty: when the office's come.",
		}},
	}, nil
}

func hourSent(c *Call, s Submission) (FormAnswer, error) {
	words := first(s.Values["hour"])
	if words == "" {
		words = "office"
	}
	r, err := c.setHour(words)
	if p, ok := problemOf(err); ok && words != "office" {
		return FormAnswer{Errors: map[string]string{"hour": p.Says}}, nil
	}
	return FormAnswer{Tell: &r}, err
}
