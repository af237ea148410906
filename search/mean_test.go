package search

import (
	"testing"

	"herald/content"
	"herald/i18n"
)

func (w *town) meant(l i18n.Locale, text string) string {
	w.tb.Helper()
	return w.ask(Query{Locale: l, Text: text}).DidYouMean
}

func TestABetterSpellingFindsSomething(t *testing.T) {
	w := newTown(t).open()
	w.commit(w.page("lt", "Žvėryno seniūnija", "Atliekų išvežimas ir šiukšlių rūšiavimas savivaldybėje"),
		w.page("lt", "Savivaldybės taryba", "Sprendimai dėl biudžeto, atliekos"), w.page("lt", "Savivaldybė", "Biudžetas"))
	w.commit(w.page("bg", "Общински съвет", "Решение за бюджета"), w.page("ka", "ბიუჯეტი", "საკრებულო"))
	w.commit(w.page("sr", "Одлука о буџету", "Скупштина општине"))
	w.follow()
	for _, c := range []struct {
		l          i18n.Locale
		text, mean string
	}{
		{"lt", "biudžettas", "biudžetas"},
		{"lt", "zvrynas", "žvėryno"}, // neither accents nor the right ending
		{"lt", "savivladybė", "savivaldybė"},
		{"lt", "savivaldybės biudžettas", "savivaldybės biudžetas"},
		{"lt", "siuksliu rusiavimsa", "siuksliu rūšiavimas"},
		{"lt", "biudžetai", ""}, // a form of what is there
		{"lt", "biudzetams", ""},
		{"lt", "kažkas", ""},
		{"lt", "xyzzyqw", ""},
		{"lt", "T1-20x", ""},
		{"bg", "обшински", "общински"},
		{"sr", "скупштна", "скупштина"},
		{"sr", "skupstna", "skupština"},
		{"sr-Latn", "skupstna opstine", "skupština opstine"},
		{"ka", "ბიუჯეთი", "ბიუჯეტი"},
	} {
		want(t, c.text, w.meant(c.l, c.text), c.mean)
	}
}

// The dictionary of an index keeps the words of texts that are gone.
func TestABetterSpellingNamesNothingThatIsGone(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Vieša", "bendras žodis"))
	gone := func(what string) {
		t.Helper()
		for _, text := range []string{"kanarele", "kanarrėlė", "kanarėlę", "kanarėl", "kanarlės", "bendras kanarrėlė"} {
			if m := w.meant("lt", text); m != "" && m != "bendras" {
				t.Errorf("%s: %q gives %q", what, text, m)
			}
		}
	}
	b := w.canary("page", "public").Publish("lt", epoch)
	w.put(b)
	want(t, "while it is public", w.meant("lt", "kanarrėlė"), canary)
	want(t, "with a filter that excludes it", w.ask(Query{Locale: "lt", Text: "kanarrėlė", Types: []string{"news"}}).DidYouMean, "")
	b.End("lt", content.Withdrawn)
	w.commit(b)
	gone("withdrawn, ahead of the index")
	w.follow()
	gone("withdrawn")
	w.put(w.canary("page", "staff").Publish("lt", epoch))
	gone("staff")
	c := w.canary("page", "public").Publish("lt", epoch)
	w.put(c)
	w.draft(c, "lt", "Vieša", "bendras", content.Facts{})
	w.put(c.Publish("lt", epoch))
	gone("corrected")
}

// A word of which only another form is public is not given in the form that is not.
func TestABetterSpellingIsAFormThatIsThere(t *testing.T) {
	w := newTown(t).open()
	b := w.page("lt", "Tekstas", "biudžetams biudžetams")
	w.put(b, w.page("lt", "Tekstas", "biudžetas"))
	w.put(b.End("lt", content.Withdrawn))
	want(t, "form", w.meant("lt", "biudžettas"), "biudžetas")
}
