package admin

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// Control is one field of a form, of whatever kind the Type says.
type Control struct {
	// Name is that of the form field and of the Issues about it; ID follows from it.
	Name, ID, Label, Hint string
	// Shape says how it is typed: line, lines, prose, area, number, day, instant,
	// choice, checks, order, colour, ref, asset or group.
	Shape string
	// Values are what stands in it; a control that takes several has room for more.
	Values  []string
	Choices []Choice
	// List is the id of the suggestions of a ref, Types what it may name.
	List, Types string
	Rows        []ControlRow
	// Lang is the language of what is typed, "" for what has none.
	Lang     i18n.Locale
	Required bool
	// Mistake refuses, Need says what is still to be done before submitting.
	Mistake, Need string
}

// ControlRow is one row of a group.
type ControlRow struct {
	Number   int
	Controls []Control
}

// Value gives the first value.
func (c Control) Value() string {
	if len(c.Values) == 0 {
		return ""
	}
	return c.Values[0]
}

// Several gives the values of a control with one line for each.
func (c Control) Several() string { return strings.Join(c.Values, "\n") }

// Described gives the ids of what explains the control, or "".
func (c Control) Described() string {
	var ids []string
	for suffix, text := range map[string]string{"-hint": c.Hint, "-need": c.Need, "-mistake": c.Mistake} {
		if text != "" {
			ids = append(ids, c.ID+suffix)
		}
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

// controlID makes the name of a form field one that an address can point at.
func controlID(name string) string {
	return "_" + strings.NewReplacer(":", "-", ".", "-").Replace(name)
}

// spare is how many empty places a control has that takes several values.
const spare = 2

// controls builds the fields of a Type that stand in a form: those that are
// words, or those that are facts.
func (f *form) controls(words bool, values content.Fields) []Control {
	var all []Control
	for _, field := range f.typ.Fields {
		if field.Words == words {
			all = append(all, f.control("field:"+field.Name, field.Name, field, values[field.Name], words))
		}
	}
	return all
}

func (f *form) control(name, word string, field content.Field, value content.Value, words bool) Control {
	c := f.named(name, f.fieldWord(word))
	c.Required, c.Values = field.Required, slices.Clone(value.Items)
	if words && (field.Kind == content.KindText || field.Kind == content.KindProse) {
		c.Lang = f.locale
	}
	switch field.Kind {
	case content.KindProse:
		c.Shape = "prose"
	case content.KindNumber, content.KindMoney:
		c.Shape = "number"
	case content.KindDay:
		c.Shape, c.Hint = "day", f.v.T("desk.edit.hint.day")
	case content.KindInstant:
		c.Shape = "instant"
		for i, item := range c.Values {
			c.Values[i] = f.v.local(item)
		}
	case content.KindChoice:
		f.choices(&c, word, field)
	case content.KindCountry:
		c.Shape, c.Choices = "choice", f.countries(c.Value())
	case content.KindColour:
		c.Shape, c.Hint = "colour", f.v.T("desk.look.hint")
		for _, value := range field.Palette {
			c.Choices = append(c.Choices, Choice{Value: value, Text: value, Chosen: value == c.Value()})
		}
	case content.KindRef:
		c.Shape, c.Hint, c.Types = "ref", f.v.T("desk.edit.hint.ref"), strings.Join(field.To, " ")
		c.List = f.suggest(field.To)
		for i, item := range c.Values {
			c.Values[i] = f.v.refShown(item, f.titles)
		}
	case content.KindAsset:
		c.Shape = "asset"
	case content.KindGroup:
		c.Shape, c.Rows = "group", f.rows(name, word, field, value.Rows, words)
	default:
		c.Shape = "line"
	}
	return f.several(c, field)
}

// several gives a control of a field that takes many values its room for them.
func (f *form) several(c Control, field content.Field) Control {
	if !field.Many {
		return c
	}
	switch c.Shape {
	case "ref", "order":
		for range spare {
			c.Values = append(c.Values, "")
		}
	case "line", "day", "number":
		c.Shape = "lines"
		c.Hint = strings.TrimSpace(f.v.T("desk.edit.hint.lines") + " " + c.Hint)
	}
	return c
}

// choices offers the values of a choice: boxes to tick where several may be
// chosen, and places to fill where their order says something.
func (f *form) choices(c *Control, word string, field content.Field) {
	c.Shape = "choice"
	if field.Many {
		c.Shape = "order"
		if field.Facet {
			c.Shape = "checks"
		}
	}
	for _, value := range field.Choices {
		text := value
		if key := "choice." + f.typ.Name + "." + word + "." + value; f.v.words.Has(key) {
			text = f.v.T(key)
		}
		c.Choices = append(c.Choices, Choice{Value: value, Text: text, Chosen: slices.Contains(c.Values, value)})
	}
}

func (f *form) countries(chosen string) []Choice {
	all := make([]Choice, 0, 250)
	for _, code := range i18n.Countries() {
		all = append(all, Choice{Value: code, Text: f.v.words.Country(code), Chosen: code == chosen})
	}
	slices.SortFunc(all, func(a, b Choice) int { return f.v.locale.Compare(a.Text, b.Text) })
	return all
}

// rows builds the rows of a group and empty ones behind them.
func (f *form) rows(name, word string, field content.Field, values []content.Fields, words bool) []ControlRow {
	var rows []ControlRow
	for i := range len(values) + 1 + f.more[name] {
		row := ControlRow{Number: i + 1}
		var have content.Fields
		if i < len(values) {
			have = values[i]
		}
		for _, column := range field.Fields {
			c := f.control(name+"."+strconv.Itoa(i)+"."+column.Name, word+"."+column.Name, column, have[column.Name], words)
			c.Required = c.Required && i < len(values)
			row.Controls = append(row.Controls, c)
		}
		rows = append(rows, row)
	}
	return rows
}

// named gives a control with its words and what is said about it.
func (f *form) named(name, label string) Control {
	c := Control{Name: name, ID: controlID(name), Label: label, Mistake: f.wrong.ByField[name]}
	if c.Mistake == "" {
		c.Need = f.needs[name]
	}
	return c
}

// fieldWord is what a field is called; one of a municipality's own that nobody
// wrote words for goes by its name.
func (f *form) fieldWord(name string) string {
	if key := "field." + f.typ.Name + "." + name; f.v.words.Has(key) {
		return f.v.T(key)
	}
	return name
}

// clockForm is how browsers write day and time.
const clockForm = "2006-01-02T15:04"

// local writes an instant by the municipality's clocks, as browsers want it. What
// is no instant stays what was typed.
func (v *visit) local(item string) string {
	at, err := time.Parse(time.RFC3339, item)
	if err != nil {
		return item
	}
	return at.In(v.zone()).Format(clockForm)
}

// instant reads what a browser wrote. A time that the clocks leave out, and
// whatever else is none, stays what was typed, for the rules to refuse.
func (v *visit) instant(typed string) string {
	at, err := time.ParseInLocation(clockForm, typed, v.zone())
	if err != nil || at.Format(clockForm) != typed {
		return typed
	}
	return at.UTC().Format(time.RFC3339)
}
