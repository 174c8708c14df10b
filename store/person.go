package store

// Person is somebody at work: work details only, nothing of home or health.
type Person struct {
	Meta
	Name         string `json:"name" reg:"required"`
	Title        string `json:"title,omitempty"`
	Organisation string `json:"organisation,omitempty" reg:"ref=organisations"`
	Email        string `json:"email,omitempty" reg:"email"`
	Slack        string `json:"slack,omitempty" reg:"slack"` // U…, or T…/U… for another workspace
}

// People are all persons, by id.
var People = Kind[Person]{
	Name: "people", One: "person",
	Names: func(p *Person) []string { return []string{p.Name} },
	Indexes: []Index[Person]{
		{"slack", func(p *Person) [][]any { return one(p.Slack) }},
	},
}
