package register

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"csp/store"
)

// Options say how a file is imported.
type Options struct {
	Actor   string    // who imports: T…/U…, or console
	Name    string    // how the actor is called, "" for Actor
	Request string    // id of the request, for retries; "": none
	Now     time.Time // the calendar's time
	DryRun  bool      // find out what would change, and change nothing
	Prune   bool      // remove what the file does not name
	Force   bool      // overwrite what changed since the file was exported
}

// ProblemsError is a file that cannot be imported as it is. Nothing of it
// was kept.
type ProblemsError struct {
	File     string
	Problems []Problem // by line, at least one
}

// Error says how many things are wrong and lists them, one a line.
func (e *ProblemsError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is not imported and nothing is changed: %s", e.File, counted(len(e.Problems), "thing is wrong", "things are wrong"))
	for _, p := range e.Problems {
		b.WriteString("\n" + p.String())
	}
	return b.String()
}

// errDryRun takes back what a dry run wrote.
var errDryRun = errors.New("dry run")

// Import brings the store up to the file: a record that the file names
// becomes what the file says, and all else stays, unless Prune takes it out.
// It is done as one change set or not at all; what is wrong with the file,
// its parse problems among it, is a *ProblemsError. A record that the file
// does not change keeps its revision.
func Import(ctx context.Context, s *store.Store, f *File, o Options) (Report, error) {
	var in *importer
	change := store.Change{Request: o.Request, Actor: o.Actor, Name: o.Name, Command: "import", At: o.Now}
	_, err := s.Change(ctx, change, func(tx *store.Tx) error {
		in = &importer{tx: tx, file: f, o: o, ids: map[string][]string{}}
		in.problems = problems{slices.Clone(f.problems.list), f.problems.full}
		if err := in.run(); err != nil {
			return err
		}
		if err := in.wrongFile(); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if found := store.FieldErrors(err); found != nil { // at the end of the change
		in.refused(found)
		err = in.wrongFile()
	}
	var wrong *ProblemsError
	switch {
	case errors.As(err, &wrong):
		return Report{}, wrong
	case errors.Is(err, errDryRun):
		in.report.DryRun = true
	case err != nil:
		return Report{}, fmt.Errorf("import %s: %w", f.Name, err)
	}
	return in.report, nil
}

// importer is one run over one transaction.
type importer struct {
	tx       *store.Tx
	file     *File
	o        Options
	accounts map[string]account
	lines    map[subject]int
	ids      map[string][]string // by kind, to suggest one that may be meant
	problems problems
	report   Report
}

func (in *importer) run() error {
	steps := []func() error{
		in.findMentions, in.changedSince, in.findAccounts, in.raiseReferences, in.prune, in.save, in.lapseOthers, in.settle, in.countOthers,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (in *importer) problem(r Record, line int, field, wrong, right string) {
	kind, _ := r.Kind.Called()
	in.problems.add(Problem{
		File: in.file.Name, Line: line, Kind: kind, ID: r.ID(),
		Field: field, Wrong: wrong, Right: right,
	})
}

// load returns the stored record, nil when there is none.
func (in *importer) load(kind store.AnyKind, id string) (any, error) {
	rec, err := kind.Load(in.tx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return rec, err
}

// findMentions looks in the store for what the file names without holding.
func (in *importer) findMentions() error {
	for _, m := range in.file.mentions {
		kind, ok := store.KindNamed(m.kind)
		if !ok {
			return fmt.Errorf("look for %s: no such kind", m.kind)
		}
		rec, err := in.load(kind, m.id)
		if err != nil {
			return err
		}
		if rec != nil {
			continue
		}
		right, err := in.nearest(kind, m.id)
		if err != nil {
			return err
		}
		in.problem(in.file.Records[m.record], m.line, m.field, fmt.Sprintf("%q is not the id of any of the %s", m.id, m.kind), right)
	}
	return nil
}

// nearest returns a sentence with the id that may have been meant.
func (in *importer) nearest(kind store.AnyKind, id string) (string, error) {
	name, _ := kind.Called()
	ids, known := in.ids[name]
	if !known {
		var err error
		if ids, err = in.someIDs(kind); err != nil {
			return "", err
		}
		in.ids[name] = ids
	}
	if s := suggest(id, ids, ""); s != "" {
		return s, nil
	}
	return "Add the record to the file, or correct the id.", nil
}

// someIDs returns ids of a kind, in the file and in the store, though not so
// many that a file with many slips would take long.
func (in *importer) someIDs(kind store.AnyKind) ([]string, error) {
	const most = 1000
	var ids []string
	for _, r := range in.file.Records {
		if r.Kind == kind && len(ids) < most {
			ids = append(ids, r.ID())
		}
	}
	for rec, err := range kind.Each(in.tx) {
		if err != nil {
			return nil, err
		}
		if ids = append(ids, store.MetaOf(rec).ID); len(ids) >= 2*most {
			break
		}
	}
	return ids, nil
}

// changedSince refuses records that moved on after the file was exported, and
// those that differ from a file of a later state, as after a restore.
func (in *importer) changedSince() error {
	now, err := in.tx.Revision()
	if err != nil || in.o.Force || in.file.Revision == 0 || in.file.Revision == now {
		return err
	}
	for _, r := range in.file.Records {
		old, err := in.load(r.Kind, r.ID())
		if err != nil {
			return err
		}
		if later := in.file.Revision > now; later && old != nil {
			err = in.behind(r, old)
		} else if later {
			continue
		} else if old == nil {
			err = in.deletedSince(r)
		} else if rev := store.MetaOf(old).Rev; rev > in.file.Revision {
			err = in.movedOn(r, old, rev)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

const exportAgain = "Export again and make your change there, or import with --force to overwrite."

func (in *importer) movedOn(r Record, old any, rev uint64) error {
	if same, err := sameRecord(old, r.Value); err != nil || same {
		return err
	}
	set, err := in.tx.ChangeSet(rev)
	if err != nil {
		return err
	}
	in.problem(r, r.Line, "", "was changed by "+author(set)+" after this file was exported", exportAgain)
	return nil
}

func (in *importer) behind(r Record, old any) error {
	same, err := sameRecord(old, r.Value)
	if err == nil && !same {
		in.problem(r, r.Line, "", "differs, and the file is of a later state than this store", exportAgain)
	}
	return err
}

func (in *importer) deletedSince(r Record) error {
	kind, _ := r.Kind.Called()
	for h, err := range in.tx.History(kind, r.ID()) {
		if err != nil {
			return err
		}
		if h.Entry.After == nil && h.Set.Number > in.file.Revision {
			in.problem(r, r.Line, "", "was deleted by "+author(h.Set)+" after this file was exported", exportAgain)
		}
		break
	}
	return nil
}

func author(set store.ChangeSet) string {
	who := set.Name
	if who == "" {
		who = set.Actor
	}
	if who == "" {
		who = "somebody"
	}
	return fmt.Sprintf("%s on %s", who, set.At.Format("2 January 2006"))
}

// sameRecord sets rec's revision to the stored one and reports whether it
// then says the same.
func sameRecord(old, rec any) (same bool, err error) {
	store.MetaOf(rec).Rev = store.MetaOf(old).Rev
	a, err := json.Marshal(old)
	if err != nil {
		return false, err
	}
	b, err := json.Marshal(rec)
	return bytes.Equal(a, b), err
}

// countOthers counts what the report does not speak of.
func (in *importer) countOthers() error {
	n := 0
	for _, told := range []What{Added, Changed, Unchanged, Kept} {
		n -= in.report.Count(told)
	}
	for _, k := range store.Table {
		name, _ := k.Called()
		have, err := in.tx.Count(name)
		if err != nil {
			return err
		}
		n += have
	}
	in.report.Others = max(n, 0)
	return nil
}
