package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"csp/commands"
	"csp/config"
	"csp/reminders"
	"csp/store"
	"csp/store/kv"
	"csp/store/kv/boltkv"
	"csp/store/kv/memkv"
)

// office is an open store and the desk that answers from it.
type office struct {
	engine   kv.Engine
	bolt     *boltkv.Engine // nil in memory
	store    *store.Store
	desk     *commands.Desk
	calendar *calendar
}

// wrapEngine puts something around an engine, as tests do to run every Update
// twice.
type wrapEngine func(kv.Engine) kv.Engine

// opening says how a store is opened.
type opening struct {
	mustExist bool       // a file that is not there is an error, not a new store
	wrap      wrapEngine // put around the engine; nil: nothing
}

// openOffice opens the store that spec names. Who opens it closes it.
func openOffice(ctx context.Context, cfg config.Config, spec config.StoreSpec, how opening) (*office, error) {
	o := &office{calendar: newCalendar(cfg.Location, cfg.Now)}
	switch spec.Engine {
	case config.MemEngine:
		o.engine = memkv.New()
	default:
		opts := boltOptions()
		opts.MustExist = how.mustExist
		b, err := boltkv.Open(spec.Path, opts)
		if err != nil {
			return nil, err
		}
		o.engine, o.bolt = b, b
	}
	if how.wrap != nil {
		o.engine = how.wrap(o.engine)
	}
	s, err := store.Open(ctx, o.engine, store.WithWaker(reminders.Waker(remindersOf(cfg))))
	if err != nil {
		return nil, errors.Join(err, o.engine.Close())
	}
	o.store = s
	o.desk = commands.NewDesk(s, cfg.Location)
	o.desk.Reminders = remindersOf(cfg)
	return o, nil
}

// Close lets the store go.
func (o *office) Close() error { return o.engine.Close() }

// doubt names why more may have been posted than the store's ledger knows: it
// came back from a backup, or it is a copy of one that may still be in use
// elsewhere. "" when neither is so.
func (o *office) doubt() string {
	switch {
	case o.bolt == nil:
	case o.bolt.Foreign():
		return "copy " + time.Now().UTC().Format(time.RFC3339Nano) // at every start
	case !o.bolt.Restored().IsZero():
		return "restored " + o.bolt.Restored().UTC().Format(time.RFC3339Nano)
	}
	return ""
}

// adopt makes this machine's copy of the store the one in use.
func (o *office) adopt(ctx context.Context) error {
	if o.bolt == nil {
		return nil
	}
	return o.bolt.Adopt(ctx)
}

// storeProgram is the part of a subcommand that needs the store. It runs in
// this process, or in the one that serves the store.
type storeProgram func(ctx context.Context, o *office, c *call) error

// storePrograms are those parts by the subcommand's name.
func storePrograms() map[string]storeProgram {
	return map[string]storeProgram{
		"ask":       askStore,
		"import":    importStore,
		"export":    exportStore,
		"reminders": remindersStore,
		"backup":    backupStore,
		"check":     checkStore,
	}
}

// onStore runs the subcommand's part on the store that the settings name: in
// the process that serves it, if there is one, else here.
//
// Only a program that writes makes a new store: a name that was mistyped must
// not give an empty one to look at.
func (c *call) onStore(ctx context.Context, inputName string, writes bool) error {
	do := storePrograms()[c.program.name]
	if c.cfg.Store.Engine == config.BoltEngine {
		req := relayed{Program: c.program.name, Args: c.args, Name: inputName}
		code, err := callRelay(ctx, c.cfg.Store.Path, req, c.console)
		switch {
		case errors.Is(err, errNobody):
		case err != nil:
			return err
		case code != exitDone:
			return exitError(code)
		default:
			return nil
		}
	}
	o, err := openOffice(ctx, c.cfg, c.cfg.Store, opening{mustExist: !writes})
	if err != nil {
		return err
	}
	c.input = inputName
	return errors.Join(do(ctx, o, c), o.Close())
}

// serveRelayed runs a subcommand that another process passed on.
func (o *office) serveRelayed(cfg config.Config) func(context.Context, relayed, console) int {
	return func(ctx context.Context, r relayed, con console) int {
		do := storePrograms()[r.Program]
		if do == nil {
			return report(con, &usageError{fmt.Sprintf("%s cannot be done while csp serve runs. Stop it first.", r.Program)})
		}
		for _, p := range programs() {
			if p.name == r.Program {
				return report(con, do(ctx, o, &call{con, &p, cfg, r.Args, r.Name}))
			}
		}
		return exitUsage
	}
}

// drain discards what is left of the input, so that the caller is not cut
// off while it writes.
func drain(in io.Reader) { _, _ = io.Copy(io.Discard, in) }
