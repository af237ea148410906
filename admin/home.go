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
	// has waited longest, and is empty where nothing waits.
	Waiting, Start string
	Lists          []HomeList
	// Idle says that nothing of what the member may do is in any list.
	Idle bool
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
	{"review", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Approve, v.Types, v.now)
		return content.BoardQuery{Within: b, Awaits: true, Without: v.actor.ID, Sort: content.BySubmitted}, len(b) > 0
	}, submitted},
	{"owed", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Approve, v.Types, v.now)
		if len(b) == 0 {
			b = content.BoundsOf(v.actor, content.Publish, v.Types, v.now)
		}
		return content.BoardQuery{Within: b, Owed: true, Sort: content.ByDue}, len(b) > 0
	}, owedBy},
	{"returned", mine(content.Returned, content.HandWrote, content.HandSubmitted), touched},
	{"missed", releasing(content.Missed, content.ByPublishAt), scheduled},
	{"approved", releasing(content.Approved, content.ByUpdated), touched},
	{"scheduled", func(v *visit) (content.BoardQuery, bool) {
		b := v.reading()
		return content.BoardQuery{Within: b, States: []content.State{content.Scheduled}, Sort: content.ByPublishAt}, len(b) > 0
	}, scheduled},
	{"drafts", mine(content.Draft, content.HandWrote), touched},
	{"stale", func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Translate, v.Types, v.now)
		return content.BoardQuery{Within: b, Stale: true}, len(b) > 0
	}, touched},
	{"overdue", func(v *visit) (content.BoardQuery, bool) {
		b := v.reading()
		return content.BoardQuery{Within: b, By: v.actor.ID, As: []content.Hand{content.HandOwner}, Sources: true, Sort: content.ByReview,
			ReviewBefore: content.DayOf(v.now.In(v.zone()).AddDate(0, 0, 1)).String()}, len(b) > 0
	}, reviewed},
}

func mine(state content.State, as ...content.Hand) func(*visit) (content.BoardQuery, bool) {
	return func(v *visit) (content.BoardQuery, bool) {
		b := content.BoundsOf(v.actor, content.Save, v.Types, v.now)
		return content.BoardQuery{Within: b, By: v.actor.ID, As: as, States: []content.State{state}}, len(b) > 0
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
	asked := 0
	for _, q := range questions {
		ask, ok := q.ask(v)
		if !ok {
			continue
		}
		asked++
		list, first, err := v.homeList(q, ask)
		if err != nil {
			return err
		}
		if q.name == "review" {
			v.waiting(h, list, first)
		}
		if len(list.Lines) > 0 {
			h.Lists = append(h.Lists, list)
		}
	}
	h.Idle = asked == 0
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
	return list, q.when(&all[0]).At, nil
}

// waiting says in one sentence what waits for the member.
func (v *visit) waiting(h *Home, list HomeList, since time.Time) {
	n := len(list.Lines) + list.More
	if n == 0 {
		h.Waiting = v.T("desk.home.nothing_waits")
		return
	}
	h.Waiting = v.T("desk.home.waits", "count", n) + " " + v.T("desk.home.oldest", "when", v.ago(since))
	h.Start = list.Lines[0].URL
}

// ago says when something was, as people say it: the time today, the weekday
// within a week, else the date.
func (v *visit) ago(t time.Time) string {
	at, now := t.In(v.zone()), v.now.In(v.zone())
	day := func(t time.Time) time.Time { y, m, d := t.Date(); return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	switch days := int(day(now).Sub(day(at)).Hours() / 24); {
	case days == 0:
		return v.T("desk.when.today", "time", v.words.Time(at))
	case days == 1:
		return v.T("desk.when.yesterday", "time", v.words.Time(at))
	case days == -1:
		return v.T("desk.when.tomorrow", "time", v.words.Time(at))
	}
	return v.words.Date(at)
}
