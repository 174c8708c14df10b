package sandbox

import (
	"strings"

	"csp/bot/sandbox/blockkit"
)

// showView gives a view as its person sees it. The caller holds the lock.
func (s *Slack) showView(v *view) *View {
	shown := &View{
		ID: v.id, CallbackID: v.CallbackID, Blocks: v.Blocks,
		Title: words(v.View.Title), Submit: words(v.View.Submit), Close: words(v.View.Close),
	}
	if len(v.errors) > 0 {
		shown.Errors = map[string]string{}
		for _, b := range v.Blocks {
			if said := v.errors[b.ID]; said != "" {
				shown.Errors[b.Words()] = said
			}
		}
	}
	body := blockkit.Plain(v.Blocks, blockkit.Look{Names: s.name, State: &v.state, Errors: v.errors})
	if v.Type != "modal" {
		shown.Plain = body
		return shown
	}
	if shown.Close == "" {
		shown.Close = "Cancel"
	}
	lines := []string{"== " + shown.Title + " ==", body, "[" + shown.Close + "]"}
	if shown.Submit != "" {
		lines[2] += " [" + shown.Submit + "]"
	}
	shown.Plain = strings.Join(lines, "\n")
	return shown
}

// words gives the words of a text that may be absent.
func words(t *blockkit.Text) string {
	if t == nil {
		return ""
	}
	return t.Text
}

// View gives the modal that a person has before them; nil when there is none.
func (s *Slack) View(user string) *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.views.top(user); v != nil {
		return s.showView(v)
	}
	return nil
}

// Home gives a person's Home tab; nil before the bot has published one.
func (s *Slack) Home(user string) *View {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.views.homes[user]; v != nil {
		return s.showView(v)
	}
	return nil
}
