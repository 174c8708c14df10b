package commands

import (
	"errors"
	"strconv"
	"strings"

	"csp/store"
	"csp/store/english"
)

// tellChair has the chair told once of every draft that is there to be
// checked, and, when the minutes move on, corrects what they were told.
func (d *draft) tellChair(old, now *store.Meeting) error {
	if old.Minutes == "draft" {
		says := "The minutes are " + minutesWords(now.Minutes) + ", by " + d.c.ownName(d.tx) + " on " + english.Long(d.c.Today()) + "."
		if now.Minutes == "draft" {
			says = "A newer draft is there."
		}
		key, err := d.c.draftKey(d.tx, old.ID) // a record's history is whole only before it is written
		if err != nil {
			return err
		}
		if key != "" {
			d.after = append(d.after, func() error { return d.c.correctChair(d.tx, key, old, says) })
		}
	}
	if now.Minutes != "draft" {
		return nil
	}
	chair, err := d.askedChair(now)
	if err != nil || chair == nil {
		return err
	}
	d.after = append(d.after, func() error {
		tx := d.tx
		rev, err := tx.Revision()
		if err != nil {
			return err
		}
		// The key of this change's own number, so that what takes it back
		// corrects the message.
		return d.c.oweChair(tx, noticeKey(rev+1), now, chair)
	})
	return nil
}

// askedChair is the chair who is asked to check minutes, and says so; nil when
// there is none with Slack.
func (d *draft) askedChair(m *store.Meeting) (*store.Person, error) {
	chairs, err := holders(d.tx, m.Partnership, "chair", d.c.Today())
	if err != nil {
		return nil, err
	}
	if len(chairs) == 0 {
		d.note("No chair with a Slack account is recorded, so nobody is asked to check them. Send them the link yourself.")
		return nil, nil
	}
	chair := chairs[0]
	d.note(chair.Name + ", the chair, is asked in a direct message to check them.")
	confirmed, err := d.confirmedChair(m.Partnership, chair.ID)
	if err == nil && !confirmed {
		d.note("The buttons in it work for " + chair.Name + " once an admin has confirmed their Slack account as the chair's.")
	}
	return &chair, err
}

// oweChair owes the chair the message about a draft.
func (c *Call) oweChair(tx *store.Tx, key string, m *store.Meeting, chair *store.Person) error {
	body, err := c.chairBody(tx, m, "")
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: key, Channel: slackID(chair), Body: body, At: c.Now})
}

// askChair asks the chair once a day to look at a draft again, whose link is
// the same.
func (c *Call) askChair(find func(*store.Tx) (*store.Meeting, error)) (Reply, error) {
	var notes []string
	w, err := c.write(func(tx *store.Tx) error {
		c.known = nil
		m, err := find(tx)
		if err != nil {
			return err
		}
		if err := c.must(tx, Record, about(m)); err != nil {
			return err
		}
		if m.Minutes != "draft" {
			return &Problem{Says: "The minutes are " + minutesWords(m.Minutes) + ", and no draft that the chair could check.", Then: "Nothing is sent."}
		}
		d := &draft{c: c, tx: tx}
		chair, err := d.askedChair(m)
		if notes = d.notes; err != nil || chair == nil {
			return err
		}
		key := "minutes-ask-" + m.ID + "-" + c.Today().String()
		last, err := c.draftKey(tx, m.ID)
		if err != nil {
			return err
		}
		for _, k := range []string{key, last} {
			asked, err := c.askedToday(tx, k)
			if err != nil {
				return err
			}
			if asked {
				return &Problem{Says: chair.Name + " was asked today already.", Then: "Nothing is sent."}
			}
		}
		return c.oweChair(tx, key, m, chair)
	})
	if err != nil {
		return Reply{}, err
	}
	if w.Again {
		notes = []string{"This was asked already, and is not asked twice."}
	}
	return Reply{Blocks: []Block{Para(T(strings.Join(notes, " ")))}}, nil
}

// askedToday reports whether a notice was sent today, or is on its way.
func (c *Call) askedToday(tx *store.Tx, key string) (bool, error) {
	p, err := tx.Post(store.NoticeKey(key))
	if errors.Is(err, store.ErrNotFound) || key == "" {
		return false, nil
	}
	return p.Sent.IsZero() || store.DateOf(p.Sent.In(c.zone())) == c.Today(), err
}

// confirmedChair reports whether a person's role as chair gives them its
// rights in Slack.
func (d *draft) confirmedChair(partnership, person string) (bool, error) {
	roles, err := inRole(d.tx, partnership, "chair", d.c.Today())
	for _, r := range roles {
		if r.Person == person && r.Confirmed != "" {
			return true, nil
		}
	}
	return false, err
}

// chairBody is what the chair is told of a draft. After it has moved on, says
// tells where it stands, and there is nothing left to press.
func (c *Call) chairBody(tx *store.Tx, m *store.Meeting, says string) ([]byte, error) {
	head := Join(B("Draft minutes"), T(" of "+labelOf(tx, "meetings", m)+" are there for you to check."), linkAfter(m.MinutesURL))
	if m.MinutesURL == "" {
		head = Join(head, T(" No link to them is recorded."))
	}
	r := Reply{Blocks: []Block{Para(head)}}
	if says != "" {
		return NoticeBody(withBlocks(r, Para(T(says))))
	}
	to := "its secretariat"
	if list, err := secretaries(tx, m.Partnership, c.Today()); err == nil && len(list) > 0 {
		to = list[0].Name
	}
	r = withBlocks(r, Para(T("If they are right, press Checked. If not, ask for a change: "+to+" is told of it.")))
	return NoticeBody(withBlocks(r, Buttons{minutesButton(m.ID, "Checked", "checked"), minutesButton(m.ID, "Ask for a change", "change")}))
}

// correctChair corrects what the chair was told of a draft; "" keeps it a
// question.
func (c *Call) correctChair(tx *store.Tx, key string, m *store.Meeting, says string) error {
	post, err := tx.Post(store.NoticeKey(key))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	body, err := c.chairBody(tx, m, says)
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: key, Channel: post.To, Body: body, At: c.Now})
}

// draftTold is the meeting, as a change left it, whose draft minutes the chair
// was told of with that change; nil when it was of something else.
func (c *Call) draftTold(tx *store.Tx, number uint64) (*store.Meeting, error) {
	for e, err := range tx.Entries(number) {
		if err != nil {
			return nil, err
		}
		was, now, err := versions(&store.HistoryItem{Entry: e})
		if err != nil {
			return nil, err
		}
		old, _ := was.(*store.Meeting)
		if m, _ := now.(*store.Meeting); old != nil && m != nil && m.Minutes == "draft" && (old.Minutes != m.Minutes || old.MinutesURL != m.MinutesURL) {
			return m, nil
		}
	}
	return nil, nil
}

// draftStands says where a draft stands of which the chair was told, when that
// is taken back; "" when it is put back, and is to be checked again.
func (c *Call) draftStands(said Reply) string {
	for _, b := range said.Blocks {
		if p, ok := b.(Para); ok && strings.HasPrefix(plainText(Text(p), false), takenBack) {
			return ""
		}
	}
	return takenBack + " on " + english.Long(c.Today()) + ". There is nothing to check."
}

// draftKey is the key of the notice about a meeting's last draft, "" when
// there was none.
func (c *Call) draftKey(tx *store.Tx, meeting string) (string, error) {
	for h, err := range tx.History("meetings", meeting) {
		if err != nil {
			return "", err
		}
		was, now, err := versions(&h)
		if err != nil {
			return "", err
		}
		old, _ := was.(*store.Meeting)
		m, _ := now.(*store.Meeting)
		if old != nil && m != nil && m.Minutes == "draft" && (old.Minutes != "draft" || old.MinutesURL != m.MinutesURL) {
			return noticeKey(c.root(tx, h.Set.Number)), nil
		}
	}
	return "", nil
}

// changeTold tells the secretariat that the chair asks for a change to the
// minutes; the office, where no secretariat has Slack.
func (c *Call) changeTold(find func(*store.Tx) (*store.Meeting, error), text string) (Reply, error) {
	var told []string
	var m *store.Meeting
	w, err := c.write(func(tx *store.Tx) error {
		told, c.known = nil, nil
		var err error
		if m, err = find(tx); err != nil {
			return err
		}
		if err := c.changeable(tx, m); err != nil {
			return err
		}
		if text = strings.TrimSpace(text); text == "" || len([]rune(text)) > maxCorrection {
			return &Problem{Says: "A change has 1 to " + english.Thousands(maxCorrection) + " letters.", Then: "Say what is wrong, and what would be right."}
		}
		list, err := secretaries(tx, m.Partnership, c.Today())
		if err != nil {
			return err
		}
		key, err := c.changeKey(tx)
		if err != nil {
			return err
		}
		body, err := NoticeBody(c.changeWords(tx, m, text))
		if err != nil {
			return err
		}
		for _, p := range list {
			told = append(told, p.Name)
			if err := store.Owe(tx, store.Notice{Key: key + "-" + p.ID, Channel: slackID(&p), Body: body, At: c.Now}); err != nil {
				return err
			}
		}
		if len(list) > 0 {
			return nil
		}
		told = []string{"the office's channel (no secretariat with a Slack account is recorded)"}
		return store.Owe(tx, store.Notice{Key: key, Body: body, At: c.Now})
	})
	if err != nil {
		return Reply{}, err
	}
	if w.Again {
		return Reply{Blocks: []Block{Para(T("This was asked for already, and is not told twice."))}}, nil
	}
	return Reply{Blocks: []Block{
		Para(B("A change to the minutes is asked for.")), Para(T("“" + text + "”")), Para(T("Told to " + english.And(told...) + ".")),
	}}, nil
}

// changeKey is the same when the same request comes again.
func (c *Call) changeKey(tx *store.Tx) (string, error) {
	if c.ID != "" {
		return "minutes-change-" + c.ID, nil
	}
	rev, err := tx.Revision()
	return "minutes-change-" + strconv.FormatUint(rev, 10), err
}

// changeWords are what the secretariat is told.
func (c *Call) changeWords(tx *store.Tx, m *store.Meeting, text string) Reply {
	return Reply{Blocks: []Block{
		Para(Join(B(c.ownName(tx)+" asks for a change"), T(" to the minutes of "+labelOf(tx, "meetings", m)+":"))),
		Para(T("“" + text + "”")),
		Buttons{
			minutesButton(m.ID, "New draft", "draft"),
			{Label: "Minutes", Type: minutesWord + " meetings/" + m.ID},
		},
	}}
}

// changeable refuses a change to minutes that are agreed or not there, and to
// those who may not ask for one.
func (c *Call) changeable(tx *store.Tx, m *store.Meeting) error {
	if err := c.must(tx, Agree, about(m)); err != nil {
		return err
	}
	switch m.Minutes {
	case "", "none":
		return &Problem{Says: "No draft of the minutes is recorded yet, so there is nothing to change.", Then: "The draft comes first."}
	case "agreed":
		return &Problem{Says: "The minutes are agreed, and stay as they are.", Then: "Ask the partnership's secretariat to put a correction beside them."}
	}
	return nil
}
