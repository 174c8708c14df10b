package reminders

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

var keyLetters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// keyOf is the key of a step's line for an audience.
func keyOf(k *Kind, s *Step, to Audience) string {
	return Key(k.Name, s.Subject, s.Anchor, s.Offset, to, s.Snooze)
}

// Key returns the key of a line: 16 opaque characters that follow from what
// the line is and from nothing that may change about it. Its day, its words
// and where it goes are not in it. snooze is the id of the snooze that put it
// off, "" for none.
func Key(kind, subject, anchor, offset string, to Audience, snooze string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{kind, subject, anchor, offset, string(to), snooze}, "\x00")))
	return keyLetters.EncodeToString(sum[:10])
}
