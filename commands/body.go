package commands

import (
	"encoding/json"
	"errors"
	"fmt"
)

// stored is a block as it is kept. Exactly one of the fields is set.
type stored struct {
	Heading *Heading `json:"heading,omitempty"`
	Para    Para     `json:"para,omitempty"`
	Facts   Facts    `json:"facts,omitempty"`
	List    *List    `json:"list,omitempty"`
	Note    Note     `json:"note,omitempty"`
	Buttons Buttons  `json:"buttons,omitempty"`
	Rule    *Rule    `json:"rule,omitempty"`
}

// NoticeBody returns the blocks of a reply as the body of a store.Notice. The
// same blocks give the same bytes. Blocks that say nothing are left out.
func NoticeBody(r Reply) (json.RawMessage, error) {
	all := []stored{}
	for _, b := range r.Blocks {
		var s stored
		switch b := b.(type) {
		case Heading:
			s.Heading = &b
		case Para:
			s.Para = b
		case Facts:
			s.Facts = b
		case List:
			s.List = &b
		case Note:
			s.Note = b
		case Buttons:
			s.Buttons = b
		case Rule:
			s.Rule = &b
		default:
			return nil, fmt.Errorf("keep notice: no block of type %T", b)
		}
		if s.block() != nil {
			all = append(all, s)
		}
	}
	body, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("keep notice: %w", err)
	}
	return body, nil
}

// ReadNotice returns the reply that NoticeBody made a body of.
func ReadNotice(body json.RawMessage) (Reply, error) {
	var all []stored
	if err := json.Unmarshal(body, &all); err != nil {
		return Reply{}, fmt.Errorf("read notice: %w", err)
	}
	var r Reply
	for _, s := range all {
		b := s.block()
		if b == nil {
			return Reply{}, errors.New("read notice: a block of no known kind")
		}
		r.Blocks = append(r.Blocks, b)
	}
	return r, nil
}

// block is what is kept, nil for nothing.
func (s *stored) block() Block {
	switch {
	case s.Heading != nil:
		return *s.Heading
	case len(s.Para) > 0:
		return s.Para
	case len(s.Facts) > 0:
		return s.Facts
	case s.List != nil:
		return *s.List
	case len(s.Note) > 0:
		return s.Note
	case len(s.Buttons) > 0:
		return s.Buttons
	case s.Rule != nil:
		return *s.Rule
	}
	return nil
}
