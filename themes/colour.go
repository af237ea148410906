package themes

import (
	"fmt"

	"herald/internal/colour"
)

// Moved is a colour that was replaced because it could not be read.
type Moved struct {
	// Name is "light.accent"; From and To are the colours.
	Name, From, To string
}

// String says it for the log of the start.
func (m Moved) String() string {
	return fmt.Sprintf("theme.toml: %s %s fails contrast %g:1 and was moved to %s", m.Name, m.From, colour.Readable, m.To)
}

// repair moves every colour of text to the nearest that can be read on all
// grounds of its scheme.
func (m *Manifest) repair() []Moved {
	var moved []Moved
	for _, s := range m.schemes() {
		c := s.colours
		for _, text := range []struct {
			named
			grounds []string
		}{
			{named{"ink", &c.Ink}, []string{c.Paper, c.Raised, c.Mark}},
			{named{"muted", &c.Muted}, []string{c.Paper, c.Raised}},
			{named{"accent", &c.Accent}, []string{c.Paper, c.Raised}},
			{named{"urgent", &c.Urgent}, []string{c.Paper, c.Raised}},
		} {
			to := colour.Nearest(*text.value, text.grounds)
			if to != *text.value {
				moved = append(moved, Moved{s.name + "." + text.name, *text.value, to})
				*text.value = to
			}
		}
	}
	return moved
}
