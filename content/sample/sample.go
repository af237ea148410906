// Package sample owns the demonstration municipality: Arvena, a town on the
// river Ilma, neither of which exists. It is data only, import folders and the
// list of states that some of them are in. It must import nothing of the module,
// hold no word about a real place or person, and bring nothing into a store:
// whoever starts a demonstration reads the folders and does what States says.
package sample

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

//go:embed all:files
var files embed.FS

//go:embed states.toml
var states string

// Files gives the Documents as import folders, {type}/{name}/{locale}.md, with
// the site key "intranet" where a Document is at home on the intranet. There is
// no sr-Latn: that text is derived.
func Files() fs.FS {
	sub, err := fs.Sub(files, "files")
	if err != nil {
		panic("sample: " + err.Error())
	}
	return sub
}

// State says in which state a Document, or one Translation of it, is shown. A
// Document that is not listed is published.
type State struct {
	// Type and Name are those of the folder.
	Type, Name string
	// Locale is one Translation; empty is all of them.
	Locale string
	// State is draft, submitted, returned, approved, scheduled, missed,
	// published, withdrawn, unpublished or ended. What has ended is published,
	// and its until has passed.
	State string
	// Reason is the key of a ready-made sentence for what is withdrawn or
	// unpublished, and the comment to the author for what is returned.
	Reason string
	// In is when what is scheduled becomes public, counted from the start of the
	// demonstration; it is below zero for what has missed its time.
	In time.Duration
}

// States gives every listed state, in the order of the list.
func States() []State {
	all, err := parse(states)
	if err != nil {
		panic("sample: states.toml: " + err.Error())
	}
	return all
}

// parse reads the few forms that states.toml is written in: a [[state]] line
// begins an entry, key = "text" lines fill it, # begins a comment line.
func parse(text string) ([]State, error) {
	var all []State
	n := 0
	for line := range strings.Lines(text) {
		line, n = strings.TrimSpace(line), n+1
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "[[state]]":
			all = append(all, State{})
		case len(all) == 0:
			return nil, fmt.Errorf("line %d stands before [[state]]", n)
		default:
			if err := all[len(all)-1].set(line); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return all, nil
}

func (s *State) set(line string) (err error) {
	key, raw, _ := strings.Cut(line, " = ")
	value, err := strconv.Unquote(raw)
	if err != nil {
		return errors.New("the value is no text in quotes")
	}
	switch key {
	case "document":
		s.Type, s.Name, _ = strings.Cut(value, "/")
	case "locale":
		s.Locale = value
	case "state":
		s.State = value
	case "reason":
		s.Reason = value
	case "in":
		s.In, err = time.ParseDuration(value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return err
}
