package sample

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed searches.toml
var searches string

// Search is something about the searches of the public Site in one Locale: Synonyms,
// or a Question with the Documents ("type/name") that stand first for it, or a text
// that was Asked so many Times, Without a result some of them.
type Search struct {
	Locale         string
	Synonyms       []string
	Question       string
	Documents      []string
	Asked          string
	Times, Without int
}

// Searches gives everything, in the order of the list.
func Searches() []Search {
	var all []Search
	err := entries(searches, "search", func() { all = append(all, Search{}) }, func(key, value string) error { return all[len(all)-1].set(key, value) })
	if err != nil {
		panic("sample: searches.toml: " + err.Error())
	}
	return all
}

func (s *Search) set(key, value string) (err error) {
	switch key {
	case "locale":
		s.Locale = value
	case "synonyms":
		s.Synonyms = strings.Split(value, ", ")
	case "question":
		s.Question = value
	case "documents":
		s.Documents = strings.Fields(value)
	case "asked":
		s.Asked = value
	case "times":
		s.Times, err = strconv.Atoi(value)
	case "without":
		s.Without, err = strconv.Atoi(value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return err
}
