package commands

import (
	"regexp"
	"slices"
	"strings"

	"csp/store"
	"csp/store/english"
)

// knownLine is a pasted line about an action that the register has: it is done,
// cancelled, due on another day, or something is said of it.
type knownLine struct {
	action store.Action
	verb   string // doneVerb, cancelVerb, moveVerb or updateVerb
	note   string // what is said of it
	due    store.Due
	stays  bool   // it says the date that there is
	moves  bool   // it says that the date moves, and to no day that is read
	to     string // to when then, in its words
}

// What a line does with an action that is there.
const (
	doneVerb   = "done"
	cancelVerb = "cancelled"
	moveVerb   = "moved"
	updateVerb = "update"
)

// movesWords say that an action is due on another day.
const (
	movesWords   = `mov(?:ed?|ing)|extend(?:ed)?|` + carriesWords
	carriesWords = `defer(?:red)?|postponed?|slip(?:s|ped)?|(?:carr(?:y|ied)|roll(?:ed)?) (?:forward|fwd|over)|c/f(?:wd)?`
	dateWords    = `(?:the )?(?:date|deadline|due date)`
)

var (
	// refLine is a line that begins with a reference, perhaps behind a word of
	// what becomes of it.
	refLine = regexp.MustCompile(`(?i)^(?:(done|closed?|completed?|updated?|cancel|cancelled|move|moved)\s*[:-]?\s+)?([a-z][a-z0-9]{0,7}[ -]{1,3}(?:d[ -]{1,3})?\d\d[ -]{1,3}\d{1,6})(?:[\s:;,.()-]+(.*))?$`)
	// strictRef is a reference as the program writes it, whoever's it is.
	strictRef = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,7}-(?:D-)?\d\d-\d{3,6}$`)

	saysDone   = regexp.MustCompile(`(?i)^(?:(?:is|was|now|has been|action)\s+)*(?:done|closed?|completed?|discharged|finished)\b[\s:;,.()-]*(.*)$`)
	saysCancel = regexp.MustCompile(`(?i)^(?:(?:is|was|now|has been)\s+)*(?:cancel|cancelled|withdrawn|no longer needed|not needed)\b[\s:;,.()-]*(.*)$`)
	saysMove   = regexp.MustCompile(`(?i)^(?:` + dateWords + ` )?(?:(?:is|was|now|has been|to be)\s+)*(?:((?:` + movesWords + `)(?: ` + dateWords + `)?|(?:now )?due|new (?:due )?(?:date|deadline)|deadline)(?: is| of)?(?: to| until| on| by)?:?|to|until|by)\s+(.+)$`)
	// saysMoves is a move without a day.
	saysMoves = regexp.MustCompile(`(?i)^(?:(?:is|was|now|has been|to be)\s+)*(?:` + movesWords + `)(?: ` + dateWords + `)?$`)
	// saysCarried is one behind something else that is said.
	saysCarried = regexp.MustCompile(`(?i)^.+?[\s,;.:(-]+(?:(?:and|is|was|now|please|to be) )*(?:` + carriesWords + `)$`)
	// saysMoveLast is a move behind something else that is said.
	saysMoveLast = regexp.MustCompile(`(?i)^(.+?)[\s,;.:(-]+(?:(?:and|is|was|now|please|to be) )*(?:` + movesWords + `)(?: ` + dateWords + `)?(?: to| until)?\s+(.+)$`)
)

// refAsked is what a line says of the reference that it begins with. ok is
// false when it begins with none: one as the program writes it, or one whose
// prefix some partnership has.
func (r *recording) refAsked(line string) (ref []string, verb, rest string, ok bool, err error) {
	s := (&lineCut{}).unlabelled(onOneLine(straight(strings.NewReplacer("\t", " ", "|", " ").Replace(line))))
	m := refLine.FindStringSubmatch(s)
	if m == nil {
		return nil, "", "", false, nil
	}
	refs := references(m[2])
	ok = strictRef.MatchString(strings.ToUpper(m[2]))
	for _, ref := range refs {
		if ok {
			break
		}
		prefix, _, _, _ := store.ParseRef(ref)
		if _, ok, err = r.prefixed(r.tx, strings.TrimSuffix(prefix, "-D")); err != nil {
			return nil, "", "", false, err
		}
	}
	return refs, strings.ToLower(m[1]), trimmedNote(m[3]), ok && len(refs) > 0, nil
}

// trimmedNote is what follows a reference without the marks around it.
func trimmedNote(s string) string { return strings.Trim(s, " .;,()-") }

// readKnown reads a line about an action that is there, nil when it is about
// none. What it cannot be is asked, and noAction says how it is answered.
func (rd *reading) readKnown(a *pastedAction, line string) (*knownLine, error) {
	refs, verb, rest, ok, err := rd.r.refAsked(line)
	if err != nil || !ok {
		return nil, err
	}
	rec, says, err := rd.actionOf(refs)
	if err != nil {
		return nil, err
	}
	k := &knownLine{verb: updateVerb, note: rest}
	if rec != nil {
		k.action = *rec
		rules, err := rd.r.lineRules()
		if err != nil {
			return nil, err
		}
		k.read(verb, rest, rules)
	}
	if rec != nil && k.there() {
		rd.left = append(rd.left, leftLine{of: actionsWord, line: line, why: leftThere, as: actionName(rec)})
		return k, errLeftOut
	}
	if k.moves && !rd.closes[k.action.ID] {
		rd.askMove(a, k, line)
		return k, nil
	}
	return rd.askKnown(a, k, line, rec, says)
}

// askKnown asks what a line is that says nothing of an action, or what cannot
// be; says is what is wrong with its reference, "" when nothing is.
func (rd *reading) askKnown(a *pastedAction, k *knownLine, line string, rec *store.Action, says string) (*knownLine, error) {
	options := []Option{{Label: "Take it as a new action, as it stands", Value: answerWhole}, {Label: "Leave this line out", Value: answerNone}}
	closed := rec != nil && (!rec.IsOpen() || rd.closes[rec.ID])
	switch {
	case says != "":
	case closed && k.verb != updateVerb:
		says = upper(actionName(rec)) + " is " + orWord(howClosed(rec), "closed by another line") + "."
		options = options[1:]
		if k.note != "" {
			options = append([]Option{{Label: "Add its words as an update", Value: answerSo}}, options...)
		}
	case k.verb == updateVerb && k.note == "":
		says = "This line says nothing of " + actionName(rec) + "."
		options = append([]Option{{Label: "It is done", Value: answerSo}}, options[1:]...)
		if closed {
			options = options[1:]
		}
	}
	if says == "" {
		rd.closes[k.action.ID] = closed || k.verb == doneVerb || k.verb == cancelVerb
		return k, nil
	}
	switch rd.ask(a, question{name: questionName("ref", line), label: quotedLine(line), hint: says, options: options}) {
	case answerWhole:
		return nil, nil
	case answerSo:
		if k.note != "" {
			k.verb = updateVerb
			return k, nil
		}
		k.verb = doneVerb
		rd.closes[k.action.ID] = true
		return k, nil
	case answerNone:
		a.out = true
	}
	return k, nil
}

// actionOf finds the action with a reference; says is why it is none that this
// board's record can be about.
func (rd *reading) actionOf(refs []string) (a *store.Action, says string, err error) {
	r := rd.r
	for _, ref := range refs {
		f, ok, err := refRecord(r.tx, ref)
		if err != nil {
			return nil, "", err
		}
		if !ok {
			continue
		}
		if ok, err = r.may(r.tx, Read, about(f.Rec)); err != nil {
			return nil, "", err
		}
		a, is := f.Rec.(*store.Action)
		switch {
		case !ok: // as though it were not there
		case !is:
			return nil, ref + " is a decision, not an action.", nil
		case a.Partnership != r.p.ID:
			return nil, ref + " is an action of " + partnershipName(r.tx, a.Partnership) + ", so nothing is recorded of it here.", nil
		default:
			return a, "", nil
		}
	}
	return nil, "Nothing has the reference " + refs[0] + ". To put it right, press Back.", nil
}

// read takes apart what follows the reference.
func (k *knownLine) read(verb, rest string, rules lineRules) {
	verb = strings.ToLower(verb)
	switch {
	case strings.HasPrefix(verb, "done"), strings.HasPrefix(verb, "close"), strings.HasPrefix(verb, "complete"):
		k.verb = doneVerb
		return
	case strings.HasPrefix(verb, "cancel"):
		k.verb = cancelVerb
		return
	case strings.HasPrefix(verb, "update"):
		return
	}
	if strings.HasPrefix(verb, "move") {
		rest = "to " + strings.TrimPrefix(rest, "to ")
	}
	if m := saysDone.FindStringSubmatch(rest); m != nil {
		k.verb, k.note = doneVerb, m[1]
	} else if m := saysCancel.FindStringSubmatch(rest); m != nil {
		k.verb, k.note = cancelVerb, m[1]
	} else if k.action.IsOpen() {
		k.readMove(rest, rules)
	}
}

// readMove reads to when what is said of an open action moves it.
func (k *knownLine) readMove(rest string, rules lineRules) {
	if saysMoves.MatchString(rest) || saysCarried.MatchString(rest) {
		k.moves = !k.action.Due.NextBoard // then it is due at the one that is next now
		return
	}
	note, to, said := "", "", false
	if m := saysMove.FindStringSubmatch(rest); m != nil {
		to, said = m[2], saysMoves.MatchString(strings.TrimSpace(m[1])) || rules.nearDate(m[2])
	} else if m := saysMoveLast.FindStringSubmatch(rest); m != nil {
		note, to, said = trimmedNote(m[1]), m[2], looksLikeDate(strings.Fields(m[2])) || rules.nearDate(m[2])
	} else {
		return
	}
	switch d, ok := readDue(to, rules); {
	case ok && d.Due == k.action.Due && note == "":
		k.stays = true
	case ok && d.Due == k.action.Due:
		k.note = note // it is due then
	case ok && !d.Passed:
		k.verb, k.due, k.note = moveVerb, d.Due, note
	case said:
		k.moves, k.to = true, to
	}
}

// there reports whether all that a line says of an action is recorded: that it
// is closed so, that it is due then, or the words of an update.
func (k *knownLine) there() bool {
	a := &k.action
	said := k.note == "" || slices.ContainsFunc(a.Updates, func(u store.Update) bool {
		_, words, _ := strings.Cut(k.note, ":") // behind a name
		return sameLine(trimmedNote(u.Text), k.note) || sameLine(trimmedNote(u.Text), trimmedNote(words))
	})
	switch k.verb {
	case doneVerb, cancelVerb:
		return said && a.Status == k.verb
	case updateVerb:
		return k.stays || said && k.note != ""
	}
	return false
}

// howClosed says how an action was closed: done on 3 March 2026.
func howClosed(a *store.Action) string {
	if a.IsOpen() {
		return ""
	}
	if a.Closed.IsZero() {
		return a.Status
	}
	return a.Status + " already, on " + english.Short(a.Closed)
}

// known writes what a line says of an action that is there. Of two lines about
// one action the second goes on from the first.
func (d *draft) known(k *knownLine) error {
	at := -1
	a := k.action
	for i, s := range d.steps {
		if now, ok := s.now.(*store.Action); ok && now.ID == a.ID {
			at, a = i, *now
		}
	}
	n := len(d.steps)
	work := dueWork(k.due, k.note)
	switch k.verb {
	case cancelVerb:
		work = cancelWork(k.note)
	case doneVerb, updateVerb:
		by, note, err := d.c.saidBy(d.tx, &a, k.note)
		if err != nil {
			return err
		}
		if work = updateWork(by, note); k.verb == doneVerb {
			work = doneWork(by, note)
		}
	}
	right := d.right
	err := work(d, &a)
	d.right = right
	if err == nil && at >= 0 && len(d.steps) > n {
		d.steps[at].now = d.steps[n].now
		d.steps = d.steps[:n]
	}
	return err
}
