package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Site is what one host and base path serve. It is configuration and knows no
// public word: name, contacts and footer are a Document of Type site.
type Site struct {
	Name string
	// Origin is scheme and host of every address written out, without a slash
	// at the end; Aliases are other hosts that are answered.
	Origin  string
	Aliases []string
	// Base is the path below which the Site stands, "" or "/intranet".
	Base string
	// Locales in the order in which fallbacks are looked for; the first is the
	// default.
	Locales  []i18n.Locale
	Together [][]i18n.Locale
	Theme    string
	// Lists names the Sites whose Documents stand in the lists of this one too, as
	// links to their home. Of a Site for another audience than Public or this
	// Site's own nothing is listed, whatever stands here.
	Lists []string
	// Audience is Public or Staff; every Document at home here takes it over.
	Audience string
	// Zone is where the municipality's clocks stand.
	Zone *time.Location
}

// Default gives the locale used where none is asked for.
func (s *Site) Default() i18n.Locale { return s.Locales[0] }

// Has reports whether the Site speaks locale.
func (s *Site) Has(locale i18n.Locale) bool { return slices.Contains(s.Locales, locale) }

// Path gives the absolute path of a page of the Site below locale.
func (s *Site) Path(locale i18n.Locale, path string) string {
	return s.Base + "/" + string(locale) + "/" + path
}

// URL gives the whole address of an absolute path of the Site's host.
func (s *Site) URL(path string) string { return s.Origin + path }

// Derives gives the locale that is derived from locale by rule on this Site, or
// "": sr-Latn from sr.
func (s *Site) Derives(locale i18n.Locale) i18n.Locale {
	const serbian, latin i18n.Locale = "sr", "sr-Latn"
	if locale == serbian && s.Has(latin) {
		return latin
	}
	return ""
}

// Sites are the Sites of an installation by name.
type Sites map[string]*Site

// Listed gives the Sites whose Documents stand in the lists of the one called
// name: itself first, then those that it lists and that its readers may see.
func (s Sites) Listed(name string) []*Site {
	own := s[name]
	if own == nil {
		return nil
	}
	all := []*Site{own}
	for _, other := range own.Lists {
		if o := s[other]; o != nil && !slices.Contains(all, o) && (o.Audience == Public || o.Audience == own.Audience) {
			all = append(all, o)
		}
	}
	return all
}
