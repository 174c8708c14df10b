package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"time"
)

// args are what a request brings, from a form or from JSON. What is not a
// string in JSON stays JSON.
type args map[string]string

// list reads a JSON list or words between commas.
func (a args) list(name string) []string {
	var all []string
	if json.Unmarshal([]byte(a[name]), &all) == nil {
		return all
	}
	if a[name] == "" {
		return nil
	}
	return strings.Split(a[name], ",")
}

func (a args) bool(name string) bool { return a[name] == "true" || a[name] == "1" }

// answerFields are the fields of an answer besides ok.
type answerFields = map[string]any

// method is one method of the Web API. run holds the lock while it runs.
type method struct {
	app   bool   // wants the app-level token
	scope string // "" when it needs none, or when that depends on the channel
	needs []string
	run   func(s *Slack, a args) (answerFields, error)
}

// methods is the Web API, as far as it goes.
var methods = map[string]method{
	"auth.test":             {run: (*Slack).authTest},
	"apps.connections.open": {app: true, run: (*Slack).connectionsOpen},

	"chat.postMessage":   {scope: "chat:write", needs: []string{"channel"}, run: (*Slack).chatPostMessage},
	"chat.postEphemeral": {scope: "chat:write", needs: []string{"channel", "user"}, run: (*Slack).chatPostEphemeral},
	"chat.update":        {scope: "chat:write", needs: []string{"channel", "ts"}, run: (*Slack).chatUpdate},
	"chat.delete":        {scope: "chat:write", needs: []string{"channel", "ts"}, run: (*Slack).chatDelete},
	"chat.getPermalink":  {needs: []string{"channel", "message_ts"}, run: (*Slack).chatGetPermalink},

	"views.open":    {needs: []string{"trigger_id", "view"}, run: (*Slack).viewsOpen},
	"views.push":    {needs: []string{"trigger_id", "view"}, run: (*Slack).viewsPush},
	"views.update":  {needs: []string{"view"}, run: (*Slack).viewsUpdate},
	"views.publish": {needs: []string{"user_id", "view"}, run: (*Slack).viewsPublish},

	"conversations.info":    {needs: []string{"channel"}, run: (*Slack).conversationsInfo},
	"conversations.members": {needs: []string{"channel"}, run: (*Slack).conversationsMembers},
	"conversations.history": {needs: []string{"channel"}, run: (*Slack).conversationsHistory},
	"conversations.open":    {scope: "im:write", run: (*Slack).conversationsOpen},

	"users.info":            {scope: "users:read", needs: []string{"user"}, run: (*Slack).usersInfo},
	"usergroups.users.list": {scope: "usergroups:read", needs: []string{"usergroup"}, run: (*Slack).usergroupsUsersList},

	"files.getUploadURLExternal":   {scope: "files:write", needs: []string{"filename", "length"}, run: (*Slack).filesGetUploadURL},
	"files.completeUploadExternal": {scope: "files:write", needs: []string{"files"}, run: (*Slack).filesCompleteUpload},
}

// allScopes are the scopes that the methods and events here ask for.
func allScopes() []string {
	return []string{
		"app_mentions:read", "channels:history", "channels:read", "chat:write", "commands",
		"files:write", "groups:history", "groups:read", "im:history", "im:read", "im:write",
		"usergroups:read", "users:read",
	}
}

// need refuses when the bot was not granted a scope.
func (s *Slack) need(scope string) error {
	if scope == "" || contains(s.opt.Scopes, scope) {
		return nil
	}
	provided := append([]string{}, s.opt.Scopes...)
	sort.Strings(provided)
	return refused{code: "missing_scope", more: answerFields{"needed": scope, "provided": strings.Join(provided, ",")}}
}

// serveAPI answers one request to the Web API.
func (s *Slack) serveAPI(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	a, token, err := readArgs(w, r)
	call := Call{Method: name, Args: a}
	s.misbehaving(w, call, func() (int, answerFields, error) {
		if err != nil {
			return http.StatusOK, nil, err
		}
		fields, err := s.call(name, token, a)
		return http.StatusOK, fields, err
	})
}

// misbehaving answers a request, unless a fault is due.
func (s *Slack) misbehaving(w http.ResponseWriter, call Call, run func() (int, answerFields, error)) {
	f := s.fault(call.Method)
	call.Fault = f.Kind
	status, fields := http.StatusOK, answerFields{}
	var err error
	switch {
	case f.Kind == TooMany:
		wait := max(1, int(f.RetryAfter/time.Second))
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		status, err = http.StatusTooManyRequests, refuse("ratelimited")
	case f.Kind == Broken:
		status, err = http.StatusInternalServerError, refuse("internal_error")
	case f.Kind == Cut:
		err = refuse("")
	case f.Kind == Late:
		err = refuse("")
		s.later(f.Delay, func() { _, _, _ = run() })
	case strings.HasPrefix(f.Kind, Refuse):
		err = refuse(strings.TrimPrefix(f.Kind, Refuse))
	default:
		status, fields, err = run()
	}
	call.Error = code(err)
	s.mu.Lock()
	s.record(call)
	s.touch()
	s.mu.Unlock()
	switch f.Kind {
	case Lost, Cut, Late:
		panic(http.ErrAbortHandler)
	case Slow:
		wait := time.NewTimer(f.Delay)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-s.done:
		}
	}
	if call.Method == "auth.test" && err == nil {
		w.Header().Set("X-OAuth-Scopes", strings.Join(s.opt.Scopes, ","))
	}
	answerJSON(w, status, withError(fields, err))
}

// later does something after a time, unless this Slack closes before.
func (s *Slack) later(d time.Duration, do func()) {
	s.working.Go(func() {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
			do()
		case <-s.done:
		}
	})
}

// withError makes an answer of a method's fields or of its refusal.
func withError(fields answerFields, err error) answerFields {
	out := answerFields{"ok": err == nil}
	for name, v := range fields {
		out[name] = v
	}
	if err == nil {
		return out
	}
	out["error"] = code(err)
	r := refused{}
	if errors.As(err, &r) {
		for name, v := range r.more {
			out[name] = v
		}
		if len(r.messages) > 0 {
			out["response_metadata"] = answerFields{"messages": r.messages}
			out["errors"] = r.messages
		}
	}
	return out
}

// call runs a method after checking the token, the scope and what it needs.
func (s *Slack) call(name, token string, a args) (answerFields, error) {
	m, known := methods[name]
	if !known {
		return nil, refused{code: "unknown_method", more: answerFields{"req_method": name}}
	}
	if err := s.checkToken(token, m.app); err != nil {
		return nil, err
	}
	if err := s.need(m.scope); err != nil {
		return nil, err
	}
	for _, arg := range m.needs {
		if a[arg] == "" {
			return nil, missing(arg)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return m.run(s, a)
}

// missing refuses a request that leaves out an argument. Slack has a name of
// its own for some.
func missing(arg string) error {
	switch arg {
	case "channel":
		return refuse("channel_not_found")
	case "user":
		return refuse("user_not_found")
	case "ts", "message_ts":
		return refuse("message_not_found")
	}
	return refused{code: "invalid_arguments", messages: []string{"[ERROR] missing required field: " + arg}}
}

// checkToken refuses a token that is absent, of the wrong kind or unknown.
func (s *Slack) checkToken(token string, app bool) error {
	want := s.opt.BotToken
	if app {
		want = s.opt.AppToken
	}
	switch {
	case token == "":
		return refuse("not_authed")
	case token == want:
		return nil
	case token == s.opt.AppToken || token == s.opt.BotToken:
		return refuse("not_allowed_token_type")
	}
	return refuse("invalid_auth")
}

// readArgs reads a form, JSON or a query, and the token from the header or
// from among the arguments.
func readArgs(w http.ResponseWriter, r *http.Request) (args, string, error) {
	r.Body = http.MaxBytesReader(w, r.Body, 8<<20)
	a := args{}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		raw, err := io.ReadAll(r.Body)
		fields := map[string]json.RawMessage{}
		if err == nil && len(raw) > 0 {
			err = json.Unmarshal(raw, &fields)
		}
		if err != nil {
			return a, "", refuse("invalid_json")
		}
		for name, v := range fields {
			a[name] = string(v)
			text := ""
			if json.Unmarshal(v, &text) == nil {
				a[name] = text
			}
		}
	} else {
		// A form that cannot be read brings no arguments; the method says
		// what it misses.
		_ = r.ParseMultipartForm(8 << 20)
		for name := range r.Form {
			a[name] = r.Form.Get(name)
		}
	}
	token := a["token"]
	delete(a, "token")
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		token = bearer
	}
	return a, token, nil
}

func answerJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}
