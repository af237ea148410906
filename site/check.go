package site

import (
	"errors"

	"herald/themes"
)

// samples gives the struct that every page of a theme is rendered with. A page
// that is not here is the template of a Type, and gets a Document.
var samples = map[string]any{
	"home":        &Home{},
	"listing":     &Listing{},
	"search":      &Search{},
	"site-map":    &SiteMap{},
	"suggestions": &Suggestions{},
	"error":       &Problem{},
	"preparing":   &Preparing{},

	genericPage:               &Document{},
	"accessibility_statement": &Statement{},
	"act":                     &Act{},
	"agreement":               &Agreement{},
	"event":                   &Event{},
	"gallery":                 &Gallery{},
	"notice":                  &NoticePage{},
	"organization":            &Organization{},
	"page":                    &Page{},
	"person":                  &Person{},
	"press_release":           &PressRelease{},
	"service":                 &Service{},
	"session":                 &Session{},
	"topic":                   &Topic{},
	"unit":                    &Unit{},
}

// needed are the pages that a theme cannot be without.
var needed = []string{"home", "listing", "search", "suggestions", "site-map", "error", "preparing", genericPage}

// Check proves that every template of theme fits the struct that it is
// rendered with, and names file, line and reason where it does not.
func Check(theme *themes.Theme) error {
	var problems []error
	for _, name := range needed {
		if !theme.Has(name) {
			problems = append(problems, errors.New("there is no page "+name))
		}
	}
	for _, name := range theme.Pages() {
		sample, ok := samples[name]
		if !ok {
			sample = &Document{}
		}
		problems = append(problems, theme.Check(name, sample))
	}
	return errors.Join(problems...)
}
