package content

import (
	"slices"
	"strings"
)

// taking is a Takeout at work on one text.
type taking struct {
	*Takeout
	mark string
	cuts []Cut
}

// structural are the keys of texts that no word stands under: ids, keys of the
// catalogue, times. What is taken out of them would break the text and hide nothing.
var structural = []string{"organization", "topics", "parent", "until", "authentic", "key", "of"}

func (t *taking) walk(key string, v any) any {
	if slices.Contains(structural, key) {
		return v
	}
	switch v := v.(type) {
	case string:
		return t.text(key, v)
	case []any:
		for i := range v {
			v[i] = t.walk(key, v[i])
		}
	case map[string]any:
		if id, ok := v["asset"].(string); ok && slices.Contains(t.files, ID(id)) {
			t.said(v, "alt", "caption", "credit", "file", "captions")
		}
		if id, ok := v["captions"].(string); ok && slices.Contains(t.files, ID(id)) {
			t.said(v, "captions")
		}
		for k := range v {
			if k == "fields" {
				t.fields(t.kinds(), v[k])
			} else if k != "asset" && k != "captions" {
				v[k] = t.walk(k, v[k])
			}
		}
	}
	return v
}

func (t *taking) kinds() []Field {
	if t.typ == nil {
		return nil
	}
	return t.typ.Fields
}

// fields takes out of the values of fields. A field that the Type does not have any
// more is read as text.
func (t *taking) fields(kinds []Field, v any) {
	values, _ := v.(map[string]any)
	for name := range values {
		value, _ := values[name].(map[string]any)
		of := Field{Kind: KindText}
		if i := slices.IndexFunc(kinds, func(f Field) bool { return f.Name == name }); i >= 0 {
			of = kinds[i]
		}
		if items, ok := value["v"].([]any); ok {
			value["v"] = t.items(of.Kind, items)
		}
		rows, _ := value["rows"].([]any)
		for _, row := range rows {
			t.fields(of.Fields, row)
		}
	}
}

// items takes out of the items of a field. A number, a day or an address of which a
// part is taken out would be none any more: it goes whole.
func (t *taking) items(k Kind, items []any) []any {
	kept := []any{}
	for _, item := range items {
		s, ok := item.(string)
		switch {
		case !ok, k == KindChoice, k == KindCountry, k == KindRef:
			kept = append(kept, item)
		case k == KindText, k == KindProse:
			kept = append(kept, t.text("", s))
		case k == KindAsset && slices.Contains(t.files, ID(s)):
			t.cuts = append(t.cuts, Cut{Passage: -1, Taken: s})
		case k == KindAsset && ID(s).Valid():
			kept = append(kept, item)
		default:
			if before := len(t.cuts); t.text("", s) == s && len(t.cuts) == before {
				kept = append(kept, item)
			}
		}
	}
	return kept
}

// said empties what is said of a file that is taken out.
func (t *taking) said(words map[string]any, keys ...string) {
	for _, k := range keys {
		if s, ok := words[k].(string); ok && s != "" {
			t.cuts = append(t.cuts, Cut{Passage: -1, Taken: s})
			delete(words, k)
		}
	}
}

// text takes out of one string. What was put in is not looked at again.
func (t *taking) text(key, s string) string {
	if t.shown != nil {
		s = t.shown.ReplaceAllStringFunc(s, func(taken string) string {
			t.cuts = append(t.cuts, Cut{Passage: -1, Taken: taken})
			return t.mark
		})
	}
	if t.passages == nil {
		return s
	}
	if key == "path" || key == "former" || key == "name" {
		s = t.address(s)
	}
	var b strings.Builder
	end := 0
	for _, m := range t.passages.FindAllStringSubmatchIndex(s, -1) {
		group := 0
		for m[2+2*group] < 0 {
			group++
		}
		taken := s[m[0]:m[1]]
		t.cuts = append(t.cuts, Cut{Passage: t.of[group], Before: tail(s[:m[0]]), Taken: taken, After: head(s[m[1]:])})
		b.WriteString(s[end:m[0]])
		b.WriteString(t.mark)
		// Marks that began or ended within the passage have their other half outside.
		if inner := markdownMarks(taken); len(inner) > len(t.marks[group]) {
			b.WriteString(inner)
		}
		end = m[1]
	}
	return b.String() + s[end:]
}

// address takes out of an address, which keeps the letters of one.
func (t *taking) address(s string) string {
	for _, g := range t.slugs {
		for at := strings.Index(s, g.text); at >= 0; at = strings.Index(s, g.text) {
			t.cuts = append(t.cuts, Cut{Passage: g.passage, Before: tail(s[:at]), Taken: g.text, After: head(s[at+len(g.text):])})
			s = s[:at] + t.path + s[at+len(g.text):]
			if strings.Contains(t.path, g.text) {
				return s
			}
		}
	}
	return s
}

// around is how many characters of what stands beside a passage are shown.
const around = 40

func head(s string) string {
	if all := []rune(s); len(all) > around {
		return string(all[:around]) + "…"
	}
	return s
}

func tail(s string) string {
	if all := []rune(s); len(all) > around {
		return "…" + string(all[len(all)-around:])
	}
	return s
}
