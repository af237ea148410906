package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/internal/fault"
)

// Home is the home page.
type Home struct {
	Base
	// Summary and Body are what the home Document says.
	Summary string
	Body    template.HTML
	Tasks   []Link
	Lead    *Item
	Blocks  []Block
	// Reception is where one comes in, with how it stands there now.
	Reception *Reception
}

// Reception is the unit whose hours the home page tells.
type Reception struct {
	Link
	Open    string
	Contact Contact
}

// Block is one list on the home page.
type Block struct {
	// Type names the Type that is listed, Title heads the list.
	Type, Title string
	// Calendar says that days are set large.
	Calendar bool
	Items    []Item
	All      Link
}

// homeBlocks are the blocks of a home page that does not choose its own, each
// with the value of the field blocks that stands for it.
var homeBlocks = []struct{ choice, typ string }{
	{"press_releases", "press_release"}, {"acts", "act"}, {"events", "event"},
	{"news", "news"}, {"notices", "notice"}, {"galleries", "gallery"}, {"services", "service"},
}

// blockLength is how many entries a block on the home page shows.
const blockLength = 5

// home answers with the home page.
func home(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok || !strings.HasSuffix(v.address, "/") {
		return unknown(v)
	}
	r, err := v.reader.Single(v.ctx, "home", v.locale)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return answer{}, err
	}
	h, err := v.home(&r, err == nil)
	if err != nil {
		return answer{}, err
	}
	a, err := v.page(fiber.StatusOK, "home", h)
	return a, err
}

func (v *visit) home(r *content.Reading, there bool) (*Home, error) {
	b, err := v.base("", v.everywhere(""))
	if err != nil {
		return nil, err
	}
	h := &Home{Base: b}
	h.Title, h.Description = b.Site.Name, b.Site.Summary
	h.brand()
	choices := []string{"press_releases", "acts", "events"}
	if there {
		v.meetIn(r)
		h.Summary, h.Body = r.Words.Summary, v.render(r, r.Words.Body, "")
		h.Tasks = v.tasks(r)
		if blocks := r.Facts.Fields["blocks"].Items; len(blocks) > 0 {
			choices = blocks
		}
		v.lead(h, r)
	}
	if h.Reception, err = v.reception(); err != nil {
		return nil, err
	}
	if h.Description == "" {
		h.Description = h.Summary
	}
	for _, choice := range choices {
		if err := v.block(h, choice); err != nil {
			return nil, err
		}
	}
	h.Structured = v.siteData(&h.Base)
	return h, nil
}

// reception reads the unit that the Site's words name. Without one, nothing is
// said.
func (v *visit) reception() (*Reception, error) {
	site, err := v.reader.Single(v.ctx, "site", v.locale)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	unit, ok := v.reading(site.Facts.Fields.Text("reception"))
	if !ok {
		return nil, nil
	}
	f := fieldsOf(&unit)
	_, open := v.hours(unit.Type, f["hours"].Rows)
	return &Reception{Link: v.link(&unit), Open: open, Contact: contactOf(f)}, nil
}

// tasks are the quick tasks: a Document of the Site, or an address elsewhere.
func (v *visit) tasks(r *content.Reading) []Link {
	var tasks []Link
	for _, row := range r.Words.Fields["tasks"].Rows {
		link, ok := v.ref(row.Text("target"))
		if !ok {
			link = Link{URL: row.Text("link"), External: true}
		}
		link.Text = row.Text("label")
		if link.Href() != "" {
			tasks = append(tasks, link)
		}
	}
	return tasks
}

// lead shows one story large.
func (v *visit) lead(h *Home, r *content.Reading) {
	lead, ok := v.reading(r.Facts.Fields.Text("lead"))
	if !ok {
		return
	}
	item := v.item(&lead)
	// A page loads nothing from another host.
	near := lead.Site.Origin == v.site.Origin
	if p, ok := v.pictureIn(&lead, leadPicture(&lead), shapeLead); ok && near {
		p.Print = markdown.File{}
		item.Picture = &p
		h.Graph.show(v, &lead, leadPicture(&lead))
	}
	h.Lead = &item
}

// block adds the newest of one Type. An empty block is left out: the page says
// what there is.
func (v *visit) block(h *Home, choice string) error {
	for _, b := range homeBlocks {
		t := v.types.Get(b.typ)
		if b.choice != choice || t == nil || !v.lists(t) {
			continue
		}
		f := content.Filter{Locale: v.locale, Types: []string{t.Name}, Limit: blockLength}
		upcoming := t.Sort == content.ByDateAsc
		if upcoming {
			f.From = v.today().String()
		}
		if t.Register {
			// Of the whole register only what stands is news.
			f.Limit = pageLength
		}
		list, err := v.reader.List(v.ctx, f)
		if err != nil {
			return err
		}
		items := stillThere(list.Items)
		if len(items) == 0 {
			return nil
		}
		url := v.listingURL(t, v.locale)
		h.Blocks = append(h.Blocks, Block{
			Type: t.Name, Title: v.many(t), Calendar: upcoming, Items: v.items(items),
			All: Link{URL: url, Text: v.words.T("nav.all")},
		})
	}
	return nil
}

// stillThere gives the first entries of a list that are neither withdrawn nor
// gone nor ended: a register keeps those, a home page does not.
func stillThere(list []content.Reading) []content.Reading {
	list = slices.DeleteFunc(list, func(r content.Reading) bool { return r.State != content.Published || r.Ended })
	return list[:min(len(list), blockLength)]
}
