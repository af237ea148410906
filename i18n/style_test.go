package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"herald/i18n"
)

// inflected are the placeholders for names, titles and other words that most
// languages would have to inflect.
const inflected = `title|name|reason|step|role|state|query|language|document|file|address|block|tag|kind|scope|standard`

// No program can inflect: such a placeholder ends a sentence after a colon or
// stands between quotation marks.
func TestNamesStandAfterAColonOrInQuotes(t *testing.T) {
	name := regexp.MustCompile(`\{(` + inflected + `)\}`)
	eachText(func(l i18n.Locale, key, _, text string) {
		p := printer(l)
		quoted := p.Quote("\x00")
		open, closing, _ := strings.Cut(quoted, "\x00")
		for _, at := range name.FindAllStringIndex(text, -1) {
			before, after := text[:at[0]], text[at[1]:]
			colon := strings.HasSuffix(before, ": ") && (after == "" || after[0] == '.')
			quotes := strings.HasSuffix(before, open) && strings.HasPrefix(after, closing)
			if !colon && !quotes {
				t.Errorf("%s %s: %q", l, key, text)
			}
		}
	})
}

// machineRoom are words of programmers that no reader or writer should meet, in
// every form of the language. They are matched at the beginning of a word.
var machineRoom = map[i18n.Locale]string{
	i18n.English:     `slug|revision|hash|token|cache|json-ld|uuid|string|parse|render|null|boolean|backend|frontend|timeout|log ?in|click`,
	i18n.Lithuanian:  `slug|revizij|maiš|talpykl|keš|leksem|žeton|eilutės tip|atvaizduoj|spustel|spragtel|login|linkas|linko|folder`,
	i18n.Slovene:     `slug|revizij|zgoščen|zgostit|predpomnil|žeton|niz znak|razčlen|izris|klik|login|link|folder`,
	i18n.Albanian:    `slug|hash|token|cache|kesh|memoria e fshehtë|klik|login|link|folder|render`,
	i18n.Serbian:     `слаг|ревизиј|хеш|кеш|токен|жетон|парс|рендер|клик|логин|линк|фолдер|фајл`,
	i18n.SerbianLatn: `slag|revizij|heš|keš|token|žeton|pars|render|klik|login|link|folder|fajl`,
	i18n.Georgian:    `სლაგ|რევიზი|ჰეში|ჰეშ|ქეში|ქეშ|კეშ|ტოკენ|რენდერ|პარს|დაკლიკ|დააკლიკ|ლოგინ|ლინკ|ფოლდერ`,
	i18n.Bulgarian:   `слъг|слаг|ревизи[яи]|хеш|кеш|токен|жетон|парс|рендер|кликн|логин|линк|фолдър`,
}

func TestNoWordOfTheMachineRoom(t *testing.T) {
	eachText(func(l i18n.Locale, key, _, text string) {
		words := regexp.MustCompile(`(?i)(^|[^\p{L}])(` + machineRoom[l] + `)`)
		// Only here an audit is an audit.
		if w := words.FindString(text); w != "" && key != "role.auditor" {
			t.Errorf("%s %s contains %q: %q", l, key, w, text)
		}
	})
}

// Quotation marks are those of the language, in pairs; a dash is no hyphen.
func TestQuotationMarksAndDashesOfTheLanguage(t *testing.T) {
	marks := regexp.MustCompile(`[„“”‟«»‹›‚‘"]`)
	eachText(func(l i18n.Locale, key, _, text string) {
		open, closing, _ := strings.Cut(printer(l).Quote("\x00"), "\x00")
		found := marks.FindAllString(text, -1)
		for i, mark := range found {
			if want := []string{open, closing}[i%2]; mark != want {
				t.Errorf("%s %s: mark %s of %q, the language has %s", l, key, mark, text, want)
			}
		}
		if len(found)%2 != 0 || strings.Contains(text, " - ") || strings.Contains(text, "—") {
			t.Errorf("%s %s: quotation mark or dash in %q", l, key, text)
		}
	})
}

// Where a date ends with a full stop of its own, no second one ends the sentence.
func TestNoSecondFullStopAfterADate(t *testing.T) {
	eachText(func(l i18n.Locale, key, _, text string) {
		stop := strings.HasSuffix(printer(l).DateParts(2026, 11, 22), ".")
		if stop && regexp.MustCompile(`\{(date|from|until)\}\.`).MatchString(text) {
			t.Errorf("%s %s: two full stops in %q", l, key, text)
		}
		if !stop && regexp.MustCompile(`[.?] .*[^:] \{date\}$`).MatchString(text) {
			t.Errorf("%s %s: no full stop in %q", l, key, text)
		}
	})
}

// properNames are written with a capital within a sentence.
var properNames = []string{"English", "Lithuanian", "Slovene", "Albanian", "Serbian", "Georgian", "Bulgarian", "Latin", "Cyrillic",
	"WebP", "WebM", "Atom", "Word", "LibreOffice"}

// Nothing is written Like A Headline.
func TestSentenceCase(t *testing.T) {
	within := regexp.MustCompile(`[\p{Ll},;)] (\p{Lu}\p{L}*)`)
	eachText(func(l i18n.Locale, key, _, text string) {
		for _, m := range within.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(properNames, m[1]) && !slices.Contains(abbreviations, m[1]) {
				t.Errorf("%s %s: capital in %q", l, key, text)
			}
		}
		first := []rune(text)[0]
		if unicode.IsLower(first) && strings.Contains(text, ". ") && l != i18n.Georgian {
			t.Errorf("%s %s: a sentence begins small: %q", l, key, text)
		}
	})
}

// buttons are what a reader or a member presses.
var buttons = []string{"nav.all", "page.filter.apply", "page.filter.clear", "page.filter.remove", "search.button", "lang.switcher",
	"action.save", "action.submit", "action.return", "action.correct", "action.approve", "action.publish", "action.schedule",
	"action.unschedule", "action.publish_urgently", "action.withdraw", "action.restore", "action.unpublish", "action.discard",
	"action.make_source", "action.join", "action.split", "action.move", "action.rehome", "action.except", "action.hand_over",
	"action.ask_redaction", "action.upload", "action.replace_file", "field.service.online"}

// forms is how a button begins or must not begin, by docs/translating.md.
var forms = map[i18n.Locale]struct{ is, isNot string }{
	i18n.Lithuanian:  {is: `^\p{L}+ti(s)?( |$)`},
	i18n.Slovene:     {is: `^\p{L}+te( |$)`},
	i18n.Albanian:    {is: `^\p{L}+ni( |$)`},
	i18n.Serbian:     {is: `^\p{L}+те( |$)`},
	i18n.SerbianLatn: {is: `^\p{L}+te( |$)`},
	i18n.Georgian:    {isNot: `^\p{L}+(ეთ|ოთ)( |$)`},
	i18n.Bulgarian:   {isNot: `^\p{L}+(ете|йте)( |$)`},
}

func TestButtonsHaveTheFormOfTheLanguage(t *testing.T) {
	for l, form := range forms {
		for _, key := range buttons {
			text := printer(l).T(key)
			if form.is != "" && !regexp.MustCompile(form.is).MatchString(text) || form.isNot != "" && regexp.MustCompile(form.isNot).MatchString(text) {
				t.Errorf("%s %s: %q", l, key, text)
			}
		}
	}
}
