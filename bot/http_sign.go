package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// signatureAge is how far a signed request's time may be from the machine's
// clock, to either side.
// https://docs.slack.dev/authentication/verifying-requests-from-slack
const signatureAge = 5 * time.Minute

// signer checks Slack's signatures. It is like slack-go's verifier, but keeps
// its keyed hashes, so that a request does not key one anew.
type signer struct{ macs sync.Pool }

func newSigner(secret string) *signer {
	return &signer{sync.Pool{New: func() any { return hmac.New(sha256.New, []byte(secret)) }}}
}

// signed reports whether the body bears a good signature of about now.
func (s *signer) signed(h http.Header, body []byte, now time.Time) bool {
	stamp, sign := h.Get("X-Slack-Request-Timestamp"), h.Get("X-Slack-Signature")
	at, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > signatureAge {
		return false
	}
	given, ok := strings.CutPrefix(sign, "v0=")
	var want, got [sha256.Size]byte
	if !ok || len(given) != hex.EncodedLen(len(got)) {
		return false
	}
	if _, err := hex.Decode(got[:], []byte(given)); err != nil {
		return false
	}
	mac := s.macs.Get().(hash.Hash)
	defer s.macs.Put(mac)
	mac.Reset()
	mac.Write([]byte("v0:" + stamp + ":"))
	mac.Write(body)
	return hmac.Equal(mac.Sum(want[:0]), got[:])
}
