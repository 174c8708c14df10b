package config

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// StoreSpec says which engine keeps the records and where.
type StoreSpec struct {
	Engine string // BoltEngine or MemEngine
	Path   string // the database file for BoltEngine; empty for MemEngine
}

// The engines that a StoreSpec can name.
const (
	BoltEngine = "bolt"
	MemEngine  = "mem"
)

// String is the spec as CSP_STORE takes it.
func (s StoreSpec) String() string { return s.Engine + ":" + s.Path }

// A scheme of one letter would be a Windows drive, so two are asked for.
var scheme = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]+):`)

// ParseStore reads bolt:PATH, a bare path, or mem:. The error is the rest of a
// sentence that starts with the variable's name, and never repeats a password.
func ParseStore(s string) (StoreSpec, error) {
	m := scheme.FindStringSubmatch(s)
	if m == nil {
		if s == "" || s == BoltEngine || s == MemEngine {
			return StoreSpec{}, fmt.Errorf("is %q; write bolt:PATH for a file, such as bolt:csp.db, or mem: for memory alone", s)
		}
		return StoreSpec{Engine: BoltEngine, Path: s}, nil
	}
	rest := s[len(m[0]):]
	switch strings.ToLower(m[1]) {
	case BoltEngine:
		if rest == "" {
			return StoreSpec{}, errors.New("names no file; write its path after bolt:, such as bolt:csp.db")
		}
		return StoreSpec{Engine: BoltEngine, Path: rest}, nil
	case MemEngine:
		if rest != "" {
			return StoreSpec{}, fmt.Errorf("has %s after mem:, which keeps nothing on disk; write mem: alone, or bolt:PATH for a file", quote(rest))
		}
		return StoreSpec{Engine: MemEngine}, nil
	case "postgres", "postgresql":
		return StoreSpec{}, errors.New("asks for PostgreSQL, which is not built in; write bolt:PATH, such as bolt:csp.db")
	default:
		return StoreSpec{}, fmt.Errorf("asks for the engine %s, which is not built in; write bolt:PATH, such as bolt:csp.db", quote(m[1]))
	}
}
