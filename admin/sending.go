package admin

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
	"herald/media"
)

// letter is a text on its way out of the house: what it says in its own language to
// somebody who has no page before them.
type letter struct {
	edition *content.Edition
	words   content.Words
	facts   content.Facts
	site    *content.Site
	say     *i18n.Printer
	// public says that readers have it, before is when they will.
	public bool
	before time.Time
	// organization and contacts are whom to ask, line by line.
	organization string
	contacts     []string
	pictures     []SentPicture
}

// SentPicture is a picture of a text in the size in which it is printed.
type SentPicture struct {
	Name, Size, Alt, Credit string
	// URL is where the member has it, Public where readers have it, "" while they
	// have not.
	URL, Public string
}

// sending gives the Edition of a text that may be sent on: the one that readers
// have, else the one that was approved for them. Any other could still change.
func (v *visit) sending(o *open) (*content.Edition, bool) {
	if o.typ.Hidden || o.typ.Single || v.Sites[o.d.Site] == nil {
		return nil, false
	}
	for _, e := range []*content.Edition{o.t.At(v.now), o.t.NextEdition()} {
		if e != nil && slices.Contains([]content.State{content.Published, content.Approved, content.Scheduled}, e.State) {
			return e, true
		}
	}
	return nil, false
}

// letter loads what a text says to others.
func (v *visit) letter(o *open, e *content.Edition) (*letter, error) {
	l := &letter{edition: e, site: v.Sites[o.d.Site], say: v.Catalog.Printer(o.t.Locale), public: o.t.At(v.now) == e, before: e.PublishAt}
	bodies, err := v.Store.Texts(v.ctx, e.Words, e.Facts)
	if err != nil {
		return nil, err
	}
	if l.words, err = content.DecodeWords(bodies[e.Words]); err != nil {
		return nil, err
	}
	if l.facts, err = content.DecodeFacts(bodies[e.Facts]); err != nil {
		return nil, err
	}
	if err := v.contacts(o, l); err != nil {
		return nil, err
	}
	return l, v.sentPictures(o, l)
}

// address is the short address, which never changes.
func (l *letter) address(o *open) string {
	return l.site.URL(l.site.Base + "/p/" + string(o.d.ID))
}

// warning says that readers have not got the text yet, and when they will; "" once
// they have.
func (l *letter) warning(p *i18n.Printer, zone *time.Location) string {
	switch {
	case l.public:
		return ""
	case l.before.IsZero():
		return p.T("desk.copy.not_public")
	}
	return p.T("desk.copy.not_before", "date", p.DateTime(l.before.In(zone)))
}

// sentPictures gives the pictures that readers of the text see.
func (v *visit) sentPictures(o *open, l *letter) error {
	ids := content.AssetsOf(o.typ, l.words, l.facts, l.site.Audience)
	named, err := media.Library{Shelf: v.Store, Texts: v.Store}.Named(v.ctx, ids...)
	if err != nil {
		return err
	}
	for _, id := range ids {
		a, ok := named[id]
		if !ok || a.Kind.Class() != media.Picture {
			continue
		}
		p := SentPicture{Name: a.Name, Size: v.words.Size(a.Size), URL: wholeURL(a), Alt: altOf(l.words, id)}
		if said := l.words.WordsOf(id); said != nil {
			p.Credit = said.Credit
		}
		if l.public {
			whole := media.Variant{Kind: media.WholeKind(a.Kind)}
			p.Public = l.site.URL(fmt.Sprintf("%s/media/%s/%s/%s", l.site.Base, a.ID, whole.Name(), media.CleanName(a.Name, whole.Kind, l.site.Default().Slug)))
		}
		l.pictures = append(l.pictures, p)
	}
	return nil
}

// altOf gives what a text says about a picture to those who cannot see it.
func altOf(w content.Words, id content.ID) string {
	for _, ref := range markdown.Refs(w.Body) {
		if ref.Kind == "asset" && ref.ID == string(id) && strings.TrimSpace(ref.Alt) != "" {
			return ref.Alt
		}
	}
	if said := w.WordsOf(id); said != nil {
		return said.Alt
	}
	return ""
}

// whole is the body as a letter has it: nothing in it is loaded from anywhere.
func (l *letter) whole(locale i18n.Locale) (template.HTML, error) {
	return markdown.Render(l.words.Body, markdown.Feed, markdown.Options{Lang: string(locale), Base: l.site.Origin, Words: l.say.T})
}
