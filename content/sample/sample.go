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

// Public is the home Site of the folders that name none.
const Public = "public"

//go:embed all:files all:later
var files embed.FS

//go:embed states.toml
var states string

// Files gives the Documents as import folders, {type}/{name}/{locale}.md, with
// the site key "agency" or "intranet" where a Document is not at home on the
// public Site. There is no sr-Latn: that text is derived.
func Files() fs.FS { return below("files") }

// Later gives the texts that took the place of those in Files, in the same form:
// first the second texts, then the third ones. A folder there holds only the
// locales that changed: the source with those that kept up with it, or one
// translation alone.
func Later() []fs.FS { return []fs.FS{below("later/2"), below("later/3")} }

func below(dir string) fs.FS {
	sub, err := fs.Sub(files, dir)
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
	// Edition is 1 for the text in Files, 2 and 3 for those in Later.
	Edition int
	// State is draft, submitted, returned, approved, scheduled, missed,
	// published, discarded, withdrawn, unpublished or ended, or one of three ways
	// to become public without all steps: urgent, imported, and follows for the
	// locale that comes later than its group. What has ended is published, and
	// its until has passed.
	State string
	// Change is "correction" or "minor" for what a later Edition is; empty is an
	// update.
	Change string
	// Reason is the key of a ready-made sentence for what is withdrawn or
	// unpublished, and a line to colleagues for what is returned, urgent or
	// follows.
	Reason string
	// Redirect is the Document, "type/name", that readers of what is unpublished
	// are led to.
	Redirect string
	// On is when something was withdrawn, unpublished, imported or excepted; zero is
	// an hour before the demonstration.
	On time.Time
	// In is when what is scheduled becomes public, counted from the start of the
	// demonstration; it is below zero for what has missed its time.
	In time.Duration
	// Days moves the times of a Document so that the first of them falls that many
	// days after the start, at its own time of day, where Moved says so; for what
	// follows it is when that is due.
	Days  int
	Moved bool
}

// Ref gives the "type/name" of the folder.
func (s State) Ref() string { return s.Type + "/" + s.Name }

// Hidden reports whether no reader finds what is in the state.
func (s State) Hidden() bool {
	switch s.State {
	case "draft", "submitted", "returned", "approved", "scheduled", "missed", "discarded":
		return true
	}
	return false
}

// States gives every listed state, in the order of the list.
func States() []State {
	all, err := parse(states)
	if err != nil {
		panic("sample: states.toml: " + err.Error())
	}
	return all
}

// parse reads states.toml.
func parse(text string) ([]State, error) {
	var all []State
	err := entries(text, "state", func() { all = append(all, State{Edition: 1}) }, func(key, value string) error { return all[len(all)-1].set(key, value) })
	return all, err
}

// entries reads the few forms that the lists here are written in: a line such as
// [[state]] begins an entry, key = "text" lines fill it, # begins a comment line.
func entries(text, name string, begin func(), set func(key, value string) error) error {
	n, begun := 0, false
	for line := range strings.Lines(text) {
		line, n = strings.TrimSpace(line), n+1
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "[["+name+"]]":
			begin()
			begun = true
		case !begun:
			return fmt.Errorf("line %d stands before [[%s]]", n, name)
		default:
			key, raw, _ := strings.Cut(line, " = ")
			value, err := strconv.Unquote(raw)
			if err != nil {
				err = errors.New("the value is no text in quotes")
			} else {
				err = set(key, value)
			}
			if err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
	}
	return nil
}

func (s *State) set(key, value string) (err error) {
	switch key {
	case "document":
		s.Type, s.Name, _ = strings.Cut(value, "/")
	case "locale":
		s.Locale = value
	case "edition":
		s.Edition, err = strconv.Atoi(value)
	case "state":
		s.State = value
	case "change":
		s.Change = value
	case "reason":
		s.Reason = value
	case "redirect":
		s.Redirect = value
	case "on":
		s.On, err = time.Parse(time.RFC3339, value)
	case "in":
		s.In, err = time.ParseDuration(value)
	case "days":
		s.Moved = true
		s.Days, err = strconv.Atoi(value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return err
}
