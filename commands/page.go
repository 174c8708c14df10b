package commands

import (
	"fmt"
	"strconv"
	"strings"

	"csp/store/english"
)

// pageSize is how many lines a page of a list has.
const pageSize = 10

// page is one page of a list, ten lines at most.
type page struct {
	Total    int // lines in all
	No, Of   int // this page and how many there are, from 1
	From, To int // its lines as a slice has them: list[From:To]
}

// pageOf returns the page with the number, or the nearest there is.
func pageOf(total, no int) page {
	of := max((total+pageSize-1)/pageSize, 1)
	no = min(max(no, 1), of)
	from := (no - 1) * pageSize
	return page{Total: total, No: no, Of: of, From: from, To: min(from+pageSize, total)}
}

// count says how many lines there are in all, and which are shown when that
// is not all: "24 schemes, 11 to 20 shown".
func (p page) count(one, many string) string {
	s := english.Count(p.Total, one, many)
	if p.Of > 1 {
		s += fmt.Sprintf(", %d to %d shown", p.From+1, p.To)
	}
	return s
}

// buttons are Next and Back, which type the line with page 2 behind it.
func (p page) buttons(line string) []Button {
	var out []Button
	if p.No < p.Of {
		out = append(out, Button{Label: "Next", Type: fmt.Sprintf("%s page %d", line, p.No+1)})
	}
	if p.No > 1 {
		out = append(out, Button{Label: "Back", Type: fmt.Sprintf("%s page %d", line, p.No-1)})
	}
	return out
}

// maxPage is the highest number of a page: a list is shown at its end long
// before.
const maxPage = 1_000_000

// cutPage takes "page 2" off the end of what was typed; 1 when it is not
// there.
func cutPage(args string) (rest string, no int) {
	words := strings.Fields(args)
	if n := len(words); n >= 2 && strings.EqualFold(words[n-2], "page") {
		if no, err := strconv.Atoi(words[n-1]); err == nil {
			return strings.Join(words[:n-2], " "), min(max(no, 1), maxPage)
		}
	}
	return args, 1
}
