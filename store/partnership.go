package store

// Partnership is a community safety partnership: the responsible authorities
// of a council area and those who work with them (Crime and Disorder Act
// 1998, sections 5 and 6).
type Partnership struct {
	Meta
	Name              string         `json:"name" reg:"required"`
	Aliases           []string       `json:"aliases,omitempty"`
	Prefix            string         `json:"prefix,omitempty" reg:"prefix"` // of its references: DAR
	Area              string         `json:"area,omitempty"`
	Channel           string         `json:"channel,omitempty" reg:"channel"` // Slack channel id
	YearEnd           string         `json:"year_end,omitempty" reg:"monthday"`
	Quorum            int            `json:"quorum,omitempty"` // responsible authorities; 0: no rule
	StandingItems     []StandingItem `json:"standing_items,omitempty"`
	Background        string         `json:"background,omitempty"`
	PoliceInvolvement string         `json:"police_involvement,omitempty"`
	Links             []Link         `json:"links,omitempty"`
	Members           []Member       `json:"members,omitempty"`
}

// StandingItem is on the agenda of every board.
type StandingItem struct {
	Item    string `json:"item" reg:"required"`
	Purpose string `json:"purpose,omitempty" reg:"enum=decide|discuss|note"`
	Session string `json:"session,omitempty" reg:"enum=open|closed"`
}

// Link is a page about the partnership.
type Link struct {
	Title string `json:"title,omitempty"`
	URL   string `json:"url" reg:"required,url"`
}

// Member is an organisation's seat: a responsible authority (1998 Act,
// section 5) or an additional partner.
type Member struct {
	Organisation string `json:"organisation" reg:"required,ref=organisations"`
	As           string `json:"as,omitempty" reg:"enum=responsible|additional"`
	From         Date   `json:"from,omitzero"`
	Until        Date   `json:"until,omitzero"`
}

// Partnerships are all community safety partnerships, by id.
var Partnerships = Kind[Partnership]{
	Name: "partnerships", One: "partnership", Timed: true,
	Whole: onePrefix,
	Gone:  func(tx *Tx, p *Partnership) error { return dropPrefix(tx, p.ID) },
	Names: func(p *Partnership) []string { return append([]string{p.Name, p.Area}, p.Aliases...) },
	Indexes: []Index[Partnership]{
		{"channel", func(p *Partnership) [][]any { return one(p.Channel) }},
		{"prefix", func(p *Partnership) [][]any { return one(p.Prefix) }},
	},
}
