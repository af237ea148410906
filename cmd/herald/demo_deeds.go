package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/content/sample"
	"herald/i18n"
)

// deed is something that was done to a Document of the sample, and when.
type deed struct {
	at       time.Time
	document content.ID
	// turn puts what was done at one time in order.
	turn int
	what string
	do   func(context.Context) error
}

// The turns: a Document is begun, a locale is excepted, the source goes before
// its translations, what was approved is let out, and what ends comes last.
const (
	turnBegin = iota
	turnExcept
	turnSource
	turnTranslation
	turnOut
	turnOutTranslation
	turnEnd
)

// gather lists everything that was done, in the order of its days.
func (f *filling) gather(ctx context.Context) error {
	all, err := f.first(ctx)
	if err != nil {
		return err
	}
	f.begun(all)
	base := map[string]*folder.Document{}
	for _, d := range all {
		if err := f.resolve(d); err != nil {
			return err
		}
		base[d.Ref()] = d
		f.move(d)
		f.texts(d, d, 1)
	}
	for n, tree := range sample.Later() {
		later, err := f.read(tree)
		if err != nil {
			return err
		}
		for _, d := range later {
			if err := f.resolve(d); err != nil {
				return err
			}
			f.texts(d, base[d.Ref()], n+2)
		}
	}
	if err := f.endings(); err != nil {
		return err
	}
	slices.SortStableFunc(f.deeds, func(a, b deed) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.document, b.document), cmp.Compare(a.turn, b.turn))
	})
	return nil
}

func (f *filling) id(ref string) content.ID {
	if p := f.importer.byRef[ref]; p != nil {
		return p.id
	}
	return ""
}

func (f *filling) add(ref string, at time.Time, turn int, locale i18n.Locale, do func(context.Context) error) {
	f.deeds = append(f.deeds, deed{at: at, document: f.id(ref), turn: turn, what: ref + " " + string(locale), do: do})
}

// public is when a text became public, or when the work on it was done.
func (f *filling) public(t folder.Translation, s sample.State) time.Time {
	switch latest := f.start.Add(-time.Hour); {
	case s.State == "urgent":
		return f.start.Add(s.In)
	case t.Published.IsZero() || t.Published.After(latest):
		return f.start.Add(-earlier)
	}
	return t.Published
}

// begun adds the beginning of each Document: before its first text became public,
// and before that of another that names it.
func (f *filling) begun(all []*folder.Document) {
	at := map[string]time.Time{}
	for _, d := range all {
		for _, t := range d.Translations {
			first := f.public(t, sample.State{}).Add(-earlier)
			if was, ok := at[d.Ref()]; !ok || first.Before(was) {
				at[d.Ref()] = first
			}
		}
	}
	for again := true; again; {
		again = false
		for _, d := range all {
			for _, ref := range d.Pending() {
				if at[d.Ref()].Before(at[ref]) {
					at[ref], again = at[d.Ref()], true
				}
			}
		}
	}
	for _, d := range all {
		s := stateOf(d, d.Source, 1)
		if s.State == "imported" {
			at[d.Ref()] = s.On
		}
		f.add(d.Ref(), at[d.Ref()], turnBegin, d.Source, func(ctx context.Context) error {
			return f.begin(ctx, d, s.State == "imported")
		})
	}
}

// texts adds what was done with each text of d. What d does not say of itself is
// said by base, the folder that began the Document.
func (f *filling) texts(d, base *folder.Document, edition int) {
	facts := base.Facts
	if d.Source == base.Source {
		facts = d.Facts
	}
	for _, t := range d.Translations {
		s, turn := stateOf(d, t.Locale, edition), turnTranslation
		if t.Locale == base.Source {
			turn = turnSource
		}
		text := sampleText{id: f.id(d.Ref()), typ: f.house.types.Get(d.Type), locale: t.Locale, source: base.Source,
			words: t.Words, facts: facts, edition: edition, state: s}
		looked := f.public(t, s)
		handed := looked.Add(-reviewed)
		switch s.State {
		case "urgent":
			handed = looked
		case "missed":
			looked = f.start // the approval comes after the time has passed
		}
		f.add(d.Ref(), handed, turn, t.Locale, func(ctx context.Context) error { return f.hand(ctx, text) })
		f.add(d.Ref(), looked, turn, t.Locale, func(ctx context.Context) error { return f.look(ctx, text) })
		if text.confirmed() {
			f.add(d.Ref(), looked, turn+turnOut-turnSource, t.Locale, func(ctx context.Context) error { return f.letOut(ctx, text) })
		}
	}
}

// stateOf gives the state that is listed for a text. In a Document of which some
// Translations are listed as not public the others stay drafts.
func stateOf(d *folder.Document, locale i18n.Locale, edition int) sample.State {
	rest := sample.State{State: "published"}
	for _, s := range sample.States() {
		switch {
		case s.Ref() != d.Ref() || s.Edition != edition || s.State == "follows":
		case s.Locale == "" || s.Locale == string(locale):
			return s
		case s.Hidden():
			rest.State = "draft"
		}
	}
	return rest
}

// endings adds what was taken down, and which locale came later than its group.
func (f *filling) endings() error {
	for _, s := range sample.States() {
		at := s.On
		if at.IsZero() {
			at = f.start.Add(-time.Hour)
		}
		switch {
		case f.id(s.Ref()) == "":
			return fmt.Errorf("there is no %s", s.Ref())
		case s.State == "withdrawn" || s.State == "unpublished":
			f.add(s.Ref(), at, turnEnd, i18n.Locale(s.Locale), func(ctx context.Context) error { return f.end(ctx, s) })
		case s.State == "follows":
			f.add(s.Ref(), at, turnExcept, i18n.Locale(s.Locale), func(ctx context.Context) error { return f.except(ctx, s) })
		}
	}
	return nil
}

// move sets the times of a Document that stands at a fixed number of days from
// the start: what is to come is to come on whatever day somebody starts. Clocks
// on the wall keep their time.
func (f *filling) move(d *folder.Document) {
	s := stateOf(d, d.Source, 1)
	if !s.Moved {
		return
	}
	zone := f.house.sites[d.Site].Zone
	first, shift := time.Time{}, func(at time.Time) time.Time { return at }
	for _, field := range f.house.types.Get(d.Type).Fields {
		for n, item := range d.Facts.Fields[field.Name].Items {
			at, err := time.Parse(time.RFC3339, item)
			if field.Kind != content.KindInstant || err != nil {
				continue
			}
			if first.IsZero() {
				first = at
				days := dayNumber(f.start.In(zone)) + s.Days - dayNumber(at.In(zone))
				shift = func(at time.Time) time.Time { return content.Instant(at.In(zone).AddDate(0, 0, days)) }
			}
			d.Facts.Fields[field.Name].Items[n] = shift(at).Format(time.RFC3339Nano)
		}
	}
	if !d.Facts.Until.IsZero() {
		d.Facts.Until = shift(d.Facts.Until)
	}
}

// dayNumber counts the days of the calendar on which t lies.
func dayNumber(t time.Time) int {
	y, m, d := t.Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
