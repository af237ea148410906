package admin

import (
	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// doing is an action with a page of its own, which says what it does before it is
// done.
type doing struct {
	// name stands in addresses, action is what policy and table are asked about.
	name   string
	action content.Action
	slot   func(*content.Translation) *content.Edition
	// parts are what its form asks for, in order: see views/pages/do.
	parts []string
	// offered says for which texts there is such an action at all, beside table and
	// policy; nil is all.
	offered func(v *visit, o *open) bool
	verb    func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error)
	// ready, if set, says whether the form says enough for anything to be foreseen.
	ready func(in asked) bool
	// tells, if set, puts what was rehearsed into words in the place of Foresee: what
	// goes from one Document to another is seen in neither alone.
	tells func(v *visit, o *open, r *editorial.Rehearsal, in asked) ([]EffectLine, error)
	// about, if set, turns the subject of the text into that of the action.
	about func(*content.Subject)
	// done reports whether o is as the action leaves it: a second press finds it so.
	done func(v *visit, o *open, in asked) bool
}

func next(t *content.Translation) *content.Edition { return t.NextEdition() }
func live(t *content.Translation) *content.Edition { return t.LiveEdition() }

// doings are in the order of their likelihood.
var doings = []doing{
	{name: "submit", action: content.Submit, slot: next, parts: []string{"change", "wish"}, verb: submitting, done: isSubmitted},
	{name: "publish", action: content.Publish, slot: next, parts: []string{"late"}, verb: lettingOut(false), done: isLive(content.Published)},
	{name: "schedule", action: content.Schedule, slot: next, parts: []string{"time", "late"}, verb: lettingOut(true), done: isNext(content.Scheduled)},
	{name: "unschedule", action: content.Unschedule, slot: next, done: isNext(content.Approved),
		verb: func(v *visit, o *open, _ asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Unschedule(v.ctx, v.actor, o.d.ID, o.t.Locale)
		}},
	{name: "seal_reason", action: content.Approve, slot: live, offered: hasTypedReason,
		about: func(s *content.Subject) {
			s.Step, s.Steps, s.Edition = content.StepLanguage, []string{content.StepLanguage}, &content.Edition{}
		},
		done: func(_ *visit, o *open, _ asked) bool {
			return o.t.LiveEdition() != nil && o.t.LiveEdition().Ending != nil && o.t.LiveEdition().Ending.Reason.Typed(o.t.Locale) != ""
		},
		verb: func(v *visit, o *open, _ asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.SealReason(v.ctx, v.actor, o.d.ID, o.t.Locale)
		}},
	{name: "restore", action: content.Restore, slot: live, parts: []string{"scope"}, done: isLive(content.Published),
		verb: func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Restore(v.ctx, v.actor, o.d.ID, in.end(o).Locale)
		}},
	{name: "publish_urgently", action: content.PublishUrgently, slot: next, parts: []string{"told", "why", "due"}, verb: urgently, done: isLive(content.Published)},
	{name: "end_now", action: content.PublishUrgently, slot: live, parts: []string{"why"}, offered: canEnd,
		done: func(v *visit, o *open, _ asked) bool { return !isCurrent(v, o) },
		verb: func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.EndNow(v.ctx, v.actor, o.d.ID, in.Why)
		}},
	{name: "withdraw", action: content.Withdraw, slot: live, parts: []string{"scope", "reason"}, done: isLive(content.Withdrawn),
		verb: func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Withdraw(v.ctx, v.actor, in.end(o))
		}},
	{name: "unpublish", action: content.Unpublish, slot: live, parts: []string{"scope", "source", "reason", "answer"}, verb: unpublishing, done: isLive(content.Unpublished)},
	{name: "except", action: content.Except, slot: (*content.Translation).Newest, parts: []string{"why", "due"}, offered: inGroup,
		done: func(_ *visit, o *open, in asked) bool { return o.t.Follows != nil && o.t.Follows.Due == in.Due },
		verb: func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Except(v.ctx, v.actor, o.d.ID, o.t.Locale, in.Why, in.Due)
		}},
	{name: "make_source", action: content.MakeSource, slot: (*content.Translation).Newest,
		offered: func(_ *visit, o *open) bool { return o.t.Locale != o.d.Source && !o.t.Derived },
		done:    func(_ *visit, o *open, _ asked) bool { return o.t.Locale == o.d.Source },
		verb: func(v *visit, o *open, _ asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.MakeSource(v.ctx, v.actor, o.d.ID, o.t.Locale)
		}},
	{name: "rehome", action: content.Rehome, slot: (*content.Translation).Newest, parts: []string{"site"},
		offered: func(v *visit, o *open) bool { return o.t.Locale == o.d.Source && len(v.Sites) > 1 },
		done:    func(_ *visit, o *open, in asked) bool { return o.d.Site == in.Site },
		verb: func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Rehome(v.ctx, v.actor, editorial.Rehome{Document: o.d.ID, Site: in.Site, Redirect: in.Keep, Agreed: in.Agreed})
		}},
	{name: "join", action: content.Join, slot: (*content.Translation).Newest, parts: []string{"other"}, offered: mayJoin,
		ready: func(in asked) bool { return in.With != "" }, verb: joining, done: isJoined, tells: tellJoin},
	{name: "split", action: content.Split, slot: (*content.Translation).Newest, parts: []string{"leaving"}, offered: maySplit,
		ready: func(in asked) bool { return in.Leaving != "" }, verb: splitting, done: isSplit, tells: tellSplit},
	{name: "discard", action: content.Discard, slot: next, done: isDiscarded,
		verb: func(v *visit, o *open, _ asked, desk *editorial.Desk) (editorial.Result, error) {
			return desk.Discard(v.ctx, v.actor, o.d.ID, o.t.Locale)
		}},
}

func doingCalled(name string) *doing {
	for i := range doings {
		if doings[i].name == name {
			return &doings[i]
		}
	}
	return nil
}

func submitting(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
	s := editorial.Submit{Document: o.d.ID, Locale: o.t.Locale, AsSoonAsApproved: in.Wish == "soon", Minor: in.Size == "minor",
		Correction: in.Correction, AskMinor: in.Ask, Note: in.note()}
	if in.Wish == "time" {
		s.PublishAt, s.Zone = in.At, in.Zone
	}
	return desk.Submit(v.ctx, v.actor, s)
}

func lettingOut(timed bool) func(*visit, *open, asked, *editorial.Desk) (editorial.Result, error) {
	return func(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
		return desk.LetOut(v.ctx, v.actor, editorial.Going{Document: o.d.ID, Locale: o.t.Locale, Words: in.Words, Timed: timed, At: in.At, Zone: in.Zone,
			Note: in.note(), Major: in.Major, Confirmed: in.Confirm})
	}
}

func urgently(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
	u := editorial.Urgent{Document: o.d.ID, Locale: o.t.Locale, Reason: in.Why, Note: in.note(), Correction: in.Correction}
	if day, err := content.ParseDay(in.Due); in.Due != "" && (err != nil || day.Day == 0) {
		return editorial.Result{}, asks("due", "issue.due.day")
	} else if in.Due != "" {
		// Owed by the end of that day, as the municipality's clocks count it.
		u.Due = endOf(day, v.zone())
	}
	return desk.PublishUrgently(v.ctx, v.actor, u)
}

func unpublishing(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
	end := in.end(o)
	var err error
	if end.Redirect, err = in.redirect(); err != nil {
		return editorial.Result{}, err
	}
	return desk.Unpublish(v.ctx, v.actor, end)
}

// isCurrent reports whether o is public, and not over by the date of its facts.
func isCurrent(v *visit, o *open) bool {
	e := o.t.LiveEdition()
	return e != nil && e.State == content.Published && (o.shown.Until.IsZero() || o.shown.Until.After(v.now))
}

// canEnd reports whether o is about something that is going on and can be over: a
// notice, or what has an end already.
func canEnd(v *visit, o *open) bool {
	return isCurrent(v, o) && (o.typ.Name == "notice" || !o.shown.Until.IsZero())
}

// hasTypedReason reports whether somebody else typed a reason that readers of o do
// not see yet.
func hasTypedReason(v *visit, o *open) bool {
	e := o.t.LiveEdition()
	return e != nil && e.Ending != nil && e.Ending.Reason.Waiting(o.t.Locale) && e.Ending.By != v.actor.ID && !o.t.Derived
}

// inGroup reports whether o goes public together with another language.
func inGroup(v *visit, o *open) bool {
	site := v.Sites[o.d.Site]
	return site != nil && len(o.typ.Group(site, o.t.Locale)) > 1 && o.t.LiveEdition() == nil && !o.t.Derived
}

func isSubmitted(v *visit, o *open, in asked) bool {
	e := o.t.Edition(in.Edition)
	if e == nil || e.Submitted == nil || e.Submitted.By != v.actor.ID {
		return false
	}
	return e.State != content.Draft && e.State != content.Returned && e.State != content.Discarded
}

func isLive(state content.State) func(*visit, *open, asked) bool {
	return func(_ *visit, o *open, in asked) bool {
		return o.t.Live == in.Edition && o.t.LiveEdition().State == state
	}
}

func isNext(state content.State) func(*visit, *open, asked) bool {
	return func(_ *visit, o *open, in asked) bool {
		e := o.t.Edition(in.Edition)
		return e != nil && e.State == state
	}
}

func isDiscarded(v *visit, o *open, in asked) bool { return isNext(content.Discarded)(v, o, in) }

// where names the languages that a button is about: each, or all of the document
// where they are many.
func (v *visit) where(o *open, places []i18n.Locale) string {
	if len(places) > 2 && len(places) == len(o.d.Translations) {
		return v.T("desk.do.everywhere")
	}
	return v.languages(places)
}

// languages names languages in the member's own.
func (v *visit) languages(all []i18n.Locale) string {
	names := make([]string, len(all))
	for i, l := range all {
		names[i] = v.words.LanguageName(l)
	}
	return v.words.List(names)
}
