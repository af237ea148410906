package main

import (
	"context"
	"fmt"

	"herald/content/counting"
	"herald/content/editorial"
	"herald/content/sample"
	"herald/content/tuning"
	"herald/i18n"
)

// tune says what the sample has said of its searches, and counts what its readers
// asked in the month of the start.
func (f *filling) tune(ctx context.Context) error {
	// The sheaf is bound: from here on verbs go to the store itself.
	desk := f.house.newDesk(f.house.store, f.house.store)
	f.clock.at = f.start.Add(-earlier)
	var counts []counting.Count
	for _, s := range sample.Searches() {
		of := editorial.Searches{Site: sample.Public, Locale: i18n.Locale(s.Locale)}
		var err error
		switch {
		case len(s.Synonyms) > 0:
			_, err = desk.KeepSynonyms(ctx, f.press, of, "", s.Synonyms)
		case s.Question != "":
			pin := tuning.Pin{Question: s.Question}
			for _, ref := range s.Documents {
				pin.Documents = append(pin.Documents, f.id(ref))
			}
			_, err = desk.PinResult(ctx, f.press, of, pin)
		default:
			counts = append(counts, counting.Count{Month: counting.MonthOf(f.start), Site: of.Site, Locale: of.Locale, Text: s.Asked, Times: s.Times, Without: s.Without})
		}
		if err != nil {
			return fmt.Errorf("searches in %s: %w", s.Locale, err)
		}
	}
	return f.house.store.AddAsked(ctx, counts)
}
