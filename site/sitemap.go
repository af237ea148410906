package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
	"herald/internal/fault"
)

// SiteMap is the page that shows the whole page tree and every list.
type SiteMap struct {
	Base
	Tree     []*content.Branch
	Listings []Link
}

// siteMap answers with the site map page.
func siteMap(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	b, err := v.base(v.words.T("nav.site_map"), v.everywhere("site-map"))
	if err != nil {
		return answer{}, err
	}
	p := &SiteMap{Base: b}
	p.Crumbs = []Link{v.homeCrumb()}
	if p.Tree, err = v.reader.Tree(v.ctx, v.locale); err != nil {
		return answer{}, err
	}
	for _, t := range v.types.All() {
		if url := v.listingURL(t, v.locale); v.lists(t) && url != "" {
			p.Listings = append(p.Listings, Link{URL: url, Text: v.many(t)})
		}
	}
	return v.page(fiber.StatusOK, "site-map", p)
}

// partLength is how many Documents of a locale one part of the sitemap holds.
// The protocol allows 50,000 addresses; a part as short as this is made anew
// within moments of a publication, however many Documents there are.
const partLength = 250

// mostParts is how many parts the protocol allows.
const mostParts = 50_000

// onePart is the number of addresses up to which there is one file.
const onePart = 1_000

// sitemap answers with the addresses of everything a search engine should
// know: in one file, or as an index of parts by locale.
func sitemap(v *visit) (answer, error) {
	counts, total := map[i18n.Locale]int{}, 0
	for _, l := range v.site.Locales {
		n, err := v.reader.Count(v.ctx, v.mapped(l))
		if err != nil {
			return answer{}, err
		}
		counts[l] = n
		total += n
	}
	if total > v.onePart {
		return v.sitemapIndex(counts)
	}
	set := newSitemap()
	for _, l := range v.site.Locales {
		set.screens(v, l)
	}
	if err := set.everything(v); err != nil {
		return answer{}, err
	}
	return set.answer()
}

// mapped selects what the sitemap holds: everything current that is at home
// here, of Types that have pages. The newest comes first, so that it stands in
// the first part of its locale.
func (v *visit) mapped(l i18n.Locale) content.Filter {
	f := content.Filter{Locale: l, Own: true, Sort: content.ByPublic, Bare: true}
	for _, t := range v.types.All() {
		if !t.Hidden && !t.Single {
			f.Types = append(f.Types, t.Name)
		}
	}
	return f
}

func (v *visit) sitemapIndex(counts map[i18n.Locale]int) (answer, error) {
	index := sitemapIndexFile{NS: sitemapNS}
	for _, l := range v.site.Locales {
		for n := 0; n*v.partLength < max(1, counts[l]); n++ {
			at := fmt.Sprintf("%s/sitemap-%s-%d.xml", v.site.Base, l, n+1)
			index.Parts = append(index.Parts, sitemapPartFile{Loc: v.site.URL(at)})
		}
	}
	return xmlAnswer(index)
}

// sitemapPart answers with one part: "sr-Latn-2.xml".
func sitemapPart(v *visit) (answer, error) {
	absent := fault.Absent("sitemap part %q", v.rest)
	name, ok := strings.CutSuffix(v.rest, ".xml")
	at := strings.LastIndexByte(name, '-')
	if !ok || at < 0 {
		return answer{}, absent
	}
	l, known := v.localeOf(name[:at])
	n, err := strconv.Atoi(name[at+1:])
	if !known || err != nil || n < 1 || n > mostParts {
		return answer{}, absent
	}
	set := newSitemap()
	if n == 1 {
		set.screens(v, l)
	}
	there, err := set.documents(v, l, (n-1)*v.partLength, v.partLength)
	if err != nil {
		return answer{}, err
	}
	if n > 1 && !there {
		return answer{}, absent
	}
	if len(set.URLs) == 0 {
		// Nothing here is written in l, but a part must not be empty.
		set.screen(v, l, "")
	}
	return set.answer()
}

const (
	sitemapNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
	xhtmlNS   = "http://www.w3.org/1999/xhtml"
)

type sitemapIndexFile struct {
	XMLName xml.Name          `xml:"sitemapindex"`
	NS      string            `xml:"xmlns,attr"`
	Parts   []sitemapPartFile `xml:"sitemap"`
}

type sitemapPartFile struct {
	Loc string `xml:"loc"`
}

type sitemapFile struct {
	XMLName xml.Name     `xml:"urlset"`
	NS      string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc     string             `xml:"loc"`
	LastMod string             `xml:"lastmod,omitempty"`
	Links   []sitemapAlternate `xml:"xhtml:link"`
}

type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

func newSitemap() *sitemapFile { return &sitemapFile{NS: sitemapNS, XHTML: xhtmlNS} }

// screens adds the pages of l that are no Documents: home, site map, lists.
func (s *sitemapFile) screens(v *visit, l i18n.Locale) {
	for _, path := range []string{"", "site-map"} {
		s.screen(v, l, path)
	}
	for _, t := range v.types.All() {
		in := map[i18n.Locale]string{}
		for _, other := range v.site.Locales {
			if url := v.listingURL(t, other); v.lists(t) && url != "" {
				in[other] = url
			}
		}
		if in[l] != "" {
			s.add(v, in, l, time.Time{})
		}
	}
}

// screen adds a page that stands at the same path in every locale.
func (s *sitemapFile) screen(v *visit, l i18n.Locale, path string) {
	in := map[i18n.Locale]string{}
	for _, other := range v.site.Locales {
		in[other] = v.site.Path(other, path)
	}
	s.add(v, in, l, time.Time{})
}

// everything adds all Documents. Each locale is read once, and what belongs
// together is put together here.
func (s *sitemapFile) everything(v *visit) error {
	type text struct {
		id      content.ID
		locale  i18n.Locale
		updated time.Time
	}
	var texts []text
	in := map[content.ID]map[i18n.Locale]string{}
	for _, l := range v.site.Locales {
		for r, err := range register.Each(v.ctx, v.reader, v.mapped(l)) {
			if err != nil {
				return err
			}
			if r.Locale != l || r.State != content.Published {
				continue
			}
			if in[r.ID] == nil {
				in[r.ID] = map[i18n.Locale]string{}
			}
			in[r.ID][l] = r.Path()
			texts = append(texts, text{r.ID, l, r.Public})
		}
	}
	for _, t := range texts {
		s.add(v, in[t.id], t.locale, t.updated)
	}
	return nil
}

// documents adds what is written in l, from the skipth entry of its list on,
// and reports whether the list goes so far.
func (s *sitemapFile) documents(v *visit, l i18n.Locale, skip, limit int) (there bool, err error) {
	f := v.mapped(l)
	if skip > 0 {
		f.Limit = skip
		before, err := v.reader.List(v.ctx, f)
		if err != nil || before.Next == (content.Cursor{}) {
			return false, err
		}
		f.After = before.Next
	}
	f.Alternates = true
	n := 0
	for r, err := range register.Each(v.ctx, v.reader, f) {
		if err != nil {
			return false, err
		}
		if n++; n > limit {
			return true, nil
		}
		// A text shown for want of a translation has its address in its own part.
		if r.Locale != l || r.State != content.Published {
			continue
		}
		in := map[i18n.Locale]string{}
		for _, a := range r.Alternates {
			in[a.Locale] = a.Path
		}
		s.add(v, in, l, r.Public)
	}
	return n > 0, nil
}

// add adds the page that stands at in[l], with its other languages.
func (s *sitemapFile) add(v *visit, in map[i18n.Locale]string, l i18n.Locale, updated time.Time) {
	u := sitemapURL{Loc: v.site.URL(in[l])}
	if !updated.IsZero() {
		u.LastMod = updated.UTC().Format(time.RFC3339)
	}
	if len(in) > 1 {
		for _, other := range v.site.Locales {
			if path := in[other]; path != "" {
				u.Links = append(u.Links, sitemapAlternate{Rel: "alternate", Lang: string(other), Href: v.site.URL(path)})
			}
		}
	}
	s.URLs = append(s.URLs, u)
}

func (s *sitemapFile) answer() (answer, error) { return xmlAnswer(s) }

func xmlAnswer(data any) (answer, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	err := xml.NewEncoder(&b).Encode(data)
	b.WriteByte('\n')
	return answer{status: fiber.StatusOK, kind: kindXML, body: b.Bytes(), noindex: true}, err
}
