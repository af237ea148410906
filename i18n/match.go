package i18n

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// acceptLimit is the part of an Accept-Language header that is read at all:
// parsing is quadratic in the length of hostile headers.
const acceptLimit = 1024

// Match returns the offered locale that best serves a reader with the given
// Accept-Language header, or def where none does. A guess across languages
// (Russian readers and Serbian text) counts as none.
func Match(accept string, offered []Locale, def Locale) Locale {
	if len(accept) > acceptLimit {
		accept = accept[:acceptLimit]
		accept = accept[:max(0, strings.LastIndexByte(accept, ','))]
	}
	wanted, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(wanted) == 0 || len(offered) == 0 {
		return def
	}
	if slices.Contains(offered, SerbianLatn) {
		wanted = withNeighbours(wanted)
	}
	tags := make([]language.Tag, len(offered))
	for i, l := range offered {
		tags[i] = l.tag()
	}
	// The index is used, not the tag: the matched tag carries regional extensions.
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return def
	}
	return offered[i]
}

// withNeighbours adds Serbian in Latin letters behind Croatian, Bosnian and
// Montenegrin, whose readers understand it; x/text counts them as unrelated.
func withNeighbours(wanted []language.Tag) []language.Tag {
	all := make([]language.Tag, 0, len(wanted)+1)
	for _, t := range wanted {
		all = append(all, t)
		switch base, _ := t.Base(); base.String() {
		case "hr", "bs", "cnr":
			all = append(all, SerbianLatn.tag())
		}
	}
	return all
}
