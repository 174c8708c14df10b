package store

// Initiative is place-based or joint work that the office supports without
// it being a funded scheme.
type Initiative struct {
	Meta
	Name         string   `json:"name" reg:"required"`
	Partnerships []string `json:"partnerships,omitempty" reg:"ref=partnerships"`
	Supports     string   `json:"supports,omitempty" reg:"ref=initiatives"`
	Alongside    string   `json:"alongside,omitempty" reg:"ref=initiatives"`
	Summary      string   `json:"summary,omitempty"`
	URL          string   `json:"url,omitempty" reg:"url"`
}

// Initiatives are all initiatives, by id.
var Initiatives = Kind[Initiative]{
	Name: "initiatives", One: "initiative",
	Whole: func(tx *Tx, k *Kind[Initiative], i *Initiative) {
		noLoop(tx, k, "supports", i, func(i *Initiative) string { return i.Supports })
	},
	Alone: func(i *Initiative, bad func(field, problem, hint string)) {
		if i.Alongside != "" && i.Alongside == i.ID {
			bad("alongside", "is the initiative itself", "write the id of another")
		}
	},
	Names: func(i *Initiative) []string { return []string{i.Name} },
}
