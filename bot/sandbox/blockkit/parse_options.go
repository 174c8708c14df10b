package blockkit

import "encoding/json"

// offer is the answer to a typeahead.
var offer = &object{
	fields: rules{
		"options":       list(0, 100, is(option)),
		"option_groups": list(0, 100, is(optionGroup)),
	},
}

// ParseOptions reads what a program offers in an external menu: {"options":
// […]} or {"option_groups": […]}, groups flattened. Nothing at all is an empty
// menu, as Slack shows it.
func ParseOptions(raw []byte) ([]Option, []Problem) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var m any
	c := &checker{}
	if decode(raw, &m) != nil {
		c.fail("must provide an object")
		return nil, c.problems
	}
	offer.check(c, m)
	if len(c.problems) > 0 {
		return nil, c.problems
	}
	given := struct {
		Options []Option
		Groups  []OptionGroup `json:"option_groups"`
	}{}
	if err := json.Unmarshal(raw, &given); err != nil {
		c.fail("must provide options")
		return nil, c.problems
	}
	for _, g := range given.Groups {
		given.Options = append(given.Options, g.Options...)
	}
	return given.Options, nil
}
