package search

import (
	"fmt"
	"slices"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/search/lang"
)

// document implements entry.
func (e *reading) document(types *content.Types) (map[string]any, error) {
	words, err := content.DecodeWords(e.words)
	if err != nil {
		return nil, fmt.Errorf("document %s in %s: %w", e.row.Document, e.row.Locale, err)
	}
	facts, err := content.DecodeFacts(e.facts)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", e.row.Document, err)
	}
	t := types.Get(e.row.Type)
	number := numberOf(t, words, facts, e.row.Audience)
	d := map[string]any{
		fieldDocument: string(e.row.Document),
		fieldFor:      e.asked,
		fieldSite:     e.row.Site,
		fieldType:     e.row.Type,
		fieldAccess:   e.row.Audience,
		fieldDate:     e.row.Date,
		fieldWords:    string(e.row.Words),
		fieldNumber:   number,
		fieldKey:      numberKey(number),
		fieldTitle:    words.Title,
		fieldLead:     words.Summary,
		fieldBody:     markdown.Plain(words.Body),
		fieldOther:    strings.Join(others(t, words, facts, e.row.Audience), "\n"),
		fieldBegins:   words.Title + "\n" + number,
	}
	d[fieldOwn] = own(number, e.row.Date)
	d[fieldCited] = cited(lang.Of(languageOf(e.row.Locale)), words.Title, words.Summary, d[fieldOther].(string), d[fieldBody].(string))
	d[fieldSpelledTitle] = words.Title
	d[fieldSpelled] = fmt.Sprint(d[fieldNumber], "\n", d[fieldLead], "\n", d[fieldOther], "\n", d[fieldBody])
	if first, last, ok := days(e.row.Date); ok {
		if d[fieldFirst] = first; last != first {
			d[fieldLast] = last
		}
	}
	e.terms(d, t)
	if err := e.files.fill(d); err != nil {
		return nil, err
	}
	d[fieldPrint] = e.print()
	return d, nil
}

// own gives the terms for what names an entry itself: its number and its day.
func own(number, date string) []string {
	var all []string
	if date != "" {
		all = termsOf(date)
	}
	for _, n := range lang.Numbers(number) {
		all = append(all, n.Key)
	}
	if key := numberKey(number); key != "" {
		all = append(all, key)
	}
	return unique(all)
}

// terms adds what the entry is counted by, without what its readers may not see.
func (e *reading) terms(d map[string]any, t *content.Type) {
	names := facetNames(t.Fields, e.row.Audience)
	names = append(names, content.TermTopic, content.TermOrganization, content.TermYear)
	for _, term := range e.row.Terms {
		if slices.Contains(names, term.Name) {
			values, _ := d[fieldTerm+term.Name].([]string)
			d[fieldTerm+term.Name] = append(values, term.Value)
		}
	}
}

// numberOf gives the number that names an entry of a register, or "".
func numberOf(t *content.Type, w content.Words, f content.Facts, audience string) string {
	field, ok := t.Field(t.Number)
	if !ok || !shows(field, audience) {
		return ""
	}
	if field.Words {
		return w.Fields.Text(t.Number)
	}
	return f.Fields.Text(t.Number)
}

// others gives every other text of the entry that its readers may see: text
// fields, captions, descriptions of pictures.
func others(t *content.Type, w content.Words, f content.Facts, audience string) []string {
	var all []string
	for _, field := range t.Fields {
		if field.Name == t.Number {
			continue
		}
		value := f.Fields[field.Name]
		if field.Words {
			value = w.Fields[field.Name]
		}
		all = append(all, textsOf(field, value, audience)...)
	}
	for _, a := range w.Assets {
		for _, s := range []string{a.Caption, a.Alt, a.Credit} {
			if s != "" {
				all = append(all, s)
			}
		}
	}
	return all
}

func textsOf(field content.Field, v content.Value, audience string) []string {
	if !shows(field, audience) {
		return nil
	}
	var all []string
	switch field.Kind {
	case content.KindText:
		all = append(all, v.Items...)
	case content.KindProse:
		for _, item := range v.Items {
			all = append(all, markdown.Plain(item))
		}
	case content.KindGroup:
		for _, row := range v.Rows {
			for _, sub := range field.Fields {
				all = append(all, textsOf(sub, row[sub.Name], audience)...)
			}
		}
	}
	return all
}

// days gives the first and last day that a possibly partial date can be, as
// numbers that compare as the days do.
func days(date string) (first, last float64, ok bool) {
	d, err := content.ParseDay(date)
	if err != nil || d.Year == 0 {
		return 0, 0, false
	}
	first = float64(d.Year*10000 + d.Month*100 + d.Day)
	last = first
	if d.Month == 0 {
		last += 9900
	}
	if d.Day == 0 {
		last += 99
	}
	return first, last, true
}
