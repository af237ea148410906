package sample_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/content/counting"
	"herald/content/sample"
	"herald/content/tuning"
	"herald/i18n"
)

// Everything about searches keeps the rules, and names Documents that there are, in
// the language of the question.
func TestSearches(t *testing.T) {
	docs, _ := read(t)
	said := map[string]*tuning.Tuning{}
	for _, s := range sample.Searches() {
		locale, err := i18n.Parse(s.Locale)
		if err != nil {
			t.Errorf("locale %q", s.Locale)
		}
		of := said[s.Locale]
		if of == nil {
			of = &tuning.Tuning{Site: sample.Public, Locale: locale}
			said[s.Locale] = of
		}
		var issues []content.Issue
		switch {
		case len(s.Synonyms) > 0:
			issues = of.Keep(tuning.Synonyms{ID: content.NewID(), Words: s.Synonyms})
		case s.Question != "":
			var ids []content.ID
			for _, ref := range s.Documents {
				if docs[ref] == nil || docs[ref].Translation(locale) == nil {
					t.Errorf("%s: no %s in %s", s.Question, ref, locale)
				}
				ids = append(ids, content.ID(ref))
			}
			issues = of.KeepPin(tuning.Pin{ID: content.NewID(), Question: s.Question, Documents: ids})
		default:
			if clean, ok := counting.Clean(s.Asked, time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)); !ok || clean != s.Asked || s.Times < counting.Least || s.Without > s.Times {
				t.Errorf("%+v would not be shown as it is", s)
			}
		}
		for _, i := range issues {
			t.Errorf("%+v: %s %v", s, i.Key, i.Args)
		}
	}
	if len(said) < len(i18n.Shipped())-1 {
		t.Errorf("%d languages", len(said))
	}
}
