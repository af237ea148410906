package admin

import (
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// EffectLine says what an action does to one language.
type EffectLine struct {
	Language string
	Lang     i18n.Locale
	// URL is the public address of the text, or "" where it has none.
	URL   string
	Text  string
	Notes []string
}

// effects puts what was foreseen into words, with the languages that readers see
// something of. Unknown says that the time has yet to be chosen.
func (v *visit) effects(r *editorial.Rehearsal, unknown bool) (lines []EffectLine, places []i18n.Locale, err error) {
	for _, e := range content.Foresee(r.Before, r.After) {
		line := EffectLine{Language: v.words.LanguageName(e.Locale), Lang: e.Locale, Text: v.effectText(e, unknown), Notes: v.effectNotes(e)}
		if e.Kind != content.EffectWorked {
			if line.URL, err = v.publicURL(r, e); err != nil {
				return nil, nil, err
			}
		}
		if e.Kind == content.EffectWorked && e.Derived {
			continue
		}
		lines, places = append(lines, line), append(places, e.Locale)
	}
	return lines, places, nil
}

func (v *visit) effectText(e content.Effect, unknown bool) string {
	switch {
	case e.Kind == content.EffectScheduled && unknown:
		return v.T("desk.do.effect.scheduled_open")
	case e.Kind == content.EffectScheduled:
		return v.T("desk.do.effect.scheduled", "when", v.exactly(e.At, e.Edition.Zone))
	case e.Kind == content.EffectLater:
		return v.T("desk.do.effect.later", "due", v.dayText(e.Due))
	case e.Kind == content.EffectWorked:
		return v.T("desk.do.effect.worked", "state", v.T("state."+string(e.Edition.State)))
	}
	return v.T("desk.do.effect." + string(e.Kind))
}

// effectNotes say what lists, feeds and alerts make of it, and what is still owed.
func (v *visit) effectNotes(e content.Effect) []string {
	var notes []string
	switch e.Kind {
	case content.EffectAppears, content.EffectReplaces, content.EffectScheduled, content.EffectFacts:
		if e.Announced {
			notes = append(notes, v.T("desk.do.announced"))
		} else {
			notes = append(notes, v.T("desk.do.quiet"))
		}
	case content.EffectWorked:
		if e.Edition.AsSoonAsApproved && e.Edition.State == content.Submitted {
			notes = append(notes, v.T("desk.do.then_soon"))
		} else if e.Edition.State == content.Submitted && !e.Edition.PublishAt.IsZero() {
			notes = append(notes, v.T("desk.do.then_time", "when", v.exactly(e.Edition.PublishAt, e.Edition.Zone)))
		}
	}
	if e.Derived {
		notes = append(notes, v.T("desk.do.derived"))
	}
	for _, debt := range e.Owed {
		notes = append(notes, v.T("desk.do.owed", "due", v.words.Date(debt.Due.In(v.zone())), "step", v.step(debt.Step)))
	}
	return notes
}

// exactly writes an instant by the clocks of the zone in which it was chosen, and
// where those are not UTC by that as well.
func (v *visit) exactly(t time.Time, name string) string {
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		zone, name = v.zone(), v.zone().String()
	}
	when := v.words.DateTime(t.In(zone)) + " (" + name + ")"
	if name != "UTC" {
		when += " = " + v.words.Time(t.UTC()) + " UTC"
	}
	return when
}

// publicURL is where readers find a text, or "" for one that has no page.
func (v *visit) publicURL(r *editorial.Rehearsal, e content.Effect) (string, error) {
	d := r.After
	site, typ := v.Sites[d.Site], v.Types.Get(d.Type)
	if site == nil || typ == nil || typ.Hidden || e.Edition == nil {
		return "", nil
	}
	words, err := r.Words(v.ctx, e.Edition.Words)
	if err != nil || words.Path == "" && !typ.Single {
		return "", err
	}
	return site.URL(site.Path(e.Locale, words.Path)), nil
}

// endOf is the last moment of a day in zone.
func endOf(d content.Day, zone *time.Location) time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day+1, 0, 0, 0, 0, zone).Add(-time.Second)
}

// publicly is what an Event says beside its note: the ready-made sentence that
// readers see, or the time that was set.
func (v *visit) publicly(e content.Event) string {
	switch {
	case e.Reason != "" && v.words.Has(e.Reason):
		return v.T(e.Reason)
	case e.Kind == content.EventScheduled:
		return v.exactly(e.When, "")
	}
	return ""
}
