package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
)

// TestCanaryMatrix plants a word of its own in every place that holds words, in
// every state, Type, language and audience, and looks for all of them at every
// address that the router, the sitemap and a crawl know, before, at and after
// what changes who may see them. A word seen too early fails, and so does one
// that is not to be seen where its readers look for it.
func TestCanaryMatrix(t *testing.T) {
	t.Parallel()
	m := newMatrix(t, func(*server) {})
	m.small = testing.Short()
	m.plan()
	m.everyRouteHasARow()
	m.stage()
	m.moments()
}

// moments goes through what happens, until something is seen to be wrong.
func (m *matrix) moments() {
	m.Helper()
	begin := time.Now()
	for _, moment := range []struct {
		name  string
		come  func(*matrix) *sky
		crawl bool
		// staff says that the members read as well.
		staff bool
	}{
		{"before", (*matrix).stands, true, true},
		{"at its time", (*matrix).itsTime, true, false},
		{"released", (*matrix).released, false, false},
		{"changed", (*matrix).changed, true, false},
		{"followed", (*matrix).followed, false, true},
		{"redacted", (*matrix).redacted, true, true},
	} {
		if m.failures.Load() > 0 {
			break
		}
		m.moment = moment.name
		since, sofar := time.Now(), m.checks.Load()
		s := moment.come(m)
		m.forget()
		s.everySurface()
		if moment.crawl {
			s.crawl()
		}
		if moment.staff && (m.caught == nil || m.leaks.Load() == 0) {
			begin, sofar := time.Now(), m.checks.Load()
			s.asEveryRole()
			m.Logf("%-12s %6d assertions as every role in %s", moment.name, m.checks.Load()-sofar, time.Since(begin).Round(time.Millisecond))
		}
		m.before = s.levels
		m.Logf("%-12s %6d assertions in %s", moment.name, m.checks.Load()-sofar, time.Since(since).Round(time.Millisecond))
	}
	m.Logf("%d canaries in %d Documents, %d assertions, %d failed, %s", len(m.byWord), len(m.docs), m.checks.Load(), m.failures.Load(), time.Since(begin).Round(time.Millisecond))
}

// stage brings every Document into its state. What readers must not notice is
// done last, and changes nothing of what they are given.
func (m *matrix) stage() {
	m.Helper()
	begin := time.Now()
	isLate := func(p *planted) bool { return p.state == late || p.state == lateScheduled }
	first := slices.DeleteFunc(slices.Clone(m.docs), isLate)
	m.begin(first)
	for i, p := range first {
		m.hand.moveTo(dayOne.Add(time.Duration(i) * time.Second))
		m.goPublic(p)
	}
	m.hand.moveTo(viewing)
	m.catchUp()
	m.moment = "staging"
	all := m.docs
	m.docs = first
	before := m.look().snapshot()
	m.docs = all
	m.begin(slices.DeleteFunc(slices.Clone(m.docs), func(p *planted) bool { return !isLate(p) }))
	for _, p := range m.docs {
		m.goHidden(p)
	}
	m.hire()
	s := m.look()
	s.lagging = true
	s.unmoved(before, s.snapshot(), "after hidden work")
	m.catchUp()
	s.lagging = false
	s.unmoved(before, s.snapshot(), "after hidden work that was followed")
	m.dropPages()
	s.unmoved(before, s.snapshot(), "after hidden work and a new start")
	for _, p := range m.docs {
		for i, l := range p.locales {
			if got := p.record.Translation(l).Newest().State; got != p.wanted(i == 0) {
				m.Errorf("%s in %s is %s, not %s", p, l, got, p.wanted(i == 0))
			}
		}
	}
	m.Logf("%-12s %6d assertions in %s", m.moment, m.checks.Load(), time.Since(begin).Round(time.Millisecond))
}

// stands is the moment before the embargo ends.
func (m *matrix) stands() *sky {
	s := m.look()
	s.thorough = true
	return s
}

// itsTime is the moment at which the embargo ends: nothing has been told of it.
func (m *matrix) itsTime() *sky {
	m.hand.moveTo(embargo)
	s := m.look()
	s.lagging = true
	return s
}

// released is the same moment, once the clockwork has done its part.
func (m *matrix) released() *sky {
	if moved := m.tick(); moved == 0 {
		m.Error("nothing was released")
	}
	if moved := m.tick(); moved != 0 {
		m.Errorf("%d released twice", moved)
	}
	m.catchUp()
	return m.look()
}

// changed takes texts away, brings some back and moves others to another Site.
// No follower has heard of it yet.
func (m *matrix) changed() *sky {
	m.hand.moveTo(embargo.Add(time.Hour))
	ctx := m.Context()
	for _, p := range m.docs {
		var err error
		p.moving = true
		switch {
		case p.site == "public" && p.state == lateScheduled:
			_, err = m.desk().Withdraw(ctx, officer, editorial.End{Document: p.id, ReasonKey: "reason.withdrawn.wrong", Reason: m.reasons(p)})
		case p.site == "public" && p.state == nextScheduled:
			_, err = m.desk().Unpublish(ctx, officer, editorial.End{Document: p.id, ReasonKey: "reason.gone.legal", Reason: m.reasons(p)})
		case p.state == withdrawn:
			_, err = m.desk().Restore(ctx, officer, p.id, "")
		case p.state == leaving:
			_, err = m.desk().Rehome(ctx, officer, editorial.Rehome{Document: p.id, Site: "intranet"})
		case p.state == removing:
			_, err = m.desk().Rehome(ctx, officer, editorial.Rehome{Document: p.id, Site: "second", Redirect: p.typ.Register})
		case p.site == "intranet" && p.state == current && p.typ.Name == "news":
			err = m.moveOut(ctx, p.id)
		default:
			p.moving = false
		}
		if err != nil {
			m.Fatalf("%s: %v", p, err)
		}
	}
	s := m.look()
	s.lagging = true
	return s
}

// moveOut moves a Document from the intranet to the public Site, and agrees to
// what it shows going there.
func (m *matrix) moveOut(ctx context.Context, id content.ID) error {
	move := editorial.Rehome{Document: id, Site: "public", Redirect: true}
	_, err := m.desk().Rehome(ctx, officer, move)
	var asked *editorial.IssuesError
	if !errors.As(err, &asked) {
		return err
	}
	for _, i := range asked.Issues {
		move.Agreed = append(move.Agreed, i.AskedOf())
	}
	_, err = m.desk().Rehome(ctx, officer, move)
	return err
}

// followed is the same moment, once every follower has caught up.
func (m *matrix) followed() *sky {
	m.catchUp()
	for _, p := range m.docs {
		p.moving = false
	}
	return m.look()
}

// redacted takes a passage out of everything that a Document ever was.
func (m *matrix) redacted() *sky {
	p := m.find("public", "news", superseded)
	var passages []string
	for _, f := range m.flocksOf(p) {
		for _, c := range f.canaries {
			if slices.Contains([]string{"body", "summary", "caption", "heading"}, c.part) {
				c.secret = "redacted"
				passages = append(passages, c.word)
			}
		}
	}
	for _, c := range m.byWord {
		if c.doc == p && c.part == "a comment" {
			passages = append(passages, c.word)
		}
	}
	m.askRedaction(p, slices.Clone(passages))
	docs, err := m.server.house.store.Documents(m.Context(), p.id)
	if err != nil {
		m.Fatal(err)
	}
	if _, err := m.desk().Redact(m.Context(), deputy, p.id, docs[p.id].OpenRedaction().Key()); err != nil {
		m.Fatal(err)
	}
	s := m.look()
	s.lagging, p.moving = true, true
	m.forget()
	site := m.site("public")
	for _, l := range site.Locales {
		s.lookDocument(site, p, l)
		s.lookList(site, p.typ, l)
	}
	for _, c := range s.all[p] {
		s.lookWord(site, c, s.get(s.searchFor(site, site.Default(), loud(s.never))))
	}
	m.catchUp()
	m.wiped(passages)
	s.lagging, p.moving = false, false
	return s
}

// askRedaction asks for the passages that p holds. What the desk does not find in it
// is not asked for; that it is nowhere all the same, wiped demands.
func (m *matrix) askRedaction(p *planted, passages []string) {
	m.Helper()
	for {
		_, err := m.desk().AskRedaction(m.Context(), officer, editorial.Redacting{Document: p.id, Ground: "article 17", Passages: passages})
		if err == nil {
			return
		}
		var refused *editorial.IssuesError
		if !errors.As(err, &refused) || refused.Issues[0].Key != "issue.redaction.not_found" {
			m.Fatal(err)
		}
		absent := refused.Issues[0].Args[1].(string)
		c := m.byWord[absent]
		m.Logf("not in the document: %s in %s, %s", absent, c.part, c.doc)
		passages = slices.DeleteFunc(passages, func(s string) bool { return s == absent })
	}
}

// wiped demands that no byte of the data folder holds any of the passages, as
// soon as the index has been built again without them.
func (m *matrix) wiped(passages []string) {
	m.Helper()
	var left []string
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if left = m.holding(passages); len(left) == 0 {
			break
		}
	}
	m.check(len(left) == 0, "LEAK: redacted words are still in %v", left)
	m.checks.Add(int64(len(passages)))
}

// holding lists the files of the data folder that hold any of the passages.
func (m *matrix) holding(passages []string) []string {
	var all []string
	err := filepath.WalkDir(m.dataDir(), func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil // a folder of the index that is being taken away
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		for _, p := range passages {
			if bytes.Contains(raw, []byte(p)) {
				all = append(all, filepath.Base(path)+": "+p)
			}
		}
		return nil
	})
	if err != nil {
		m.Fatal(err)
	}
	return all
}
