package content

import "slices"

// The questions that come before a file is put where everybody may be given it.
const (
	// asksStaff is about a file of a text for staff, asksUnpublished about one that
	// stands in no text that is public, or that somebody else brought for another.
	asksStaff       = "issue.expose.staff"
	asksUnpublished = "issue.expose.unpublished"
)

// Asks reports whether i is a question: whoever agrees does what it refused.
func (i Issue) Asks() bool { return i.Key == asksStaff || i.Key == asksUnpublished }

// AskedOf gives the file that a question is about.
func (i Issue) AskedOf() ID {
	if !i.Asks() || len(i.Field) < len("asset:") {
		return ""
	}
	return ID(i.Field[len("asset:"):])
}

// Moving gives the question that has to be answered before a Document of a Site for
// staff goes with an Asset to a public one, and false where readers are given the
// file already. uses are all texts that show it.
func Moving(id ID, uses []Standing) (Issue, bool) {
	if slices.ContainsFunc(uses, func(s Standing) bool { return s.Gives(id) }) {
		return Issue{}, false
	}
	return Issue{Field: "asset:" + string(id), Key: asksStaff}, true
}

// Exposing gives the question that has to be answered before an Asset is put into
// a text of Document d on a public Site, and false where nothing has to be asked:
// readers are given the file already, the Document shows it, or whoever puts it
// there brought it and nothing else shows it. uses are all texts that do.
func Exposing(d *Document, id ID, uses []Standing, own bool) (Issue, bool) {
	here := func(s Standing) bool { return s.Document == d.ID }
	if slices.ContainsFunc(uses, func(s Standing) bool { return s.Gives(id) }) {
		return Issue{}, false
	}
	issue := Issue{Field: "asset:" + string(id), Key: asksUnpublished}
	switch {
	case slices.ContainsFunc(uses, func(s Standing) bool { return !here(s) && s.Audience == Staff }):
		issue.Key = asksStaff
	case slices.ContainsFunc(uses, func(s Standing) bool { return !here(s) }):
	case len(uses) > 0, own:
		return Issue{}, false
	}
	return issue, true
}
