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
	found := s.complete(r.FormValue("as"), r.FormValue("text"))
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(found[:min(len(found), offers)])
}

// offer is a whole line that the composer offers, and whom it names.
type offer struct {
	Line  string `json:"line"`
	About string `json:"about,omitempty"`
}

// complete gives whole lines that begin as what a person types.
func (s *Slack) complete(as, typed string) []offer {
	found := []offer{}
	if line, told := strings.CutPrefix(typed, "@"+botName+" "); told && len(s.opt.Commands) > 0 {
		for _, whole := range s.complete(as, s.opt.Commands[0]+" "+line) {
			found = append(found, offer{Line: "@" + botName + strings.TrimPrefix(whole.Line, s.opt.Commands[0])})
		}
		return found
	}
	if head, word := lastWord(typed); strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") {
		for _, name := range s.namesFor(word) {
			found = append(found, offer{head + name.Line + " ", name.About})
		}
		return found
	}
	if !strings.HasPrefix(typed, "/") {
		return found
	}
	for _, command := range s.opt.Commands {
		if strings.HasPrefix(command, typed) && command != typed {
			found = append(found, offer{Line: command + " "})
		}
	}
	if s.opt.Complete != nil {
		for _, line := range s.opt.Complete(as, typed) {
			if strings.TrimSpace(line) != strings.TrimSpace(typed) { // that much is typed
				found = append(found, offer{Line: line})
			}
		}
	}
	return found
}

func lastWord(typed string) (head, word string) {
	at := strings.LastIndexAny(typed, " \n") + 1
	return typed[:at], typed[at:]
}

// namesFor gives the people, groups or channels of which a word is the
// beginning: of the handle, or of a part of the name.
func (s *Slack) namesFor(word string) []offer {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all, fit []offer
	if word[0] == '#' {
		for _, c := range s.ws.Channels {
			all = append(all, offer{Line: "#" + c.Name})
		}
	} else {
		for _, p := range s.ws.People {
			if !p.Deleted {
				all = append(all, offer{"@" + p.Name, p.RealName})
			}
		}
		for _, g := range s.ws.Groups {
			all = append(all, offer{Line: "@" + g.Handle})
		}
	}
	word = strings.ToLower(word)
	for _, name := range all {
		begins := strings.HasPrefix(strings.ToLower(name.Line), word)
		for _, part := range strings.Fields(strings.ToLower(name.About)) {
			begins = begins || strings.HasPrefix(part, word[1:])
		}
		if begins {
			fit = append(fit, name)
		}
	}
	return fit
}
