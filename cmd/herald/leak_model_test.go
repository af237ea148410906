package main

import (
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
)

// level is how far a canary may be seen at one moment.
type level int

const (
	// nowhere is what nobody outside may learn of.
	nowhere level = iota
	// tomb is the number of an entry whose text is gone.
	tomb
	// oldEdition stands in an Edition that another has taken the place of.
	oldEdition
	// setAside is withdrawn: to be read where it stands, and not listed.
	setAside
	// pastIts is what has ended: to be read, searched, and not listed.
	pastIts
	// everywhere is what its Site shows.
	everywhere
)

func (l level) readable() bool { return l >= setAside }

// sky is what readers may see at one moment, computed from the log alone: from
// states and times, and not from what the store projects.
type sky struct {
	*matrix
	now    time.Time
	levels map[*canary]level
	// all is every canary by its Document.
	all map[*planted][]*canary
	// as is who looks with a session: what is on the staff Sites is in their sky as
	// well, if the policy lets them in. Nil is everybody.
	as *caller
	// lagging says that followers have not been given the newest Changes;
	// thorough that every word is searched for, and not a part of them.
	lagging, thorough bool
}

// look computes the sky of this moment.
func (m *matrix) look() *sky { return m.lookAs(nil) }

// lookAs computes the sky of this moment as who sees it.
func (m *matrix) lookAs(who *caller) *sky {
	m.Helper()
	m.load(m.docs...)
	s := &sky{matrix: m, as: who, now: m.now(), levels: map[*canary]level{}, all: map[*planted][]*canary{}}
	for _, c := range m.byWord {
		s.all[c.doc] = append(s.all[c.doc], c)
	}
	for _, p := range m.docs {
		if !s.closed(m.site(p.record.Site)) {
			s.document(p)
		}
	}
	return s
}

// closed reports whether a Site is not for who looks.
func (s *sky) closed(site *content.Site) bool {
	return site.Audience == content.Staff && (s.as == nil || content.Can(s.as.actor, content.ReadStaff, content.Subject{Now: s.now}) != nil)
}

// near reports whether p is looked at whole at this moment: whatever has moved
// since the moment before is, and another part of the rest each time.
func (s *sky) near(p *planted) bool {
	if s.thorough || sampled(p.name, s.moment) {
		return true
	}
	return slices.ContainsFunc(s.all[p], func(c *canary) bool { return s.levels[c] != s.before[c] })
}

// at gives the level of a canary.
func (s *sky) at(c *canary) level {
	if c.secret != "" {
		return nowhere
	}
	return s.levels[c]
}

func (s *sky) raise(h content.Hash, to level) {
	if f := s.flocks[h]; f != nil {
		f.raise(s, to)
	}
}

func (f *flock) raise(s *sky, to level) {
	for _, c := range f.canaries {
		s.levels[c] = max(s.levels[c], to)
	}
}

// shown gives the Edition of p that readers are shown in a locale: the one
// scheduled, once its time has come, else the live one, and none while the
// source has none.
func (s *sky) shown(p *planted, locale i18n.Locale) *content.Edition {
	if e := s.own(p, p.record.Source); e == nil || s.closed(s.site(p.record.Site)) {
		return nil
	}
	return s.own(p, locale)
}

func (s *sky) own(p *planted, locale i18n.Locale) *content.Edition {
	t := p.record.Translation(locale)
	if t == nil {
		return nil
	}
	if t.Next > 0 {
		if e := t.Editions[t.Next-1]; e.State == content.Scheduled && !e.PublishAt.After(s.now) {
			return e
		}
	}
	if t.Live > 0 {
		if e := t.Editions[t.Live-1]; e.State == content.Published || e.State == content.Withdrawn {
			return e
		}
	}
	return nil
}

// standing gives the level of what is shown as e.
func (s *sky) standing(p *planted, e *content.Edition) level {
	switch {
	case e.State == content.Withdrawn:
		return setAside
	case p.state == over && !ended.After(s.now):
		return pastIts
	}
	return everywhere
}

func (s *sky) document(p *planted) {
	source := s.own(p, p.record.Source)
	for _, t := range p.record.Translations {
		e := s.shown(p, t.Locale)
		s.ending(p, t)
		if e == nil {
			continue
		}
		s.raise(e.Words, s.standing(p, e))
		s.raise(source.Facts, s.standing(p, source))
		for _, old := range t.Editions[:e.Number-1] {
			if old.Published != nil {
				s.raise(old.Words, oldEdition)
				s.raise(old.Facts, oldEdition)
			}
		}
	}
}

// ending raises the reason that was typed and sealed, and in a register what a
// tombstone keeps.
func (s *sky) ending(p *planted, t *content.Translation) {
	if t.Live == 0 {
		return
	}
	e := t.Editions[t.Live-1]
	if e.Ending == nil {
		return
	}
	if slices.ContainsFunc(e.Ending.Reason.Sealed, func(r content.ReasonSeal) bool { return r.Locale == t.Locale }) {
		for _, c := range p.reasons {
			if c.locale == t.Locale {
				s.levels[c] = setAside
			}
		}
	}
	if f := s.flocks[e.Facts]; f != nil && e.State == content.Unpublished && p.typ.Register {
		for _, c := range f.canaries {
			if c.part == "field "+p.typ.Number {
				s.levels[c] = max(s.levels[c], tomb)
			}
		}
	}
}

// first gives the locale in which p is read where it is not written in the one
// asked for, "" where it is not read at all.
func (s *sky) first(p *planted, asked i18n.Locale) i18n.Locale {
	for _, l := range append([]i18n.Locale{asked}, s.site(p.record.Site).Locales...) {
		if s.shown(p, l) != nil {
			return l
		}
	}
	return ""
}

// flockOf gives the canaries of what p shows in a locale.
func (s *sky) flockOf(p *planted, locale i18n.Locale) *flock {
	if e := s.shown(p, locale); e != nil {
		return s.flocks[e.Words]
	}
	return nil
}

// factsOf gives the canaries of the facts that p shows.
func (s *sky) factsOf(p *planted) *flock {
	if e := s.shown(p, p.record.Source); e != nil {
		return s.flocks[e.Facts]
	}
	return nil
}

// listed gives the Documents of a Type that a Site lists, in a locale: those
// that are current, and in a register also those set aside.
func (s *sky) listed(site string, t *content.Type) []*planted {
	var all []*planted
	for _, p := range s.docs {
		if p.record.Site != site || p.typ != t {
			continue
		}
		e := s.shown(p, s.first(p, ""))
		if e == nil {
			continue
		}
		if l := s.standing(p, e); l == everywhere || t.Register && l.readable() {
			all = append(all, p)
		}
	}
	return all
}

// path gives the address below the locale of a text whose path is c.
func pathOf(p *planted, locale i18n.Locale, c *canary) string {
	if slug := p.typ.Slugs[locale]; slug != "" {
		return slug + "/" + c.word
	}
	return c.word
}

// lists reports whether a Site lists a Type at all.
func lists(site *content.Site, t *content.Type) bool {
	return t.Listed && (site.Audience == content.Staff || t.CheckAudience() == nil)
}

// allowed reports whether an answer to a may hold c.
func (s *sky) allowed(a errand, c *canary) bool {
	at, elsewhere := s.at(c), c.doc.record.Site != a.site
	if a.site == "" || s.closed(s.site(a.site)) {
		return false
	}
	if elsewhere {
		// Another Site may say where a text is, and nothing of what it says.
		return c.part == "path" && at.readable() && a.kind != askSitemap
	}
	if a.kind == askFile {
		return at >= oldEdition && c.doc == a.doc && c.kind == content.KindAsset
	}
	own := a.typ == c.doc.typ
	switch at {
	case nowhere:
		return false
	case tomb:
		return own && (a.kind == askListing || a.kind == askExport || a.kind == askFeed)
	case oldEdition:
		return a.kind == askEdition && a.doc == c.doc
	case setAside:
		switch a.kind {
		case askHome, askSitemap, askSiteMap, askSearch, askFound, askSuggest:
			return c.part == "path" && (a.kind == askHome || a.kind == askFound)
		case askListing:
			return own && c.doc.typ.Register
		}
		return true
	case pastIts:
		switch a.kind {
		case askHome, askSitemap, askSiteMap:
			return c.part == "path" && a.kind == askHome
		case askListing, askFeed, askExport:
			return !own || c.doc.typ.Register || c.part == "path"
		}
		return true
	}
	return true
}
