package main

import (
	"fmt"
	"os"

	"csp/commands"
	"csp/config"
)

// health is how the program fares, for /csp status.
func (a *app) health() []commands.Fact {
	slack := "not receiving; it tries again by itself"
	if a.edge.Ready() {
		slack = "receiving"
	}
	kept := "in memory: nothing is kept when the program stops"
	if b := a.office.bolt; b != nil {
		kept = b.Path()
		if st, err := os.Stat(kept); err == nil {
			kept += fmt.Sprintf(", %.1f MB", float64(st.Size())/1e6)
		}
		if b.Foreign() {
			kept += ". Last used on another machine: start once with csp serve --adopt if it has moved for good"
		}
	}
	facts := []commands.Fact{
		{Label: "Version", Value: commands.T(versionText())},
		{Label: "Slack", Value: commands.T(slack)},
		{Label: "Store", Value: commands.T(kept)},
	}
	return append(facts, a.sendingHealth()...)
}

// settingFacts are the program's settings with their values, for /csp
// settings.
func settingFacts(cfg config.Config) []commands.Fact {
	var out []commands.Fact
	for _, v := range cfg.Values() {
		says := v.Is
		switch v.From {
		case "not set":
			says = v.From
		case "default":
			says += " (default)"
		}
		out = append(out, commands.Fact{Label: v.Name, Value: commands.T(says)})
	}
	return out
}
