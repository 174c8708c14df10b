package kvtest

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"

	"csp/store/kv"
)

var togetherChecks = []Check{
	{"no update is lost", lostUpdate},
	{"no write skew", writeSkew},
	{"no phantom", phantom},
	{"a claim has one winner", claimOnce},
	{"a view sees one moment", oneMoment},
}

const (
	writers = 4
	// rounds is enough for writers that do overlap to be seen doing it.
	rounds = 20
)

// pause lets another writer in between a read and the write that rests on it,
// if the engine allows it.
func pause() {
	for range 4 {
		runtime.Gosched()
	}
}

func readInt(r kv.Reader, key string) (int, error) {
	val, err := r.Get([]byte(key))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(val))
}

func writeInt(w kv.Writer, key string, n int) error {
	return w.Put([]byte(key), strconv.AppendInt(nil, int64(n), 10))
}

func lostUpdate(tb testing.TB, e kv.Engine) {
	update(tb, e, func(w kv.Writer) error { return writeInt(w, "n", 0) })
	together(tb, writers, func(ctx context.Context, _ int) error {
		for range rounds {
			err := e.Update(ctx, func(w kv.Writer) error {
				n, err := readInt(w, "n")
				if err != nil {
					return err
				}
				pause()
				return writeInt(w, "n", n+1)
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	view(tb, e, func(r kv.Reader) error {
		if n, err := readInt(r, "n"); err != nil || n != writers*rounds {
			tb.Errorf("%d writers adding one %d times made %d, %v", writers, rounds, n, err)
		}
		return nil
	})
}

// writeSkew: each of several people on duty may leave if somebody else stays.
func writeSkew(tb testing.TB, e kv.Engine) {
	for round := range rounds {
		update(tb, e, func(w kv.Writer) error {
			for i := range writers {
				if err := writeInt(w, fmt.Sprint("on duty ", i), 1); err != nil {
					return err
				}
			}
			return nil
		})
		onDuty := func(r kv.Reader) (total int, err error) {
			for i := range writers {
				n, err := readInt(r, fmt.Sprint("on duty ", i))
				if err != nil {
					return 0, err
				}
				total += n
			}
			return total, nil
		}
		together(tb, writers, func(ctx context.Context, i int) error {
			return e.Update(ctx, func(w kv.Writer) error {
				n, err := onDuty(w)
				if err != nil || n == 1 {
					return err
				}
				pause()
				return writeInt(w, fmt.Sprint("on duty ", i), 0)
			})
		})
		view(tb, e, func(r kv.Reader) error {
			if n, err := onDuty(r); err != nil || n != 1 {
				tb.Errorf("round %d: %d are left on duty, %v; want 1", round, n, err)
			}
			return nil
		})
	}
}

// phantom: whoever finds no chair becomes the chair, each under a key of their
// own, so that only the empty range stands between them.
func phantom(tb testing.TB, e kv.Engine) {
	for round := range rounds {
		from, to := kv.Span("chair", round)
		together(tb, writers, func(ctx context.Context, i int) error {
			return e.Update(ctx, func(w kv.Writer) error {
				for _, err := range w.Scan(from, to) {
					return err
				}
				pause()
				return w.Put(kv.Key("chair", round, i), nil)
			})
		})
		view(tb, e, func(r kv.Reader) error {
			if keys, err := keysOf(r, from, to, false); err != nil || len(keys) != 1 {
				tb.Errorf("round %d: %d chairs, %v; want 1", round, len(keys), err)
			}
			return nil
		})
	}
}

func claimOnce(tb testing.TB, e kv.Engine) {
	const notices = 20
	errTaken := errors.New("taken")
	var winners [notices]atomic.Int32
	together(tb, writers, func(ctx context.Context, i int) error {
		for n := range notices {
			err := e.Update(ctx, func(w kv.Writer) error {
				switch _, err := w.Get(kv.Key("claim", n)); {
				case err == nil:
					return errTaken
				case !errors.Is(err, kv.ErrNotFound):
					return err
				}
				pause()
				return w.Put(kv.Key("claim", n), kv.Key(i))
			})
			switch {
			case err == nil:
				winners[n].Add(1)
			case !errors.Is(err, errTaken):
				return err
			}
		}
		return nil
	})
	for n := range winners {
		if got := winners[n].Load(); got != 1 {
			tb.Errorf("notice %d was claimed by %d, want 1", n, got)
		}
	}
}

// oneMoment: money moves between two accounts, every other time in vain; whoever
// looks sees all of it and none of what was given up.
func oneMoment(tb testing.TB, e kv.Engine) {
	const sum = 100
	set := func(w kv.Writer, a int) error {
		if err := writeInt(w, "a", a); err != nil {
			return err
		}
		pause()
		return writeInt(w, "b", sum-a)
	}
	update(tb, e, func(w kv.Writer) error { return set(w, sum) })
	var done atomic.Bool
	var looks atomic.Int32
	together(tb, 3, func(ctx context.Context, i int) error {
		if i == 0 {
			defer done.Store(true)
			// The writer goes on until it has been watched: a machine that is
			// busy may let no reader run before the writer is through.
			for n := 0; n < 10*rounds || looks.Load() < 10*rounds; n++ {
				err := e.Update(ctx, func(w kv.Writer) error {
					err := set(w, n%sum)
					if n%2 == 0 && err == nil {
						err = errStop
					}
					return err
				})
				if err != nil && !errors.Is(err, errStop) {
					return err
				}
			}
			return nil
		}
		for !done.Load() {
			looks.Add(1)
			err := e.View(ctx, func(r kv.Reader) error {
				a, errA := readInt(r, "a")
				pause()
				b, errB := readInt(r, "b")
				if err := errors.Join(errA, errB); err != nil {
					return err
				}
				if a+b != sum || a%2 == 0 && a != sum {
					return fmt.Errorf("a view sees %d and %d", a, b)
				}
				return nil
			})
			if err != nil {
				looks.Add(10 * rounds) // enough was seen
				return err
			}
		}
		return nil
	})
}
