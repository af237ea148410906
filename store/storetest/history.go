package storetest

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"time"

	"herald/content"
	"herald/i18n"
)

var seed = flag.Uint64("storetest.seed", 0, "seed of the histories; 0 takes the usual ones")

// history makes random Changes of a dozen Documents. It follows no rule of the
// workflow: a store has to hold whatever the verbs decide.
type history struct {
	*rand.Rand
	builders map[content.ID]*Builder
	now      time.Time
}

func newHistory(seed uint64) *history {
	return &history{Rand: rand.New(rand.NewPCG(seed, seed)), builders: map[content.ID]*Builder{}, now: Epoch}
}

func pick[T any](h *history, from ...T) T { return from[h.IntN(len(from))] }

func (h *history) id() content.ID { return ID(h.IntN(12)) }

// builder gives a Document, a new one the first time.
func (h *history) builder() *Builder {
	id := h.id()
	if b := h.builders[id]; b != nil {
		return b
	}
	site := pick(h, "public", "public", "staff")
	b := New(id, pick(h, "news", "page", "agreement", "event", "notice"), site, pick(h, Projector().Sites[site].Locales...))
	h.write(b, b.Document.Source)
	h.builders[id] = b
	return b
}

func (h *history) write(b *Builder, locale i18n.Locale) {
	w := content.Words{Title: pick(h, titles...), Body: fmt.Sprint("Tekstas ", h.IntN(5)), Path: fmt.Sprintf("kelias-%d", h.IntN(8))}
	f := content.Facts{Order: h.IntN(3), Organization: ID(90 + h.IntN(2)), Fields: content.Fields{}}
	if h.IntN(2) == 0 {
		f.Topics = ids(50+h.IntN(3), 50+h.IntN(3))
	}
	if h.IntN(3) == 0 {
		f.Parent = h.id()
	}
	if h.IntN(3) == 0 {
		f.Until = h.now.Add(time.Duration(h.IntN(48)-24) * time.Hour)
	}
	f.Fields["kind"] = content.One(pick(h, "friendship", "project"))
	f.Fields["number"] = content.One(fmt.Sprint("S-", h.IntN(6)))
	f.Fields["signed"] = content.One(pick(h, "1975", "1975-05", "1975-05-03", "1980-01-01", "unknown"))
	f.Fields["start"] = content.One(h.now.Add(time.Duration(h.IntN(96)) * time.Hour).Format(time.RFC3339))
	b.Draft(locale, w, f)
}

// change does something to one Document.
func (h *history) change(b *Builder) {
	if h.IntN(20) == 0 {
		b.Rehome(pick(h, "public", "staff"))
		return
	}
	site := Projector().Sites[b.Document.Site]
	locale := pick(h, site.Locales...)
	t := b.Document.Translation(locale)
	if t == nil || t.Next == 0 {
		if t != nil && t.Live != 0 && h.IntN(3) == 0 {
			b.End(locale, pick(h, content.Withdrawn, content.Published, content.Unpublished))
			return
		}
		h.write(b, locale)
		return
	}
	switch h.IntN(5) {
	case 0:
		h.write(b, locale)
	case 1:
		b.Schedule(locale, h.now.Add(time.Duration(h.IntN(48))*time.Hour))
	case 2:
		t.NextEdition().State = content.Discarded
		t.Next = 0
	default:
		b.Publish(locale, h.now)
	}
}

// next gives a Change of one to three Documents, with its texts.
func (h *history) next() (content.Change, []content.Text) {
	h.now = h.now.Add(time.Duration(h.IntN(7200_000)) * time.Millisecond)
	touched := map[content.ID]*Builder{}
	for range 1 + h.IntN(3) {
		b := h.builder()
		h.change(b)
		touched[b.Document.ID] = b
	}
	var all []*Builder
	for n := range 12 {
		if b := touched[ID(n)]; b != nil {
			all = append(all, b)
		}
	}
	c, texts := Change(content.NewID(), all...)
	if h.IntN(25) == 0 {
		texts = append(texts, h.redaction(all[0]))
	}
	return c, texts
}

// redaction takes the title out of one of the words that b names.
func (h *history) redaction(b *Builder) content.Text {
	e := b.Document.SourceTranslation().Newest()
	for _, x := range b.texts {
		if x.Hash == e.Words {
			return redaction(x, fmt.Sprint("Pašalinta ", h.IntN(3)))
		}
	}
	panic("storetest: a builder has the texts of its Editions")
}

// query gives any question about any moment.
func (h *history) query() content.Query {
	q := content.Query{
		Sites: pick(h, []string{"public"}, []string{"public"}, []string{"staff"}, []string{"staff", "public", "staff"}, nil), For: pick[i18n.Locale](h, "lt", "lt", "en", "ka", ""),
		Audiences: pick(h, []string{content.Public}, []string{content.Public, content.Staff}, []string{content.Staff}),
		Now:       h.now.Add(time.Duration(h.IntN(72)-24) * time.Hour), Current: h.IntN(3) == 0, Sort: pick(h, sorts...),
	}
	maybe := func(set func()) {
		if h.IntN(4) == 0 {
			set()
		}
	}
	maybe(func() { q.Types = pick(h, []string{"news"}, []string{"agreement", "page"}, []string{"none"}) })
	maybe(func() {
		q.States = pick(h, []content.State{content.Published, content.Withdrawn}, []content.State{content.Unpublished}, content.States())
	})
	maybe(func() { q.Documents = []content.ID{h.id(), h.id(), h.id(), h.id()} })
	maybe(func() { q.Parent = pick(h, new(content.ID), ptr(h.id()), ptr(h.id())) })
	maybe(func() { q.From = pick(h, "1975", "1975-05-04", "2026-11-21") })
	maybe(func() { q.To = pick(h, "1975-12-31", "1980", "2026-11-22") })
	maybe(func() { q.Terms = map[string][]string{"topic": {string(ID(50)), string(ID(50 + h.IntN(3)))}} })
	maybe(func() {
		q.Terms = map[string][]string{"year": {pick(h, "1975", "2026")}, "organization": {string(ID(90 + h.IntN(3)))}}
	})
	maybe(func() { q.Terms = map[string][]string{content.TermRef: {string(h.id())}} })
	return q
}

func ptr[T any](v T) *T { return &v }
