package main

import (
	"slices"
	"strings"
	"testing"

	"csp/bot/sandbox"
)

// What the token may not do is said at the start, whichever scope it is.
func TestMissingScopesAreNamed(t *testing.T) {
	for lacks, want := range map[string]string{
		"":               "",
		"chat:write":     "nothing can be posted",
		"users:read":     "a part of what the bot does fails",
		"groups:history": "whose answer was lost cannot be looked for",
	} {
		granted := slices.DeleteFunc(botScopes(), func(s string) bool { return s == lacks })
		w := newWorld(t, worldOptions{slack: sandbox.Options{Scopes: granted}})
		w.edge.tellScopes(w.ctx)
		said := w.log.String()
		if want == "" && strings.Contains(said, "missing=") || want != "" && (!strings.Contains(said, want) || !strings.Contains(said, lacks)) {
			t.Errorf("without %q: %s", lacks, said)
		}
	}
}
