package commands

import "testing"

// Answers are read in the order in which people say them.
func TestComingSaid(t *testing.T) {
	for _, c := range []struct{ word, args, name, verb, rest string }{
		{"coming", "eastborough Beth sends apologies, Rafiq Shah will substitute", "eastborough Beth", "substitute", "Rafiq Shah"},
		{"coming", "eastborough Beth sends her apologies and Rafiq comes instead", "eastborough Beth", "substitute", "Rafiq"},
		{"coming", "eastborough Beth has sent apologies.", "eastborough Beth", "apologies", ""},
		{"coming", "eastborough Beth cannot come", "eastborough Beth", "apologies", ""},
		{"coming", "eastborough Will Young is coming", "eastborough Will Young", "yes", ""},
		{"coming", "eastborough Beth brings a substitute", "eastborough Beth", "substitute", ""},
		{"coming", "eastborough apologies for Tomos Llŷr", "eastborough", "apologies", "for Tomos Llŷr"},
		{"coming", "eastborough substitute lydia for priya", "eastborough", "substitute", "lydia for priya"},
		{"coming", "eastborough 18 November yes", "eastborough 18 November", "yes", ""},
		{"coming", "apologies", "", "apologies", ""},
		{"coming", "eastborough", "eastborough", "", ""},
		{"coming", "", "", "", ""},
		{"apologies", "eastborough Beth", "eastborough Beth", "apologies", ""},
		{"apologies", "eastborough from Beth", "eastborough", "apologies", "for Beth"},
		{"apologies", "", "", "apologies", ""},
	} {
		call := &Call{Word: c.word, Args: c.args}
		if name, verb, rest := call.comingSaid(); name != c.name || verb != c.verb || rest != c.rest {
			t.Errorf("%q is %q, %q, %q", c.args, name, verb, rest)
		}
	}
}
