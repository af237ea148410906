package main

import (
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// reads reports whether the policy lets who looks read the text of p in a locale
// in whatever state. Every Edition of it, every remark on it and every file of it
// follows from that.
func (s *sky) reads(p *planted, l i18n.Locale) bool {
	return content.Can(s.as.actor, content.ReadDraft, s.subject(p, l)) == nil
}

func (s *sky) subject(p *planted, l i18n.Locale) content.Subject {
	t := p.record.Translation(l)
	subject := content.Subject{Document: p.record, Translation: t, Type: p.typ, Locale: l, Now: s.now}
	if t != nil {
		subject.Edition = t.Newest()
	}
	return subject
}

// mayKnow reports whether who looks may learn c at the desk: because it can be
// read by everybody or by all staff, or because the policy lets them read the text
// that it stands in.
func (s *sky) mayKnow(c *canary) bool {
	switch {
	case c.secret == "redacted":
		return false
	case c.typed != nil:
		return c.typed == s.as
	case s.at(c) > nowhere:
		return true
	}
	return slices.ContainsFunc(s.standsIn(c), func(l i18n.Locale) bool { return s.reads(c.doc, l) })
}

// standsIn gives the languages of the texts that show c at the desk: facts, and
// what is said of the whole Document, stand beside each.
func (s *sky) standsIn(c *canary) []i18n.Locale {
	switch {
	case c.about != "":
		return []i18n.Locale{c.about}
	case c.locale == "sr", c.locale == "sr-Latn":
		// One has the address and files of the other, and writes its headings in their
		// anchors.
		return []i18n.Locale{"sr", "sr-Latn"}
	case c.locale != "":
		return []i18n.Locale{c.locale}
	}
	var all []i18n.Locale
	for _, t := range c.doc.record.Translations {
		all = append(all, t.Locale)
	}
	return all
}

// told judges that an answer of the desk holds nothing that the policy keeps from
// who looks.
func (s *sky) told(r *reply) {
	s.Helper()
	s.checks.Add(1)
	for c := range r.seen {
		if !s.mayKnow(c) {
			s.wrong("LEAK: %s%s (%d) shows the %s %s, %s", s.host(r.to.site), r.to.url, r.status, s.as, c, c.secret)
		}
	}
	for word, whose := range s.letters {
		if whose != s.as && strings.Contains(r.body, word) {
			s.check(s.may(s.as, content.ManageMembers), "LEAK: %s shows the %s the address of the %s", r.to.url, s.as, whose)
		}
	}
}
