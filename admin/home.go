package admin

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
)

// Home is what a member sees first: what waits for them, said in one sentence
// with one button, and then list by list.
type Home struct {
	Base
	// Waiting says how many texts wait and since when; Start leads to the one that
	// has waited longest, and is empty where nothing waits. Button says what it does.
	Waiting, Start, Button string
	// Also is a second place where something may wait.
	Also *NavItem
	// Style are the ways to the member's texts that hold what the house writes
	// otherwise.
	Style []NavItem
	Lists []HomeList
	// Unwell names what about the installation has to be looked after, for whoever
	// runs it.
	Unwell string
	// Gaps are the texts that wait for somebody who is not there.
	Gaps []Gap
	// Elsewhere says that the member has nothing to do with texts.
	Elsewhere bool
}

// HomeList is one list of the home, with the way to all of it.
type HomeList struct {
	Name, Title string
	Lines       []Line
	// More is how many are not shown, All the address of all of them.
	More int
	All  string
}

// homeLength is how many lines a list of the home shows.
const homeLength = 6

// question is what a list of the home asks of the board. Its name is that of the
// catalogue keys desk.list.NAME and of the address ?list=NAME.
type question struct {
	name string
	ask  func(v *visit) (content.BoardQuery, bool)
	when func(*content.Standing) content.Mark
}

// questions are the lists of the home, in their order. One that is not for a
// member gives false.
var questions = []question{
	{"missed", releasing(content.Missed, content.ByPublishAt), scheduled},
	{"redactions", redactions(func(v *visit, q *content.BoardQuery) { q.Without = v.actor.ID }), touched},
	{"review", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Approve, v.Types, v.now)
		return content.BoardQuery{Within: b, Awaits: true, Without: v.actor.ID, Sort: content.BySubmitted}, len(b) > 0
	}, submitted},
	{"returned", mine(content.Returned, content.HandKeeps), touched},
	{"questions", inHand(content.HandAsked), touched},
	{"answers", inHand(content.HandTold), touched},
	{"owed", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Approve, v.Types, v.now)
		if len(b) == 0 {
			b = content.BoundsOf(v.actor, content.Publish, v.Types, v.now)
		}
		return content.BoardQuery{Within: b, Owed: true, Sort: content.ByDue}, len(b) > 0
	}, owedBy},
	{"approved", releasing(content.Approved, content.ByUpdated), touched},
	{"scheduled", func(v *visit) (content.BoardQuery, bool) {
		b := v.reading()
		return content.BoardQuery{Within: b, States: []content.State{content.Scheduled}, Sort: content.ByPublishAt}, len(b) > 0
	}, scheduled},
	{"drafts", mine(content.Draft, content.HandKeeps), touched},
	{"stale", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Translate, v.Types, v.now)
		return content.BoardQuery{Within: b, Stale: true}, len(b) > 0
	}, touched},
	{"reasons", func(v *visit) (content.BoardQuery, bool) {
		b := v.sealing()
		return content.BoardQuery{Within: b, Reason: true, Without: v.actor.ID}, len(b) > 0
	}, touched},
	{"unsealed", func(v *visit) (content.BoardQuery, bool) {
		q := v.unsealedQuery(run{})
		return q, len(q.Within) > 0
	}, touched},
	{"overdue", func(v *visit) (content.BoardQuery, bool) {
		b := v.reading()
		return content.BoardQuery{Within: b, By: v.actor.ID, As: []content.Hand{content.HandOwner}, Sources: true, Sort: content.ByReview,
			ReviewBefore: content.DayOf(v.now.In(v.zone()).AddDate(0, 0, 1)).String()}, len(b) > 0
	}, reviewed},
	{"asked", redactions(func(v *visit, q *content.BoardQuery) { q.By, q.As = v.actor.ID, []content.Hand{content.HandRedacts} }), touched},
}

// redactions are those that wait for a second person, one line for each Document.
func redactions(narrow func(*visit, *content.BoardQuery)) func(*visit) (content.BoardQuery, bool) {
	return func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Redact, v.Types, v.now)
		q := content.BoardQuery{Within: b, Redaction: true, Sources: true}
		narrow(v, &q)
		return q, len(b) > 0
	}
}

// ownPages is what follows the address of a text where a list leads to a page of its
// own.
var ownPages = map[string]string{"redactions": "/redaction", "asked": "/redaction"}

func mine(state content.State, as ...content.Hand) func(*visit) (content.BoardQuery, bool) {
	return func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Save, v.Types, v.now)
		return content.BoardQuery{Within: b, By: v.actor.ID, As: as, States: []content.State{state}}, len(b) > 0
	}
}

// inHand asks for the texts that the member has something to do with in one way, in
// whatever state.
func inHand(as content.Hand) func(*visit) (content.BoardQuery, bool) {
	return func(v *visit) (content.BoardQuery, bool) {
		b := v.reading()
		return content.BoardQuery{Within: b, By: v.actor.ID, As: []content.Hand{as}}, len(b) > 0
	}
}

func releasing(state content.State, sort content.BoardSort) func(*visit) (content.BoardQuery, bool) {
	return func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Publish, v.Types, v.now)
		return content.BoardQuery{Within: b, States: []content.State{state}, Sort: sort}, len(b) > 0
	}
}

func owedBy(s *content.Standing) content.Mark {
	if d := s.Owes(); d != nil {
		return content.Mark{By: s.Updated.By, At: d.Due}
	}
	return s.Updated
}

func reviewed(s *content.Standing) content.Mark {
	at, err := time.Parse(time.DateOnly, s.Review)
	if err != nil {
		return s.Updated
	}
	return content.Mark{By: s.Owner, At: at}
}

func home(v *visit) error {
	h := &Home{Base: v.base(v.T("desk.home.title"))}
	var since time.Time
	for _, q := range questions {
		ask, ok := q.ask(v)
		if !ok {
			continue
		}
		list, first, err := v.homeList(q, ask)
		if err != nil {
			return err
		}
		if q.name == "review" {
			since = first
		}
		if len(list.Lines) > 0 {
			h.Lists = append(h.Lists, list)
		}
	}
	var err error
	if h.Gaps, err = v.homeGaps(); err != nil {
		return err
	}
	h.Unwell = v.unwell()
	if err := v.waiting(h, since); err != nil {
		return err
	}
	if h.Style, err = v.concerned(); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "home", h)
}

// homeList gives the head of one list, and when its first line is of.
func (v *visit) homeList(q question, ask content.BoardQuery) (list HomeList, first time.Time, err error) {
	ask.Limit = homeLength
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return list, first, err
	}
	list = HomeList{Name: q.name, Title: v.T("desk.list." + q.name), All: Root + "/documents?list=" + q.name}
	if len(all) == homeLength {
		n, err := v.Store.BoardCount(v.ctx, ask)
		if err != nil {
			return list, first, err
		}
		list.More = n - len(all)
	}
	if list.Lines, err = v.lines(all, q.when); err != nil || len(all) == 0 {
		return list, first, err
	}
	for i := range list.Lines {
		list.Lines[i].URL += ownPages[q.name]
	}
	return list, q.when(&all[0]).At, nil
}
