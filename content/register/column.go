package register

import (
	"herald/content"
	"herald/i18n"
)

// Column is a field of a Type as a list shows it.
type Column struct {
	// Name is that of the field; in a group "GROUP.FIELD".
	Name string
	// Key is the catalogue key of its label.
	Key   string
	Field content.Field
	// Type is the name of the Type.
	Type string
}

// Label names the column for people; a field that no catalogue knows, as in a
// Type of the municipality's own, goes by its name.
func (c Column) Label(p *i18n.Printer) string {
	if p.Has(c.Key) {
		return p.T(c.Key)
	}
	return c.Name
}

// Value gives what r says in the column.
func (c Column) Value(r *content.Reading) content.Value {
	if c.Field.Words {
		return r.Words.Fields[c.Field.Name]
	}
	return r.Facts.Fields[c.Field.Name]
}

// Refs gives the Documents that v, the value of c, names.
func (c Column) Refs(v content.Value) (all []content.ID) {
	for _, item := range v.Items {
		if ref, err := content.ParseRef(item); c.Field.Kind == content.KindRef && err == nil {
			all = append(all, ref.Document)
		}
	}
	for _, row := range v.Rows {
		for _, f := range c.Field.Fields {
			all = append(all, c.sub(f).Refs(row[f.Name])...)
		}
	}
	return all
}

// Columns gives the columns of the table that t is shown as to audience.
func Columns(t *content.Type, audience string) []Column {
	var all []Column
	for _, name := range t.Columns {
		if f, ok := t.Field(name); ok && sees(audience, f) {
			all = append(all, column(t, f, audience))
		}
	}
	return all
}

// AllColumns gives every field of t that audience may see, in the Type's order.
func AllColumns(t *content.Type, audience string) []Column {
	var all []Column
	for _, f := range t.Fields {
		if sees(audience, f) {
			all = append(all, column(t, f, audience))
		}
	}
	return all
}

// FacetColumns gives the fields that t is filtered by, those within groups
// among them, as far as audience may see them.
func FacetColumns(t *content.Type, audience string) []Column {
	var all []Column
	for _, c := range AllColumns(t, audience) {
		if c.Field.Facet {
			all = append(all, c)
		}
		for _, sub := range c.Field.Fields {
			if sub.Facet {
				all = append(all, c.sub(sub))
			}
		}
	}
	return all
}

// sees says whether audience may see f. The Reader leaves such fields out
// already; an export that names the column would still tell that it is there.
func sees(audience string, f content.Field) bool {
	return f.Audience != content.Staff || audience == content.Staff
}

func column(t *content.Type, f content.Field, audience string) Column {
	var seen []content.Field
	for _, sub := range f.Fields {
		if sees(audience, sub) {
			seen = append(seen, sub)
		}
	}
	f.Fields = seen
	return Column{Name: f.Name, Key: "field." + t.Name + "." + f.Name, Field: f, Type: t.Name}
}

// sub gives the column of a field within the group c.
func (c Column) sub(f content.Field) Column {
	return Column{Name: c.Name + "." + f.Name, Key: c.Key + "." + f.Name, Field: f, Type: c.Type}
}
