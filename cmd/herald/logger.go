package main

import (
	"io"
	"log/slog"
)

// newLogger writes lines for people on a terminal and JSON anywhere else, or
// whichever the configuration names.
func newLogger(w io.Writer, form string) *slog.Logger {
	if form == "text" || form == "auto" && isTerminal(w) {
		return slog.New(slog.NewTextHandler(w, nil))
	}
	return slog.New(slog.NewJSONHandler(w, nil))
}

// troubleOnly is the log of a command: what goes well needs no line.
func troubleOnly(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
