package commands

import "testing"

// What is asked about, and what is not.
func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		like bool
	}{
		{"Renewal of the plan", "Renew the plan for 3 years", true},
		{"Move two bus shelters", "Resolved: to move the bus shelters to the school", true},
		{"Pay for the hub after the pilot", "PAY FOR THE HUB", true},
		{"Adopt the next plan", "Adopt the next plan", true},
		{"Lights", "lights", true},
		{"What follows Brighter paths when it ends", "Fund Brighter Paths for another year", false},
		{"Adopt the next plan", "Adopt the terms of reference", false},
		{"Lights", "Lights and cameras in the park", false},
		{"The plan", "The plan for the station car park", false},
		{"", "Anything", false},
		{"", "", false},
	} {
		if got := likeness(c.a, c.b) >= likeEnough; got != c.like {
			t.Errorf("%q and %q: %v, of %d", c.a, c.b, got, likeness(c.a, c.b))
		}
		if likeness(c.a, c.b) != likeness(c.b, c.a) {
			t.Errorf("%q and %q are not as like the other way", c.a, c.b)
		}
	}
}
