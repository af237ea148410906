package register

import (
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// Titles gives the title of a Document in the reader's locale, or "" where it
// has none that the reader may see. It may be nil.
type Titles func(content.ID) string

func (t Titles) of(id content.ID) string {
	if t == nil || id == "" {
		return ""
	}
	return t(id)
}

// Texter writes values for people.
type Texter struct {
	Printer *i18n.Printer
	// Zone is where instants are shown; nil is UTC.
	Zone   *time.Location
	Titles Titles
}

// Texts gives the items of v, and the rows of a group, as c's field is read.
func (x Texter) Texts(c Column, v content.Value) []string {
	var all []string
	for _, item := range v.Items {
		all = append(all, x.Item(c, item))
	}
	for _, row := range v.Rows {
		var cells []string
		for _, f := range c.Field.Fields {
			sub := c.sub(f)
			if s := strings.Join(x.Texts(sub, row[f.Name]), "; "); s != "" {
				cells = append(cells, s)
			}
		}
		all = append(all, strings.Join(cells, ", "))
	}
	return all
}

// Text gives v in one line.
func (x Texter) Text(c Column, v content.Value) string { return strings.Join(x.Texts(c, v), "; ") }

// Item writes one item of c's field. What is not a value of its kind any more,
// because the Type has changed, is shown as it stands.
func (x Texter) Item(c Column, item string) string {
	p := x.Printer
	switch c.Field.Kind {
	case content.KindNumber:
		return p.Number(item)
	case content.KindMoney:
		if amount, currency, err := content.ParseMoney(item); err == nil {
			return p.Money(amount, currency)
		}
	case content.KindDay:
		return x.Day(item)
	case content.KindInstant:
		if at, err := time.Parse(time.RFC3339, item); err == nil {
			return p.DateTime(at.In(x.zone()))
		}
	case content.KindChoice:
		if key := "choice." + c.Type + "." + c.Name + "." + item; p.Has(key) {
			return p.T(key)
		}
	case content.KindCountry:
		return p.Country(item)
	case content.KindRef:
		if ref, err := content.ParseRef(item); err == nil {
			if title := x.Titles.of(ref.Document); title != "" {
				return title
			}
		}
	}
	return item
}

// Day writes a day that may be partial or unknown.
func (x Texter) Day(item string) string {
	if item == content.DayUnknown {
		return x.Printer.T("date.unknown")
	}
	d, err := content.ParseDay(item)
	if err != nil {
		return item
	}
	return x.Printer.DateParts(d.Year, d.Month, d.Day)
}

// Facet writes a value of the facet called name, as Reader.Facets counts it.
func (x Texter) Facet(t *content.Type, audience, name, value string) string {
	switch name {
	case content.TermYear:
		return x.Day(value)
	case content.TermTopic, content.TermOrganization:
		if title := x.Titles.of(content.ID(value)); title != "" {
			return title
		}
		return value
	}
	c, ok := facet(t, audience, name)
	if !ok {
		return value
	}
	if c.Field.Kind == content.KindRef {
		value = content.Ref{Document: content.ID(value)}.String()
	}
	return x.Item(c, value)
}

// FacetRefs gives the Documents that a value of the facet called name stands for.
func FacetRefs(t *content.Type, audience, name, value string) []content.ID {
	c, ok := facet(t, audience, name)
	if name == content.TermTopic || name == content.TermOrganization || ok && c.Field.Kind == content.KindRef {
		return []content.ID{content.ID(value)}
	}
	return nil
}

// Reason says in the reader's language why an entry was withdrawn or
// unpublished, or "".
func (x Texter) Reason(r *content.Reading) string {
	switch {
	case r.ReasonText != "":
		return r.ReasonText
	case r.Ending == nil || r.Ending.Reason.Key == "":
		return ""
	}
	for _, key := range []string{r.Ending.Reason.Key, "reason." + r.Ending.Reason.Key} {
		if x.Printer.Has(key) {
			return x.Printer.T(key)
		}
	}
	return r.Ending.Reason.Key
}

func (x Texter) zone() *time.Location {
	if x.Zone == nil {
		return time.UTC
	}
	return x.Zone
}
