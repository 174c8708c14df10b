package sandbox_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"csp/bot/sandbox"
)

// A bot that takes signed HTTP answers a command in the acknowledgement.
func Example() {
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"text": "*`+r.FormValue("text")+`* is a partnership"}`)
	}))
	defer bot.Close()

	s := sandbox.New(sandbox.DefaultWorkspace(), sandbox.Options{RequestURL: bot.URL})
	if err := s.Start("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	a, err := s.Slash(context.Background(), sandbox.Staff, sandbox.Office, "/csp Darlington")
	if err != nil {
		fmt.Println(err)
		return
	}
	m := a.Messages[0]
	fmt.Println(m.By, "to", sandbox.Staff, "alone:", m.Plain)
	// Output: CSP to U0STAFF01 alone: Darlington is a partnership
}
