package site

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
	"herald/internal/htmlcheck"
)

// filters is how many random questions every form of a list is asked.
const filters = 200

// TestEveryFormOfAListHoldsTheSame asks random questions of a random town and
// demands that the page, the feeds and the data name the same Documents, through
// all their pages.
func TestEveryFormOfAListHoldsTheSame(t *testing.T) {
	tw := newTown(t)
	c := newCrowd(tw, rand.New(rand.NewPCG(3, 20261120)))
	app := tw.serve()
	longest, paged, empty := 0, 0, 0
	for range filters {
		list, query := c.question()
		want, total := jsonIDs(t, app, list+"data.json"+query)
		if len(want) != total {
			t.Errorf("%s%s: data.json holds %d of %d", list, query, len(want), total)
		}
		html, pages := htmlIDs(t, app, list+query, c)
		for form, got := range map[string][]string{
			"data.csv": csvIDs(t, app, list+"data.csv"+query), "the page": html,
			"feed.rss": rssIDs(t, app, list+"feed.rss"+query), "feed.atom": atomIDs(t, app, list+"feed.atom"+query),
			"feed.json": jsonFeedIDs(t, app, list+"feed.json"+query),
		} {
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Fatalf("%s%s: %s holds %d, data.json %d:\n%v\n%v", list, query, form, len(got), len(want), got, want)
			}
		}
		longest = max(longest, len(want))
		if pages > 1 {
			paged++
		}
		if len(want) == 0 {
			empty++
		}
	}
	if longest < 2*pageLength || paged < filters/20 || empty > filters/2 {
		t.Errorf("the questions ask too little: the longest list has %d entries, %d have several pages, %d are empty", longest, paged, empty)
	}
}

// crowd is a town with many Documents of all kinds.
type crowd struct {
	*town
	*rand.Rand
	topics, bodies []*draft
	// at gives the id of what a page links to or, without a link, names.
	at map[string]string
}

func newCrowd(tw *town, r *rand.Rand) *crowd {
	c := &crowd{town: tw, Rand: r, at: map[string]string{}}
	for _, name := range []string{"water", "roads", "schools"} {
		c.topics = append(c.topics, tw.add("topic", content.Facts{}, said(tw.types.Get("topic").Slugs, name, titled(name), "")))
	}
	for _, name := range []string{"council", "mayor"} {
		c.bodies = append(c.bodies, tw.add("organization", content.Facts{}, said(tw.types.Get("organization").Slugs, name, titled(name), "")))
	}
	for range 240 {
		c.document([]string{"news", "news", "act", "event", "agreement", "notice"}[c.IntN(6)])
	}
	return c
}

// document adds one of a Type that is written in some languages, at some time,
// and may have ended, been withdrawn, unpublished or be due tomorrow.
func (c *crowd) document(typ string) {
	slugs := c.types.Get(typ).Slugs
	n := c.made + 1
	number := fmt.Sprintf("N-%d", n)
	facts := content.Facts{Fields: c.fields(typ, number)}
	if c.IntN(3) > 0 {
		facts.Organization = c.bodies[c.IntN(len(c.bodies))].id()
	}
	for _, topic := range c.topics {
		if c.IntN(3) == 0 {
			facts.Topics = append(facts.Topics, topic.id())
		}
	}
	if c.IntN(8) == 0 {
		facts.Until = now.AddDate(0, 0, c.IntN(20)-10)
	}
	words := text{}
	for _, l := range i18n.Shipped() {
		if len(words) == 0 || c.IntN(2) == 0 {
			path := fmt.Sprintf("%s/%d-%s", slugs[l], n, strings.ToLower(string(l)))
			words[l] = content.Words{Title: "Title " + itoa(n), Summary: "S.", Body: "B.", Path: path}
			c.at["/"+string(l)+"/"+path] = string(c.id(n))
		}
	}
	c.at[number] = string(c.id(n))
	d := c.add(typ, facts, words)
	switch c.IntN(12) {
	case 0:
		d.end(content.Withdrawn, content.Reason{Key: "reason.withdrawn.out_of_date"}, content.Redirect{})
	case 1:
		d.end(content.Unpublished, content.Reason{Key: "reason.gone.published_in_error"}, content.Redirect{})
	case 2:
		d.change(func(doc *content.Document) {
			for _, t := range doc.Translations {
				e := t.LiveEdition()
				e.State, e.Published, e.PublishAt = content.Scheduled, nil, now.AddDate(0, 0, c.IntN(3)-1)
				t.Live, t.Next = 0, e.Number
			}
		})
	}
}

func (c *crowd) day() time.Time { return now.AddDate(0, 0, c.IntN(1000)-800) }

func (c *crowd) fields(typ, number string) content.Fields {
	day := content.One(c.day().Format(time.DateOnly))
	choice := func(values ...string) content.Value { return content.One(values[c.IntN(len(values))]) }
	switch typ {
	case "act":
		return content.Fields{"number": content.One(number), "date": day, "kind": choice("decision", "decree", "resolution")}
	case "agreement":
		return content.Fields{"number": content.One(number), "signed": day, "kind": choice("friendship", "cooperation"), "renewal": choice("tacit", "none"),
			"partners": {Rows: []content.Fields{{"name": content.One("Partner"), "country": choice("GE", "LT", "SI")}}}}
	case "event":
		return content.Fields{"start": content.One(c.day().Format(time.RFC3339)), "standing": choice("planned", "cancelled")}
	case "notice":
		return content.Fields{"kind": choice("closure", "outage"), "level": content.One("information")}
	}
	return nil
}

// question gives a list and random filters of it.
func (c *crowd) question() (list, query string) {
	t := c.types.Get([]string{"news", "act", "event", "agreement", "notice"}[c.IntN(5)])
	l := i18n.Shipped()[c.IntN(len(i18n.Shipped()))]
	q := url.Values{}
	sometimes := func(of int, name, value string) {
		if c.IntN(of) == 0 {
			q.Set(name, value)
		}
	}
	sometimes(4, "topic", string(c.topics[c.IntN(len(c.topics))].id()))
	sometimes(4, "organization", string(c.bodies[c.IntN(len(c.bodies))].id()))
	sometimes(6, "year", c.day().Format("2006"))
	sometimes(5, "from", c.day().Format([]string{"2006-01-02", "2006-01", "2006"}[c.IntN(3)]))
	sometimes(8, "to", c.day().Format([]string{"2006-01-02", "2006-01", "2006"}[c.IntN(3)]))
	for _, column := range register.FacetColumns(t, content.Public) {
		for name, value := range map[string]string{"kind": "decision", "standing": "planned", "country": "GE", "renewal": "tacit"} {
			if column.Field.Name == name {
				sometimes(4, name, value)
			}
		}
	}
	sometimes(9, "kind", "no such kind")
	sometimes(9, "utm_source", "newsletter")
	list = "/" + string(l) + "/" + t.Slugs[l] + "/"
	if len(q) > 0 {
		query = "?" + q.Encode()
	}
	return list, query
}

// fetched is the body of an address that has to be there.
func fetched(t *testing.T, app *fiber.App, address string) []byte {
	t.Helper()
	a := get(t, app, strings.TrimPrefix(address, "https://town.example"))
	if a.status != 200 {
		t.Fatalf("%s: %d", address, a.status)
	}
	return []byte(a.body)
}

func jsonIDs(t *testing.T, app *fiber.App, address string) (ids []string, total int) {
	t.Helper()
	var out struct {
		Total int
		Items []struct{ ID string }
	}
	if err := json.Unmarshal(fetched(t, app, address), &out); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	for _, i := range out.Items {
		ids = append(ids, i.ID)
	}
	slices.Sort(ids)
	return ids, out.Total
}

func csvIDs(t *testing.T, app *fiber.App, address string) (ids []string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(fetched(t, app, address)), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	for _, row := range rows[1:] {
		ids = append(ids, row[0])
	}
	return ids
}

// htmlIDs follows the list from page to page.
func htmlIDs(t *testing.T, app *fiber.App, address string, c *crowd) (ids []string, pages int) {
	t.Helper()
	for ; address != ""; pages++ {
		endless(t, pages)
		d := htmlcheck.Parse(t, fetched(t, app, address))
		for _, selector := range []string{"ol.entries a", "ol.days a", "tbody th a"} {
			for _, a := range htmlcheck.Find(d, selector) {
				ids = append(ids, c.at[htmlcheck.AttrOf(a, "href")])
			}
		}
		for _, gone := range htmlcheck.Find(d, "tr.gone th span.number") {
			ids = append(ids, c.at[htmlcheck.TextOf(gone)])
		}
		address = ""
		for _, a := range htmlcheck.Find(d, "nav.pages a") {
			if strings.HasPrefix(htmlcheck.AttrOf(a, "rel"), "next") {
				address = htmlcheck.AttrOf(a, "href")
			}
		}
	}
	return ids, pages
}

func endless(t *testing.T, pages int) {
	t.Helper()
	if pages > 50 {
		t.Fatal("the list has no end")
	}
}

// feedID takes the Document's id off the permanent name of an entry. An entry
// that a list leaves out because it was withdrawn is told in feeds.
func feedID(name string, withdrawn, register bool) []string {
	if withdrawn && !register {
		return nil
	}
	return []string{name[strings.LastIndexByte(name, '/')+1:]}
}

func isRegister(address string) bool {
	for _, t := range []string{"act", "agreement"} {
		for l, slug := range content.ShippedTypes().Get(t).Slugs {
			if strings.Contains(address, "/"+string(l)+"/"+slug+"/") {
				return true
			}
		}
	}
	return false
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// follow gives the page that comes after this one.
func follow(links []feedLink) string {
	for _, l := range links {
		if l.Rel == "next" {
			return l.Href
		}
	}
	return ""
}

func rssIDs(t *testing.T, app *fiber.App, address string) (ids []string) {
	t.Helper()
	kept := isRegister(address)
	for pages := 0; address != ""; pages++ {
		endless(t, pages)
		var feed struct {
			Channel struct {
				Links []feedLink `xml:"http://www.w3.org/2005/Atom link"`
				Items []struct {
					GUID       string   `xml:"guid"`
					Categories []string `xml:"category"`
				} `xml:"item"`
			} `xml:"channel"`
		}
		if err := xml.Unmarshal(fetched(t, app, address), &feed); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, i := range feed.Channel.Items {
			ids = append(ids, feedID(i.GUID, slices.Contains(i.Categories, "withdrawn"), kept)...)
		}
		address = follow(feed.Channel.Links)
	}
	return ids
}

func atomIDs(t *testing.T, app *fiber.App, address string) (ids []string) {
	t.Helper()
	kept := isRegister(address)
	for pages := 0; address != ""; pages++ {
		endless(t, pages)
		var feed struct {
			Links   []feedLink `xml:"link"`
			Entries []struct {
				ID         string `xml:"id"`
				Categories []struct {
					Term string `xml:"term,attr"`
				} `xml:"category"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(fetched(t, app, address), &feed); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, e := range feed.Entries {
			withdrawn := false
			for _, c := range e.Categories {
				withdrawn = withdrawn || c.Term == "withdrawn"
			}
			ids = append(ids, feedID(e.ID, withdrawn, kept)...)
		}
		address = follow(feed.Links)
	}
	return ids
}

func jsonFeedIDs(t *testing.T, app *fiber.App, address string) (ids []string) {
	t.Helper()
	kept := isRegister(address)
	for pages := 0; address != ""; pages++ {
		endless(t, pages)
		var feed struct {
			Next  string `json:"next_url"`
			Items []struct {
				ID    string
				Extra struct{ State string } `json:"_herald"`
			}
		}
		if err := json.Unmarshal(fetched(t, app, address), &feed); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, i := range feed.Items {
			ids = append(ids, feedID(i.ID, i.Extra.State == "withdrawn", kept)...)
		}
		address = feed.Next
	}
	return ids
}
