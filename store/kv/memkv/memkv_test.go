package memkv_test

import (
	"context"
	"errors"
	"testing"

	"csp/store/kv"
	"csp/store/kv/kvtest"
	"csp/store/kv/memkv"
)

func TestContract(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Engine { return memkv.New() })
}

func TestContractTwice(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Engine { return kvtest.Twice(memkv.New()) })
}

func TestWaitingForATurnCanBeCancelled(t *testing.T) {
	e := memkv.New()
	err := e.Update(t.Context(), func(kv.Writer) error {
		ctx, cancel := context.WithCancel(t.Context())
		waited := make(chan error)
		go func() { waited <- e.Update(ctx, func(kv.Writer) error { return nil }) }()
		cancel()
		return <-waited
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
}

func BenchmarkUpdate(b *testing.B) {
	e := memkv.New()
	const n = 100_000
	err := e.Update(b.Context(), func(w kv.Writer) error {
		for i := range n {
			if err := w.Put(kv.Key("partnership", i*7919%n), make([]byte, 100)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		i = (i + 7919) % n
		err := e.Update(b.Context(), func(w kv.Writer) error {
			return w.Put(kv.Key("partnership", i), []byte("changed"))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
