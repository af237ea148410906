package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Edition is a numbered version of a Translation: one words text and one facts
// text, named by Hash, and the State they are in. Once published its words and
// facts never change; what changes afterwards is only whether it is shown.
type Edition struct {
	Number int   `json:"n"`
	State  State `json:"state"`
	Words  Hash  `json:"words"`
	Facts  Hash  `json:"facts"`
	// Revisions are the saves of this Edition, oldest first.
	Revisions []Revision `json:"revisions,omitempty"`
	Submitted *Mark      `json:"submitted,omitempty"`
	// Handed says who gave the Edition to whom before it was public, oldest first.
	Handed    []Handing  `json:"handed,omitempty"`
	Approvals []Approval `json:"approvals,omitempty"`

	// PublishAt and Zone are the time named on submitting or scheduling: a UTC
	// instant and the zone in which a person chose it.
	PublishAt time.Time `json:"publish_at,omitzero"`
	Zone      string    `json:"zone,omitempty"`
	// ScheduledBy is who chose when the Edition goes out.
	ScheduledBy MemberID `json:"scheduled_by,omitempty"`
	// AsSoonAsApproved, chosen on submitting, lets the last approval publish.
	AsSoonAsApproved bool `json:"as_soon_as_approved,omitempty"`

	// Major and Correction describe the change against the Edition before. The
	// public change note is a word of the Edition.
	Major      bool `json:"major,omitempty"`
	Correction bool `json:"correction,omitempty"`
	// MinorBy is who confirmed that a change is minor which looks like more.
	MinorBy MemberID `json:"minor_by,omitempty"`

	Published *Publication `json:"published,omitempty"`
	// Owed are steps skipped by an urgent publishing, each with its due day.
	Owed []Debt `json:"owed,omitempty"`
	// Ending says how and why a published Edition was withdrawn or unpublished.
	Ending *Ending `json:"ending,omitempty"`
}

// Revision is an immutable snapshot of one save of an Edition.
type Revision struct {
	Words Hash `json:"words"`
	Facts Hash `json:"facts"`
	Mark
	// Review says that a language editor made it while the text was submitted.
	Review bool `json:"review,omitempty"`
}

// Approval is one step given. The language and authentic steps bind to the
// words alone (the Seal); every other step binds to words and facts.
type Approval struct {
	Step  string `json:"step"`
	Words Hash   `json:"words"`
	Facts Hash   `json:"facts,omitempty"`
	Mark
	// Locale is set where the approval is shared by a derived Translation: it
	// names the locale whose words were read.
	Locale i18n.Locale `json:"locale,omitempty"`
	// Carried says that it was given to an earlier Edition with the same words.
	Carried bool `json:"carried,omitempty"`
	// Read is the hash of the words that were approved, where nothing but a
	// ready-made change note has been chosen since.
	Read Hash `json:"read,omitempty"`
	// Paper is set where somebody signed a printed sheet and By recorded it.
	Paper *Paper `json:"paper,omitempty"`
}

// Publication says when an Edition became public and by which way.
type Publication struct {
	Mark
	// Urgent is the hash of the written reason of an urgent publishing.
	Urgent Hash `json:"urgent,omitempty"`
	// Imported marks words taken from a previous site without approvals.
	Imported bool `json:"imported,omitempty"`
	// Facts marks a minor Edition made because the source's facts changed.
	FactsOnly bool `json:"facts_only,omitempty"`
}

// Debt is a step still owed after an urgent publishing.
type Debt struct {
	Step string    `json:"step"`
	Due  time.Time `json:"due"`
}

// Ending is how a published Edition stopped being current.
type Ending struct {
	Mark
	Reason Reason `json:"reason"`
	// Redirect is where readers of an unpublished Edition are sent; empty is gone.
	Redirect Redirect `json:"redirect,omitzero"`
}

// Redirect is another Document, or a path of the same host; both empty is none.
type Redirect struct {
	Document ID     `json:"document,omitempty"`
	Path     string `json:"path,omitempty"`
}

// Reason is why something was withdrawn or unpublished, as readers see it: the
// key of a ready-made sentence, complete in every locale, and, where somebody
// typed one and a language editor has sealed it, the typed sentence instead.
type Reason struct {
	Key string `json:"key"`
	// Text is the hash of the typed sentences, one per locale.
	Text Hash `json:"text,omitempty"`
	// Sealed are the approvals of the typed sentence, by locale.
	Sealed []ReasonSeal `json:"sealed,omitempty"`
}

// ReasonSeal is a language editor's approval of a typed reason in one locale.
type ReasonSeal struct {
	Locale i18n.Locale `json:"locale"`
	Mark
}

// Typed gives the hash of the typed sentence if it is sealed in locale, or "".
func (r Reason) Typed(locale i18n.Locale) Hash {
	if slices.ContainsFunc(r.Sealed, func(s ReasonSeal) bool { return s.Locale == locale }) {
		return r.Text
	}
	return ""
}

// Waiting reports whether a sentence was typed that readers of locale do not see yet,
// because nobody has approved it there.
func (r Reason) Waiting(locale i18n.Locale) bool { return r.Text != "" && r.Typed(locale) == "" }

// Imported reports whether the words came from a previous site unsealed.
func (e *Edition) Imported() bool { return e.Published != nil && e.Published.Imported }

// Owes reports whether an urgently published Edition still owes step.
func (e *Edition) Owes(step string) bool {
	return slices.ContainsFunc(e.Owed, func(d Debt) bool { return d.Step == step })
}

// Approval gives the approval of step if it is valid for what the Edition
// holds now, or nil.
func (e *Edition) Approval(step string) *Approval {
	for i := len(e.Approvals) - 1; i >= 0; i-- {
		a := &e.Approvals[i]
		if a.Step == step && a.binds(e) {
			return a
		}
	}
	return nil
}

func (a *Approval) binds(e *Edition) bool {
	return a.Words == e.Words && (SealStep(a.Step) || a.Facts == e.Facts)
}

// Missing gives those of the steps that no valid approval fills, in order.
func (e *Edition) Missing(steps []string) []string {
	var missing []string
	for _, s := range steps {
		if e.Approval(s) == nil {
			missing = append(missing, s)
		}
	}
	return missing
}

// Wrote reports whether m made a Revision of the Edition before it was
// submitted for the last time.
func (e *Edition) Wrote(m MemberID) bool {
	return slices.ContainsFunc(e.Revisions, func(r Revision) bool { return r.By == m && !r.Review })
}

// Corrected reports whether m changed the text under review.
func (e *Edition) Corrected(m MemberID) bool {
	return slices.ContainsFunc(e.Revisions, func(r Revision) bool { return r.By == m && r.Review })
}

// Alone reports whether only m had a hand in the Edition so far: nobody else
// wrote, corrected or submitted it, or approved it as it is.
func (e *Edition) Alone(m MemberID) bool {
	if e.Submitted != nil && e.Submitted.By != m {
		return false
	}
	other := func(r Revision) bool { return r.By != m }
	return !slices.ContainsFunc(e.Revisions, other) &&
		!slices.ContainsFunc(e.Approvals, func(a Approval) bool { return a.By != m && !a.Carried && a.binds(e) })
}

// Recuse drops the approvals of those who have since written in the Edition or
// submitted it themselves: four eyes hold for the text as it is handed over now.
func (e *Edition) Recuse() {
	e.Approvals = slices.DeleteFunc(e.Approvals, func(a Approval) bool {
		return !a.Carried && slices.ContainsFunc(a.Hands(), func(m MemberID) bool {
			return e.Wrote(m) || e.Submitted != nil && e.Submitted.By == m
		})
	})
}

func (e *Edition) texts() []Hash {
	all := []Hash{e.Words, e.Facts}
	for _, r := range e.Revisions {
		all = append(all, r.Words, r.Facts)
	}
	for _, a := range e.Approvals {
		all = append(all, a.Words, a.Facts, a.Read)
		if a.Paper != nil {
			all = append(all, a.Paper.Text)
		}
	}
	if e.Ending != nil {
		all = append(all, e.Ending.Reason.Text)
	}
	if e.Published != nil {
		all = append(all, e.Published.Urgent)
	}
	return slices.DeleteFunc(all, func(h Hash) bool { return h == "" })
}
