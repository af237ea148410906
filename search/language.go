package search

import (
	"strings"

	"herald/i18n"
	"herald/search/lang"
)

// undetermined is the analysis of a language of which nothing is known.
const undetermined = "und"

// languageOf gives the language whose index holds texts in locale.
func languageOf(locale i18n.Locale) string {
	base, _, _ := strings.Cut(string(locale), "-")
	return base
}

// analysisOf gives the name under which the analysis of language is registered.
func analysisOf(language string) string {
	if _, ok := analyzers["herald."+language]; !ok {
		language = undetermined
	}
	return "herald." + language
}

// knownLanguages are those with an analysis of their own.
func knownLanguages() []string { return append(lang.Known(), undetermined) }
