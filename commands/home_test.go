package commands

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"csp/store"
)

// Everybody has a Home tab, and sees on it what they may see anywhere.
func TestHome(t *testing.T) {
	d := northshireDesk(t)
	for _, c := range []struct {
		who       string
		says, not []string
	}{
		{"staff", []string{"Your actions: your Slack account", "Your partnerships: no role", "Next meetings (2)", "Winter board", "One Westmere ended", "EAS-D-26-004", "Gaps. ", "Chair of Westmere: Not recorded", "[Add the chair of Westmere] /csp chair westmere new", "[All gaps] /csp gaps all"}, nil},
		{"bea", []string{"EAS-26-001", "[Open EAS-26-001]", "Your partnerships (1)", "[Open Eastborough] /csp card eastborough"}, []string{"Gaps"}},
		{"member", []string{"Next meetings (2)", "[Open the board of Eastborough]"}, []string{"Gaps", "/csp gaps"}},
		{"guest", []string{"Your partnerships (1)", "[Open Westmere]", "Next meetings (1)"}, []string{"Eastborough", "EAS-", "Gaps", "asked for. Needed", "Further funding"}},
		{"lost", []string{"Your actions"}, []string{"Eastborough", "Westmere", "Gaps", "/csp list"}},
		{"stranger", []string{"Your actions"}, []string{"Eastborough", "Westmere", "EAS-", "Gaps", "/csp list"}},
	} {
		r, err := d.Home(context.Background(), request(c.who, "list"))
		if err != nil || r.Bad {
			t.Fatalf("%s: %+v, %v", c.who, r, err)
		}
		got := strings.ReplaceAll(r.Console(), "Eastborough Community Safety Partnership: Tuesday 8 December 2026, 10am, Teams", "Winter board")
		for _, s := range c.says {
			if !strings.Contains(got, s) {
				t.Errorf("%s: the Home tab does not say %q:\n%s", c.who, s, got)
			}
		}
		for _, s := range c.not {
			if strings.Contains(got, s) {
				t.Errorf("%s: the Home tab says %q:\n%s", c.who, s, got)
			}
		}
	}
}

// The Home tab is drawn in less than 200 ms with 10,000 actions, be they
// everybody's or one person's.
func BenchmarkHome(b *testing.B) {
	const n = 10_000
	for _, owner := range []string{"", "b-lowe"} {
		d := boltDesk(b, n, func(tx *store.Tx, i int) error {
			_, err := store.Actions.Put(tx, store.Action{
				Meta: store.Meta{ID: fmt.Sprintf("x%d", i)}, Partnership: "eastborough", Owner: owner, Status: "open",
				Text: fmt.Sprintf("Circulate the workplan number %d to every member of the board", i),
				Due:  store.Due{Date: store.Date{Year: 2027, Month: 1, Day: 15}},
			})
			return err
		})
		for _, who := range []string{"staff", "bea"} {
			b.Run(fmt.Sprintf("owner %q, %s", owner, who), func(b *testing.B) {
				for b.Loop() {
					if r, err := d.Home(context.Background(), request(who, "")); err != nil || r.Bad {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
