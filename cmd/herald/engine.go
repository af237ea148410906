package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"herald/content"
	"herald/media"
	"herald/store/mongo"
)

// engine is what keeps a store, and where: what the address of a store stands for. It is
// the only thing that commands know of that.
type engine interface {
	// name is what messages and logs call the store. It has no password.
	name() string
	// open opens the store, and makes it unless o says that it has to be there.
	open(ctx context.Context, p content.Projector, o opening) (houseStore, error)
	// fill makes a new store with what do puts into a vessel; files is what the data folder
	// has for files. Where there is a store, it does nothing and reports false. A store
	// that was filled only in part is never opened.
	fill(ctx context.Context, p content.Projector, files string, do func(context.Context, vessel) error) (bool, error)
	// blobs opens the place of the files of a store; dir is what the data folder has for
	// files. One that must not be made and is not there is nil.
	blobs(s houseStore, dir string, make bool) (media.Blobs, error)
	// notes gives what is remembered beside a store; dir is the data folder.
	notes(s houseStore, dir string) notes
	// copied copies everything in a store, as of one Position, into a new file of sqlite;
	// others may go on writing. It reports false where there is no store.
	copied(ctx context.Context, p content.Projector, o opening, file string) (bool, error)
	// size gives the bytes that the store takes.
	size(ctx context.Context, s houseStore) int64
	// vacant refuses an address where a restore would meet a store, and gives the list of
	// redactions that an earlier one has left there.
	vacant(ctx context.Context) ([]redacted, error)
	// settle makes the unpacked store u the one at the address, where none is, with its
	// files; rest moves everything else that was unpacked, and is called just before there
	// is a store.
	settle(ctx context.Context, p content.Projector, u *unpacked, rest func() error) error
}

// vessel is an open store that is being filled, with the engine that keeps it and the
// folder for what belongs to its files.
type vessel struct {
	engine engine
	store  houseStore
	files  string
}

// opening says how a store is opened.
type opening struct {
	// readOnly promises to write nothing; existing refuses to make a store.
	readOnly, existing bool
	// takesOver makes anew what follows from the log where that was made with other types or
	// sites, or by another version: whoever has it open, on whatever machine, writes no
	// more. Otherwise such a store is refused, unless nobody else can have it open.
	takesOver bool
	progress  content.Progress
	// log hears of what happens to the store while it is open; nil is the default one.
	log *slog.Logger
	// warn is told what an operator should know of the place of the store; it may be nil.
	warn func(string)
}

// errNoStore says that there is no store where one has to be.
var errNoStore = errors.New("there is no store")

const sqliteScheme = "sqlite"

// engineOf gives what an address stands for; dir is the data folder.
func engineOf(address, dir string) (engine, error) {
	scheme, path, ok := strings.Cut(address, ":")
	switch {
	case ok && scheme == sqliteScheme && path == "":
		return nil, errors.New("sqlite: needs a path, such as sqlite:herald.db")
	case ok && scheme == sqliteScheme:
		return sqliteEngine{inFolder(dir, path)}, nil
	case ok && slices.Contains(mongo.Schemes, scheme):
		return mongoEngine{address}, mongo.Check(address)
	}
	return nil, fmt.Errorf("%q is neither sqlite:PATH nor mongodb://HOST/DATABASE", masked(address))
}

// engine gives the engine of a configuration that was checked.
func (c *Config) engine(dir string) (engine, error) { return engineOf(c.Store, dir) }
