package main

import (
	"context"

	"herald/content/counting"
	"herald/content/tuning"
	"herald/i18n"
	"herald/search"
)

// openQuestions makes ready what follows the words of editors about the search, and
// what counts the questions of readers.
func (s *server) openQuestions() {
	s.tuning = &tuning.Living{Source: s.house.store, Failed: func(err error) {
		s.log.Warn("what was said of the search at the desk cannot be read: what was known before holds", "error", err)
	}}
	s.questions = &counting.Counter{Ledger: s.house.store, Clock: s.clock, Follows: tuning.Locale, Failed: func(err error) {
		s.log.Error("counting what readers ask failed: it is tried again in a minute", "error", err)
	}}
}

// tune gives the search what editors have said of it.
func (s *server) tune(ctx context.Context, site string, locale i18n.Locale) search.Tuning {
	said := s.tuning.Of(ctx, site, locale)
	t := search.Tuning{Synonyms: make([][]string, len(said.Synonyms)), Pins: make([]search.Pin, len(said.Pins))}
	for i, group := range said.Synonyms {
		t.Synonyms[i] = group.Words
	}
	for i, p := range said.Pins {
		t.Pins[i] = search.Pin{Question: p.Question, Documents: p.Documents}
	}
	return t
}
