package admin

import (
	"net/url"

	"herald/content"
)

// replacement says which new file was brought and not yet put in the place of the
// old one.
func (v *visit) replacement(p *File) error {
	by := content.ID(v.c.FormValue("by", v.c.Query("by")))
	if !by.Valid() {
		return nil
	}
	a, err := v.seen(by)
	if err != nil {
		return err
	}
	line := v.bareLine(a)
	p.With = &line
	return nil
}

// replaceFile puts one file in the place of another that was brought before.
func replaceFile(v *visit) error {
	old, err := v.id("asset")
	if err != nil {
		return err
	}
	by := content.ID(v.field("by"))
	for _, id := range []content.ID{old, by} {
		if _, err := v.seen(id); err != nil {
			return err
		}
	}
	to, err := v.replace(old, by, v.agreed()...)
	if err != nil {
		return v.refuseFile(err)
	}
	return v.to(to)
}

// replace gives the address at which the desk goes on.
func (v *visit) replace(old, by content.ID, agreed ...content.ID) (string, error) {
	if _, err := v.Desk.Replace(v.ctx, v.actor, old, by, agreed...); err != nil {
		return "", err
	}
	return fileURL(by) + "?done=replace", nil
}

// agreed are the files about which the member has answered the question.
func (v *visit) agreed() []content.ID {
	var all []content.ID
	for _, value := range v.all("agree") {
		if id := content.ID(value); id.Valid() {
			all = append(all, id)
		}
	}
	return all
}

// all gives every value of a field of a form.
func (v *visit) all(name string) []string {
	if form, err := v.c.MultipartForm(); err == nil {
		return form.Value[name]
	}
	var all []string
	for _, value := range v.c.Context().PostArgs().PeekMulti(name) {
		all = append(all, string(value))
	}
	return all
}

// placed says where a file went that has just come.
type placed struct {
	// to is the address at which the desk goes on; with an error it is where the
	// file waits to be put in its place.
	to string
	// version is that of the text now, where nothing but this file has changed
	// since its page was made.
	version content.Version
}

// place puts a file that has just come where it was brought for: into a text, or
// in the place of another file.
func (v *visit) place(id content.ID) (placed, error) {
	if old := content.ID(v.field("replace")); old.Valid() {
		if _, err := v.seen(old); err != nil {
			return placed{to: fileURL(id)}, err
		}
		to, err := v.replace(old, id)
		if err != nil {
			to = fileURL(old) + "?" + url.Values{"by": {string(id)}}.Encode()
		}
		return placed{to: to}, err
	}
	if v.field("for") == "" {
		return placed{to: fileURL(id)}, nil
	}
	o, err := v.target(v.field("for"))
	if err != nil {
		return placed{to: fileURL(id)}, err
	}
	slot := v.field("place")
	result, err := v.put(o, slot, id, nil)
	if err != nil {
		return placed{to: filesURL(o) + "?" + url.Values{"asset": {string(id)}, "place": {slot}}.Encode()}, err
	}
	p := placed{to: filesURL(o) + "?done=files"}
	if content.Version(v.field("base")) == o.t.Version() {
		p.version = result.Version
	}
	return p, nil
}

// asksOf gives the questions among the issues that refused something.
func asksOf(err error) []content.Issue {
	var all []content.Issue
	for _, i := range issuesOf(err) {
		if i.Asks() {
			all = append(all, i)
		}
	}
	return all
}
