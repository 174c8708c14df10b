package commands

import (
	"bytes"
	"strings"

	"csp/store"
	"csp/store/english"
	"csp/store/register"
)

const exportWord = "export"

var export = Command{
	Name: "export", Usage: "[actions|boards|register] [PARTNERSHIP]",
	Short:    "files: the action log, boards for a calendar, the register",
	Examples: []string{"export", "export actions darlington", "export boards"}, Right: Keep, Takes: []string{"partnerships"},
	Run: exportRun,
}

// exportRun makes the files that are asked for, or says which there are.
func exportRun(c *Call) (Reply, error) {
	if c.Public {
		return Reply{}, &Problem{Says: "Files go to one person, so they are not asked for in front of a channel.", Then: "Type /csp export."}
	}
	what, words, _ := strings.Cut(c.Args, " ")
	if strings.EqualFold(what, "register") && words == "" {
		return c.exportRegister()
	}
	var r Reply
	err := c.Desk.Store.View(c, func(tx *store.Tx) error {
		var err error
		switch strings.ToLower(what) {
		case "actions", "action", "log":
			r, err = c.exportActions(tx, words)
		case "boards", "board", "meetings", "calendar":
			r, err = c.exportBoards(tx, words)
		case "":
			r, err = c.exportOffer(tx)
		default:
			if p, problem := c.place(tx, c.Args); problem == nil && p != nil {
				r = exportFor(p)
				return nil
			}
			err = &Problem{
				Says: "“" + typed(c.Args) + "” is nothing that I can make a file of.", Then: "Choose one:",
				Offer: exportButtons(false),
			}
		}
		return err
	})
	return r, err
}

func exportButtons(all bool) []Button {
	row := []Button{
		{Label: "Action log", Type: exportWord + " actions"},
		{Label: "Boards for a calendar", Type: exportWord + " boards"},
	}
	if all {
		row = append(row, Button{Label: "The register", Type: exportWord + " register"})
	}
	return row
}

// exportFor asks which file of a partnership is meant.
func exportFor(p *store.Partnership) Reply {
	row := exportButtons(false)
	for i := range row {
		row[i].Type += " " + p.ID
	}
	return Reply{Blocks: []Block{Para(T("Which file of " + p.Name + "?")), Buttons(row)}}
}

// exportOffer says what files there are for who asks.
func (c *Call) exportOffer(tx *store.Tx) (Reply, error) {
	admin, err := c.may(tx, Manage, Subject{Wide: true})
	if err != nil {
		return Reply{}, err
	}
	items := []Text{
		Join(B("The action log"), T(", open and closed, as a spreadsheet, as CSV and as a web page.")),
		Join(B("Boards"), T(", past and to come, as a file for a calendar.")),
	}
	if admin {
		items = append(items, Join(B("The register"), T(", all of it, as the file that csp import reads.")))
	}
	return Reply{Blocks: []Block{
		Heading("Files"),
		List{Items: items},
		Buttons(exportButtons(admin)),
		Note(T("They go to your direct messages with me. For one partnership, type its name behind: /csp export actions and the name.")),
	}}, nil
}

// exportName is the beginning of a file's name.
func (c *Call) exportName(what string, p *store.Partnership) string {
	if p != nil {
		what += "-" + p.ID
	}
	return what + "-" + c.Today().String()
}

// ofPlace is whose a file is: of Eastborough, or nothing for all.
func ofPlace(p *store.Partnership) string {
	if p == nil {
		return ""
	}
	return " of " + areaOf(p)
}

// exportRegister is the whole register, with the office's notes and with what
// is of closed sessions, so it is for admins alone.
func (c *Call) exportRegister() (Reply, error) {
	err := c.Desk.Store.View(c, func(tx *store.Tx) error { return c.must(tx, Manage, Subject{Wide: true}) })
	if err != nil {
		return Reply{}, err
	}
	var b bytes.Buffer
	if err := register.Export(c, c.Desk.Store, &b); err != nil {
		return Reply{}, err
	}
	return Reply{
		Blocks: []Block{
			Para(T("The register goes to your direct messages with me.")),
			Note(T("It holds everything: the office's notes, addresses, money that is not decided, and what is of closed sessions. It is no backup.")),
		},
		Files: []File{{Name: c.exportName("register", nil) + ".yaml", Title: "The register, " + english.Short(c.Today()), Bytes: b.Bytes()}},
	}, nil
}
