package kvtest

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"csp/store/kv"
)

// recorder is a testing.TB that notes failures instead of failing, so that a
// test can see the suite fail. What a check does not use stays unimplemented.
type recorder struct {
	testing.TB
	mu       sync.Mutex
	ctx      context.Context
	failures []string
}

func (r *recorder) Helper()                  {}
func (r *recorder) Context() context.Context { return r.ctx }

func (r *recorder) Error(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprint(args...))
}

func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	panic(stopCheck{})
}

// stopCheck ends a check, where a real test would end its goroutine.
type stopCheck struct{}

// failing gives those of the checks that an engine, opened anew for each, does
// not pass.
func failing(t *testing.T, open func() kv.Engine, checks []Check) map[string][]string {
	t.Helper()
	failed := map[string][]string{}
	for _, c := range checks {
		e := open()
		r := &recorder{ctx: t.Context()}
		var wg sync.WaitGroup
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil && p != (stopCheck{}) {
					r.Errorf("panic: %v", p)
				}
			}()
			c.Run(r, e)
		})
		wg.Wait()
		if len(r.failures) > 0 {
			failed[c.Name] = r.failures
		}
	}
	return failed
}
