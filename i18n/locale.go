package i18n

import (
	"fmt"
	"slices"

	"golang.org/x/text/language"
)

// Locale is a BCP 47 tag exactly as it is written in addresses: "lt", "sr-Latn".
type Locale string

// The shipped locales.
const (
	English      Locale = "en"
	Lithuanian   Locale = "lt"
	Slovene      Locale = "sl"
	Albanian     Locale = "sq"
	Serbian      Locale = "sr"
	SerbianLatn  Locale = "sr-Latn"
	Georgian     Locale = "ka"
	Bulgarian    Locale = "bg"
	defaultWords        = English
)

// shipped is the order in which switchers and listings show the locales.
var shipped = []Locale{English, Lithuanian, Slovene, Albanian, Serbian, SerbianLatn, Georgian, Bulgarian}

// Parse returns the shipped locale spelt exactly as s. Another spelling of the
// same language is refused, so that every page has one address.
func Parse(s string) (Locale, error) {
	l := Locale(s)
	if _, ok := conventions[l]; !ok {
		return "", fmt.Errorf("i18n: unknown locale %q", s)
	}
	return l, nil
}

// Shipped returns the locales with a complete interface, in the order of display.
func Shipped() []Locale { return slices.Clone(shipped) }

// String returns the tag as written in addresses.
func (l Locale) String() string { return string(l) }

// Endonym is the name of the language in itself, as a switcher shows it.
func (l Locale) Endonym() string {
	if c, ok := conventions[l]; ok {
		return c.endonym
	}
	return string(l)
}

// tag is the x/text form of l; an unknown locale is the undetermined language.
func (l Locale) tag() language.Tag {
	t, err := language.Parse(string(l))
	if err != nil {
		return language.Und
	}
	return t
}
