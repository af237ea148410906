package storetest

import (
	"fmt"
	"slices"
	"time"

	"herald/content"
	"herald/i18n"
)

// Epoch is the instant from which the histories of this package count.
var Epoch = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

// Projector gives the projector of the suite: the shipped Types, a public Site
// "public" in lt, en, ka and sr, and a staff Site "staff" in lt and en.
func Projector() content.Projector {
	zone, err := time.LoadLocation("Europe/Vilnius")
	if err != nil {
		zone = time.FixedZone("EET", 2*60*60)
	}
	return content.Projector{
		Types: content.ShippedTypes(),
		Sites: content.Sites{
			"public": {Name: "public", Locales: []i18n.Locale{"lt", "en", "ka", "sr"}, Audience: content.Public, Zone: zone},
			"staff":  {Name: "staff", Base: "/intranet", Locales: []i18n.Locale{"lt", "en"}, Audience: content.Staff, Zone: zone},
		},
	}
}

// Builder makes a Document of plain content structs, with its texts. It keeps
// no rule: what it makes is what a store must be able to hold.
type Builder struct {
	Document *content.Document
	texts    []content.Text
}

// New starts a Document of typ on site whose source is in locale.
func New(id content.ID, typ, site string, source i18n.Locale) *Builder {
	return &Builder{Document: &content.Document{
		ID: id, Type: typ, Site: site, Source: source,
		Created: content.Mark{By: "system:test", At: Epoch},
	}}
}

// Title gives words with a title, and the path made from typ and id.
func (b *Builder) Title(title string) content.Words {
	return content.Words{Title: title, Path: b.Document.Type + "/" + string(b.Document.ID)}
}

// Draft opens an Edition of the Translation in locale with words and facts.
func (b *Builder) Draft(locale i18n.Locale, w content.Words, f content.Facts) *content.Edition {
	t := b.Document.Translation(locale)
	if t == nil {
		t = &content.Translation{Locale: locale}
		b.Document.Put(t)
	}
	e := t.NextEdition()
	if e == nil {
		e = t.Open(nil)
	}
	words, facts := w.Encode(), f.Encode()
	b.texts = append(b.texts, words, facts)
	e.State, e.Words, e.Facts = content.Draft, words.Hash, facts.Hash
	return e
}

// Publish makes the next Edition in locale the live one, as of an instant.
func (b *Builder) Publish(locale i18n.Locale, at time.Time) *Builder {
	t := b.Document.Translation(locale)
	e := t.NextEdition()
	if old := t.LiveEdition(); old != nil {
		old.State = content.Superseded
	}
	e.State, e.Major, e.PublishAt = content.Published, true, time.Time{}
	e.Published = &content.Publication{Mark: content.Mark{By: "system:test", At: at}}
	t.Live, t.Next = e.Number, 0
	return b
}

// Schedule lets the next Edition in locale wait for an instant.
func (b *Builder) Schedule(locale i18n.Locale, at time.Time) *Builder {
	e := b.Document.Translation(locale).NextEdition()
	e.State, e.PublishAt, e.Major = content.Scheduled, at, true
	return b
}

// End takes the live Edition in locale to Withdrawn or Unpublished, or back.
func (b *Builder) End(locale i18n.Locale, s content.State) *Builder {
	b.Document.Translation(locale).LiveEdition().State = s
	return b
}

// Rehome moves the Document to another Site; its old addresses stay taken.
func (b *Builder) Rehome(site string) *Builder {
	former := content.Former{Site: b.Document.Site, Until: Epoch}
	for _, t := range b.Document.Translations {
		for _, e := range t.Editions {
			if e.Published != nil {
				former.Words = append(former.Words, content.FormerWords{Locale: t.Locale, Words: e.Words})
			}
		}
	}
	b.Document.Former = append(b.Document.Former, former)
	b.Document.Site = site
	return b
}

// Change gives the Change that writes the Documents of all builders as they are
// now, with an id and the texts to be committed with it.
func Change(id content.ID, builders ...*Builder) (content.Change, []content.Text) {
	c := content.Change{ID: id, At: Epoch}
	var texts []content.Text
	for _, b := range builders {
		c.Records = append(c.Records, b.Document.Record())
		c.Events = append(c.Events, content.Event{Kind: content.EventSaved, At: Epoch, By: "system:test", Document: b.Document.ID})
		c.Texts = append(c.Texts, b.Document.Texts()...)
		texts = append(texts, b.texts...)
	}
	// A draft written over has left texts that nothing names any more.
	texts = slices.DeleteFunc(texts, func(x content.Text) bool { return !slices.Contains(c.Texts, x.Hash) })
	return c, texts
}

// Published gives a Document with one published text in lt.
func Published(id content.ID, typ, title string, at time.Time) *Builder {
	b := New(id, typ, "public", "lt")
	b.Draft("lt", b.Title(title), content.Facts{})
	return b.Publish("lt", at)
}

// ID gives the n-th of the ids that tests use.
func ID(n int) content.ID { return content.ID(fmt.Sprintf("d%011d", n)) }
