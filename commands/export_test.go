package commands

import (
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"csp/store"
)

// filesOf asks for files as somebody and returns them by the end of their
// names, with what was said.
func filesOf(t *testing.T, d *Desk, a Actor, line string) (map[string]string, Reply) {
	t.Helper()
	r, err := d.Do(t.Context(), Request{Actor: a, Text: line, Now: sundayMorning})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range r.Files {
		_, end, _ := strings.Cut(f.Name, ".")
		out[end] = string(f.Bytes)
	}
	return out, r
}

// The files are what people keep, so their form is kept too.
func TestExportedFiles(t *testing.T) {
	d := northshireDesk(t)
	files, _ := filesOf(t, d, speakers["staff"], "export actions")
	golden(t, "export/actions.csv", strings.TrimPrefix(files["csv"], "\ufeff"))
	golden(t, "export/actions.html", files["html"])
	if !strings.HasPrefix(files["xlsx"], "PK") {
		t.Error("there is no spreadsheet")
	}
	files, _ = filesOf(t, d, speakers["staff"], "export boards")
	golden(t, "export/boards.ics", strings.ReplaceAll(files["ics"], "\r\n", "\n"))
	files, _ = filesOf(t, d, speakers["admin"], "export register")
	if !strings.HasPrefix(files["yaml"], "register: 1\n") || !strings.Contains(files["yaml"], "A closed task") {
		t.Errorf("the register begins %.60q", files["yaml"])
	}
}

// The log has every action once, and what people typed as they typed it, but
// for what would run.
func TestActionLogHoldsAll(t *testing.T) {
	nasty := []string{"=1+1", "+44 191 000 0000 to be rung", "-", "@here", "\tTab", "two\nlines, \"quoted\"", "Llŷr's; a, b"}
	records := []any{&store.Partnership{Meta: store.Meta{ID: "east"}, Name: "East"}}
	for i, text := range nasty {
		records = append(records, &store.Action{Meta: store.Meta{ID: string(rune('a' + i))}, Partnership: "east", Text: text, ClosedBy: text, Status: "done"})
	}
	files, _ := filesOf(t, deskOver(t, records), speakers["staff"], "export actions east")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(files["csv"], "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(nasty)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, row := range rows[1:] {
		if len(row) != len(logCols) {
			t.Fatalf("row %d has %d columns", i, len(row))
		}
		for _, cell := range []string{row[slices.Index(rows[0], "Action")], row[slices.Index(rows[0], "Closed by")]} {
			if strings.Trim(cell, "'") != strings.TrimSpace(nasty[i]) && strings.TrimPrefix(cell, "'") != nasty[i] {
				t.Errorf("%q came out as %q", nasty[i], cell)
			}
			if strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%q would run", cell)
			}
		}
	}
}

// A calendar takes a moved or cancelled board for the same one.
func TestCalendarFollowsTheBoard(t *testing.T) {
	d := northshireDesk(t)
	event := func() string {
		files, _ := filesOf(t, d, speakers["staff"], "export boards eastborough")
		_, e, _ := strings.Cut(files["ics"], "UID:meeting-east-12@csp\r\n")
		e, _, _ = strings.Cut(e, "END:VEVENT")
		return e
	}
	before := event()
	if !strings.Contains(before, "SEQUENCE:1\r\n") || !strings.Contains(before, "DTSTART:20261208T100000Z\r\n") || !strings.Contains(before, "DTEND:20261208T120000Z\r\n") || strings.Contains(before, "private matter") {
		t.Errorf("the board is %q", before)
	}
	c := &Call{Context: t.Context(), Request: Request{Actor: Console(), Now: sundayMorning}, Desk: d, Command: &export}
	if _, err := c.write(func(tx *store.Tx) error {
		m, err := store.Meetings.Get(tx, "east-12")
		if err != nil {
			return err
		}
		m.Status = "cancelled"
		_, err = store.Meetings.Put(tx, m)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if after := event(); !strings.Contains(after, "SEQUENCE:2\r\n") || !strings.Contains(after, "STATUS:CANCELLED") {
		t.Errorf("the cancelled board is %q", after)
	}
}

// Files are for staff, the register for admins, and no channel reads them.
func TestWhoMayExport(t *testing.T) {
	d := northshireDesk(t)
	for _, line := range []string{"export", "export actions", "export boards", "export register"} {
		for _, who := range []string{"member", "bea", "guest", "lost", "stranger"} {
			if files, r := filesOf(t, d, speakers[who], line); len(files) > 0 || !r.Refused {
				t.Errorf("%s typed %s: %s", who, line, r.Plain())
			}
		}
		r, err := d.Do(t.Context(), Request{Actor: Console(), Text: line, Now: sundayMorning, Public: true})
		if err != nil || len(r.Files) > 0 || !r.Bad {
			t.Errorf("before a channel %s: %s, %v", line, r.Plain(), err)
		}
	}
	if files, r := filesOf(t, d, speakers["staff"], "export register"); len(files) > 0 || !r.Refused {
		t.Errorf("staff have the register: %s", r.Plain())
	}
}
