package content

import (
	"fmt"
	"slices"
	"time"

	"herald/i18n"
)

// Translation is a Document in one Locale. It keeps every Edition it ever had
// and two slots: live, the Edition readers may see, and next, the one being
// prepared. A change of a published text is always a new Edition in next.
type Translation struct {
	Locale   i18n.Locale `json:"locale"`
	Editions []*Edition  `json:"editions"`
	// Live and Next are numbers of Editions; 0 is an empty slot.
	Live int `json:"live,omitempty"`
	Next int `json:"next,omitempty"`
	// Derived says that the words come from another Translation by rule
	// (sr-Latn from sr) and are never typed.
	Derived bool `json:"derived,omitempty"`
	// MadeFrom is what of the source the words of the newest Edition render.
	MadeFrom MadeFrom `json:"made_from,omitzero"`
	// Touched is the last Event about this Translation, as a Mark.
	Touched Mark `json:"touched,omitzero"`
	// Follows says that this Translation may come later than its group, with
	// the reason's hash and the day by which it comes.
	Follows *Follows `json:"follows,omitempty"`
}

// MadeFrom names the source text that a translation renders.
type MadeFrom struct {
	Edition int  `json:"edition,omitempty"`
	Words   Hash `json:"words,omitempty"`
}

// Follows is a recorded exception from a together group.
type Follows struct {
	Reason Hash   `json:"reason"`
	Due    string `json:"due"`
	Mark   Mark   `json:"mark"`
}

// Edition gives the Edition with number n, or nil.
func (t *Translation) Edition(n int) *Edition {
	if t == nil || n < 1 || n > len(t.Editions) {
		return nil
	}
	return t.Editions[n-1]
}

// LiveEdition gives the Edition in the live slot, or nil.
func (t *Translation) LiveEdition() *Edition {
	if t == nil {
		return nil
	}
	return t.Edition(t.Live)
}

// NextEdition gives the Edition in the next slot, or nil.
func (t *Translation) NextEdition() *Edition {
	if t == nil {
		return nil
	}
	return t.Edition(t.Next)
}

// Unsealed reports whether readers may read words that came from a previous site
// and that nobody has sealed. What follows by rule is sealed with what it follows
// from.
func (t *Translation) Unsealed() bool {
	e := t.LiveEdition()
	return e != nil && !t.Derived && e.State.Readable() && e.Imported() && e.Seal() == nil
}

// Awaited gives the Edition of which a step is asked for: the submitted next one,
// else a live one that owes a step or was never sealed; nil if there is none.
func (t *Translation) Awaited() *Edition {
	if e := t.NextEdition(); e != nil && e.State == Submitted {
		return e
	}
	if e := t.LiveEdition(); e != nil && (len(e.Owed) > 0 || t.Unsealed()) {
		return e
	}
	return nil
}

// Askable gives those of the steps that can be given to e now, in order: what a
// submitted text lacks, what a live one owes, and the seal of one that came without.
func (t *Translation) Askable(e *Edition, steps []string) []string {
	switch e.State {
	case Submitted:
		return e.Missing(steps)
	case Published:
		unsealed := e == t.LiveEdition() && t.Unsealed()
		return slices.DeleteFunc(slices.Clone(steps), func(s string) bool {
			return !e.Owes(s) && !(SealStep(s) && unsealed)
		})
	}
	return nil
}

// Newest gives the Edition that is edited or was edited last: next, else live,
// else the last one; nil in a Translation without Editions.
func (t *Translation) Newest() *Edition {
	if e := t.NextEdition(); e != nil {
		return e
	}
	if e := t.LiveEdition(); e != nil {
		return e
	}
	return t.Edition(len(t.Editions))
}

// Open adds a new Edition in state draft to the next slot and gives it. It
// starts from the words and facts of from, which may be nil.
func (t *Translation) Open(from *Edition) *Edition {
	e := &Edition{Number: len(t.Editions) + 1, State: Draft}
	if from != nil {
		e.Words, e.Facts = from.Words, from.Facts
		// A seal binds to words: the same words stay sealed in a new Edition.
		for _, a := range from.Approvals {
			if SealStep(a.Step) && a.binds(from) {
				a.Carried = true
				e.Approvals = append(e.Approvals, a)
			}
		}
	}
	t.Editions = append(t.Editions, e)
	t.Next = e.Number
	return e
}

// Version names the state that an editor started from: the newest Edition and
// how many Revisions of it there are. A save that carries another Version is a
// conflict.
func (t *Translation) Version() Version {
	e := t.Newest()
	if e == nil {
		return ""
	}
	return Version(fmt.Sprintf("%d.%d", e.Number, len(e.Revisions)))
}

// Version is the state an editor started from; empty means nothing yet.
type Version string

// Readable reports whether any Edition is public at now: published or
// withdrawn, or scheduled with its time come.
func (t *Translation) Readable(now time.Time) bool { return t.At(now) != nil }

// At gives the Edition that readers see at now, or nil: the scheduled next one
// once its time has come, else the live one while it is not unpublished. It
// does not ask whether the source is live; Windows does.
func (t *Translation) At(now time.Time) *Edition {
	if e := t.NextEdition(); e != nil && e.State == Scheduled && !e.PublishAt.After(now) {
		return e
	}
	if e := t.LiveEdition(); e != nil && e.State.Readable() {
		return e
	}
	return nil
}

// FirstPublic gives the public time of the first published Edition, or zero.
func (t *Translation) FirstPublic() time.Time {
	for _, e := range t.Editions {
		if e.Published != nil {
			return e.Published.At
		}
	}
	return time.Time{}
}

// LastMajor gives the public time that lists and feeds sort by: that of the
// newest published Edition up to number n whose change was major.
func (t *Translation) LastMajor(n int) time.Time {
	for i := min(n, len(t.Editions)); i > 0; i-- {
		e := t.Editions[i-1]
		if e.Published != nil && (e.Major || !t.publishedBefore(e.Number)) {
			return e.Published.At
		}
	}
	return time.Time{}
}

func (t *Translation) publishedBefore(n int) bool {
	for _, e := range t.Editions[:n-1] {
		if e.Published != nil {
			return true
		}
	}
	return false
}
