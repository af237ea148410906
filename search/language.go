package search

import (
	"strings"

	"herald/i18n"
)

// language says how the words of one language are analysed, after tokens were
// cut at Unicode word borders and put in lower case, and before diacritics are
// folded. Stemming and stop words of a language are steps in its line here.
type language struct {
	// steps change one word; each is given what the one before made of it.
	steps []func(string) string
}

// languages are the languages with a line of their own; any other is analysed
// as an empty line would be.
var languages = map[string]language{
	"bg": {},
	"en": {},
	"ka": {},
	"lt": {},
	"sl": {},
	"sq": {},
	// One index serves both scripts: every word is kept in Latin letters.
	"sr": {steps: []func(string) string{i18n.SerbianLatin}},
}

// undetermined is the analysis of a language without a line.
const undetermined = "und"

// languageOf gives the language whose index holds texts in locale.
func languageOf(locale i18n.Locale) string {
	base, _, _ := strings.Cut(string(locale), "-")
	return base
}

// analysisOf gives the name under which the analysis of language is registered.
func analysisOf(language string) string {
	if _, ok := languages[language]; !ok {
		language = undetermined
	}
	return "herald." + language
}
