package commands

import (
	"fmt"

	"csp/store"
)

// Right is something one may or may not do.
type Right string

// The rights. Which of them a person has is the table of rights.may.
const (
	Anyone  Right = ""        // whoever can type
	Own     Right = "own"     // see, update and close one's own actions
	Read    Right = "read"    // see a partnership's records
	Ask     Right = "ask"     // ask an owner for an update
	Agree   Right = "agree"   // agree minutes
	Attend  Right = "attend"  // say whether one comes to a board
	Propose Right = "propose" // an item for the agenda of a board
	Record  Right = "record"  // actions, decisions, attendance, minutes of a board
	Keep    Right = "keep"    // edit the register
	Manage  Right = "manage"  // settings, confirmed roles, files
)

// Subject is what a right is asked about. The zero Subject is nothing of any
// partnership, such as a duty that the law lays on all.
type Subject struct {
	Partnerships []string // the partnerships whose record it is
	Wide         bool     // it is of the whole police area
	Person       string   // it is this person
	Owners       []string // an action's owner and helpers: it is their own
	Closed       bool     // of a closed session
	Undecided    bool     // money or a decision that is not public yet: not for guests, who may be its recipients
	Office       bool     // the commissioner's, and not public yet: for nobody from outside the office's workspace
}

// about returns a record as the subject of rights; rec is a pointer as kinds
// give it out.
func about(rec any) Subject {
	switch r := rec.(type) {
	case *store.Partnership:
		return Subject{Partnerships: []string{r.ID}}
	case *store.Role:
		return of(r.Partnership)
	case *store.Plan:
		return of(r.Partnership)
	case *store.Meeting:
		return of(r.Partnership)
	case *store.Scheme:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Pilot:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Initiative:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Issue:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Decision:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0, Closed: r.Session == "closed", Undecided: undecided(r), Office: undecided(r) && r.Kind == "pcc"}
	case *store.Action:
		s := Subject{Partnerships: []string{r.Partnership}, Closed: r.Session == "closed"}
		if r.Owner != "" {
			s.Owners = append([]string{r.Owner}, r.Helpers...)
		}
		return s
	case *store.Snooze:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Email:
		return Subject{Partnerships: r.Partnerships, Wide: len(r.Partnerships) == 0}
	case *store.Person:
		return Subject{Person: r.ID}
	}
	return Subject{}
}

// undecided reports whether a decision is still to be taken, or is the
// commissioner's and not yet published.
func undecided(d *store.Decision) bool {
	return !taken(d) || d.Kind == "pcc" && d.Published.IsZero()
}

func of(partnership string) Subject {
	if partnership == "" {
		return Subject{Wide: true}
	}
	return Subject{Partnerships: []string{partnership}}
}

// rights is what one actor may do today, worked out once a request from
// their account, their channels and the register's confirmed roles.
type rights struct {
	tx     *store.Tx
	actor  Actor
	person string              // the register's person with the actor's account; "": none
	roles  map[string][]string // partnership id to confirmed current roles
	rooms  map[string]bool     // partnerships of a guest's channels
	public bool                // a whole channel reads the answer
	today  store.Date
}

// rightsOf works out an actor's rights as of today.
func rightsOf(tx *store.Tx, a Actor, today store.Date) (*rights, error) {
	r := &rights{tx: tx, actor: a, today: today}
	if a.Admin || a.Staff {
		return r, nil
	}
	p, err := personOf(tx, a)
	if err != nil {
		return nil, fmt.Errorf("read rights: %w", err)
	}
	r.person = p.ID
	if err := r.addRoles(today); err != nil {
		return nil, fmt.Errorf("read rights: %w", err)
	}
	if !a.Guest || a.Stranger {
		return r, nil
	}
	for _, ch := range a.Channels {
		for p, err := range store.Partnerships.By(tx, "channel", ch) {
			if err != nil {
				return nil, fmt.Errorf("read rights: %w", err)
			}
			if r.rooms == nil {
				r.rooms = map[string]bool{}
			}
			r.rooms[p.ID] = true
		}
	}
	return r, nil
}

// addRoles reads the confirmed roles. One lapses when the person's own
// account is no longer the confirmed one.
func (r *rights) addRoles(today store.Date) error {
	for _, account := range r.actor.accounts() {
		for role, err := range store.Roles.By(r.tx, "confirmed", account) {
			if err != nil {
				return err
			}
			if role.Person != r.person || r.person == "" || !during(today, role.From, role.Until) {
				continue
			}
			if r.roles == nil {
				r.roles = map[string][]string{}
			}
			r.roles[role.Partnership] = append(r.roles[role.Partnership], role.Role)
		}
	}
	return nil
}

// may reports whether the actor has a right over a subject: the one place
// where that is decided.
func (r *rights) may(right Right, about Subject) (bool, error) {
	a := r.actor
	switch {
	case right == Anyone || a.Admin:
		return true, nil
	case right == Manage:
		return false, nil
	case a.Staff:
		return true, nil
	case right == Keep, about.Office && (a.Guest || a.Stranger):
		return false, nil
	}
	if r.owns(about) && (right == Own || right == Read) {
		return true, nil
	}
	if right == Own {
		return r.may(Record, about)
	}
	if right == Attend || right == Propose {
		return r.attends(about)
	}
	if r.byRole(right, about) {
		return true, nil
	}
	if right != Read || about.Closed {
		return false, nil
	}
	return r.reads(about)
}

// outside reports whether the one who asks is a guest or of another workspace:
// what they may not see is to them as what is not there.
func (c *Call) outside() bool { return c.Actor.Guest || c.Actor.Stranger }

// owns reports whether the subject is the actor's own: their action, or
// themselves.
func (r *rights) owns(about Subject) bool {
	if r.person == "" {
		return false
	}
	for _, o := range about.Owners {
		if o == r.person {
			return true
		}
	}
	return about.Person == r.person
}

// byRole reports whether a confirmed role gives the right: to read in one of
// the subject's partnerships, to do anything in all of them.
func (r *rights) byRole(right Right, about Subject) bool {
	n := 0
	for _, p := range about.Partnerships {
		for _, role := range r.roles[p] {
			if roleGives(role, right) {
				n++
				break
			}
		}
	}
	return n > 0 && (right == Read || n == len(about.Partnerships))
}

// roleGives is what a confirmed role gives over its own partnership.
func roleGives(role string, right Right) bool {
	switch role {
	case "secretariat":
		return right == Read || right == Record || right == Ask || right == Agree
	case "chair", "vice-chair":
		return right == Read || right == Ask || right == Agree
	}
	return false
}

// reads reports whether the actor reads what is not closed.
func (r *rights) reads(about Subject) (bool, error) {
	switch a := r.actor; {
	case about.Undecided && (r.public || a.Guest || a.Stranger):
		return false, nil
	case !a.Guest && !a.Stranger:
		return true, nil
	case len(about.Partnerships) > 0:
		for _, p := range about.Partnerships {
			if r.rooms[p] {
				return true, nil
			}
		}
		return false, nil
	case about.Person != "":
		return r.meets(about.Person)
	}
	// The law, organisations and what is of the whole area belong to every
	// partnership, so whoever reads one reads them.
	return len(r.rooms) > 0 || len(r.roles) > 0, nil
}

// meets reports whether a person has a part in a partnership that the actor
// reads.
func (r *rights) meets(person string) (bool, error) {
	for role, err := range store.Roles.Of(r.tx, "people", person) {
		if err != nil {
			return false, err
		}
		if r.rooms[role.Partnership] || len(r.roles[role.Partnership]) > 0 {
			return true, nil
		}
	}
	return false, nil
}

// somewhere reports whether the actor has the right over anything at all, so
// that a command is worth offering.
func (r *rights) somewhere(right Right) bool {
	if ok, err := r.may(right, Subject{Wide: true}); ok && err == nil {
		return true
	}
	if right == Own || right == Attend || right == Propose {
		return r.person != "" || r.somewhere(Read)
	}
	for _, roles := range r.roles {
		for _, role := range roles {
			if roleGives(role, right) {
				return true
			}
		}
	}
	return false
}

// may reports whether the one who asks has a right over a subject.
func (c *Call) may(tx *store.Tx, right Right, about Subject) (bool, error) {
	r, err := c.rights(tx)
	if err != nil {
		return false, err
	}
	return r.may(right, about)
}

// rights returns the rights of the one who asks, as this transaction has
// them.
func (c *Call) rights(tx *store.Tx) (*rights, error) {
	if c.known != nil && c.known.tx == tx {
		return c.known, nil
	}
	r, err := rightsOf(tx, c.asker(), c.Today())
	if err != nil {
		return nil, err
	}
	r.public = c.Public
	c.known = r
	return r, nil
}
