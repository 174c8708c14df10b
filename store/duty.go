package store

// Duty is what the law asks of somebody, or (kind power) lets them do.
type Duty struct {
	Meta
	Title string `json:"title" reg:"required"`
	Kind  string `json:"kind,omitempty" reg:"enum=duty|power"` // absent: duty
	On    string `json:"on,omitempty"`
	Law   string `json:"law,omitempty"`
	Text  string `json:"text,omitempty"`
	URL   string `json:"url,omitempty" reg:"url"`
}

// Duties are all duties and powers, by id.
var Duties = Kind[Duty]{
	Name: "duties", One: "duty",
	Names: func(d *Duty) []string { return []string{d.Title} },
}
