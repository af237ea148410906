package i18n

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Country names a country by its ISO 3166 code of two letters, in the language
// of p. A code that nobody knows comes back as it is.
func (p *Printer) Country(code string) string {
	if p.locale == SerbianLatn {
		// By rule from the Cyrillic name, so that both scripts say the same.
		return SerbianLatin(countryName(Serbian, code))
	}
	return countryName(p.locale, code)
}

func countryName(l Locale, code string) string {
	if name, ok := countryFixes[l][code]; ok {
		return name
	}
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 || !region.IsCountry() {
		return code
	}
	if namer := display.Regions(l.tag()); namer != nil {
		if name := namer.Name(region); name != "" {
			return name
		}
	}
	return code
}

// countryFixes are names that the data of x/text have wrong, long out of date
// (North Macedonia, Eswatini) or in a form that no official text uses.
var countryFixes = map[Locale]map[string]string{}
