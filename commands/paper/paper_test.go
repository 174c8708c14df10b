package paper

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

var made = time.Date(2027, 3, 10, 8, 40, 0, 0, time.UTC)

// sample has every part, and words that would break a careless writer.
func sample() *Doc {
	return &Doc{
		Title: "Briefing for the Police and Crime Commissioner", Made: made, By: "Amara Okafor",
		Parts: []Part{
			Para(T("As at 10 March 2027, 8:40am. 2 facts are older than 6 months.")),
			Facts{{"Topic", T("Eastborough <Community> Safety & Partnership")}, {"Author", T("Tomos Llŷr")}},
			Heading("Background"),
			Para{{Text: "The plan: ", Bold: true}, {Text: "our page", URL: "https://example.org/a?b=1&c=\"2\""}, {Text: " "}, {Text: "[1]", Note: 1}},
			Para{{Text: "No link", URL: "javascript:alert(1)"}, {Text: ", two\nlines, a \x01control and an emoji 👩‍👩‍👧."}},
			List{T("One & only"), {{Text: "Two ", Bold: true}, {Text: "[2]", Note: 2}}},
			Table{Title: "Open actions", Head: []string{"Reference", "Action", "Due"}, Rows: [][]Text{
				{{{Text: "EAS-27-001", Bold: true}}, T("Circulate the workplan"), T("1 April 2027")},
				{T("EAS-27-002"), T("=1+1"), T("Not recorded")},
			}},
			Heading("Sources"),
			Notes{T("Board minutes, May 2026"), {{Text: "https://example.org/minutes", URL: "https://example.org/minutes"}}},
			Small(T("Made by csp.")),
		},
	}
}

// same compares with a golden file, which is the format that people keep.
func same(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not as it was; look at it after go test ./commands/paper -update. Got:\n%s", file, got)
	}
}
