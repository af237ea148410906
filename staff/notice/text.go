package notice

import (
	"slices"
	"time"

	"herald/content"
	"herald/staff"
)

// Text is one Translation as it is now, with all that the rules ask about it.
type Text struct {
	Document    *content.Document
	Translation *content.Translation
	Type        *content.Type
	// Steps are those that an Edition needs, by its number: of the newest one and
	// the live one.
	Steps map[int][]string
	Now   time.Time
}

// can asks the policy about an Edition of the text.
func (t *Text) can(m *staff.Member, action content.Action, e *content.Edition, step string) bool {
	s := content.Subject{Document: t.Document, Translation: t.Translation, Edition: e, Type: t.Type, Locale: t.Translation.Locale,
		Step: step, Now: t.Now}
	if e != nil {
		s.Steps = t.Steps[e.Number]
	}
	return content.Can(m.Actor(), action, s) == nil
}

// Reads reports whether m may read the text in whatever State.
func (t *Text) Reads(m *staff.Member) bool {
	return t.can(m, content.ReadDraft, t.Translation.Newest(), "")
}

// awaits gives the first step that the text waits for and m can give, or "".
func (t *Text) awaits(m *staff.Member) string {
	e := t.Translation.NextEdition()
	if e == nil || e.State != content.Submitted {
		return ""
	}
	return t.fills(m, e, e.Missing(t.Steps[e.Number]))
}

// owes gives the first Debt of the live Edition that m can pay, or nil.
func (t *Text) owes(m *staff.Member) *content.Debt {
	e := t.Translation.LiveEdition()
	if e == nil || e.State != content.Published {
		return nil
	}
	for i := range e.Owed {
		if t.fills(m, e, []string{e.Owed[i].Step}) != "" {
			return &e.Owed[i]
		}
	}
	return nil
}

func (t *Text) fills(m *staff.Member, e *content.Edition, steps []string) string {
	i := slices.IndexFunc(steps, func(step string) bool { return t.can(m, content.Approve, e, step) })
	if i < 0 {
		return ""
	}
	return steps[i]
}

// in reports whether the newest Edition is number n and in a State.
func (t *Text) in(n int, s content.State) bool {
	e := t.Translation.Newest()
	return e != nil && e.Number == n && e.State == s
}

// had reports whether m had a hand in an Edition: wrote in it, handed it over, or
// let it out.
func had(m *staff.Member, e *content.Edition) bool {
	return e != nil && (e.Wrote(m.ID) || e.Submitted != nil && e.Submitted.By == m.ID || e.Published != nil && e.Published.By == m.ID)
}
