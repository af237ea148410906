package editorial

import (
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/media"
)

// target is the Edition that a verb is about, with all that the rules ask.
type target struct {
	d       *content.Document
	t       *content.Translation
	e       *content.Edition
	typ     *content.Type
	site    *content.Site
	words   content.Words
	facts   content.Facts
	steps   []string
	subject content.Subject
}

// aim finds the Edition of document in locale that pick chooses and asks the
// policy whether the actor may do action to it, then the table whether its
// state allows it.
func (w *work) aim(action content.Action, id content.ID, locale i18n.Locale, pick func(*content.Translation) *content.Edition) (*target, error) {
	g, err := w.look(id, locale, pick)
	if err != nil {
		return nil, err
	}
	if err := w.may(action, g); err != nil {
		return nil, err
	}
	if g.e == nil {
		return nil, wrongState(action, content.None)
	}
	if _, ok := content.Find(action, g.e.State); !ok {
		return nil, wrongState(action, g.e.State)
	}
	return g, nil
}

// look is aim without asking anybody.
func (w *work) look(id content.ID, locale i18n.Locale, pick func(*content.Translation) *content.Edition) (*target, error) {
	d, err := w.document(id)
	if err != nil {
		return nil, err
	}
	t := d.Translation(locale)
	if t == nil {
		return nil, fault.Absent("document %s in %s", id, locale)
	}
	g := &target{d: d, t: t, e: pick(t), typ: w.desk.Types.Get(d.Type), site: w.desk.Sites[d.Site]}
	if g.typ == nil || g.site == nil {
		return nil, fault.New(fault.Invalid, "issue.type.unknown", "type", d.Type)
	}
	g.subject = content.Subject{Document: d, Translation: t, Edition: g.e, Type: g.typ, Locale: locale, Now: w.now}
	if g.e == nil {
		return g, nil
	}
	if g.words, err = w.words(g.e.Words); err != nil {
		return nil, err
	}
	if g.facts, err = w.facts(g.e.Facts); err != nil {
		return nil, err
	}
	g.steps = g.typ.StepsIn(locale, g.facts.AuthenticIn(d.Source))
	g.subject.Steps = g.steps
	return g, nil
}

func (w *work) may(action content.Action, g *target) error {
	return content.Can(w.actor, action, g.subject)
}

// next and live pick the slots; newest picks what an editor sees.
func next(t *content.Translation) *content.Edition   { return t.NextEdition() }
func live(t *content.Translation) *content.Edition   { return t.LiveEdition() }
func newest(t *content.Translation) *content.Edition { return t.Newest() }

// asks gives what the rules want to know about a text: who holds what it claims,
// what its refs name, and the files that it shows.
func asks(d *content.Document, typ *content.Type, locale i18n.Locale, words content.Words, facts content.Facts) content.Ask {
	return content.Ask{
		Documents: content.RefsOf(typ, words, facts),
		Claims:    content.ClaimsOf(d, typ, locale, words, facts),
		Assets:    content.AssetsOf(typ, words, facts, content.Staff),
	}
}

// asks is what the rules want to know about g, with the facts beside which it
// will be read.
func (w *work) asks(g *target) (content.Ask, content.Facts, error) {
	ask := asks(g.d, g.typ, g.t.Locale, g.words, g.facts)
	beside, err := w.beside(g)
	ask.Assets = content.AssetsOf(g.typ, g.words, beside, content.Staff)
	return ask, beside, err
}

// beside gives the facts that g will be read with.
func (w *work) beside(g *target) (content.Facts, error) {
	if source := g.d.SourceTranslation(); source == nil || source.Locale == g.t.Locale || source.Newest() == nil {
		return g.facts, nil
	}
	return w.facts(g.d.Beside(g.t.Locale))
}

// requirements gives what the target lacks. It loads, so it must come before
// changes.
func (w *work) requirements(g *target) ([]content.Issue, error) {
	ask, beside, err := w.asks(g)
	if err != nil {
		return nil, err
	}
	if err := w.load(ask); err != nil {
		return nil, err
	}
	p, err := w.proposal(g, beside, w.snap)
	return content.Requirements(p), err
}

// proposal puts together what the rules ask about g, as of a Snapshot.
func (w *work) proposal(g *target, beside content.Facts, snap content.Snapshot) (content.Proposal, error) {
	p := content.Proposal{Document: g.d, Type: g.typ, Types: w.desk.Types, Locale: g.t.Locale,
		Words: g.words, Facts: g.facts, Beside: beside, Claimed: snap.Claimed, TypeOf: map[content.ID]string{}, Assets: map[content.ID]*content.AssetFacts{}}
	for _, id := range content.RefsOf(g.typ, g.words, g.facts) {
		if d := snap.Documents[id]; d != nil {
			p.TypeOf[id] = d.Type
		}
	}
	for _, id := range content.AssetsOf(g.typ, g.words, beside, content.Staff) {
		r, ok := snap.Assets[id]
		if !ok {
			continue
		}
		a, err := media.DecodeAsset(r.Body)
		if err != nil {
			return p, err
		}
		notes, err := w.notes(a)
		if err != nil {
			return p, err
		}
		p.Assets[id] = &content.AssetFacts{Name: notes.Name, Picture: a.Kind.Class() == media.Picture, Gone: a.Successor != "" || !a.Removed.IsZero()}
	}
	return p, nil
}

// demand refuses when the target lacks something, and gives it back as it was
// loaded last.
func (w *work) demand(g *target, pick func(*content.Translation) *content.Edition) (*target, error) {
	issues, err := w.requirements(g)
	if err != nil {
		return nil, err
	}
	if len(issues) > 0 {
		return nil, &IssuesError{Issues: issues}
	}
	return w.look(g.d.ID, g.t.Locale, pick)
}

// locales gives the locales that a verb on the whole Document or on one named
// locale means: those whose live Edition is in one of the states.
func locales(d *content.Document, only i18n.Locale, states ...content.State) []i18n.Locale {
	var all []i18n.Locale
	for _, t := range d.Translations {
		e := t.LiveEdition()
		if (only == "" || t.Locale == only) && e != nil && slices.Contains(states, e.State) {
			all = append(all, t.Locale)
		}
	}
	return all
}
