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
		if v.mayBegin(o.d, o.typ, site, l) {
			all = append(all, Missing{Language: v.words.LanguageName(l), Begin: documentURL(o.d.ID, l) + "/begin"})
		}
	}
	return all
}

// mayBegin reports whether there is no text of d in l yet, none that makes one by
// rule either, and the member may begin it.
func (v *visit) mayBegin(d *content.Document, typ *content.Type, site *content.Site, l i18n.Locale) bool {
	return d.Translation(l) == nil && d.Translation(originOf(site, l)) == nil &&
		content.Can(v.actor, content.Translate, content.Subject{Document: d, Type: typ, Locale: l, Now: v.now}) == nil
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
