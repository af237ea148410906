package admin

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
)

// changeMany shows what a change would do to each Document, or does it. Only what was
// shown is changed: what comes with the second form bears the stamps of the first.
func changeMany(v *visit) error {
	in, err := v.manyAsked()
	if err == nil && in.all && !in.act {
		var all []content.Standing
		if all, _, err = v.manyDocuments(); err == nil {
			in.documents = nil
			for i := range all {
				in.documents = append(in.documents, editorial.Shown{Document: all[i].Document})
			}
		}
	}
	if err == nil && len(in.documents) == 0 {
		err = asks("document", "issue.many.none")
	}
	if err != nil {
		return v.manyRefused(in, err)
	}
	free, busy, err := v.unfinished(in)
	if err != nil {
		return err
	}
	var done editorial.ManyDone
	many := editorial.Many{Owner: in.owner, Change: in.change, Documents: free}
	if in.act {
		done, err = v.Desk.ChangeMany(v.ctx, v.actor, many)
	} else {
		_, err = v.Desk.Rehearse(v.ctx, "", func(desk *editorial.Desk) (editorial.Result, error) {
			var err error
			done, err = desk.ChangeMany(v.ctx, v.actor, many)
			return editorial.Result{}, err
		})
	}
	if err != nil {
		return v.manyRefused(in, err)
	}
	return v.manyDone(in, done, busy)
}

func (v *visit) manyRefused(in manyAsked, err error) error {
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.chooseMany(in, wrong, statusOf(err))
}

// unsavedFor is how long something typed and not saved keeps a text from being
// changed by others who do not look into it.
const unsavedFor = 24 * time.Hour

// unfinished parts what is to be changed from the texts that somebody has typed into
// and not saved, with their names: a save beside them would be a conflict.
func (v *visit) unfinished(in manyAsked) (free []editorial.Shown, busy map[content.ID]string, err error) {
	if !in.change.Facts() {
		return in.documents, nil, nil
	}
	ids := make([]content.ID, len(in.documents))
	for i, s := range in.documents {
		ids[i] = s.Document
	}
	docs, err := v.Store.Documents(v.ctx, ids...)
	if err != nil {
		return nil, nil, err
	}
	busy = map[content.ID]string{}
	for _, s := range in.documents {
		var by []content.MemberID
		if d := docs[s.Document]; d != nil {
			marks, err := v.Store.Writing(v.ctx, d.ID, d.Source, v.now.Add(-unsavedFor))
			if err != nil {
				return nil, nil, err
			}
			for _, m := range marks {
				by = append(by, m.By)
			}
		}
		if len(by) == 0 {
			free = append(free, s)
			continue
		}
		names, err := v.names(by...)
		if err != nil {
			return nil, nil, err
		}
		var called []string
		for _, id := range by {
			called = append(called, names[id])
		}
		busy[s.Document] = v.T("desk.bulk.unsaved", "names", v.words.List(called))
	}
	return free, busy, nil
}

// manyDone says of each Document what becomes or has become of it.
func (v *visit) manyDone(in manyAsked, done editorial.ManyDone, busy map[content.ID]string) error {
	stage := "preview"
	if in.act {
		stage = "done"
	}
	p, err := v.manyForm(in, stage)
	if err != nil {
		return err
	}
	var ids []content.ID
	for _, s := range in.documents {
		ids = append(ids, s.Document)
	}
	lines, err := v.manyLines(ids)
	if err != nil {
		return err
	}
	words, err := v.stewardWords(p, done)
	if err != nil {
		return err
	}
	p.Same = len(done.Same)
	for _, a := range done.Altered {
		p.Altered = append(p.Altered, ManyChange{Line: lines[a.Document], Key: string(a.Document) + "." + a.Stamp,
			Changes: words.changes(a.Before, a.After), Effect: v.manyEffect(a, in.act)})
	}
	for _, no := range done.Refused {
		// Of what is not to be read nothing is told, not even that it is there.
		if line, known := lines[no.Document]; known {
			p.Refused = append(p.Refused, ManyRefused{line, v.say(no.Err)})
		}
	}
	for _, id := range ids {
		if line, known := lines[id]; known && busy[id] != "" {
			p.Refused = append(p.Refused, ManyRefused{line, busy[id]})
		}
	}
	return v.page(fiber.StatusOK, "many", p)
}

// manyLines gives Documents that the member may read as lines: their source where it
// is to be read.
func (v *visit) manyLines(ids []content.ID) (map[content.ID]Line, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: ids, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b content.Standing) int {
		switch {
		case a.IsSource() == b.IsSource():
			return 0
		case a.IsSource():
			return 1
		}
		return -1
	})
	lines, err := v.lines(all, touched)
	if err != nil {
		return nil, err
	}
	byID := map[content.ID]Line{}
	for i := range all {
		byID[all[i].Document] = lines[i]
	}
	return byID, nil
}

// manyEffect says when readers see a change, and what has to be done for that.
func (v *visit) manyEffect(a editorial.Altered, done bool) string {
	switch {
	case a.Before.SameFacts(a.After):
		return ""
	case a.Opened && done:
		return v.T("desk.bulk.opened")
	case a.Opened:
		return v.T("desk.bulk.opens")
	case a.From != a.To:
		return v.T("desk.bulk.back")
	}
	return v.T("desk.bulk.in_draft")
}

// stewardWords puts what is looked after into words.
type stewardWords struct {
	*visit
	people       map[content.MemberID]string
	orgs, topics []Choice
}

func (v *visit) stewardWords(p *ManyPage, done editorial.ManyDone) (*stewardWords, error) {
	w := &stewardWords{visit: v, orgs: p.Form.Organizations, topics: p.Form.Add}
	var members []content.MemberID
	for _, a := range done.Altered {
		members = append(members, a.Before.Owner, a.After.Owner)
	}
	var err error
	w.people, err = v.names(members...)
	return w, err
}

// changes lists what differs.
func (w *stewardWords) changes(before, after content.Stewardship) []ManyValue {
	var all []ManyValue
	add := func(key, was, is string) {
		if was != is {
			all = append(all, ManyValue{w.T(key), w.orNone(was), w.orNone(is)})
		}
	}
	add("desk.bulk.owner", nameOr(w.people, before.Owner), nameOr(w.people, after.Owner))
	add("part.organization", w.title(w.orgs, before.Organization), w.title(w.orgs, after.Organization))
	add("part.topics", w.titles(before.Topics), w.titles(after.Topics))
	add("desk.bulk.review", w.day(before.Review), w.day(after.Review))
	return all
}

func (w *stewardWords) orNone(s string) string {
	if s == "" {
		return w.T("desk.bulk.none")
	}
	return s
}

func (w *stewardWords) day(s string) string {
	if s == "" {
		return ""
	}
	return w.dayText(s)
}

func (w *stewardWords) title(all []Choice, id content.ID) string {
	if id == "" {
		return ""
	}
	return chosenText(all, string(id))
}

func (w *stewardWords) titles(ids []content.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, w.title(w.topics, id))
	}
	return w.words.List(all)
}
