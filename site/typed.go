package site

import "herald/content"

// typed gives the page struct of a Type: one with fields of its own where the
// page does more than show them, else the Document.
func (v *visit) typed(r *content.Reading, d Document) (any, error) {
	switch r.Type.Name {
	case "accessibility_statement":
		return v.statement(r, d), nil
	case "act":
		return v.act(r, d)
	case "agreement":
		return v.agreement(r, d)
	case "event":
		return v.event(r, d), nil
	case "gallery":
		return v.gallery(r, d), nil
	case "notice":
		return v.notice(r, d), nil
	case "organization":
		return v.organization(r, d)
	case "page":
		return v.treePage(r, d)
	case "person":
		return v.person(r, d), nil
	case "press_release":
		return v.pressRelease(r, d), nil
	case "service":
		return v.service(r, d), nil
	case "session":
		return v.session(r, d), nil
	case "topic":
		return v.topic(r, d)
	case "unit":
		return v.unit(r, d), nil
	}
	return &d, nil
}
