package editorial_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/media"
)

// memory is a content.Log in memory: what the verbs ask of a store, with Records
// kept encoded, so that nothing is shared with a verb that failed.
type memory struct {
	mu      sync.Mutex
	project content.Projector
	records map[content.ID][]byte
	claims  map[content.ID][]content.Claim
	due     map[content.ID][]time.Time
	texts   map[content.Hash][]byte
	assets  map[content.ID]*media.Asset
	style   map[content.ID]content.Record
	tuning  map[content.ID]content.Record
	log     []content.Change
	// before, if set, runs inside Commit before the head is looked at.
	before func()
}

func newMemory(p content.Projector) *memory {
	return &memory{project: p, records: map[content.ID][]byte{}, claims: map[content.ID][]content.Claim{},
		due: map[content.ID][]time.Time{}, texts: map[content.Hash][]byte{}, assets: map[content.ID]*media.Asset{}, style: map[content.ID]content.Record{}, tuning: map[content.ID]content.Record{}}
}

func (m *memory) Load(_ context.Context, ask content.Ask) (content.Snapshot, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s := content.Snapshot{Position: content.Position(len(m.log)), Documents: map[content.ID]*content.Document{}, Claimed: map[content.Claim][]content.ID{}}
	for _, id := range ask.Documents {
		if body := m.records[id]; body != nil && s.Documents[id] == nil {
			d, err := content.DecodeDocument(body)
			if err != nil {
				return s, err
			}
			s.Documents[id] = d
		}
	}
	s.Assets = map[content.ID]content.Record{}
	for _, id := range ask.Assets {
		if a := m.assets[id]; a != nil {
			s.Assets[id] = a.Record()
		}
	}
	if ask.Style {
		for _, id := range slices.Sorted(maps.Keys(m.style)) {
			s.Style = append(s.Style, m.style[id])
		}
	}
	if ask.Tuning {
		for _, id := range slices.Sorted(maps.Keys(m.tuning)) {
			s.Tuning = append(s.Tuning, m.tuning[id])
		}
	}
	for _, c := range ask.Claims {
		for id, claims := range m.claims {
			if slices.Contains(claims, c) && !slices.Contains(s.Claimed[c], id) {
				s.Claimed[c] = append(s.Claimed[c], id)
			}
		}
	}
	return s, nil
}

func (m *memory) Commit(_ context.Context, at content.Position, c content.Change, texts []content.Text) (content.Change, error) {
	if m.before != nil {
		before := m.before
		m.before = nil
		before()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if at != content.Position(len(m.log)) {
		return c, fault.New(fault.Conflict, "")
	}
	for _, t := range texts {
		if m.texts[t.Hash] == nil || t.Redacted {
			m.texts[t.Hash] = t.Body
		}
	}
	docs, err := c.Documents()
	if err != nil {
		return c, err
	}
	for i, d := range docs {
		p, err := m.project.Project(d, m.texts)
		if err != nil {
			return c, err
		}
		m.records[d.ID], m.claims[d.ID], m.due[d.ID] = c.Records[i].Body, p.Claims, p.Due
	}
	for _, r := range c.Records {
		if r.Kind == content.RecordStyle {
			m.style[r.ID] = r
		}
		if r.Kind == content.RecordTuning {
			m.tuning[r.ID] = r
		}
		if r.Kind != content.RecordAsset {
			continue
		}
		a, err := media.DecodeAsset(r.Body)
		if err != nil {
			return c, err
		}
		m.assets[a.ID], m.claims[a.ID] = a, a.Claims()
	}
	c.Position = at + 1
	m.log = append(m.log, c)
	return c, nil
}

func (m *memory) Changes(_ context.Context, after content.Position, limit int) ([]content.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.log[after:min(int(after)+limit, len(m.log))], nil
}

func (m *memory) Due(_ context.Context, now time.Time) (ids []content.ID, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, times := range m.due {
		if slices.ContainsFunc(times, func(t time.Time) bool { return !t.After(now) }) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (m *memory) Showing(_ context.Context, asset content.ID) (ids []content.ID, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, body := range m.records {
		d, err := content.DecodeDocument(body)
		if err != nil {
			return nil, err
		}
		p, err := m.project.Project(d, m.texts)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(p.Rows, func(r content.Row) bool {
			return slices.Contains(r.Terms, content.Term{Name: content.TermAsset, Value: string(asset)})
		}) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (m *memory) Using(_ context.Context, asset content.ID) (all []content.Standing, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(m.records)) {
		d, err := content.DecodeDocument(m.records[id])
		if err != nil {
			return nil, err
		}
		p, err := m.project.Project(d, m.texts)
		if err != nil {
			return nil, err
		}
		for _, s := range p.Standings {
			if slices.Contains(s.Shows(), asset) {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

func (m *memory) Texts(_ context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := map[content.Hash][]byte{}
	for _, h := range hashes {
		if m.texts[h] == nil {
			return nil, fault.Absent("text %s", h)
		}
		out[h] = m.texts[h]
	}
	return out, nil
}

// clock is a Clock that the test moves.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

// rig is a Desk over a memory, with the people of a small town hall.
type rig struct {
	*testing.T
	desk  *editorial.Desk
	log   *memory
	clock *clock
}

var start = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func newRig(t *testing.T, change ...func(*content.Site)) *rig {
	t.Helper()
	sites := content.Sites{
		"public":   {Name: "public", Locales: []i18n.Locale{"lt", "en", "sr", "sr-Latn", "sq"}, Audience: content.Public, Zone: time.UTC},
		"second":   {Name: "second", Locales: []i18n.Locale{"lt", "en"}, Audience: content.Public, Zone: time.UTC},
		"intranet": {Name: "intranet", Locales: []i18n.Locale{"lt", "en"}, Audience: content.Staff, Zone: time.UTC},
	}
	for _, c := range change {
		c(sites["public"])
	}
	c := &clock{start}
	types := twoSteps(t)
	log := newMemory(content.Projector{Types: types, Sites: sites})
	return &rig{t, &editorial.Desk{Log: log, Types: types, Sites: sites, Clock: c}, log, c}
}

// twoSteps are the shipped Types, but for publications, which the director has
// to approve as well.
func twoSteps(t *testing.T) *content.Types {
	t.Helper()
	types, err := content.LoadTypes(fstest.MapFS{"publication.toml": {Data: []byte(
		"name = \"publication\"\nsteps = [\"language\", \"director\"]\nurgent_skips = [\"language\"]\nlisted = true\nbody = \"optional\"\nsummary = \"required\"\n[slugs]\nlt = \"leidiniai\"\nen = \"publications\"")}})
	if err != nil {
		t.Fatal(err)
	}
	return types
}

func member(id content.MemberID, roles ...content.Role) content.Actor {
	a := content.Actor{ID: id, Name: string(id)}
	for _, r := range roles {
		a.Grants = append(a.Grants, content.Grant{Role: r, Steps: []string{"director"}})
	}
	return a
}

var (
	ana   = member("ana", content.RoleAuthor)
	lina  = member("lina", content.RoleLanguageEditor)
	rasa  = member("rasa", content.RolePressOfficer)
	petra = member("petra", content.RolePressOfficer)
	jonas = member("jonas", content.RoleApprover)
)

func words(title string) content.Words {
	return content.Words{Title: title, Summary: "Trumpai: " + title, Body: "Tekstas apie tai, kas vyksta."}
}

// must gives the Result of a verb that has to succeed.
func (r *rig) must(res editorial.Result, err error) editorial.Result {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
	return res
}

// refused demands that a verb fails with a kind and, if given, a key.
func (r *rig) refused(err error, kind fault.Kind, key string) {
	r.Helper()
	if !fault.Is(err, kind) {
		r.Fatalf("got %v, want a refusal of kind %s", err, kind)
	}
	if key != "" && keyOf(err) != key {
		r.Fatalf("refused with %q (%v), want %q", keyOf(err), err, key)
	}
}

func keyOf(err error) string {
	switch e := err.(type) {
	case *editorial.IssuesError:
		return e.Issues[0].Key
	case *fault.Fault:
		return e.Key
	}
	return ""
}

func (r *rig) doc(id content.ID) *content.Document {
	r.Helper()
	snap, err := r.log.Load(r.Context(), content.Ask{Documents: []content.ID{id}})
	if err != nil || snap.Documents[id] == nil {
		r.Fatalf("document %s: %v", id, err)
	}
	return snap.Documents[id]
}

// draft makes a news Document in lt by Ana.
func (r *rig) draft(title string) editorial.Result {
	r.Helper()
	return r.must(r.desk.Create(r.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words(title)}))
}

// sealed takes a draft through submission and the language step.
func (r *rig) sealed(res editorial.Result, in ...editorial.Submit) editorial.Result {
	r.Helper()
	s := editorial.Submit{Document: res.Document, Locale: res.Locale}
	if len(in) > 0 {
		s = in[0]
		s.Document, s.Locale = res.Document, res.Locale
	}
	if !r.doc(res.Document).Translation(res.Locale).FirstPublic().IsZero() && !s.Minor && s.Note == nil {
		s.Note = &content.Note{Key: "update.information"}
	}
	r.must(r.desk.Submit(r.Context(), ana, s))
	return r.approve(lina, res)
}

func (r *rig) approve(by content.Actor, res editorial.Result) editorial.Result {
	r.Helper()
	e := r.doc(res.Document).Translation(res.Locale).Newest()
	return r.must(r.desk.Approve(r.Context(), by, editorial.Approve{Document: res.Document, Locale: res.Locale, Step: "language", Words: e.Words}))
}

// published is a news Document that readers see.
func (r *rig) published(title string) editorial.Result {
	r.Helper()
	res := r.sealed(r.draft(title))
	return r.must(r.desk.Publish(r.Context(), rasa, res.Document, res.Locale))
}

// translated adds a published Translation in locale.
func (r *rig) translated(id content.ID, locale i18n.Locale, title string) editorial.Result {
	r.Helper()
	r.sealed(r.must(r.desk.Translate(r.Context(), ana, id, locale, words(title))))
	return r.must(r.desk.Publish(r.Context(), rasa, id, locale))
}

// kinds lists the kinds of all Events so far.
func (r *rig) kinds() (all []content.EventKind) {
	for _, c := range r.log.log {
		for _, e := range c.Events {
			all = append(all, e.Kind)
		}
	}
	return all
}
