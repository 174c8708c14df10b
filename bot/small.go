package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version is set at build time; without it the version control's revision
// serves.
var version string

func runVersion(_ context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 0); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "csp", versionText())
	return nil
}

func versionText() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return info.Main.Version
}

func runConfig(_ context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 0); err != nil {
		return err
	}
	fmt.Fprint(c.out, c.cfg.String())
	if err := c.cfg.Wrong(); err != nil {
		return &usageError{err.Error()}
	}
	return nil
}
