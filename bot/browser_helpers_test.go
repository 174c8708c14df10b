package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"csp/bot/sandbox"
	"csp/bot/sandbox/chrome"
)

// openTrial starts the real program in a sandbox, on the day on which every
// script begins, and a browser to use it from. ok is false where there is no
// browser.
func openTrial(t *testing.T, invented bool) (tr *trial, page *chrome.Page, ok bool) {
	t.Helper()
	page, ok = chrome.Try(t)
	if !ok {
		return nil, nil, false
	}
	tr = runTrial(t, invented, func(tr *trial) {
		// What is sent by itself would come at any moment, and with it a mark beside
		// the channel in some pictures.
		tr.app.byHand = true
	})
	return tr, page, true
}

// runTrial starts the real program in a sandbox, on the day on which every
// script begins, as set makes it.
func runTrial(t *testing.T, invented bool, set func(*trial)) *trial {
	t.Helper()
	cfg := scriptConfig()
	cfg.Now = scriptTime
	tr, err := newTrial(t.Context(), cfg, trialOptions{addr: "127.0.0.1:0", invented: invented, log: slog.New(slog.DiscardHandler), slack: sandbox.Options{AckTimeout: unhurried}})
	if err != nil {
		t.Fatal(err)
	}
	set(tr)
	go func() { _ = tr.app.Run(t.Context()) }()
	t.Cleanup(func() {
		stop, cancel := context.WithTimeout(context.Background(), stopTime)
		defer cancel()
		if err := tr.Close(stop); err != nil {
			t.Error(err)
		}
	})
	if err := tr.app.edge.AwaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	return tr
}

// hour is what two runs of a test may differ by in what they see.
var hour = regexp.MustCompile(`\b\d\d:\d\d\b`)

// picture holds .docs/NAME.png to what the page shows now: its words, and the
// style sheets and templates that they are drawn with, stand in the file. With
// -update the picture is taken anew.
func picture(t *testing.T, p *chrome.Page, name string) {
	t.Helper()
	path := filepath.Join("..", ".docs", name+".png")
	words := hour.ReplaceAllString(p.Text("body"), "hh:mm")
	style := styleSum(t)
	old, _ := os.ReadFile(path)
	if *update && (noteOf(old, "Description") != words || noteOf(old, "Source") != style) {
		png := note(note(p.Picture(), "Description", words), "Source", style)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	png, err := os.ReadFile(path)
	if err != nil || !bytes.HasPrefix(png, []byte(pngMark)) {
		t.Fatalf("%s is not a picture (%v): go test ./bot -run Browser -update takes it", path, err)
	}
	if got := noteOf(png, "Description"); got != words {
		t.Errorf("%s shows other words than the page: go test ./bot -run Browser -update takes it anew\nit says: %s\nthe page: %s", path, got, words)
	}
	if noteOf(png, "Source") != style {
		t.Errorf("%s was taken with other style sheets: go test ./bot -run Browser -update takes it anew", path)
	}
}

// styleSum is a sum over everything that decides how the page looks.
func styleSum(t *testing.T) string {
	t.Helper()
	sum := sha256.New()
	names, err := filepath.Glob("sandbox/static/*.*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	slices.Sort(names)
	for _, name := range names {
		if ext := filepath.Ext(name); ext != ".css" && ext != ".html" {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum.Write(b)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// pngMark begins every PNG file; its first chunk, IHDR, ends at pngHead.
const (
	pngMark = "\x89PNG\r\n\x1a\n"
	pngHead = 8 + 12 + 13
)

// note puts words into a PNG file, as an iTXt chunk behind its first one.
func note(png []byte, key, words string) []byte {
	body := slices.Concat([]byte("iTXt"), []byte(key), make([]byte, 5), []byte(words))
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	return slices.Concat(png[:pngHead], chunk, png[pngHead:])
}

// noteOf gives the words that note put into a PNG file, "" for none.
func noteOf(png []byte, key string) string {
	begin := slices.Concat([]byte("iTXt"), []byte(key), make([]byte, 5))
	at := bytes.Index(png, begin)
	if at < 4 {
		return ""
	}
	long := int(binary.BigEndian.Uint32(png[at-4:]))
	if at+4+long > len(png) {
		return ""
	}
	return string(png[at+len(begin) : at+4+long])
}

func TestAPictureKeepsItsWords(t *testing.T) {
	png := slices.Concat([]byte(pngMark), make([]byte, pngHead-8), []byte("the rest"))
	noted := note(note(png, "Description", "what it says\n£5"), "Source", "sum")
	if noteOf(noted, "Description") != "what it says\n£5" || noteOf(noted, "Source") != "sum" || noteOf(noted, "Other") != "" || noteOf(png, "Source") != "" {
		t.Errorf("%q", noted)
	}
	if !bytes.HasSuffix(noted, []byte("the rest")) || noteOf(noted[:60], "Description") != "" {
		t.Error("the picture itself was harmed")
	}
}
