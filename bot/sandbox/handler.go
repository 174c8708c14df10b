package sandbox

import (
	"net"
	"net/http"
)

// handler is everything that is served.
func (s *Slack) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/", s.serveAPI)
	mux.HandleFunc("GET /link", s.hub.serve)
	mux.HandleFunc("POST /response/", s.serveResponse)
	mux.HandleFunc("POST /upload/{id}/{word}", s.serveUpload)
	s.pages(mux)
	return local(http.NewCrossOriginProtection().Handler(s.counted(mux)))
}

// counted lets Close wait for every request that is being answered.
func (s *Slack) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		closed := s.closed
		if !closed {
			s.working.Add(1)
		}
		s.mu.Unlock()
		if closed {
			http.Error(w, "The sandbox is closing.", http.StatusServiceUnavailable)
			return
		}
		defer s.working.Done()
		next.ServeHTTP(w, r)
	})
}

// local refuses a request that did not come to this machine by its own name:
// a page elsewhere could otherwise reach the sandbox by pointing its own name
// at 127.0.0.1.
func local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if host != "localhost" && host != "127.0.0.1" && host != "[::1]" && host != "::1" {
			http.Error(w, "The sandbox answers to localhost and 127.0.0.1 only.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
