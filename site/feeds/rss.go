package feeds

import (
	"encoding/xml"
	"html"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"
)

const (
	nsAtom    = "http://www.w3.org/2005/Atom"
	nsContent = "http://purl.org/rss/1.0/modules/content/"
	nsCreator = "http://purl.org/dc/elements/1.1/"
	nsMedia   = "http://search.yahoo.com/mrss/"
	nsHistory = "http://purl.org/syndication/history/1.0"
	generator = "Herald"
)

// The types below embed those of gorilla/feeds and shadow, by element name, the
// parts that it lacks or writes against the specifications.
type (
	rssRoot struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Atom    string   `xml:"xmlns:atom,attr"`
		Content string   `xml:"xmlns:content,attr"`
		Creator string   `xml:"xmlns:dc,attr"`
		Media   string   `xml:"xmlns:media,attr"`
		History string   `xml:"xmlns:fh,attr"`
		Channel rssChannel
	}
	rssChannel struct {
		XMLName xml.Name `xml:"channel"`
		*feeds.RssFeed
		Links    []rssLink `xml:"atom:link"`
		Complete *struct{} `xml:"fh:complete"`
		Items    []rssItem `xml:"item"`
	}
	rssLink struct {
		Href string `xml:"href,attr"`
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr,omitempty"`
		Lang string `xml:"hreflang,attr,omitempty"`
	}
	rssItem struct {
		XMLName xml.Name `xml:"item"`
		*feeds.RssItem
		Creator    string        `xml:"dc:creator,omitempty"`
		Lang       string        `xml:"dc:language,omitempty"`
		Categories []rssCategory `xml:"category"`
		Media      []rssMedia    `xml:"media:content"`
		Updated    string        `xml:"atom:updated,omitempty"`
	}
	rssCategory struct {
		Domain string `xml:"domain,attr,omitempty"`
		Text   string `xml:",chardata"`
	}
	rssMedia struct {
		URL    string `xml:"url,attr"`
		Type   string `xml:"type,attr,omitempty"`
		Medium string `xml:"medium,attr,omitempty"`
		Size   int64  `xml:"fileSize,attr,omitempty"`
	}
)

// FeedXml gives what gorilla/feeds writes.
func (r *rssRoot) FeedXml() any { return r }

// RSS writes f as RSS 2.0 with Atom links, Dublin Core and Media RSS.
func RSS(f Feed) ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	root := &rssRoot{Version: "2.0", Atom: nsAtom, Content: nsContent, Creator: nsCreator, Media: nsMedia, History: nsHistory}
	c := &root.Channel
	c.RssFeed = &feeds.RssFeed{
		Title: line(f.Title), Link: f.Page, Description: line(f.Subtitle), Language: string(f.Lang),
		Copyright: line(f.Rights), LastBuildDate: rssTime(f.updated()), Generator: generator,
		Docs: "https://www.rssboard.org/rss-specification",
	}
	if c.Description == "" {
		c.Description = c.Title
	}
	if f.Icon != "" {
		c.Image = &feeds.RssImage{Url: f.Icon, Title: c.Title, Link: f.Page}
	}
	c.Links = rssLinks(&f)
	if f.complete() {
		c.Complete = &struct{}{}
	}
	for i := range f.Items {
		c.Items = append(c.Items, f.rssItem(&f.Items[i]))
	}
	return writeXML(root)
}

func writeXML(x feeds.XmlFeed) ([]byte, error) {
	s, err := feeds.ToXML(x)
	if err != nil {
		return nil, err
	}
	return []byte(s + "\n"), nil
}

func rssLinks(f *Feed) []rssLink {
	var all []rssLink
	for _, l := range f.links(mediaOf(TypeRSS)) {
		if l.Rel != "alternate" || l.Lang != "" {
			all = append(all, rssLink(l))
		}
	}
	return all
}

func (f *Feed) rssItem(it *Item) rssItem {
	out := rssItem{RssItem: &feeds.RssItem{
		// RSS reads a description as HTML; a summary is plain text.
		Title: line(it.Title), Link: it.URL, Description: html.EscapeString(it.summary()),
		Guid: &feeds.RssGuid{Id: it.ID, IsPermaLink: "false"},
	}}
	if body := f.content(it, true); body != "" {
		out.Content = &feeds.RssContent{Content: body}
	}
	if !it.Published.IsZero() {
		out.PubDate = rssTime(it.Published)
	}
	if !it.Updated.IsZero() {
		out.Updated = stamp(it.Updated)
	}
	out.Creator, out.Lang = line(it.Author), string(it.Lang)
	for _, c := range it.Categories {
		out.Categories = append(out.Categories, rssCategory{Domain: c.Scheme, Text: c.label()})
	}
	if it.State != "" {
		out.Categories = append(out.Categories, rssCategory{Domain: StateScheme, Text: line(it.State)})
	}
	for i, e := range it.Enclosures {
		// Many readers take the last of several enclosures; the others are media.
		if i == 0 {
			out.Enclosure = &feeds.RssEnclosure{Url: e.URL, Length: strconv.FormatInt(e.Size, 10), Type: e.mediaType()}
		}
		out.Media = append(out.Media, rssMedia{URL: e.URL, Type: e.mediaType(), Medium: e.medium(), Size: e.Size})
	}
	return out
}

func rssTime(t time.Time) string { return t.UTC().Format(time.RFC1123Z) }

func (e Enclosure) mediaType() string {
	if e.Type == "" {
		return "application/octet-stream"
	}
	return e.Type
}

func (e Enclosure) medium() string {
	switch kind, _, _ := strings.Cut(e.mediaType(), "/"); kind {
	case "image", "audio", "video":
		return kind
	}
	return "document"
}
