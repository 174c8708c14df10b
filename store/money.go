package store

import (
	"fmt"
	"strconv"
	"strings"
)

// Money is a sum in pence, which may be Not recorded (the zero Money). Nought
// pounds is a sum that is recorded.
type Money struct {
	Pence int64
	Known bool
}

// maxPounds bounds a sum so that no total of a register can overflow.
const maxPounds = 1_000_000_000_000

// ParseMoney reads pounds, with or without two digits of pence: 12500,
// 12500.00. No sign, comma, currency or float: £12,500 is what people read,
// not what the register holds.
func ParseMoney(s string) (Money, error) {
	pounds, pence, dotted := strings.Cut(s, ".")
	p, ok := digits(pounds)
	ok = ok && pounds != "" && p <= maxPounds
	q := 0
	if ok && dotted {
		q, ok = digits(pence)
		ok = ok && len(pence) == 2
	}
	if !ok {
		return Money{}, fmt.Errorf("%s is not a sum: write pounds and pence as 12500.00", quoted(s))
	}
	return Money{int64(p)*100 + int64(q), true}, nil
}

// IsZero reports whether the sum is Not recorded.
func (m Money) IsZero() bool { return !m.Known }

// String returns the sum as the register writes it (12500.00), "" when Not
// recorded.
func (m Money) String() string {
	if !m.Known {
		return ""
	}
	return fmt.Sprintf("%d.%02d", m.Pence/100, m.Pence%100)
}

// Pounds returns the sum as people read it: £12,500, or £75.50; "" when Not
// recorded.
func (m Money) Pounds() string {
	if !m.Known {
		return ""
	}
	s := strconv.FormatInt(m.Pence/100, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if p := m.Pence % 100; p != 0 {
		return fmt.Sprintf("£%s.%02d", s, p)
	}
	return "£" + s
}

// MarshalText writes the sum as String does.
func (m Money) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads what MarshalText wrote; "" is Not recorded.
func (m *Money) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Money{}
		return nil
	}
	v, err := ParseMoney(string(b))
	if err == nil {
		*m = v
	}
	return err
}
