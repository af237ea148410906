package site

import (
	"html/template"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
)

// Document is the page of a Document. The templates of Types of their own get
// a struct that embeds it; every other Type gets it as it is.
type Document struct {
	Base
	// Type is the Type's name, Kind what readers call it.
	Type, Kind string
	// Number names the entry: "T1-204". Summary is the lead paragraph.
	Number, Summary string
	// Organization published it; OrganizationNow is what that is called today.
	Organization, OrganizationNow *Link
	// Published and Updated are its public times; Updated is zero where nothing
	// changed since.
	Published, Updated time.Time
	Corrected          bool
	// Banners say what a reader must know before reading.
	Banners  []Banner
	Body     template.HTML
	Contents []markdown.Heading
	// Facts are the fields for the box beside the text, Sections those that are
	// text themselves.
	Facts    []Shown
	Sections []Section
	Picture  *Picture
	Players  []Player
	Files    []markdown.File
	// Topics and Relations lead on.
	Topics    []Link
	Relations []Relation
	Change    *Change
	Seal      *Seal
	// Difference is set where the page is that of one Edition by its number.
	Difference *Difference
	// Short is the permanent address, Shares are ways to pass it on.
	Short  string
	Shares []Link
	// Version says on paper which Edition was printed: "Edition 2 of 3".
	Version string

	// Status is the state derived from dates and other entries, in words;
	// StatusName is its name in the register.
	Status, StatusName string

	reading *content.Reading
	refs    []content.Reading
	all     []Shown
}

// Section is a field that is text of its own, under its label.
type Section struct {
	Name, Label string
	HTML        template.HTML
}

// Relation is a set of Documents that name this one in the same way.
type Relation struct {
	// Name is the inverse name in the Type: "amended_by".
	Name, Label string
	Items       []Item
}

// documentPage fills the struct of the Type and renders it with the theme's
// template for the Type, or with the one for all.
func (v *visit) documentPage(r *content.Reading, d Document) (answer, error) {
	data, err := v.typed(r, d)
	if err != nil {
		return answer{}, err
	}
	a, err := v.page(fiber.StatusOK, v.theme.First(r.Type.Name, genericPage), data)
	a.modified = r.Updated
	return a, err
}

// genericPage is the template of a Type that has none of its own.
const genericPage = "document"

// document fills what the page of every Type has.
func (v *visit) document(r *content.Reading) (Document, error) {
	v.speak(r.Locale)
	v.assetsOf(r)
	b, err := v.base(r.Words.Title, v.placeOf(r))
	if err != nil {
		return Document{}, err
	}
	v.meetIn(r)
	d := Document{
		Base: b, Type: r.Type.Name, Kind: v.one(r.Type), Summary: r.Words.Summary,
		Number: fieldsOf(r).Text(r.Type.Number), Published: r.First, reading: r,
		Body: v.render(r, r.Words.Body, ""), Contents: v.outline(r),
		Short: v.site.URL(v.site.Base + "/p/" + string(r.ID)),
	}
	if r.Updated.Sub(r.First) > time.Minute && len(r.Editions) > 1 {
		d.Updated, d.Corrected = r.Updated, r.Correction
	}
	d.all = v.shown(r)
	v.arrange(&d, r)
	v.head(&d, r)
	if d.Crumbs, err = v.crumbs(r); err != nil {
		return d, err
	}
	v.belongs(&d, r)
	refs, err := v.reader.Refs(v.ctx, []content.ID{r.ID}, v.locale, relationLimit)
	if err != nil {
		return d, err
	}
	d.refs = refs[r.ID]
	d.Relations = v.relations(r, d.refs)
	d.Banners, d.Change, d.Seal = v.banners(r), v.change(r), v.seal(r)
	d.Version, d.Shares = v.version(r), v.shares(r, d.Short)
	v.state(&d, r)
	return d, nil
}

// arrange sorts the fields into the box, the sections, the pictures and the
// files, by their kind alone: so a Type that nobody wrote Go for is shown whole.
func (v *visit) arrange(d *Document, r *content.Reading) {
	for _, s := range d.all {
		field, _ := r.Type.Field(s.Name)
		switch field.Kind {
		case content.KindProse:
			for _, value := range s.Values {
				d.Sections = append(d.Sections, Section{Name: s.Name, Label: s.Label, HTML: value.HTML})
			}
		case content.KindAsset:
			v.place(d, r, s.Name)
		default:
			if s.Name != r.Type.Number {
				d.Facts = append(d.Facts, s)
			}
		}
	}
}

// place puts the files of a field where their kind belongs: one picture stands
// with the text, films and recordings are played, the rest is downloaded.
func (v *visit) place(d *Document, r *content.Reading, field string) {
	shape, looked := pictureFields[field]
	for _, name := range fieldsOf(r)[field].Items {
		if looked && d.Picture == nil {
			if p, ok := v.pictureIn(r, name, shape); ok {
				d.Picture = &p
				continue
			}
		}
		if p, ok := v.player(r, name); ok {
			d.Players = append(d.Players, p)
			continue
		}
		if f, ok := v.file(r, name); ok {
			d.Files = append(d.Files, f)
		}
	}
}

// pictureFields are the asset fields that are looked at, not downloaded, with
// the shape they are shown in.
var pictureFields = map[string]string{"picture": shapeWhole, "portrait": shapePortrait, "cover": shapeWhole, "arms": shapeWhole}

// dropFile takes a file out of the list that a typed page shows in its own way.
func (d *Document) dropFile(f markdown.File) {
	d.Files = slices.DeleteFunc(slices.Clone(d.Files), func(o markdown.File) bool { return o.URL == f.URL })
}

// without takes fields out of the box that a typed page shows in its own way.
func (d *Document) without(names ...string) {
	d.Facts = slices.DeleteFunc(slices.Clone(d.Facts), func(s Shown) bool { return slices.Contains(names, s.Name) })
}

// head fills what search engines and other sites are told.
func (v *visit) head(d *Document, r *content.Reading) {
	d.Description = r.Words.Summary
	if d.Description == "" {
		d.Description = markdown.Excerpt(r.Words.Body, 200)
	}
	d.Graph.Kind = "article"
	d.Graph.show(v, r, leadPicture(r))
	if r.State == content.Withdrawn || !r.Current {
		d.hidden()
	}
	d.Structured = v.structured(d, r)
	if url := v.listingURL(r.Type, v.locale); url != "" && v.lists(r.Type) {
		d.Feeds = v.feedsAt(r.Type, url, "")
	}
}

// belongs names organization and topics. A page shows the name that was valid
// when it was published, and what the organization is called now.
func (v *visit) belongs(d *Document, r *content.Reading) {
	if id := r.Facts.Organization; id != "" {
		if org, ok := v.linked(id, v.locale); ok {
			link := v.link(&org)
			if was := nameAt(&org, r.First); was != "" && was != link.Text {
				now := link
				now.Text = v.words.T("page.organization_now", "name", now.Text)
				d.OrganizationNow, link.Text = &now, was
			}
			d.Organization = &link
		}
	}
	for _, id := range r.Facts.Topics {
		if topic, ok := v.ref("doc:" + string(id)); ok {
			d.Topics = append(d.Topics, topic)
		}
	}
}

// nameAt gives the name that org had on a day, from its dated names.
func nameAt(org *content.Reading, at time.Time) string {
	day := at.Format(time.DateOnly)
	for _, row := range org.Words.Fields["names"].Rows {
		from, until := row.Text("from"), row.Text("until")
		if from <= day && (until == "" || day < until) {
			return row.Text("name")
		}
	}
	return ""
}

// relationLimit bounds how many Documents that name this one are listed.
const relationLimit = 50

// relations groups the Documents that name r by the field they name it in.
func (v *visit) relations(r *content.Reading, refs []content.Reading) []Relation {
	var all []Relation
	for i := range refs {
		other := &refs[i]
		for _, name := range inverses(other, r.ID) {
			at := slices.IndexFunc(all, func(rel Relation) bool { return rel.Name == name })
			if at < 0 {
				at = len(all)
				all = append(all, Relation{Name: name, Label: v.inverseLabel(name)})
			}
			all[at].Items = append(all[at].Items, v.item(other))
		}
	}
	return all
}

func (v *visit) inverseLabel(name string) string {
	if key := "inverse." + name; v.words.Has(key) {
		return v.words.T(key)
	}
	return humanise(name)
}

// inverses gives the inverse names of the fields in which other names id.
func inverses(other *content.Reading, id content.ID) []string {
	if other.Type.Hidden {
		return nil
	}
	var names []string
	values := fieldsOf(other)
	var look func(fields []content.Field, values content.Fields)
	look = func(fields []content.Field, values content.Fields) {
		for _, f := range fields {
			for _, item := range values[f.Name].Items {
				ref, err := content.ParseRef(item)
				if f.Kind == content.KindRef && f.Inverse != "" && err == nil && ref.Document == id && !slices.Contains(names, f.Inverse) {
					names = append(names, f.Inverse)
				}
			}
			for _, row := range values[f.Name].Rows {
				look(f.Fields, row)
			}
		}
	}
	look(other.Type.Fields, values)
	return names
}

// take removes the relation called name and gives its Documents.
func (d *Document) take(name string) []Item {
	i := slices.IndexFunc(d.Relations, func(r Relation) bool { return r.Name == name })
	if i < 0 {
		return nil
	}
	items := d.Relations[i].Items
	d.Relations = slices.Delete(slices.Clone(d.Relations), i, i+1)
	return items
}
