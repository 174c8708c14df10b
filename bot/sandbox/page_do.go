package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// done is what the page is told after it did something.
type done struct {
	Failure string `json:"failure,omitempty"` // Slack's own words
	Error   string `json:"error,omitempty"`   // what the page asked for made no sense
	Note    string `json:"note,omitempty"`    // what was done, to be read out
	Look    string `json:"look,omitempty"`    // an address where it is to be seen
	There   string `json:"there,omitempty"`   // what that place is called
	At      string `json:"at,omitempty"`      // when the calendar has come to, where it was stepped on
	Options any    `json:"options,omitempty"` // of a typeahead
}

// deeds are what a page can do.
var deeds = map[string]func(*Slack, context.Context, url.Values) (done, error){
	"say":      (*Slack).doSay,
	"press":    (*Slack).doPress,
	"choose":   (*Slack).doChoose,
	"suggest":  (*Slack).doSuggest,
	"submit":   (*Slack).doSubmit,
	"close":    (*Slack).doClose,
	"home":     (*Slack).doHome,
	"shortcut": (*Slack).doShortcut,
	"clock":    (*Slack).doClock,
	"fault":    (*Slack).doFault,
}

// serveDo does something for the page. The fields of blocks arrive as
// "f:block_id/action_id", so that no field of ours can be taken for theirs.
func (s *Slack) serveDo(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	do, known := deeds[r.PathValue("what")]
	if !known {
		http.NotFound(w, r)
		return
	}
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form could not be read.", http.StatusBadRequest)
		return
	}
	out, err := do(s, r.Context(), r.PostForm)
	if err != nil {
		out.Error = err.Error()
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out)
}

// placeOn reads where on the page something was done.
func placeOn(form url.Values) Place {
	switch form.Get("place") {
	case "modal":
		return InModal
	case "home":
		return InHome
	}
	return OnMessage(form.Get("in"), form.Get("ts"))
}

// fieldsOf reads the fields of blocks from a form.
func fieldsOf(form url.Values) url.Values {
	fields := url.Values{}
	for name, values := range form {
		if field, ours := strings.CutPrefix(name, "f:"); ours {
			fields[field] = values
		}
	}
	return fields
}

// fill notes what the page holds in its fields, moments as unix seconds. A
// field that has meanwhile gone is passed over.
func (s *Slack) fill(user string, at Place, fields url.Values) error {
	p, _ := s.Person(user)
	for name, values := range fields {
		for i, v := range values {
			if moment, err := time.ParseInLocation("2006-01-02T15:04", v, p.zone()); err == nil {
				values[i] = strconv.FormatInt(moment.Unix(), 10)
			}
		}
		err := s.Fill(user, at, url.Values{name: values})
		if err != nil && !errors.Is(err, errNotHere) {
			return err
		}
	}
	return nil
}

func (s *Slack) doSay(ctx context.Context, form url.Values) (done, error) {
	if strings.TrimSpace(form.Get("text")) == "" {
		return done{}, nil
	}
	_, err := s.Say(ctx, form.Get("as"), form.Get("in"), form.Get("thread"), form.Get("text"))
	return done{}, err // a failure is shown as a private message
}

func (s *Slack) doPress(ctx context.Context, form url.Values) (done, error) {
	user, at := form.Get("as"), placeOn(form)
	if err := s.fill(user, at, fieldsOf(form)); err != nil {
		return done{}, err
	}
	a, err := s.Click(ctx, user, at, form.Get("what"))
	return done{Failure: a.Failure}, err
}

func (s *Slack) doChoose(ctx context.Context, form url.Values) (done, error) {
	user, at, what := form.Get("as"), placeOn(form), form.Get("what")
	fields := fieldsOf(form)
	if err := s.fill(user, at, fields); err != nil {
		return done{}, err
	}
	a, err := s.Choose(ctx, user, at, what, fields[what]...)
	return done{Failure: a.Failure}, err
}

func (s *Slack) doSuggest(ctx context.Context, form url.Values) (done, error) {
	type entry struct {
		Value string `json:"value"`
		Text  string `json:"text"`
	}
	options, err := s.Suggest(ctx, form.Get("as"), placeOn(form), form.Get("what"), form.Get("typed"))
	entries := []entry{}
	for _, o := range options {
		entries = append(entries, entry{o.Value, o.Text.Text})
	}
	return done{Options: entries}, err
}

func (s *Slack) doSubmit(ctx context.Context, form url.Values) (done, error) {
	user := form.Get("as")
	if err := s.fill(user, InModal, fieldsOf(form)); err != nil {
		return done{}, err
	}
	a, err := s.Submit(ctx, user, nil)
	return done{Failure: a.Failure}, err
}

func (s *Slack) doClose(ctx context.Context, form url.Values) (done, error) {
	_, err := s.CloseView(ctx, form.Get("as"), form.Get("all") != "")
	return done{}, err
}

func (s *Slack) doHome(ctx context.Context, form url.Values) (done, error) {
	return done{}, s.OpenHome(ctx, form.Get("as"))
}

func (s *Slack) doShortcut(ctx context.Context, form url.Values) (done, error) {
	if ts := form.Get("ts"); ts != "" {
		a, err := s.MessageShortcut(ctx, form.Get("as"), form.Get("in"), ts, form.Get("callback"))
		return done{Failure: a.Failure}, err
	}
	a, err := s.Shortcut(ctx, form.Get("as"), form.Get("callback"))
	return done{Failure: a.Failure}, err
}
