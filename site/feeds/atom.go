package feeds

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/gorilla/feeds"
)

type (
	atomRoot struct {
		XMLName xml.Name `xml:"feed"`
		Lang    string   `xml:"xml:lang,attr,omitempty"`
		History string   `xml:"xmlns:fh,attr"`
		*feeds.AtomFeed
		Links     []atomLink  `xml:"link"`
		Generator string      `xml:"generator"`
		Complete  *struct{}   `xml:"fh:complete"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Href   string `xml:"href,attr"`
		Rel    string `xml:"rel,attr"`
		Type   string `xml:"type,attr,omitempty"`
		Lang   string `xml:"hreflang,attr,omitempty"`
		Length string `xml:"length,attr,omitempty"`
	}
	atomEntry struct {
		XMLName xml.Name `xml:"entry"`
		Lang    string   `xml:"xml:lang,attr,omitempty"`
		*feeds.AtomEntry
		Links      []atomLink     `xml:"link"`
		Categories []atomCategory `xml:"category"`
	}
	atomCategory struct {
		Term   string `xml:"term,attr"`
		Scheme string `xml:"scheme,attr,omitempty"`
		Label  string `xml:"label,attr,omitempty"`
	}
)

// FeedXml gives what gorilla/feeds writes.
func (r *atomRoot) FeedXml() any { return r }

// link is a relation of a Feed, in the form that RSS and Atom share.
type link struct{ Href, Rel, Type, Lang string }

// links gives the relations of f, of which those to feeds are of media type typ.
func (f *Feed) links(typ string) []link {
	all := []link{{f.Self, "self", typ, ""}, {f.Page, "alternate", "text/html", ""}}
	for _, a := range f.Alternates {
		all = append(all, link{a.URL, "alternate", typ, string(a.Lang)})
	}
	for _, p := range []link{{f.First, "first", typ, ""}, {f.Prev, "previous", typ, ""}, {f.Next, "next", typ, ""}, {f.Current, "current", typ, ""}} {
		if p.Href != "" {
			all = append(all, p)
		}
	}
	return all
}

func mediaOf(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	return media
}

// Atom writes f as Atom (RFC 4287), paged as RFC 5005 says.
func Atom(f Feed) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	root := &atomRoot{Lang: string(f.Lang), History: nsHistory, Generator: generator}
	root.AtomFeed = &feeds.AtomFeed{
		Xmlns: nsAtom, Title: line(f.Title), Id: f.ID, Updated: stamp(f.updated()), Icon: f.Icon,
		Rights: line(f.Rights), Subtitle: line(f.Subtitle), Author: atomPerson(f.author()),
	}
	for _, l := range f.links(mediaOf(TypeAtom)) {
		root.Links = append(root.Links, atomLink{Href: l.Href, Rel: l.Rel, Type: l.Type, Lang: l.Lang})
	}
	if f.complete() {
		root.Complete = &struct{}{}
	}
	for i := range f.Items {
		root.Entries = append(root.Entries, f.atomEntry(&f.Items[i]))
	}
	return writeXML(root)
}

func atomPerson(name string) *feeds.AtomAuthor {
	return &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: line(name)}}
}

func (f *Feed) atomEntry(it *Item) atomEntry {
	out := atomEntry{AtomEntry: &feeds.AtomEntry{Title: line(it.Title), Id: it.ID, Updated: stamp(it.updated())}}
	if it.Lang != f.Lang {
		out.Lang = string(it.Lang)
	}
	if !it.Published.IsZero() {
		out.Published = stamp(it.Published)
	}
	if s := it.summary(); s != "" {
		out.Summary = &feeds.AtomSummary{Type: "text", Content: s}
	}
	if body := f.content(it, false); body != "" {
		out.Content = &feeds.AtomContent{Type: "html", Content: body}
	}
	if it.Author != "" {
		out.Author = atomPerson(it.Author)
	}
	out.Links = []atomLink{{Href: it.URL, Rel: "alternate", Type: "text/html", Lang: string(f.lang(it))}}
	for _, e := range it.Enclosures {
		l := atomLink{Href: e.URL, Rel: "enclosure", Type: e.mediaType()}
		if e.Size > 0 {
			l.Length = strconv.FormatInt(e.Size, 10)
		}
		out.Links = append(out.Links, l)
	}
	for _, c := range it.Categories {
		out.Categories = append(out.Categories, atomCategory{Term: line(c.Term), Scheme: c.Scheme, Label: c.label()})
	}
	if it.State != "" {
		out.Categories = append(out.Categories, atomCategory{Term: line(it.State), Scheme: StateScheme})
	}
	return out
}
