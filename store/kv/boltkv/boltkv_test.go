package boltkv_test

import (
	"path/filepath"
	"testing"

	"csp/store/kv"
	"csp/store/kv/boltkv"
	"csp/store/kv/kvtest"
)

func open(tb testing.TB) kv.Engine {
	tb.Helper()
	e, err := boltkv.Open(filepath.Join(tb.TempDir(), "csp.db"), boltkv.Options{UnsafeNoSync: true})
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

func TestContract(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Engine { return open(t) })
}

func TestContractTwice(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Engine { return kvtest.Twice(open(t)) })
}
