package commands

import (
	"strconv"

	"csp/store"
)

// checkForm shows exactly what is written; sending it writes it. stale says
// why it is shown again.
func (r *recording) checkForm(stale string, page int) (*Form, error) {
	d := &draft{c: r.Call, tx: r.tx}
	m := &recordMove{r: r}
	if err := m.work(d); err != nil {
		return nil, gone(err)
	}
	left := m.rd.leftBlocks(0)
	f, err := m.checkFrame(len(left) > 0)
	if err != nil {
		return nil, err
	}
	if stale != "" {
		f.Before = append([]Block{staleBlock(stale)}, f.Before...)
	}
	if len(d.steps) == 0 {
		f.Send = ""
		f.Before = append(f.Before, left...)
		f.Before = append(f.Before, Para(T("There is nothing to write: all of it is recorded already. Press Back to add something.")))
		return f, nil
	}
	v, err := d.draw()
	if err != nil {
		return nil, err
	}
	said, err := d.boardSaid()
	if err != nil {
		return nil, err
	}
	pages := pagesOf(append(said, left...), checkSize)
	page = min(max(page, 0), len(pages)-1)
	head := "This will be written when you press “Write it all”"
	if len(pages) > 1 {
		head += ", part " + strconv.Itoa(page+1) + " of " + strconv.Itoa(len(pages))
	}
	f.Before = append(f.Before, Para(B(head)))
	f.Before = append(f.Before, pages[page]...)
	st := recordState{Meeting: r.m.ID, Step: stepCheck, Serial: r.d.Serial, Code: v.code, Page: page, Last: page == len(pages)-1}
	f.State = st.encode()
	if !st.Last {
		f.Send = "Next"
		return f, nil
	}
	if r.d.Chair {
		says := "The chair changed: ask the office's staff to record who it is."
		if ok, err := r.may(r.tx, Keep, of(r.p.ID)); err == nil && ok {
			says = "The chair changed: press New chair afterwards."
		}
		f.Before = append(f.Before, Para(T(says)))
	}
	f.Before = append(f.Before, Note(T("Until then nothing of it is in the register, and your draft is kept for 7 days.")))
	return f, nil
}

// sayFirst has a form begin with what is recorded of the board already, and
// with where the pasted lines went by their headings.
func (r *recording) sayFirst(f *Form) error {
	already, err := r.recordedAlready()
	if err != nil {
		return err
	}
	f.Before = append(f.Before, already...)
	if s := r.sortedSaid(); s != "" {
		f.Before = append(f.Before, Para(T(s)))
	}
	return nil
}

// checkFrame is the last step as far as it says what became of what was pasted;
// counted: of how many lines.
func (m *recordMove) checkFrame(counted bool) (*Form, error) {
	r := m.r
	r.repeats = len(m.rd.again) > 0
	f := r.frame(stepCheck, "Check and write", "Write it all")
	if err := r.sayFirst(f); err != nil {
		return nil, err
	}
	if counted {
		for _, n := range m.rd.counts() {
			f.Before = append(f.Before, Para(T(n)))
		}
	}
	f.Before = append(f.Before, m.rd.againSaid()...)
	return f, nil
}

// recordWritten writes what the last step showed.
func recordWritten(c *Call, s Submission) (FormAnswer, error) {
	st, err := readRecordState(s.State)
	if err != nil {
		return FormAnswer{}, err
	}
	if f, err := c.askedSince(st); err != nil {
		return problemOnForm(err)
	} else if f != nil {
		return FormAnswer{Next: f}, nil
	}
	if !st.Last {
		return c.recordNextForm(func(tx *store.Tx) (*Form, error) {
			r, err := c.recording(tx, st.Meeting)
			if err != nil {
				return nil, err
			}
			f, err := r.checkForm("", st.Page+1)
			if err != nil {
				return nil, err
			}
			if next, err := readRecordState(f.State); err != nil || !sameCode(st.Code, next.Code) {
				return r.checkForm("Something has changed since this was shown.", 0)
			}
			return f, nil
		})
	}
	made, err := c.save(recordMoveOf(st.Meeting), st.Code)
	if err != nil {
		return FormAnswer{}, err
	}
	if made.stale != "" {
		return c.recordNextForm(func(tx *store.Tx) (*Form, error) {
			r, err := c.recording(tx, st.Meeting)
			if err != nil {
				return nil, err
			}
			r.d.Serial = st.Serial + 1
			return r.checkForm(made.stale, 0)
		})
	}
	r, err := c.boardRecorded(made)
	return FormAnswer{Tell: &r}, err
}

// checkSize is how many letters one form shows of what is to be written.
const checkSize = 9000

// pagesOf lays blocks over pages of at most size letters each, in their
// order. Lists go on from page to page; a block that is larger by itself has
// a page of its own.
func pagesOf(blocks []Block, size int) [][]Block {
	pages := [][]Block{nil}
	held := 0
	put := func(b Block) {
		n := units(plainBlock(b, false))
		if held > 0 && held+n > size {
			pages, held = append(pages, nil), 0
		}
		last := &pages[len(pages)-1]
		held += n
		list, ok := b.(List)
		if before := len(*last) - 1; ok && before >= 0 {
			if had, is := (*last)[before].(List); is {
				had.Items = append(had.Items, list.Items...)
				(*last)[before] = had
				return
			}
		}
		*last = append(*last, b)
	}
	for _, b := range blocks {
		list, ok := b.(List)
		if !ok {
			put(b)
			continue
		}
		for _, it := range list.Items {
			put(List{Items: []Text{it}, Numbered: list.Numbered})
		}
	}
	return pages
}
