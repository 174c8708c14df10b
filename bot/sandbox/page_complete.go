package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
)

// offers is how many completions the composer shows at most.
const offers = 8

// serveComplete gives what the composer may become: a command as the bot's own
// list completes it, or a name behind @ or #.
func (s *Slack) serveComplete(w http.ResponseWriter, r *http.Request) {
	found := s.complete(r.FormValue("text"))
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(found[:min(len(found), offers)])
}

// complete gives whole lines that begin as what is typed.
func (s *Slack) complete(typed string) []string {
	found := []string{}
	if line, told := strings.CutPrefix(typed, "@"+botName+" "); told && len(s.opt.Commands) > 0 {
		for _, whole := range s.complete(s.opt.Commands[0] + " " + line) {
			found = append(found, "@"+botName+strings.TrimPrefix(whole, s.opt.Commands[0]))
		}
		return found
	}
	if head, word := lastWord(typed); strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") {
		for _, name := range s.namesFor(word) {
			found = append(found, head+name+" ")
		}
		return found
	}
	if !strings.HasPrefix(typed, "/") {
		return found
	}
	for _, command := range s.opt.Commands {
		if strings.HasPrefix(command, typed) && command != typed {
			found = append(found, command+" ")
		}
	}
	if s.opt.Complete != nil {
		for _, line := range s.opt.Complete(typed) {
			if strings.TrimSpace(line) != strings.TrimSpace(typed) { // that much is typed
				found = append(found, line)
			}
		}
	}
	return found
}

func lastWord(typed string) (head, word string) {
	at := strings.LastIndexAny(typed, " \n") + 1
	return typed[:at], typed[at:]
}

// namesFor gives the people, groups or channels whose name begins as a word.
func (s *Slack) namesFor(word string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all, fit []string
	if word[0] == '#' {
		for _, c := range s.ws.Channels {
			all = append(all, "#"+c.Name)
		}
	} else {
		for _, p := range s.ws.People {
			all = append(all, "@"+p.Name)
		}
		for _, g := range s.ws.Groups {
			all = append(all, "@"+g.Handle)
		}
	}
	for _, name := range all {
		if strings.HasPrefix(strings.ToLower(name), strings.ToLower(word)) {
			fit = append(fit, name)
		}
	}
	return fit
}
