package sandbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"csp/bot/sandbox/blockkit"
)

// Submit fills in the modal on top and sends it. Slack itself refuses a form
// with a required field left empty or a text too long: then Errors says so and
// nothing was sent. Afterwards View is the modal that the person has before
// them, nil when none is left; Errors are on its fields, by label; Failure is
// what Slack says when the bot's answer did not come or made no sense.
func (s *Slack) Submit(ctx context.Context, user string, values url.Values) (Answer, error) {
	mark := s.Mark()
	if err := s.fillSuggesting(ctx, user, values); err != nil {
		return Answer{}, err
	}
	s.mu.Lock()
	sc, err := s.scene(user, InModal)
	if err == nil && sc.view.View.Submit == nil {
		err = errors.New("this modal has nothing to send")
	}
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	v := sc.view
	if v.errors = v.state.Missing(v.Blocks); len(v.errors) > 0 {
		s.touch()
		s.mu.Unlock()
		return s.answer(user, mark, ""), nil
	}
	p := s.interaction("view_submission", sc.person)
	p["view"], p["trigger_id"], p["response_urls"] = s.viewJSON(v), s.newTrigger(user), []any{}
	s.views.sending[v.id] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.views.sending, v.id)
		s.touch()
	}()

	ack, err := s.deliver(ctx, &delivery{kind: "interactive", payload: p, answers: true})
	said, err := trouble(err)
	if err != nil {
		return Answer{}, err
	}
	if said == "" {
		said = s.submitted(v, ack)
	}
	return s.answer(user, mark, said), nil
}

// fillSuggesting fills in a modal; what is chosen in an external menu is typed
// there first, as a person would.
func (s *Slack) fillSuggesting(ctx context.Context, user string, values url.Values) error {
	for what, picks := range values {
		s.mu.Lock()
		sc, err := s.scene(user, InModal)
		var f found
		if err == nil {
			f, err = sc.find(what)
		}
		s.mu.Unlock()
		if err != nil {
			return err
		}
		if f.element.External() && len(picks) > 0 {
			if err := s.suggestAll(ctx, user, f, picks); err != nil {
				return err
			}
		}
		if err := s.Fill(user, InModal, url.Values{what: picks}); err != nil {
			return err
		}
	}
	return nil
}

// suggestAll types each pick that is not yet on offer.
func (s *Slack) suggestAll(ctx context.Context, user string, f found, picks []string) error {
	var all []blockkit.Option
	for _, pick := range picks {
		options, err := s.Suggest(ctx, user, InModal, f.block.ID+"/"+f.element.ActionID, pick)
		if err != nil {
			return err
		}
		all = append(all, options...)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if sc, err := s.scene(user, InModal); err == nil && len(all) > 0 {
		sc.state.Offer(f.block, f.element, all)
	}
	return nil
}

// submitted does what the acknowledgement of a form asks, and gives Slack's
// words when it makes no sense.
func (s *Slack) submitted(v *view, ack json.RawMessage) string {
	const nonsense = "We had some trouble connecting. Try again?"
	asked := struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   json.RawMessage   `json:"view"`
	}{}
	if len(ack) > 0 && json.Unmarshal(ack, &asked) != nil {
		return nonsense
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.touch()
	var err error
	switch asked.Action {
	case "":
		s.views.drop(v)
	case "clear":
		delete(s.views.stacks, v.user)
	case "errors":
		err = v.take(asked.Errors)
	case "update":
		_, err = s.replace(v, asked.View)
	case "push":
		_, err = s.push(v.user, asked.View)
	default:
		err = fmt.Errorf("no response_action %q", asked.Action)
	}
	if err != nil {
		r := refused{}
		errors.As(err, &r)
		s.opt.Log.Warn("the acknowledgement of a form makes no sense", "err", err, "messages", r.messages)
		return nonsense
	}
	return ""
}

// take puts errors on fields. All of them must name input blocks.
func (v *view) take(errs map[string]string) error {
	inputs := map[string]bool{}
	for _, b := range v.Blocks {
		inputs[b.ID] = b.Type == "input"
	}
	for id := range errs {
		if !inputs[id] {
			return fmt.Errorf("no input block %q for an error", id)
		}
	}
	if len(errs) == 0 {
		return errors.New("no errors in an answer that says there are")
	}
	v.errors = errs
	return nil
}

// CloseView closes the modal on top, as its Cancel button does; with all, the
// whole stack, as the cross in its corner does. The bot is told if it asked.
func (s *Slack) CloseView(ctx context.Context, user string, all bool) (Answer, error) {
	s.mu.Lock()
	mark := s.seq
	sc, err := s.scene(user, InModal)
	if err != nil {
		s.mu.Unlock()
		return Answer{}, err
	}
	v := sc.view
	all = all || v.ClearOnClose
	if all {
		v = s.views.stacks[user][0]
	}
	p := s.interaction("view_closed", sc.person)
	p["view"], p["is_cleared"] = s.viewJSON(v), all
	if all {
		delete(s.views.stacks, user)
	} else {
		s.views.drop(v)
	}
	s.touch()
	s.mu.Unlock()
	if v.NotifyOnClose {
		if _, err := trouble(second(s.deliver(ctx, &delivery{kind: "interactive", payload: p}))); err != nil {
			return Answer{}, err
		}
	}
	return s.answer(user, mark, ""), nil
}

func second[T any](_ T, err error) error { return err }
