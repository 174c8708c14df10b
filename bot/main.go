package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the office's zone must load on a machine without zone files
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], console{os.Stdin, os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}
