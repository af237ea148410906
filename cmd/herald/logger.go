package main

import (
	"io"
	"log/slog"
)

// newHandler writes to w, for people on a terminal and as JSON anywhere else, or
// whichever the configuration names: in the form that suits end, where the lines
// come out.
func newHandler(w, end io.Writer, form string) slog.Handler {
	if textual(end, form) {
		return slog.NewTextHandler(w, nil)
	}
	return slog.NewJSONHandler(w, nil)
}

// textual reports whether people read at end.
func textual(end io.Writer, form string) bool {
	return form == "text" || form == "auto" && isTerminal(end)
}

// troubleOnly is the log of a command: what goes well needs no line.
func troubleOnly(w io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
