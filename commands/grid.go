package commands

import "strings"

// grid is a table of a document. Where a reply is read in Slack or a terminal
// its rows are lines.
type grid struct {
	Title Text
	Head  []string
	Rows  [][]Text // the first cell names the row; nil: not recorded; blank: another cell of the row says so
}

func (grid) block() {}

// blank is a cell of what is not recorded where another cell of the row says
// so: a line leaves it out.
var blank = T("")

// lines are the table as a title and a list.
func (g grid) lines() []Block {
	var items []Text
	for _, row := range g.Rows {
		line := withoutStop(row[0])
		var missing []string
		for i, cell := range row[1:] {
			switch head := g.Head[i+1]; {
			case len(cell) == 0:
				missing = append(missing, strings.ToLower(head))
			case cell[0].Text != "":
				line = Join(line, T(". "+head+": "), withoutStop(cell))
			}
		}
		if line = Join(withoutStop(line), T(".")); len(missing) > 0 {
			line = Join(line, T(" Not recorded: "+strings.Join(missing, ", ")+"."))
		}
		items = append(items, line)
	}
	return []Block{Para(g.Title), List{Items: items}}
}

// withoutStop is a text without the full stop at its end.
func withoutStop(t Text) Text {
	if n := len(t); n > 0 && strings.HasSuffix(t[n-1].Text, ".") {
		last := t[n-1]
		last.Text = strings.TrimSuffix(last.Text, ".")
		return Join(t[:n-1], Text{last})
	}
	return t
}
