package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/internal/fault"
	"herald/search"
)

// PinPage is the form of what stands first for a question. It is built up press by
// press; nothing is kept before it is saved.
type PinPage struct {
	Base
	Searching
	// Pin is the id of the pin that is changed, "" for a new one.
	Pin      content.ID
	Question string
	// Documents stand first, in this order.
	Documents []PinnedLine
	// Find is what was looked for, Found what was found, None that nothing was.
	Find    string
	Found   []PinnedLine
	None    bool
	Full    bool
	Mistake mistakes
}

// pinPage shows the form: of the pin that the address names, or of the one that has
// the question already, or a new one.
func pinPage(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return err
	}
	p := &PinPage{Question: v.line(v.c.Query("question"))}
	pin := said.Pin(content.ID(v.c.Query("pin")))
	if pin == nil && p.Question != "" {
		pin = said.For(p.Question)
	}
	switch {
	case pin != nil:
		p.Pin, p.Question = pin.ID, pin.Question
		return v.pinForm(of, p, pin.Documents, fiber.StatusOK)
	case v.c.Query("pin") != "":
		return fault.Absent("pin %q", v.c.Query("pin"))
	}
	return v.pinForm(of, p, nil, fiber.StatusOK)
}

func (v *visit) pinForm(of editorial.Searches, p *PinPage, documents []content.ID, status int) error {
	title := "desk.searches.pin_new"
	if p.Pin != "" {
		title = "desk.searches.pin_change"
	}
	p.Base, p.Searching = v.base(v.T(title)), v.searching(of)
	known, err := v.pinnedLines(of.Site, documents)
	if err != nil {
		return err
	}
	for _, id := range documents {
		p.Documents = append(p.Documents, known[id])
	}
	p.Full = len(documents) >= tuning.MaxDocuments
	return v.page(status, "search-pin", p)
}

// keepPin saves the form, or changes what it shows: each of its buttons says what is
// wanted.
func keepPin(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	p := &PinPage{Pin: content.ID(v.field("pin")), Question: v.field("question"), Find: v.field("find")}
	documents := v.chosenDocuments()
	if v.text("save") == "" {
		documents = arranged(documents, content.ID(v.field("add")), content.ID(v.field("out")), content.ID(v.field("up")))
		if v.field("look") != "" && p.Find != "" {
			if p.Found, err = v.findPinned(of.Site, p.Find, documents); err != nil {
				return err
			}
			p.None = len(p.Found) == 0
		}
		return v.pinForm(of, p, documents, fiber.StatusOK)
	}
	_, err = v.Desk.PinResult(v.ctx, v.actor, of, tuning.Pin{ID: p.Pin, Question: p.Question, Documents: documents})
	if err == nil {
		return v.to(searchesURL(of) + "?said=kept")
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	p.Mistake = m
	return v.pinForm(of, p, documents, fiber.StatusUnprocessableEntity)
}

// chosenDocuments are the ids in a form, each once; what is no id is left out.
func (v *visit) chosenDocuments() []content.ID {
	var all []content.ID
	for _, s := range v.several("document") {
		if id := content.ID(s); id.Valid() && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// arranged adds a Document, takes one out, or moves one up.
func arranged(all []content.ID, add, out, up content.ID) []content.ID {
	all = slices.DeleteFunc(slices.Clone(all), func(id content.ID) bool { return id == out })
	if add.Valid() && !slices.Contains(all, add) && len(all) < tuning.MaxDocuments {
		all = append(all, add)
	}
	if i := slices.Index(all, up); i > 0 {
		all[i-1], all[i] = all[i], all[i-1]
	}
	return all
}

// findPinned finds Documents of a Site that could stand first: by an address, by a
// number, or by words, as the desk does everywhere.
func (v *visit) findPinned(site, typed string, but []content.ID) ([]PinnedLine, error) {
	ids, err := v.idsFor(site, typed)
	if err != nil {
		return nil, err
	}
	known, err := v.pinnedLines(site, ids)
	if err != nil {
		return nil, err
	}
	var found []PinnedLine
	for _, id := range ids {
		if !known[id].Missing && !slices.Contains(but, id) && len(found) < foundAtMost {
			found = append(found, known[id])
		}
	}
	return found, nil
}

func (v *visit) idsFor(site, typed string) ([]content.ID, error) {
	to, address, err := v.pasted(typed)
	if err != nil {
		return nil, err
	}
	if rest, ok := strings.CutPrefix(to, Root+"/documents/"); ok {
		id, _, _ := strings.Cut(rest, "/")
		return []content.ID{content.ID(id)}, nil
	}
	if address || v.Finder == nil {
		return nil, nil
	}
	numbered, err := v.Finder.Numbered(v.ctx, v.actor, typed)
	if err != nil {
		return nil, err
	}
	var ids []content.ID
	for _, s := range numbered {
		ids = append(ids, s.Document)
	}
	found, err := v.Finder.Search(v.ctx, search.DeskQuery{Actor: v.actor, Text: typed, Sites: []string{site}, Limit: foundLength})
	if err != nil {
		return nil, err
	}
	for _, h := range found.Hits {
		if !slices.Contains(ids, h.Standing.Document) {
			ids = append(ids, h.Standing.Document)
		}
	}
	return ids, nil
}

func unpin(v *visit) error {
	of, err := v.mayTune()
	if err != nil {
		return err
	}
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return err
	}
	pin := said.Pin(content.ID(v.field("pin")))
	if pin == nil {
		return v.to(searchesURL(of))
	}
	if err := v.Desk.Unpin(v.ctx, v.actor, of, pin.ID); err != nil {
		return err
	}
	return v.searches(of, &UndoRemoval{Action: searchesURL(of) + "/pin", Text: pin.Question, Question: pin.Question, Documents: pin.Documents})
}
