package admin

import (
	"time"

	"herald/content"
)

// urgency orders the lists of the home by what waits first: the first that is not
// empty gives the sentence, a key of desk.waiting.
var urgency = []string{"missed", "redactions", "review", "returned", "questions", "answers", "reasons", "owed", "approved", "drafts", "stale", "unsealed"}

// waiting says in one sentence what waits for the member, and where to begin.
// since is when the text under review that waits longest came.
func (v *visit) waiting(h *Home, since time.Time) error {
	if len(h.Lists) == 0 && !v.mayAny(content.ReadDraft) {
		return v.elsewhere(h)
	}
	for _, name := range urgency {
		list := h.list(name)
		if list == nil || name == "owed" && !v.mayAny(content.Approve) {
			continue
		}
		h.Waiting = v.T("desk.waiting."+name, "count", len(list.Lines)+list.More)
		h.Start, h.Button = list.Lines[0].URL, v.T("desk.home.open")
		switch {
		case name == "review":
			h.Waiting += " " + v.T("desk.home.oldest", "when", v.ago(since))
			h.Start, h.Button = run{}.from(), v.T("desk.home.start")
		case name == "owed":
			h.Start, h.Button = run{}.from(), v.T("desk.home.start")
		case name == unsealedList:
			h.Start, h.Button = run{unsealed: true}.from(), v.T("desk.home.start")
		}
		return nil
	}
	h.Waiting = v.T("desk.home.nothing_waits")
	if !h.MayWrite {
		h.Start, h.Button = Root+"/documents", v.T("desk.home.texts")
	}
	return nil
}

// list gives a list of the home that has something in it, else nil.
func (h *Home) list(name string) *HomeList {
	for i := range h.Lists {
		if h.Lists[i].Name == name {
			return &h.Lists[i]
		}
	}
	return nil
}

// elsewhere says what waits for a member who has nothing to do with texts: accounts
// that nobody has come in by, the audit trail, or the intranet.
func (v *visit) elsewhere(h *Home) error {
	h.Elsewhere = true
	switch {
	case v.mayAny(content.ManageMembers):
		return v.waitingPeople(h)
	case v.mayAny(content.ReadAudit):
		return v.waitingTrail(h)
	}
	h.Waiting = v.T("desk.home.idle")
	for _, name := range v.siteNames() {
		if s := v.Sites[name]; s.Audience == content.Staff {
			locale := v.locale
			if !s.Has(locale) {
				locale = s.Default()
			}
			h.Start, h.Button = s.URL(s.Path(locale, "")), v.T("desk.home.intranet")
		}
	}
	return nil
}

func (v *visit) waitingPeople(h *Home) error {
	all, err := v.Roster.All(v.ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, m := range all {
		standing, err := v.Roster.Standing(v.ctx, m.ID)
		if err != nil {
			return err
		}
		if m.Disabled == nil && !standing.Password {
			n++
		}
	}
	h.Waiting = v.T("desk.home.nothing_waits")
	if n > 0 {
		h.Waiting = v.T("desk.home.invited", "count", n)
	}
	h.Start, h.Button = Root+"/members", v.T("desk.home.people")
	if v.mayAny(content.ReadAudit) {
		h.Also = &NavItem{URL: Root + "/audit", Text: v.T("desk.home.audit")}
	}
	return nil
}

func (v *visit) waitingTrail(h *Home) error {
	h.Waiting = v.T("desk.home.nothing_waits")
	last, err := v.Store.Trail(v.ctx, content.TrailQuery{Newest: true, Limit: 1})
	if err != nil {
		return err
	}
	if len(last) > 0 {
		h.Waiting = v.T("desk.home.last", "when", v.ago(last[0].At))
	}
	h.Start, h.Button = Root+"/audit", v.T("desk.home.audit")
	return nil
}
