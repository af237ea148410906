// Herald tests its store in MongoDB against this command, which owns a FerretDB, a
// stand-in for MongoDB, and must never be shipped: ferret FOLDER keeps what it is given
// in SQLite, ferret postgres://… in PostgreSQL, which finds more by indexes of its own.
// It listens on a free port of this machine, prints its address, and ends when its input
// does, which is at the latest when the test that started it is gone, whatever has
// ended that.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: ferret FOLDER|postgres://…")
		os.Exit(2)
	}
	if err := serve(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve keeps what it is given where it is told to. Nothing has to outlast a power cut,
// so that SQLite flushes nothing to the disk.
func serve(where string) error {
	config := &ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + where + "/?_pragma=synchronous(off)",
	}
	if strings.HasPrefix(where, "postgres://") {
		config.Handler, config.PostgreSQLURL = "postgresql", where
	}
	f, err := ferretdb.New(config)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	go func() { fmt.Println(f.MongoDBURI()) }()
	return f.Run(ctx)
}
