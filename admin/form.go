package admin

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
)

// form is the form of a Type in one language: what it looks like, and how what
// was typed is read.
type form struct {
	v      *visit
	typ    *content.Type
	site   *content.Site
	locale i18n.Locale
	// facts says that the form holds what is the same in every language.
	facts bool
	// sent is what was typed.
	sent  url.Values
	wrong mistakes
	needs map[string]string
	// more is how many empty rows a group has beside its first.
	more map[string]int
	// titles are those of the Documents that the text names, lists the suggestions
	// for refs by their id.
	titles map[content.ID]string
	lists  map[string][]Choice
}

// sentForm gives what a form has sent.
func (v *visit) sentForm() url.Values {
	if m, err := v.c.MultipartForm(); err == nil {
		return m.Value
	}
	sent := url.Values{}
	for name, value := range v.c.Context().PostArgs().All() {
		sent.Add(string(name), string(value))
	}
	return sent
}

// line gives what was typed into a line of the form.
func (f *form) line(name string) string { return web.CleanText(f.sent.Get(name), 2000) }

// words reads what was typed in the language of the text, over what the form does
// not hold: files, former addresses, the change note, fields that the Type no
// longer has.
func (f *form) words(base content.Words) content.Words {
	w := base
	w.Title, w.Summary, w.Body = web.CleanText(f.sent.Get("title"), 1000), f.sent.Get("summary"), f.sent.Get("body")
	w.Path = strings.Trim(f.line("path"), "/ ")
	w.Fields = f.fields(true, base.Fields)
	return content.NewPlacing(f.typ, w, content.Facts{}).Decorate(ids(f.sent["decorative"])).Words
}

// read reads the facts that were typed.
func (f *form) read(base content.Facts) content.Facts {
	facts := base
	facts.Fields = f.fields(false, base.Fields)
	facts.Organization, facts.Parent = content.ID(f.line("organization")), content.ID(f.line("parent"))
	facts.Topics = ids(f.sent["topics"])
	facts.Order, _ = strconv.Atoi(f.line("order"))
	facts.Until = time.Time{}
	if at, err := time.Parse(time.RFC3339, f.v.instant(f.line("until"))); err == nil {
		facts.Until = at
	}
	if f.typ.Verbatim {
		facts.Authentic = nil
		for _, l := range f.sent["authentic"] {
			if f.site.Has(i18n.Locale(l)) {
				facts.Authentic = append(facts.Authentic, i18n.Locale(l))
			}
		}
	}
	return facts
}

func ids(all []string) []content.ID {
	var out []content.ID
	for _, s := range all {
		if id := content.ID(s); id.Valid() {
			out = append(out, id)
		}
	}
	return out
}

// fields reads the fields that are words, or those that are facts.
func (f *form) fields(words bool, base content.Fields) content.Fields {
	values := base.Clone()
	if values == nil {
		values = content.Fields{}
	}
	for _, field := range f.typ.Fields {
		if field.Words == words && field.Kind != content.KindAsset {
			values[field.Name] = f.value("field:"+field.Name, field)
		}
	}
	return values
}

func (f *form) value(name string, field content.Field) content.Value {
	var value content.Value
	if field.Kind == content.KindGroup {
		for i := range f.sentRows(name) {
			row := content.Fields{}
			for _, column := range field.Fields {
				if v := f.value(name+"."+strconv.Itoa(i)+"."+column.Name, column); !v.Empty() {
					row[column.Name] = v
				}
			}
			if len(row) > 0 {
				value.Rows = append(value.Rows, row)
			}
		}
		return value
	}
	for _, typed := range f.sent[name] {
		lines := []string{typed}
		if field.Many && field.Kind != content.KindProse {
			lines = strings.Split(typed, "\n")
		}
		for _, line := range lines {
			if item := f.item(field, line); item != "" {
				value.Items = append(value.Items, item)
			}
		}
	}
	return value
}

// maxRows bounds how many rows of a group a form may send.
const maxRows = 300

func (f *form) sentRows(name string) int {
	n, _ := strconv.Atoi(f.line(name + ".rows"))
	return min(max(n, 0), maxRows)
}

var (
	refTyped    = regexp.MustCompile(`doc:[0-9a-z]{12}(?:@[1-9][0-9]*)?`)
	refAddress  = regexp.MustCompile(`/(?:p|admin/documents)/([0-9a-z]{12})(?:[/?#]|$)`)
	dayTyped    = regexp.MustCompile(`^([0-9]{1,2})[./ ]+([0-9]{1,2})[./ ]+([0-9]{4})\.?$`)
	dayBackward = regexp.MustCompile(`^([0-9]{4})[./ ]+([0-9]{1,2})[./ ]+([0-9]{1,2})\.?$`)
)

// item brings a value to its canonical form. What it cannot be brought to stays
// what was typed: the rules say what is wrong with it, beside the field.
func (f *form) item(field content.Field, typed string) string {
	if field.Kind == content.KindProse {
		return typed
	}
	typed = strings.TrimSpace(typed)
	switch field.Kind {
	case content.KindNumber:
		return strings.NewReplacer(" ", "", "\u00a0", "", ",", ".", "−", "-").Replace(typed)
	case content.KindMoney:
		if i := strings.LastIndexAny(typed, " \u00a0"); i > 0 {
			amount := strings.NewReplacer(" ", "", "\u00a0", "", ",", ".").Replace(typed[:i])
			return amount + " " + strings.ToUpper(strings.TrimSpace(typed[i:]))
		}
	case content.KindDay:
		return day(typed)
	case content.KindInstant:
		return f.v.instant(typed)
	case content.KindColour:
		if typed != "" {
			typed = "#" + strings.ToLower(strings.TrimLeft(typed, "#"))
		}
	case content.KindRef:
		if ref := refTyped.FindString(typed); ref != "" {
			return ref
		}
		if m := refAddress.FindStringSubmatch(typed); m != nil {
			return "doc:" + m[1]
		}
	}
	return typed
}

// day reads the ways in which people write days: "20.11.2026", "2026 11 20".
func day(typed string) string {
	part := func(s string) string {
		if len(s) == 1 {
			return "0" + s
		}
		return s
	}
	if m := dayTyped.FindStringSubmatch(typed); m != nil {
		return m[3] + "-" + part(m[2]) + "-" + part(m[1])
	}
	if m := dayBackward.FindStringSubmatch(typed); m != nil {
		return m[1] + "-" + part(m[2]) + "-" + part(m[3])
	}
	return typed
}

// grow reads which group somebody wants more rows of, and how many each has.
func (f *form) grow(wanted string) {
	f.more = map[string]int{}
	for _, field := range f.typ.Fields {
		if name := "field:" + field.Name; field.Kind == content.KindGroup && name == wanted {
			f.more[name] = 3
		}
	}
}

// without gives the Issues as lines beside their fields; what stands beside no
// field of the form is given back.
func (f *form) explain(issues []content.Issue, has func(string) bool) (rest []string) {
	f.needs = map[string]string{}
	for _, i := range issues {
		if i.Locale != "" && i.Locale != f.locale {
			continue
		}
		text := f.v.T(i.Key, i.Args...)
		if !has(i.Field) {
			rest = append(rest, text)
			continue
		}
		if f.needs[i.Field] == "" {
			f.needs[i.Field] = text
		}
	}
	return slices.Compact(rest)
}
