package commands

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"csp/store"
)

// encodeState and decodeState are what a form carries to find its way back.
func encodeState(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("keep form: %w", err)
	}
	return string(b), nil
}

func decodeState(s string, v any) error {
	if json.Unmarshal([]byte(s), v) != nil {
		return oldForm()
	}
	return nil
}

// suggestionKey stands for a suggestion in a form.
func suggestionKey(it store.AgendaItem) string {
	h := sha256.Sum256([]byte(store.Fold(it.Item)))
	return hex.EncodeToString(h[:6])
}

// write writes a move that needs not be shown before, and says so where the
// form was opened; what is wrong stands on the form.
func (f *fields) write(m move) (FormAnswer, error) {
	return f.writeRead(func(*Call, *store.Tx) (move, error) { return m, nil })
}

// writeRead is write of a move that is worked out in its transaction.
func (f *fields) writeRead(read func(*Call, *store.Tx) (move, error)) (FormAnswer, error) {
	if len(f.errs) > 0 {
		return FormAnswer{Errors: f.errs}, nil
	}
	made, err := f.c.do(read)
	var p *Problem
	if errors.As(err, &p) && !p.Refused {
		return FormAnswer{Errors: map[string]string{"": strings.TrimSpace(p.Says + " " + p.Then)}}, nil
	}
	if err != nil {
		return FormAnswer{}, err
	}
	r, err := f.c.saved(made)
	return FormAnswer{Tell: &r}, err
}
