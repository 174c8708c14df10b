package commands

import (
	"errors"
	"strings"

	"csp/store"
	"csp/store/english"
)

// comingKey is the key of the question that a channel is asked about a meeting
// on its day.
func comingKey(m *store.Meeting) string { return "coming-" + m.ID + "-" + m.Start.Date.String() }

// comingPost is the question, with how the answers stand.
func (c *Call) comingPost(tx *store.Tx, m *store.Meeting) (Reply, error) {
	r := Reply{Blocks: []Block{
		Para(Join(B("Who is coming?"), T(" "+upper(meetingOf(tx, m))+": "+english.Moment(m.Start)+at(m.Place)+"."))),
	}}
	if !takesAnswers(m, c.Today()) {
		state := "It is cancelled."
		if m.Status != "cancelled" {
			state = "It has been."
		}
		return withBlocks(r, Para(T(state))), nil
	}
	lines, err := turnoutLines(tx, m)
	if err != nil {
		return Reply{}, err
	}
	t, err := store.TurnoutOf(tx, m)
	if err != nil {
		return Reply{}, err
	}
	if names := silent(tx, t); names != "" && isBoard(*m) && len(t.Here)+len(t.Away) > 0 {
		lines = append(lines, "No answer yet: "+names+".")
	}
	for _, l := range lines {
		r = withBlocks(r, Para(T(l)))
	}
	return withBlocks(r, Buttons(answerButtons(m))), nil
}

// askForm shows the exact question and the channel before it is asked.
func (c *Call) askForm(tx *store.Tx, m *store.Meeting) (Reply, error) {
	p, text, err := c.question(tx, m)
	if err != nil {
		return Reply{}, err
	}
	blocks := append([]Block{Para(Join(T("This is posted in "), Text{{Text: "the channel of " + p.Name, Channel: p.Channel}}, T(":"))), Rule{}}, text.Blocks...)
	blocks = append(blocks, Rule{}, Note(T("Everybody in the channel can read it. The numbers in it follow the answers.")))
	blocks = withoutButtons(blocks)
	return Reply{Blocks: blocks, Form: &Form{ID: comingWord + ".ask", Title: "Who is coming?", Send: "Post it", State: comingValue(m), Before: blocks}}, nil
}

// withoutButtons leaves the buttons of a text out, and says that they are
// there: where it is only shown they would do what they say.
func withoutButtons(blocks []Block) []Block {
	var out []Block
	for _, b := range blocks {
		if row, ok := b.(Buttons); ok {
			var names []string
			for _, one := range row {
				names = append(names, one.Label)
			}
			b = Note(T("Buttons: " + strings.Join(names, ", ") + "."))
		}
		out = append(out, b)
	}
	return out
}

// question is the question about a meeting and the partnership whose channel
// is asked, for one who may.
func (c *Call) question(tx *store.Tx, m *store.Meeting) (store.Partnership, Reply, error) {
	p, err := store.Partnerships.Get(tx, m.Partnership)
	if err != nil {
		return p, Reply{}, err
	}
	if err := c.must(tx, Record, about(m)); err != nil {
		return p, Reply{}, err
	}
	if err := (&comingMove{}).takes(&draft{c: c, tx: tx}, m); err != nil {
		return p, Reply{}, err
	}
	if p.Channel == "" {
		return p, Reply{}, &Problem{Says: "No channel is recorded for " + p.Name + ", so nobody can be asked there.", Then: "To record one, type /csp edit " + p.ID + "."}
	}
	text, err := c.comingPost(tx, m)
	return p, text, err
}

// comingAsked posts the question, once for each meeting and day.
func comingAsked(c *Call, s Submission) (FormAnswer, error) {
	id, day, _ := strings.Cut(s.State, " ")
	var p store.Partnership
	var text Reply
	var key string
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, id)
		if err != nil {
			return gone(err)
		}
		if err := (&comingMove{Day: day}).takes(&draft{c: c, tx: tx}, &m); err != nil {
			return err
		}
		key = comingKey(&m)
		p, text, err = c.question(tx, &m)
		return err
	})
	if err != nil {
		return FormAnswer{}, err
	}
	return FormAnswer{
		Post: &Post{Channel: p.Channel, Key: key, Reply: text},
		Tell: &Reply{Blocks: []Block{Para(Join(T("Asked "), Text{{Text: "the channel of " + p.Name, Channel: p.Channel}}, T(".")))}},
	}, nil
}

// askedAgain lets the question that stands in a channel follow the answers.
func (c *Call) askedAgain(tx *store.Tx, m *store.Meeting) error {
	text, err := c.comingPost(tx, m)
	if err != nil {
		return err
	}
	return correctAsked(tx, m, text)
}

// askedOfUndone lets the questions about the meetings of a change follow when
// it is taken back.
func (c *Call) askedOfUndone(tx *store.Tx, number uint64) error {
	for e, err := range tx.Entries(number) {
		if err != nil {
			return err
		}
		if e.Kind != store.Meetings.Name {
			continue
		}
		m, err := store.Meetings.Get(tx, e.ID)
		if err == nil {
			err = c.askedAgain(tx, &m)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}

// movedAway corrects the question about a meeting that is no longer on that
// day.
func (c *Call) movedAway(tx *store.Tx, m *store.Meeting) error {
	text, err := c.comingPost(tx, m)
	if err != nil {
		return err
	}
	return correctAsked(tx, m, Reply{Blocks: []Block{text.Blocks[0], Para(T("It is moved to another day."))}})
}

// correctAsked has the question that a channel was asked about a meeting say
// something else; nothing where it was not asked.
func correctAsked(tx *store.Tx, m *store.Meeting, text Reply) error {
	post, err := tx.Post(store.NoticeKey(comingKey(m)))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	body, err := NoticeBody(text)
	if err != nil {
		return err
	}
	return store.Owe(tx, store.Notice{Key: comingKey(m), Channel: post.To, Body: body, AtOnce: true})
}
