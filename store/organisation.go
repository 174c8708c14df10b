package store

// Organisation is a body that people work for and partnerships are made of.
// One that ended names its successor: a clinical commissioning group shows
// the integrated care board that replaced it.
type Organisation struct {
	Meta
	Name      string `json:"name" reg:"required"`
	Short     string `json:"short,omitempty"`
	Kind      string `json:"kind,omitempty" reg:"enum=council|police|fire|health|probation|policing-body|voluntary|other"`
	From      Date   `json:"from,omitzero"`
	Until     Date   `json:"until,omitzero"`
	Successor string `json:"successor,omitempty" reg:"ref=organisations"`
}

// Organisations are all bodies, by id.
var Organisations = Kind[Organisation]{
	Name: "organisations", One: "organisation",
	Whole: func(tx *Tx, k *Kind[Organisation], o *Organisation) {
		noLoop(tx, k, "successor", o, func(o *Organisation) string { return o.Successor })
	},
	Names: func(o *Organisation) []string { return []string{o.Name, o.Short} },
}
