package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// runHealth asks the bot that runs with the same settings whether it is
// well, as a container's health check does.
func runHealth(ctx context.Context, c *call) error {
	if _, err := c.parse(c.flags(), 0, 0); err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(c.cfg.Addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("nothing answers at %s. Is csp serve running with the same CSP_ADDR?", c.cfg.Addr)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not well: %s", body)
	}
	fmt.Fprintln(c.out, "well")
	return nil
}
