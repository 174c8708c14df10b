package store

// Meeting is a board, a sub-group or a public meeting of one partnership.
type Meeting struct {
	Meta
	Partnership string       `json:"partnership" reg:"required,ref=partnerships"`
	Title       string       `json:"title,omitempty"`
	Kind        string       `json:"kind,omitempty" reg:"enum=board|sub-group|public"`
	Start       Moment       `json:"start,omitzero"`
	MinutesLong int          `json:"minutes_long,omitempty"`
	Place       string       `json:"place,omitempty"`
	Status      string       `json:"status,omitempty" reg:"enum=planned|held|cancelled"`
	Series      string       `json:"series,omitempty" reg:"series"`
	PapersDue   Date         `json:"papers_due,omitzero"`
	PapersSent  Date         `json:"papers_sent,omitzero" reg:"exact"`
	Recorded    Date         `json:"recorded,omitzero" reg:"exact"`
	Agenda      []AgendaItem `json:"agenda,omitempty"`
	Attendance  []Attendance `json:"attendance,omitempty"`
	Corrections []Correction `json:"corrections,omitempty"`
	Minutes     string       `json:"minutes,omitempty" reg:"enum=none|draft|checked|circulated|agreed"`
	MinutesURL  string       `json:"minutes_url,omitempty" reg:"url"`
}

// AgendaItem is one item of a meeting's agenda.
type AgendaItem struct {
	Item     string `json:"item" reg:"required"`
	Purpose  string `json:"purpose,omitempty" reg:"enum=decide|discuss|note"`
	Lead     string `json:"lead,omitempty" reg:"ref=people"`
	Session  string `json:"session,omitempty" reg:"enum=open|closed"`
	PaperURL string `json:"paper_url,omitempty" reg:"url"`
}

// Attendance is one seat at a meeting: a person, or an organisation whose
// seat is vacant.
type Attendance struct {
	Person       string `json:"person,omitempty" reg:"ref=people"`
	Organisation string `json:"organisation,omitempty" reg:"ref=organisations"`
	As           string `json:"as,omitempty" reg:"enum=coming|present|apologies|substitute|vacant"`
	For          string `json:"for,omitempty" reg:"ref=people"` // of a substitute
	Name         string `json:"name,omitempty"`                 // of somebody who is not in the register
}

// Correction stands beside agreed minutes; the minutes are not overwritten.
type Correction struct {
	At   Moment `json:"at,omitzero"`
	By   string `json:"by,omitempty"`
	Text string `json:"text" reg:"required"`
}

// Meetings are all meetings, by id; the index start orders a partnership's,
// the index planned all that are still to be held.
var Meetings = Kind[Meeting]{
	Name: "meetings", One: "meeting", Timed: true,
	Names: func(m *Meeting) []string { return []string{m.Title} },
	Indexes: []Index[Meeting]{
		{"start", func(m *Meeting) [][]any { return [][]any{{m.Partnership, m.Start.String()}} }},
		{"planned", func(m *Meeting) [][]any {
			if m.Status == "held" || m.Status == "cancelled" {
				return nil
			}
			return [][]any{{m.Start.String()}}
		}},
	},
}
