package commands

import (
	"errors"
	"slices"
	"strings"

	"csp/reminders"
	"csp/store"
)

// timed is the record that somebody named whose reminders can be timed: the
// office, or one of those that have timings. The office may not be recorded
// yet.
func (c *Call) timed(tx *store.Tx, words string) (found, error) {
	if strings.EqualFold(strings.TrimPrefix(words, "the "), store.OfficeID) {
		o, err := store.Offices.Get(tx, store.OfficeID)
		if errors.Is(err, store.ErrNotFound) {
			o, err = store.Office{Meta: store.Meta{ID: store.OfficeID}}, nil
		}
		return found{store.Offices.Name, store.OfficeID, &o}, err
	}
	f, ok, err := c.byReference(tx, words)
	if err != nil || ok {
		return f, err
	}
	return c.resolve(tx, asking{Words: words, Kinds: timedKinds(), Again: func(n string) string { return settingsWord + " " + n }})
}

// timedKinds are the kinds of records that carry timings.
func timedKinds() []string {
	var out []string
	for _, k := range store.Table {
		if single, timed, _ := k.Traits(); timed && !single {
			name, _ := k.Called()
			out = append(out, name)
		}
	}
	return out
}

// cutTiming splits NAME REMINDER STEPS at the name of a reminder; ok is false
// when there is none. Without a name before it, it is the office's.
func cutTiming(line string) (name, timing, steps string, ok bool) {
	w := strings.Fields(line)
	for i := range w {
		for n := 1; n <= 2 && i+n <= len(w); n++ { // plan-renewal, or plan renewal
			t := strings.ToLower(strings.TrimSuffix(strings.Join(w[i:i+n], "-"), ":"))
			if slices.Contains(store.TimingNames(), t) {
				return orWord(strings.Join(w[:i], " "), store.OfficeID), t, strings.Join(w[i+n:], " "), true
			}
		}
	}
	return "", "", "", false
}

// timingsCard says when the reminders of a record come.
func (c *Call) timingsCard(tx *store.Tx, f found) (Reply, error) {
	if err := c.must(tx, Keep, about(f.Rec)); err != nil {
		return Reply{}, err
	}
	blocks, err := c.timingBlocks(tx, f)
	if err != nil {
		return Reply{}, err
	}
	title := "Reminders of " + f.label(tx)
	if f.Kind == store.Offices.Name {
		title = "Reminders of the office"
	}
	return withBlocks(Reply{Blocks: []Block{Heading(title)}}, blocks...), nil
}

// timingBlocks are the timings that hold for a record, and where each is set.
func (c *Call) timingBlocks(tx *store.Tx, f found) ([]Block, error) {
	layers, words, err := timingLayers(tx, f)
	if err != nil {
		return nil, err
	}
	var list List
	for _, name := range reminders.TimingsOf(f.Kind) {
		list.Items = append(list.Items, Join(B(timingName(name)), T(": "+timingSaid(name, layers, words))))
	}
	change, err := c.ifMay(tx, Keep, f.Rec, Button{
		Label: "Change a timing", Type: editWord + " " + f.Kind + "/" + f.ID + " timings",
		Action: settingsWord + ".set", Value: f.Kind + "/" + f.ID,
	})
	return append([]Block{list}, c.offer(tx, change...)...), err
}

// timingLayers are the timings of a record, of its partnership and of the
// office, with what each is called.
func timingLayers(tx *store.Tx, f found) ([]store.Timings, []string, error) {
	layers, words := []store.Timings{store.MetaOf(f.Rec).Timings}, []string{"set here"}
	if in := about(f.Rec).Partnerships; len(in) == 1 && f.Kind != store.Partnerships.Name {
		p, err := store.Partnerships.Get(tx, in[0])
		if err != nil {
			return nil, nil, err
		}
		layers, words = append(layers, p.Timings), append(words, "set for "+areaOf(&p))
	}
	if f.Kind == store.Offices.Name {
		return layers, words, nil
	}
	o, err := store.Offices.Get(tx, store.OfficeID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, nil, err
	}
	return append(layers, o.Timings), append(words, "set for the office"), nil
}

// timingSaid says when one kind of reminder comes, and who set it so.
func timingSaid(name string, layers []store.Timings, words []string) string {
	usual := reminders.Usual(name)
	list, layer := reminders.Nearest(name, usual, layers...)
	says := stepsWords(list)
	switch {
	case len(list) == 0 && layer < 0:
		return "by the calendar"
	case len(list) == 0:
		says = "off"
	}
	if layer >= 0 {
		says += " (" + words[layer] + ")"
	}
	return says
}

// timingName is a kind of reminder as people read it: Plan renewal.
func timingName(name string) string { return upper(strings.ReplaceAll(name, "-", " ")) }

// timingMove sets when one kind of reminder comes.
type timingMove struct {
	Kind, ID, Timing string
	Steps            []string
	Usual            bool // as where nothing is set
}

const timingMoveName = "timings"

func (m *timingMove) work(d *draft) error {
	f, err := d.c.timedByID(d.tx, m.Kind, m.ID)
	if err != nil {
		return err
	}
	d.title = timingName(m.Timing) + " reminders of " + f.label(d.tx)
	if f.Kind == store.Offices.Name {
		d.title = timingName(m.Timing) + " reminders of the office"
	}
	if !slices.Contains(reminders.TimingsOf(m.Kind), m.Timing) {
		return &Problem{Says: timingName(m.Timing) + " is no reminder of " + f.label(d.tx) + ".", Then: "Type /csp settings " + spoken(d.tx, m.Kind, m.ID) + " to see which it has."}
	}
	again, err := d.c.timedByID(d.tx, m.Kind, m.ID)
	if err != nil {
		return err
	}
	meta := store.MetaOf(again.Rec)
	timings := store.Timings{}
	for name, steps := range meta.Timings {
		timings[name] = steps
	}
	if m.Usual {
		delete(timings, m.Timing)
	} else {
		timings[m.Timing] = append([]string{}, m.Steps...)
	}
	if meta.Timings = timings; len(timings) == 0 {
		meta.Timings = nil
	}
	stopped := ""
	if !m.Usual && len(m.Steps) == 0 {
		if stopped, err = m.stops(d, f); err != nil {
			return err
		}
	}
	was := f.Rec
	if meta.Rev == 0 { // the office that is not recorded yet
		was = nil
	}
	if err := d.change(was, again.Rec); err != nil {
		return err
	}
	layers, words, err := timingLayers(d.tx, again)
	if err == nil {
		d.note(timingName(m.Timing) + " from now on: " + timingSaid(m.Timing, layers, words) + ". What was sent already is not sent again.")
	}
	if stopped != "" {
		d.note(stopped)
	}
	return err
}

// timedByID is timed for a record that is known.
func (c *Call) timedByID(tx *store.Tx, kind, id string) (found, error) {
	if kind == store.Offices.Name {
		return c.timed(tx, store.OfficeID)
	}
	return load(tx, subject{kind, id})
}

// setTiming sets when a kind of reminder comes, at once: it is one field, and
// can be undone.
func (c *Call) setTiming(name, timing, steps string) (Reply, error) {
	set, err := readSteps(timing, steps)
	if err != nil {
		return Reply{}, err
	}
	made, err := c.do(func(c *Call, tx *store.Tx) (move, error) {
		f, err := c.timed(tx, name)
		if err != nil {
			return nil, err
		}
		set.Kind, set.ID = f.Kind, f.ID
		return &set, nil
	})
	if err != nil {
		return Reply{}, err
	}
	return c.saved(made)
}

// stepsHow says how to write the steps of a reminder.
const stepsHow = "Type them such as 3 months before, 2 weeks before, on the day, each week for 4 weeks after; or off, or default. Written short, -3m, -2w, -5wd (working days), -5cwd (clear working days), 0d, +1w*4 do too."

// readSteps reads what stands behind a reminder's name: 3 months before, on
// the day; -6m, 0d; off; default.
func readSteps(timing, steps string) (timingMove, error) {
	m := timingMove{Timing: timing}
	switch list := stepTokens(steps); {
	case len(list) == 0:
		return m, &Problem{Says: "Say when " + lowerFirst(timingName(timing)) + " reminders should come.", Then: stepsHow}
	case len(list) == 1 && slices.Contains([]string{"off", "never", "none"}, list[0]):
		return m, nil
	case len(list) == 1 && (list[0] == "default" || list[0] == "usual"):
		m.Usual = true
		return m, nil
	}
	read, at, ok := readStepWords(steps)
	if !ok {
		says := "I cannot read “" + typed(steps) + "” as times"
		if !strings.HasPrefix(strings.ToLower(steps), at) {
			says += ", from “" + typed(at) + "” on"
		}
		return m, &Problem{Says: says + ".", Then: stepsHow}
	}
	m.Steps = read
	return m, nil
}

// timingForm asks which reminder of a record to change, and to what.
func (c *Call) timingForm(tx *store.Tx, at string) (*Form, error) {
	kind, id, _ := strings.Cut(at, "/")
	f, err := c.timedByID(tx, kind, id)
	if err == nil {
		err = c.must(tx, Keep, about(f.Rec))
	}
	if err != nil {
		return nil, gone(err)
	}
	layers, words, err := timingLayers(tx, f)
	if err != nil {
		return nil, err
	}
	which := Input{Name: "which", Label: "Reminder", Kind: Select}
	for _, name := range reminders.TimingsOf(f.Kind) {
		which.Options = append(which.Options, Option{Label: cutTo(timingName(name)+": "+timingSaid(name, layers, words), optionLabel), Value: name})
	}
	return &Form{
		ID: settingsWord + ".set", Title: "When reminders come", Send: "Save", State: at,
		Before: []Block{Para(B(orWord(f.label(tx), "The office")))},
		Inputs: []Input{which, {
			Name: "steps", Label: "When", Kind: OneLine, Max: 300,
			Hint: "Such as 3 months before, 2 weeks before, on the day, each week for 4 weeks after. Or off, or default. It takes the place of what stands beside the reminder above, so it begins empty.",
		}},
	}, nil
}

// optionLabel is how much of an option's words Slack shows.
const optionLabel = 75

func timingSent(c *Call, s Submission) (FormAnswer, error) {
	kind, id, _ := strings.Cut(s.State, "/")
	set, err := readSteps(first(s.Values["which"]), first(s.Values["steps"]))
	if p, ok := problemOf(err); ok {
		return FormAnswer{Errors: map[string]string{"steps": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	set.Kind, set.ID = kind, id
	c.Text = timingMoveName // for the audit
	made, err := c.do(func(*Call, *store.Tx) (move, error) { return &set, nil })
	if p, ok := problemOf(err); ok && !p.Refused {
		return FormAnswer{Errors: map[string]string{"steps": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	if err != nil {
		return FormAnswer{}, err
	}
	r, err := c.saved(made)
	return FormAnswer{Tell: &r}, err
}

// problemOf is the Problem that an error is, false when it is none.
func problemOf(err error) (*Problem, bool) {
	var p *Problem
	ok := errors.As(err, &p)
	return p, ok
}
