package admin

import (
	"slices"
	"strconv"
	"time"

	"herald/content"
)

// parts builds the form: what is written, what is the same in every language, and
// where the text has its place.
func (f *form) parts(w content.Words, facts content.Facts, typ *content.Type) (main, neutral, place []Control, err error) {
	main = append(f.written(w), f.controls(true, w.Fields)...)
	if !typ.Hidden && !typ.Single {
		path := f.named("path", f.v.T("part.path"))
		path.Shape, path.Values, path.Hint = "line", []string{w.Path}, f.v.T("desk.edit.hint.path")
		place = append(place, path)
	}
	if !f.facts {
		return main, nil, place, nil
	}
	neutral = f.controls(false, facts.Fields)
	more, err := f.belonging(facts)
	return main, neutral, append(place, more...), err
}

// written are the parts that every Type may have.
func (f *form) written(w content.Words) []Control {
	title := f.named("title", f.v.T("part.title"))
	title.Shape, title.Values, title.Lang, title.Required = "line", []string{w.Title}, f.locale, true
	all := []Control{title}
	if f.typ.Summary != content.Absent || w.Summary != "" {
		c := f.named("summary", f.v.T("part.summary"))
		c.Shape, c.Values, c.Lang, c.Required = "area", []string{w.Summary}, f.locale, f.typ.Summary == content.Required
		all = append(all, c)
	}
	if f.typ.Body != content.Absent || w.Body != "" {
		c := f.named("body", f.v.T("part.body"))
		c.Shape, c.Values, c.Lang, c.Required = "prose", []string{w.Body}, f.locale, f.typ.Body == content.Required
		all = append(all, c)
	}
	return all
}

// belonging are the controls that say where a Document belongs and how long it
// counts.
func (f *form) belonging(facts content.Facts) ([]Control, error) {
	var all []Control
	organization, err := f.chooser("organization", "part.organization", []string{"organization"}, facts.Organization)
	if err != nil {
		return nil, err
	}
	topics, err := f.chooser("topics", "part.topics", []string{"topic"}, facts.Topics...)
	if err != nil {
		return nil, err
	}
	topics.Shape = "checks"
	if all = append(all, organization); len(topics.Choices) > 0 {
		all = append(all, topics)
	}
	if f.typ.Tree {
		parent, err := f.chooser("parent", "part.parent", f.treeTypes(), facts.Parent)
		if err != nil {
			return nil, err
		}
		order := f.named("order", f.v.T("part.order"))
		order.Shape = "number"
		if facts.Order != 0 {
			order.Values = []string{strconv.Itoa(facts.Order)}
		}
		all = append(all, parent, order)
	}
	until := f.named("until", f.v.T("part.until"))
	until.Shape, until.Hint = "instant", f.v.T("desk.edit.hint.until")
	if !facts.Until.IsZero() {
		until.Values = []string{f.v.local(facts.Until.UTC().Format(time.RFC3339))}
	}
	all = append(all, until)
	if f.typ.Verbatim {
		all = append(all, f.authentic(facts))
	}
	return all, nil
}

func (f *form) chooser(name, label string, types []string, chosen ...content.ID) (Control, error) {
	c := f.named(name, f.v.T(label))
	var err error
	c.Shape = "choice"
	c.Choices, err = f.pick(types, chosen...)
	return c, err
}

func (f *form) treeTypes() []string {
	var all []string
	for _, t := range f.v.Types.All() {
		if t.Tree {
			all = append(all, t.Name)
		}
	}
	return all
}

// authentic offers the languages whose text has legal force.
func (f *form) authentic(facts content.Facts) Control {
	c := f.named("authentic", f.v.T("desk.edit.authentic"))
	c.Shape, c.Hint = "checks", f.v.T("desk.edit.hint.authentic")
	for _, l := range f.site.Locales {
		c.Choices = append(c.Choices, Choice{Value: string(l), Text: f.v.words.LanguageName(l), Chosen: slices.Contains(facts.Authentic, l)})
	}
	return c
}
