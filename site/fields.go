package site

import (
	"html/template"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/content/markdown"
)

// Shown is one field of a Document, ready to be read.
type Shown struct {
	// Name is its name in the Type, Label what readers call it.
	Name, Label string
	Values      []ShownValue
	// Head and Rows are the table of a group.
	Head []string
	Rows [][]ShownCell
}

// ShownValue is one value: a text, which may lead somewhere or stand for a
// machine's date, or rendered prose.
type ShownValue struct {
	Text string
	// URL is set for links, files, mail and telephone.
	URL string
	// ISO is the value of a day or an instant for machines.
	ISO  string
	HTML template.HTML
	Link *Link
	File *markdown.File
}

// Href is the address of the value, if a browser may be led there.
func (s ShownValue) Href() template.URL { return pressable(s.URL) }

// Href is the address of the link, if a browser may be led there. Unlike URL
// it also passes telephone numbers.
func (l Link) Href() template.URL { return pressable(l.URL) }

// pressable passes the addresses that a field of kind link may hold, and paths.
// It does not trust that what is stored was checked when it was written.
func pressable(url string) template.URL {
	scheme, _, ok := strings.Cut(url, ":")
	if strings.HasPrefix(url, "/") || ok && slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(scheme)) {
		return template.URL(url)
	}
	return ""
}

// ShownCell is a cell of a group: the values of one column in one row.
type ShownCell struct {
	Label  string
	Values []ShownValue
}

// Field gives the field called name, nil where it has no value: what a theme
// uses to place a field of a Type that has a template of its own.
func (d *Document) Field(name string) *Shown {
	for i := range d.all {
		if d.all[i].Name == name {
			return &d.all[i]
		}
	}
	return nil
}

// Text gives the first value of a field as text.
func (f *Shown) Text() string {
	if f == nil || len(f.Values) == 0 {
		return ""
	}
	return f.Values[0].Text
}

// shown gives every field of r that has a value, in the order of its Type.
func (v *visit) shown(r *content.Reading) []Shown {
	values := fieldsOf(r)
	var all []Shown
	for _, f := range r.Type.Fields {
		if s, ok := v.show(r, f, values[f.Name], f.Name); ok {
			all = append(all, s)
		}
	}
	return all
}

func (v *visit) show(r *content.Reading, f content.Field, value content.Value, path string) (Shown, bool) {
	s := Shown{Name: f.Name, Label: v.fieldLabel(r.Type, path)}
	for _, item := range value.Items {
		if one, ok := v.value(r, f, item, path); ok {
			s.Values = append(s.Values, one)
		}
	}
	if f.Kind == content.KindGroup {
		v.rows(r, f, value, path, &s)
	}
	return s, len(s.Values) > 0 || len(s.Rows) > 0
}

// rows fills the table of a group, without the columns that nobody filled.
func (v *visit) rows(r *content.Reading, f content.Field, value content.Value, path string, s *Shown) {
	var columns []content.Field
	for _, sub := range f.Fields {
		for _, row := range value.Rows {
			if !row[sub.Name].Empty() {
				columns = append(columns, sub)
				s.Head = append(s.Head, v.fieldLabel(r.Type, path+"."+sub.Name))
				break
			}
		}
	}
	for _, row := range value.Rows {
		cells := make([]ShownCell, len(columns))
		for i, sub := range columns {
			cell, _ := v.show(r, sub, row[sub.Name], path+"."+sub.Name)
			cells[i] = ShownCell{Label: s.Head[i], Values: cell.Values}
		}
		s.Rows = append(s.Rows, cells)
	}
}

// fieldLabel names a field by the catalogue, a municipality's own by its name.
func (v *visit) fieldLabel(t *content.Type, path string) string {
	if key := "field." + t.Name + "." + path; v.words.Has(key) {
		return v.words.T(key)
	}
	return humanise(path[strings.LastIndexByte(path, '.')+1:])
}

// choiceLabel names a value of a choice.
func (v *visit) choiceLabel(t *content.Type, path, value string) string {
	if key := "choice." + t.Name + "." + path + "." + value; v.words.Has(key) {
		return v.words.T(key)
	}
	return humanise(value)
}

// value makes one item readable by its kind. What names something that cannot
// be read here is left out.
func (v *visit) value(r *content.Reading, f content.Field, item, path string) (ShownValue, bool) {
	switch f.Kind {
	case content.KindProse:
		html := v.render(r, item, f.Name+"-")
		return ShownValue{HTML: html}, html != ""
	case content.KindNumber:
		return ShownValue{Text: v.words.Number(item)}, true
	case content.KindMoney:
		amount, currency, err := content.ParseMoney(item)
		return ShownValue{Text: v.words.Money(amount, currency)}, err == nil
	case content.KindDay:
		shown := ShownValue{Text: v.day(item)}
		if item != content.DayUnknown {
			shown.ISO = item
		}
		return shown, true
	case content.KindInstant:
		at, err := time.Parse(time.RFC3339, item)
		return ShownValue{Text: v.when(at), ISO: at.In(v.zone()).Format(time.RFC3339)}, err == nil
	case content.KindChoice:
		return ShownValue{Text: v.choiceLabel(r.Type, path, item)}, true
	case content.KindCountry:
		return ShownValue{Text: v.words.Country(item)}, true
	case content.KindLink:
		return ShownValue{Text: readableLink(item), URL: item}, true
	case content.KindRef:
		link, ok := v.ref(item)
		return ShownValue{Text: link.Text, Link: &link}, ok
	case content.KindAsset:
		file, ok := v.file(r, item)
		return ShownValue{Text: file.Name, File: &file}, ok
	}
	return plainValue(f.Name, item), true
}

// plainValue is a line of text; an address for mail or a telephone number can
// be pressed.
func plainValue(name, item string) ShownValue {
	switch {
	case name == "email" && strings.Contains(item, "@"):
		return ShownValue{Text: item, URL: "mailto:" + item}
	case name == "phone" || name == "mobile":
		return ShownValue{Text: item, URL: telephone(item)}
	}
	return ShownValue{Text: item}
}

// telephone is the address of a number as it is typed on paper.
func telephone(s string) string {
	digits := strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	if len(digits) < 3 {
		return ""
	}
	return "tel:" + digits
}

func readableLink(s string) string {
	for _, prefix := range []string{"https://", "http://", "mailto:", "tel:"} {
		s = strings.TrimPrefix(s, prefix)
	}
	return strings.TrimSuffix(s, "/")
}
