package store

import (
	"context"
	"testing"

	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

// buffered is an engine whose writes go through a buffer.
type buffered struct{ kv.Engine }

func (e buffered) Update(ctx context.Context, fn func(kv.Writer) error) error {
	return e.Engine.Update(ctx, func(w kv.Writer) error {
		b := &buffer{Writer: w}
		defer b.end()
		if err := fn(b); err != nil {
			return err
		}
		return b.flush()
	})
}

// TestBufferIsAWriter holds the buffer to the contract of engines.
func TestBufferIsAWriter(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Engine {
		t.Helper()
		e := buffered{memkv.New()}
		t.Cleanup(func() {
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		})
		return e
	})
}
