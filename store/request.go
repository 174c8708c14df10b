package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"csp/store/kv"
)

// Requests that were carried out are remembered so that one that comes again
// is not carried out twice. Nothing comes again after a week: Slack gives up
// within hours, and a form that was open for longer is refused by what its
// records have become.
const (
	requestAge = 7 * 24 * time.Hour
	// requestPrune is how many old requests one write forgets: it adds one,
	// so that any backlog goes in the end, and no write is slow.
	requestPrune = 16
)

// maxRequest bounds a request id: it becomes a key.
const maxRequest = 255

func requestKey(request string) []byte { return kv.Key("q", request) }

// repeated returns a RepeatedError when the request was carried out before.
func (tx *Tx) repeated(request string) error {
	if request == "" {
		return nil
	}
	if len(request) > maxRequest {
		return fmt.Errorf("request id of %d bytes, more than %d", len(request), maxRequest)
	}
	b, err := tx.getSealed(requestKey(request))
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n, err := strconv.ParseUint(string(b), 10, 64)
	if err != nil {
		return ErrDamaged
	}
	return &RepeatedError{n}
}

// requestTime is where a request stands among all by its age; the time is the
// machine's, since what comes again comes by it.
func requestTime(second int64, request string) []byte { return kv.Key("o", second, request) }

// Answers has the change under way carry out another request beside its own:
// what it is about, however it was asked for. The id is one of 255 bytes at
// most.
func (tx *Tx) Answers(request string) { tx.answers = append(tx.answers, request) }

// Answered returns the change that carried a request out, false when none
// did. The change is 0 when it wrote nothing.
func (tx *Tx) Answered(request string) (number uint64, ok bool, err error) {
	var again *RepeatedError
	if err = tx.repeated(request); errors.As(err, &again) {
		return again.Number, true, nil
	}
	return 0, false, err
}

// Say keeps with the change under way what the one who makes it is told.
func (tx *Tx) Say(said json.RawMessage) { tx.said = said }

// keepRequest remembers that a request made a change, 0 for none.
func (tx *Tx) keepRequest(request string, number uint64) error {
	return errors.Join(
		tx.putNumber(requestKey(request), number),
		tx.w.Put(requestTime(tx.clock().Unix(), request), nil))
}

// pruneRequests forgets the oldest requests that are older than a week.
func (tx *Tx) pruneRequests() error {
	from, _ := kv.Span("o")
	var old [][]byte
	for it, err := range tx.r.Scan(from, kv.Key("o", tx.clock().Add(-requestAge).Unix())) {
		if err != nil {
			return err
		}
		if old = append(old, it.Key); len(old) == requestPrune {
			break
		}
	}
	for _, key := range old {
		_, request, err := parseRequestTime(key)
		if err != nil {
			return fmt.Errorf("forget old requests: %w", err)
		}
		if err := errors.Join(tx.w.Delete(key), tx.w.Delete(requestKey(request))); err != nil {
			return fmt.Errorf("forget old requests: %w", err)
		}
	}
	return nil
}

func parseRequestTime(key []byte) (second int64, request string, err error) {
	p, err := kv.Parse(key)
	if err != nil || len(p) != 3 {
		return 0, "", ErrDamaged
	}
	second, ok1 := p[1].(int64)
	request, ok2 := p[2].(string)
	if !ok1 || !ok2 {
		return 0, "", ErrDamaged
	}
	return second, request, nil
}
