package site

import "herald/content"

// PressRelease is the page of what the municipality tells the media.
type PressRelease struct {
	Document
	// Acts are the decisions it reports, with number and date.
	Acts      []Item
	Agreement *Link
	Gallery   *Link
	Contacts  []Contact
	// Effective is the day from which what it reports holds.
	Place, Effective string
}

func (v *visit) pressRelease(r *content.Reading, d Document) *PressRelease {
	f := fieldsOf(r)
	p := &PressRelease{
		Document: d, Agreement: v.refOrNone(f.Text("agreement")), Gallery: v.refOrNone(f.Text("gallery")),
		Place: f.Text("place"), Effective: v.dayOrNone(f.Text("effective")),
	}
	for _, value := range f["acts"].Items {
		if act, ok := v.reading(value); ok {
			p.Acts = append(p.Acts, v.item(&act))
		}
	}
	for _, row := range f["contacts"].Rows {
		p.Contacts = append(p.Contacts, contactOf(row))
	}
	p.without("acts", "agreement", "gallery", "contacts", "place", "effective")
	return p
}

// Service is the page of what a person can get done.
type Service struct {
	Document
	Audience                []string
	Fee, FeeNote, Duration  string
	Online                  *ShownValue
	Unit                    *Link
	Basis                   []Link
	Who, Documents, HowToDo *Section
}

func (v *visit) service(r *content.Reading, d Document) *Service {
	f := fieldsOf(r)
	s := &Service{
		Document: d, Fee: d.Field("fee").Text(), FeeNote: f.Text("fee_note"), Duration: f.Text("duration"),
		Unit: v.refOrNone(f.Text("unit")), Basis: v.refs(f["basis"]),
	}
	for _, value := range f["audience"].Items {
		s.Audience = append(s.Audience, v.choiceLabel(r.Type, "audience", value))
	}
	if o := d.Field("online"); o != nil {
		s.Online = &o.Values[0]
	}
	s.Who, s.Documents, s.HowToDo = s.section("who"), s.section("documents"), s.section("steps")
	s.without("audience", "fee", "fee_note", "duration", "online", "unit", "basis")
	return s
}

func (d *Document) section(name string) *Section {
	for i := range d.Sections {
		if d.Sections[i].Name == name {
			return &d.Sections[i]
		}
	}
	return nil
}

// Page is a page of the page tree, with the pages below it.
type Page struct {
	Document
	Children []Item
}

func (v *visit) treePage(r *content.Reading, d Document) (*Page, error) {
	list, err := v.reader.List(v.ctx, content.Filter{
		Locale: v.locale, Types: []string{r.Type.Name}, Parent: &r.ID, Own: true, Sort: content.ByOrder, Limit: relationLimit,
	})
	if err != nil {
		return nil, err
	}
	return &Page{Document: d, Children: v.items(list.Items)}, nil
}

// Topic is the page of a subject, with the newest about it.
type Topic struct {
	Document
	Items []Item
}

func (v *visit) topic(r *content.Reading, d Document) (*Topic, error) {
	items, err := v.newest(content.Filter{Topic: r.ID})
	return &Topic{Document: d, Items: items}, err
}

// newest lists the newest Documents that f selects, of every Type that has a
// list of its own.
func (v *visit) newest(f content.Filter) ([]Item, error) {
	f.Locale, f.Sort, f.Limit = v.locale, content.ByPublic, blockLength*2
	for _, t := range v.types.All() {
		if v.lists(t) {
			f.Types = append(f.Types, t.Name)
		}
	}
	list, err := v.reader.List(v.ctx, f)
	return v.items(list.Items), err
}
