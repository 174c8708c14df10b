package main

import (
	"net"
	"strings"
	"testing"
)

// A port that is in use is refused with what to type instead.
func TestSandboxOnAPortInUse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	code, _, errs := csp(t, "sandbox", "--addr", l.Addr().String())
	if code != exitUsage || !strings.Contains(errs, "address already in use") || !strings.Contains(errs, "--addr 127.0.0.1:0") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
