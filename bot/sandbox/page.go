package sandbox

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"strings"
	"time"
)

// pageTemplate draws the whole page. What blocks say is drawn by blockkit.
var pageTemplate = template.Must(template.New("page.html").Funcs(template.FuncMap{
	"initials": initials,
	"colour":   colour,
	"size":     size,
	"modules":  func() []string { return modules },
	"shelf":    func() string { return shelf },
	"pair":     func(p place, at, as string) entry { return entry{p, at, as} },
}).ParseFS(static, "static/*.html"))

// contentPolicy lets nothing run or load that is not ours, and nothing inline.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded sets the headers of everything that a browser may show.
func guarded(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next(w, r)
	}
}

// pages adds the page and what belongs to it.
func (s *Slack) pages(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", guarded(s.servePage))
	mux.HandleFunc("GET "+shelf+"{name}", guarded(serveShelf))
	mux.HandleFunc("GET /static/", guarded(http.FileServerFS(static).ServeHTTP))
	mux.HandleFunc("GET /files/{id}", guarded(s.serveFile))
	mux.HandleFunc("GET /changes", guarded(s.serveChanges))
	mux.HandleFunc("GET /complete", guarded(s.serveComplete))
	mux.HandleFunc("GET /archives/{channel}/{stamp}", guarded(s.servePermalink))
	mux.HandleFunc("POST /do/{what}", guarded(s.serveDo))
}

// where a person looks: the page's address in parts.
type where struct {
	As, In, Thread string
	All            bool
}

// whereOf reads a page's address. Who is not known is the first person; where
// nothing is, their first channel.
func (s *Slack) whereOf(r *http.Request) where {
	q := r.FormValue
	at := where{As: q("as"), In: q("in"), Thread: q("thread"), All: q("all") != ""}
	if p, known := s.person(at.As); !known || p.Bot || p.Deleted {
		at.As = s.ws.People[0].ID
	}
	ours := at.In == "home" || at.In == "calendar" && s.opt.Coming != nil
	if c := s.channels[at.In]; !ours && (c == nil || !c.has(at.As)) {
		at.In, at.Thread = dmOf(at.As), ""
		for _, c := range s.ws.Channels {
			if contains(c.Members, at.As) {
				at.In = c.ID
				break
			}
		}
	}
	return at
}

// servePage draws the page as one person sees it.
func (s *Slack) servePage(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	seen := s.lookAround(s.whereOf(r))
	s.mu.Unlock()
	if seen.Agenda != nil {
		seen.Agenda.Coming, seen.Agenda.Failed = s.comingDays(r.Context())
	}
	out := bytes.Buffer{}
	if err := pageTemplate.Execute(&out, seen); err != nil {
		s.opt.Log.Error("draw the page", "err", err)
		http.Error(w, "The page could not be drawn.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(out.Bytes())
}

// servePermalink leads to a message's channel.
func (s *Slack) servePermalink(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/?in="+template.URLQueryEscaper(r.PathValue("channel")), http.StatusSeeOther)
}

// serveChanges tells the page when something changed, as server-sent events.
func (s *Slack) serveChanges(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		s.mu.Lock()
		seq, changed := s.seq, s.changed
		s.mu.Unlock()
		if _, err := fmt.Fprintf(w, "data: %d\n\n", seq); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}

// initials are what stands in a person's picture.
func initials(name string) string {
	out := ""
	for _, part := range strings.Fields(name) {
		if len([]rune(out)) < 2 {
			out += strings.ToUpper(string([]rune(part)[:1]))
		}
	}
	return out
}

// size says how long a file is, as people say it.
func size(bytes int) string {
	switch {
	case bytes < 1000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1_000_000:
		return fmt.Sprintf("%d KB", (bytes+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// colour gives one of eight classes for a name, always the same.
func colour(name string) string { return fmt.Sprintf("c%d", revision(name)%8) }

// revision is a number that changes when words do.
func revision(words string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(words))
	return h.Sum32()
}

// calendar gives the date that the page shows.
func (s *Slack) calendar() time.Time {
	if s.opt.Clock != nil {
		return s.opt.Clock.Now()
	}
	return s.opt.Now()
}
