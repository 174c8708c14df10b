package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Whoever sends more than is taken still reads the answer, although it comes
// before they have sent all of it.
func TestTooLongIsAnswered(t *testing.T) {
	w := newWorld(t, worldOptions{http: true})
	w.untouchable()
	srv := httptest.NewServer(w.edge.Handler())
	defer srv.Close()
	for _, length := range []string{"Content-Length: 8388608\r\n", "Transfer-Encoding: chunked\r\n"} {
		conn, err := net.Dial("tcp", srv.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		out := bufio.NewWriter(conn)
		fmt.Fprintf(out, "POST /slack/events HTTP/1.1\r\nHost: a\r\n%s\r\n", length)
		part := bytes.Repeat([]byte("x"), 1<<20)
		for range 8 {
			if strings.HasPrefix(length, "Transfer") {
				fmt.Fprintf(out, "%x\r\n%s\r\n", len(part), part)
			} else {
				_, _ = out.Write(part)
			}
		}
		if strings.HasPrefix(length, "Transfer") {
			fmt.Fprint(out, "0\r\n\r\n")
		}
		if err := out.Flush(); err != nil {
			t.Errorf("%s: %v", length, err)
		}
		a, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil || a.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %+v, %v", length, a, err)
		}
	}
}
