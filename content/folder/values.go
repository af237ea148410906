package folder

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/content"
)

// val is one TOML value and the place where it stands.
type val struct {
	p    *page
	path string
	v    any
}

func (v val) at(name string, inner any) val {
	return val{p: v.p, path: join(v.path, name), v: inner}
}

func (v val) where() int { return v.p.line(v.path) }

// name is the last part of the path, as messages call it.
func (v val) name() string {
	name := v.path[strings.LastIndexByte(v.path, '.')+1:]
	name, _, _ = strings.Cut(name, "[")
	return name
}

func (v val) bad(format string, args ...any) { v.p.add(v.where(), fmt.Sprintf(format, args...)) }

// items gives the values of a list; a single value stands for a list of one.
func (v val) items() []val {
	var list []any
	switch l := v.v.(type) {
	case []any:
		list = l
	case []map[string]any:
		for _, m := range l {
			list = append(list, m)
		}
	default:
		return []val{v}
	}
	out := make([]val, len(list))
	for i, inner := range list {
		out[i] = val{p: v.p, path: v.path + "[" + strconv.Itoa(i) + "]", v: inner}
	}
	return out
}

func (v val) text() (string, bool) {
	s, ok := v.v.(string)
	if !ok {
		v.bad("%s is a text in quotes, not %s", v.name(), tomlKind(v.v))
	}
	return s, ok
}

// line is a text without line ends.
func (v val) line() (string, bool) {
	s, ok := v.text()
	if ok && strings.ContainsAny(s, "\r\n") {
		v.bad("%s is one line", v.name())
		return "", false
	}
	return strings.TrimSpace(s), ok
}

func (v val) bool() bool {
	b, ok := v.v.(bool)
	if !ok {
		v.bad("%s is true or false, not %s", v.name(), tomlKind(v.v))
	}
	return b
}

func (v val) instant() (time.Time, bool) {
	at, ok := zoned(v.v)
	if !ok {
		v.bad("%s is a date and time with its zone, such as 2026-11-20T09:00:00Z", v.name())
	}
	return at, ok
}

// zoned reads a date and time that has a zone, as a TOML value or as text.
func zoned(v any) (time.Time, bool) {
	t, ok := v.(time.Time)
	if s, isText := v.(string); isText {
		var err error
		t, err = time.Parse(time.RFC3339, s)
		ok = err == nil
	}
	// The zone may push a day of the first or last year out of the calendar.
	at := content.Instant(t)
	return at, ok && !local(t) && at.Year() > 0 && at.Year() < 10000
}

// The names by which the parser marks what has no zone.
const (
	localTime = "datetime-local"
	localDate = "date-local"
	localHour = "time-local"
)

func local(t time.Time) bool {
	zone := t.Location().String()
	return zone == localTime || zone == localDate || zone == localHour
}

func tomlKind(v any) string {
	switch v := v.(type) {
	case string:
		return "a text"
	case int64, float64:
		return "a number"
	case bool:
		return "true or false"
	case time.Time:
		return "a date"
	case map[string]any:
		return "a table"
	case []any, []map[string]any:
		return "a list"
	default:
		return fmt.Sprintf("%T", v)
	}
}

// readFields reads [fields] by the Type.
func (p *page) readFields(v val) {
	table, ok := v.v.(map[string]any)
	if !ok {
		v.bad("fields is a table: [fields]")
		return
	}
	for _, name := range sortedKeys(table) {
		inner := v.at(name, table[name])
		f, ok := p.load.d.typ.Field(name)
		if !ok {
			inner.bad("unknown field %q in type %s", name, p.load.d.Type)
			continue
		}
		into := &p.own.Fields
		if f.Words {
			into = &p.words.Fields
		}
		if value := inner.field(f); !value.Empty() {
			put(into, name, value)
		}
	}
}

func put(into *content.Fields, name string, value content.Value) {
	if *into == nil {
		*into = content.Fields{}
	}
	(*into)[name] = value
}

func sortedKeys(table map[string]any) []string {
	names := make([]string, 0, len(table))
	for name := range table {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// field reads the value of f.
func (v val) field(f content.Field) content.Value {
	if f.Kind == content.KindGroup {
		return v.rows(f)
	}
	_, isList := v.v.([]any)
	if _, isRows := v.v.([]map[string]any); isRows || isList && !f.Many {
		v.bad("field %q takes one value, not a list", f.Name)
		return content.Value{}
	}
	var value content.Value
	for _, item := range v.items() {
		if s := item.item(f); s != "" {
			value.Items = append(value.Items, s)
		}
	}
	return value
}

func (v val) rows(f content.Field) content.Value {
	var value content.Value
	for _, item := range v.items() {
		table, ok := item.v.(map[string]any)
		if !ok {
			item.bad("field %q is a list of tables: [[fields.%s]]", f.Name, f.Name)
			continue
		}
		row := content.Fields{}
		for _, name := range sortedKeys(table) {
			inner := item.at(name, table[name])
			i := slices.IndexFunc(f.Fields, func(sub content.Field) bool { return sub.Name == name })
			switch {
			case i >= 0:
				if value := inner.field(f.Fields[i]); !value.Empty() {
					row[name] = value
				}
			case name == "retired":
				v.p.retired(inner, &row)
			default:
				inner.bad("unknown field %q in field %q of type %s", name, f.Name, v.p.load.d.Type)
			}
		}
		if len(row) > 0 {
			value.Rows = append(value.Rows, row)
		}
	}
	return value
}

// item reads one value of f in its canonical form; empty is none or a Problem.
func (v val) item(f content.Field) string {
	s, ok := v.canonical(f)
	if !ok || s == "" {
		return ""
	}
	switch f.Kind {
	case content.KindRef:
		return v.ref(f, s)
	case content.KindAsset:
		return v.asset(s)
	case content.KindProse:
		v.proseRefs(s)
	}
	if problem, _ := f.CheckValue(s); problem != "" {
		v.wrong(f)
		return ""
	}
	return s
}

// canonical brings a TOML value to the text form of f's kind.
func (v val) canonical(f content.Field) (string, bool) {
	if at, ok := zoned(v.v); ok && f.Kind == content.KindInstant {
		return instantText(at), true
	}
	switch t := v.v.(type) {
	case string:
		if f.Kind != content.KindInstant {
			return plain(f, t), true
		}
	case int64:
		if f.Kind == content.KindNumber || f.Kind == content.KindDay && t > 999 && t < 10000 {
			return strconv.FormatInt(t, 10), true
		}
	case float64:
		if f.Kind == content.KindNumber && !math.IsInf(t, 0) && !math.IsNaN(t) {
			return strconv.FormatFloat(t, 'f', -1, 64), true
		}
	case time.Time:
		if f.Kind == content.KindDay && t.Location().String() == localDate {
			return content.DayOf(t).String(), true
		}
	}
	v.wrong(f)
	return "", false
}

// plain drops the space around what is no text; a text keeps what it begins
// with, as its seal does.
func plain(f content.Field, s string) string {
	switch f.Kind {
	case content.KindProse:
		return s
	case content.KindText:
		return strings.TrimRight(s, " \t\n")
	}
	return strings.Trim(s, " \t\n")
}

// instantText is the canonical form of an instant.
func instantText(t time.Time) string { return content.Instant(t).Format(time.RFC3339Nano) }

var wanted = map[content.Kind]string{
	content.KindText:    "one line of text in quotes",
	content.KindProse:   "text in quotes",
	content.KindNumber:  "a number such as 12 or -3.5",
	content.KindMoney:   `an amount and a currency such as "1200.00 EUR"`,
	content.KindDay:     `a day such as 1975-05-03, "1975-05", "1975" or "unknown"`,
	content.KindInstant: "a date and time with its zone such as 2026-11-20T09:00:00Z",
	content.KindCountry: `a country code such as "LT"`,
	content.KindColour:  `a colour such as "#0f5a4c" in which text can be read`,
	content.KindLink:    "an http, https, mailto or tel address",
	content.KindRef:     `a reference such as "doc:ID" or "type/name"`,
	content.KindAsset:   "the name of a file below files/, or an id",
}

// wrong says what f takes instead of v.
func (v val) wrong(f content.Field) {
	want := wanted[f.Kind]
	if f.Kind == content.KindChoice {
		want = "one of " + strings.Join(f.Choices, ", ")
	}
	got := tomlKind(v.v)
	switch t := v.v.(type) {
	case string:
		got = quote(t)
	case int64, float64:
		got = fmt.Sprint(t)
	}
	v.bad("field %q takes %s, not %s", f.Name, want, got)
}

// retired reads values of fields that the Type no longer has: texts as they are.
func (p *page) retired(v val, into *content.Fields) {
	table, ok := v.v.(map[string]any)
	if !ok {
		v.bad("%s is a table: [%s]", v.name(), v.name())
		return
	}
	for _, name := range sortedKeys(table) {
		inner := v.at(name, table[name])
		if _, taken := (*into)[name]; taken {
			inner.bad("field %q stands under [fields], too", name)
			continue
		}
		var value content.Value
		for _, item := range inner.items() {
			if row, isRow := item.v.(map[string]any); isRow {
				fields := content.Fields{}
				p.retired(val{p: p, path: item.path, v: row}, &fields)
				value.Rows = append(value.Rows, fields)
			} else if s, ok := item.text(); ok && s != "" {
				value.Items = append(value.Items, s)
			}
		}
		if !value.Empty() {
			put(into, name, value)
		}
	}
}
