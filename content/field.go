package content

import (
	"slices"
)

// Kind is the kind of a field's value. The list is closed: a new kind is a
// change of Herald, a new field is a line of TOML.
type Kind string

// The field kinds and the canonical text each value is kept in.
const (
	// KindText is one line of text; KindProse is Herald Markdown.
	KindText  Kind = "text"
	KindProse Kind = "prose"
	// KindNumber is a decimal: "-12.50".
	KindNumber Kind = "number"
	// KindMoney is a decimal and an ISO 4217 code: "1200.00 EUR".
	KindMoney Kind = "money"
	// KindDay is a calendar day that may be partial: "1975", "1975-05",
	// "1975-05-03", or "unknown".
	KindDay Kind = "day"
	// KindInstant is RFC 3339 in UTC: "2026-11-20T09:00:00Z".
	KindInstant Kind = "instant"
	// KindChoice is one of the values listed in the Type.
	KindChoice Kind = "choice"
	// KindCountry is an ISO 3166-1 alpha-2 code: "LT".
	KindCountry Kind = "country"
	// KindColour is "#rrggbb", lower case, that can be read on the grounds of the field.
	KindColour Kind = "colour"
	// KindLink is an http, https, mailto or tel address.
	KindLink Kind = "link"
	// KindRef names a Document, or one Edition of it: "doc:ID", "doc:ID@3".
	KindRef Kind = "ref"
	// KindAsset names an Asset by id, or a file of the Document by name.
	KindAsset Kind = "asset"
	// KindGroup is a list of rows of fields.
	KindGroup Kind = "group"
)

// Kinds lists every field kind.
func Kinds() []Kind {
	return []Kind{KindText, KindProse, KindNumber, KindMoney, KindDay, KindInstant,
		KindChoice, KindCountry, KindColour, KindLink, KindRef, KindAsset, KindGroup}
}

// Field is one field of a Type.
type Field struct {
	Name string `toml:"name"`
	Kind Kind   `toml:"kind"`
	// Words says that the value is written per locale; otherwise it is a fact.
	Words    bool `toml:"words"`
	Required bool `toml:"required"`
	// Many allows several values, in order.
	Many bool `toml:"many"`
	// Unique values may stand in one Document of the Type and Site only.
	Unique bool `toml:"unique"`
	// Facet makes the field a filter of its listing; Sort a column to sort by.
	Facet bool `toml:"facet"`
	Sort  bool `toml:"sort"`
	// Choices are the values of a choice.
	Choices []string `toml:"choices"`
	// Palette offers colours; Grounds are those on which a colour has to be readable.
	Palette []string `toml:"palette"`
	Grounds []string `toml:"grounds"`
	// To are the Types a ref may name; empty is any. Inverse names the relation
	// as seen from the other side.
	To      []string `toml:"to"`
	Inverse string   `toml:"inverse"`
	// Audience "staff" keeps the field off public Sites.
	Audience string `toml:"audience"`
	// Fields are the columns of a group.
	Fields []Field `toml:"fields"`
}

// Value is the value of one field in canonical text form. A single field has
// one item; a group has rows instead.
type Value struct {
	Items []string `json:"v,omitempty"`
	Rows  []Fields `json:"rows,omitempty"`
}

// Fields are values by field name. Values of a field that the Type no longer
// has are kept.
type Fields map[string]Value

// One gives the value of a field with a single item.
func One(item string) Value { return Value{Items: []string{item}} }

// Text gives the first item, or "".
func (v Value) Text() string {
	if len(v.Items) == 0 {
		return ""
	}
	return v.Items[0]
}

// Empty reports whether v holds nothing.
func (v Value) Empty() bool { return len(v.Items) == 0 && len(v.Rows) == 0 }

// Text gives the first item of the field, or "".
func (f Fields) Text(name string) string { return f[name].Text() }

// Clone gives a deep copy.
func (f Fields) Clone() Fields {
	if f == nil {
		return nil
	}
	out := make(Fields, len(f))
	for k, v := range f {
		c := Value{Items: slices.Clone(v.Items)}
		for _, row := range v.Rows {
			c.Rows = append(c.Rows, row.Clone())
		}
		out[k] = c
	}
	return out
}

// normal drops what is empty and normalises every text.
func (f Fields) normal() Fields {
	out := make(Fields, len(f))
	for k, v := range f {
		var n Value
		for _, s := range v.Items {
			if s = normalText(s); s != "" {
				n.Items = append(n.Items, s)
			}
		}
		for _, row := range v.Rows {
			if r := row.normal(); len(r) > 0 {
				n.Rows = append(n.Rows, r)
			}
		}
		if !n.Empty() {
			out[k] = n
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
