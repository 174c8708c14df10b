// Package bare is the least that can answer a slash command over signed HTTP:
// it verifies the signature, parses the form, reads one key and writes the
// card that lies there. It is the measure for what the bot costs more.
package bare

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"csp/store/kv"
)

// Key is where the ready card lies.
var Key = kv.Key("bare")

// Handler answers from e, with signatures made with secret.
func Handler(e kv.Engine, secret string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return
		}
		stamp := r.Header.Get("X-Slack-Request-Timestamp")
		at, err := strconv.ParseInt(stamp, 10, 64)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte("v0:" + stamp + ":"))
		mac.Write(body)
		given := r.Header.Get("X-Slack-Signature")
		if err != nil || time.Since(time.Unix(at, 0)).Abs() > 5*time.Minute || !hmac.Equal([]byte("v0="+hex.EncodeToString(mac.Sum(nil))), []byte(given)) {
			http.Error(w, "not signed", http.StatusUnauthorized)
			return
		}
		form, err := url.ParseQuery(string(body))
		if err != nil || form.Get("command") != "/csp" {
			http.Error(w, "no command", http.StatusBadRequest)
			return
		}
		var card []byte
		err = e.View(r.Context(), func(tx kv.Reader) error {
			card, err = tx.Get(Key)
			return err
		})
		if err != nil {
			http.Error(w, "no card", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(card)
	})
}
