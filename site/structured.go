package site

import (
	"time"

	"herald/content"
)

// object is one node of JSON-LD.
type object map[string]any

// set adds a value that says something.
func (o object) set(name string, value any) {
	switch x := value.(type) {
	case nil:
	case string:
		if x != "" {
			o[name] = x
		}
	default:
		o[name] = value
	}
}

const schemaOrg = "https://schema.org"

// structured describes the page of r to search engines, by the schema.org type
// that its Type names, with the way to it.
func (v *visit) structured(d *Document, r *content.Reading) []any {
	if r.Type.Schema == "" {
		return nil
	}
	o := object{"@context": schemaOrg, "@type": r.Type.Schema, "url": d.Canonical, "inLanguage": string(r.Locale)}
	name := "name"
	if r.Type.Schema == "NewsArticle" {
		name = "headline"
	}
	o.set(name, r.Words.Title)
	o.set("description", d.Description)
	if d.Graph.Image != "" {
		o.set("image", d.Graph.Image)
	}
	v.publication(o, d, r)
	v.particulars(o, r)
	return []any{o, v.crumbData(d.Crumbs, r.Words.Title)}
}

// publication says who published r and when, where its schema has that.
func (v *visit) publication(o object, d *Document, r *content.Reading) {
	switch r.Type.Schema {
	case "GovernmentOrganization", "Person", "GovernmentService", "Event":
		return
	}
	o.set("datePublished", r.First.UTC().Format(time.RFC3339))
	o.set("dateModified", r.Updated.UTC().Format(time.RFC3339))
	publisher := object{"@type": "GovernmentOrganization", "name": d.Site.Name, "url": v.site.URL(d.HomeURL)}
	if d.Organization != nil {
		publisher["name"], publisher["url"] = d.Organization.Text, v.whole(d.Organization.URL)
	}
	o.set("publisher", publisher)
}

// particulars adds what the fields of r say.
func (v *visit) particulars(o object, r *content.Reading) {
	f := fieldsOf(r)
	switch r.Type.Schema {
	case "Legislation":
		o.set("legislationIdentifier", f.Text(r.Type.Number))
		o.set("legislationDate", f.Text(r.Type.Date))
		o.set("legislationDateOfApplicability", f.Text("in_force"))
	case "Event":
		v.eventData(o, r, f)
	case "GovernmentOrganization", "Person":
		o.set("telephone", f.Text("phone"))
		o.set("email", f.Text("email"))
		o.set("jobTitle", f.Text("role"))
		o.set("address", f.Text("address"))
	case "GovernmentService":
		if unit, ok := v.ref(f.Text("unit")); ok {
			o.set("serviceOperator", object{"@type": "GovernmentOrganization", "name": unit.Text, "url": v.whole(unit.URL)})
		}
	case "SpecialAnnouncement":
		o.set("datePosted", r.First.UTC().Format(time.RFC3339))
		if !r.Facts.Until.IsZero() {
			o.set("expires", r.Facts.Until.UTC().Format(time.RFC3339))
		}
	}
}

func (v *visit) eventData(o object, r *content.Reading, f content.Fields) {
	if at, ok := v.instant(r, r.Type.Date); ok {
		o.set("startDate", at.Format(time.RFC3339))
	}
	if at, ok := v.instant(r, r.Type.End); ok {
		o.set("endDate", at.Format(time.RFC3339))
	}
	status := map[string]string{"cancelled": "EventCancelled", "postponed": "EventPostponed"}[f.Text("standing")]
	if status == "" {
		status = "EventScheduled"
	}
	o.set("eventStatus", schemaOrg+"/"+status)
	if f.Text("place") != "" {
		o.set("location", object{"@type": "Place", "name": f.Text("place"), "address": f.Text("address")})
	}
}

// crumbData is the way to a page, for search engines.
func (v *visit) crumbData(crumbs []Link, title string) object {
	var items []any
	for i, c := range crumbs {
		items = append(items, object{"@type": "ListItem", "position": i + 1, "name": c.Text, "item": v.site.URL(c.URL)})
	}
	items = append(items, object{"@type": "ListItem", "position": len(crumbs) + 1, "name": title})
	return object{"@context": schemaOrg, "@type": "BreadcrumbList", "itemListElement": items}
}

// siteData describes the Site and whom it belongs to.
func (v *visit) siteData(b *Base) []any {
	home := v.site.URL(b.HomeURL)
	org := object{"@type": "GovernmentOrganization", "name": b.Site.Name, "url": home}
	org.set("telephone", b.Site.Contact.Phone)
	org.set("email", b.Site.Contact.Email)
	org.set("address", b.Site.Contact.Address)
	return []any{object{
		"@context": schemaOrg, "@type": "WebSite", "name": b.Site.Name, "url": home, "inLanguage": string(b.Locale), "publisher": org,
		"potentialAction": object{
			"@type": "SearchAction", "target": v.site.URL(b.SearchURL) + "?q={search_term_string}",
			"query-input": "required name=search_term_string",
		},
	}}
}

// listData describes a list.
func (v *visit) listData(l *Listing) []any {
	var items []any
	for i, item := range l.Items {
		if !item.Gone {
			items = append(items, object{"@type": "ListItem", "position": i + 1, "url": v.whole(item.URL), "name": item.Text})
		}
	}
	page := object{
		"@context": schemaOrg, "@type": "CollectionPage", "name": l.Title, "url": l.Canonical, "inLanguage": string(l.Locale),
		"mainEntity": object{"@type": "ItemList", "numberOfItems": l.Total, "itemListElement": items},
	}
	return []any{page, v.crumbData(l.Crumbs, l.Title)}
}
