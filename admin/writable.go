package admin

import (
	"herald/content"
	"herald/i18n"
)

// Missing is a language that a Document does not have yet.
type Missing struct {
	Language string
	Begin    string
}

// missing lists the languages of the Site in which the member may begin a text.
// One that is made by rule may be written by hand, in the place of that.
func (v *visit) missing(o *open) []Missing {
	site := v.Sites[o.d.Site]
	if site == nil {
		return nil
	}
	var all []Missing
	for _, l := range site.Locales {
		if o.d.Translation(l) != nil || o.d.Translation(originOf(site, l)) != nil {
			continue
		}
		if content.Can(v.actor, content.Translate, content.Subject{Document: o.d, Type: o.typ, Locale: l, Now: v.now}) == nil {
			all = append(all, Missing{Language: v.words.LanguageName(l), Begin: documentURL(o.d.ID, l) + "/begin"})
		}
	}
	return all
}

// originOf gives the locale that l is made from by rule on site, or "".
func originOf(site *content.Site, l i18n.Locale) i18n.Locale {
	for _, o := range site.Locales {
		if site.Derives(o) == l {
			return o
		}
	}
	return ""
}

// editing says where and how the member may write in a text; "" where not. What is
// scheduled leads to a page that asks first.
func (v *visit) editing(o *open) (path, text string) {
	if o.t.Derived {
		return "", ""
	}
	path = documentURL(o.d.ID, o.t.Locale) + "/edit"
	action, _ := v.writable(o)
	switch {
	case action == content.Correct:
		return path, v.T("desk.edit.correct")
	case action == content.Save && o.t.NextEdition() == nil && o.t.LiveEdition() != nil:
		return path, v.T("desk.edit.change")
	case action == content.Save:
		return path, v.T("desk.edit.open")
	case o.e.State == content.Scheduled && content.Can(v.actor, content.Save, o.subject) == nil:
		return path, v.T("desk.edit.open")
	}
	return "", ""
}
