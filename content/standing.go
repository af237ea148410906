package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Standing is where one Translation stands, in whatever State, as the desk lists
// it. It is projected beside the rows of readers from the same Record, holds no
// word of the text, and is never read by site or feeds, and by search for the desk's
// own indexes alone. It says nothing of "now": what is overdue or due is for whoever
// asks with a clock.
type Standing struct {
	Document ID     `json:"document"`
	Site     string `json:"site"`
	Type     string `json:"type"`
	// Audience is that of the home Site; empty where it is not configured any more.
	Audience string      `json:"audience,omitempty"`
	Locale   i18n.Locale `json:"locale"`
	Source   i18n.Locale `json:"source"`
	// Derived says that the words follow from another Translation by rule.
	Derived      bool     `json:"derived,omitempty"`
	Organization ID       `json:"organization,omitempty"`
	Owner        MemberID `json:"owner,omitempty"`
	// Review is the day on which somebody looks at the Document again, or "".
	Review string `json:"review,omitempty"`
	// Day is the day the text is of ("2026-11-20"; it may be partial): what its Type
	// calls the entry's date, else when it was last public anew, else when it was
	// touched last.
	Day string `json:"day,omitempty"`

	// Edition, State, Words and Version are of the newest Edition: the next one,
	// else the live one, else the last. State Missed says that its time came while
	// a step was owed.
	Edition int     `json:"edition"`
	State   State   `json:"state"`
	Words   Hash    `json:"words"`
	Version Version `json:"version"`
	// Live, LiveState and LiveWords are of the Edition in the live slot: 0 and ""
	// in a Translation that was never public.
	Live      int   `json:"live,omitempty"`
	LiveState State `json:"live_state,omitempty"`
	LiveWords Hash  `json:"live_words,omitempty"`

	// Saved is the last Revision of the newest Edition; Wrote are those who made
	// one before it was submitted, Corrected those who made one under review, both
	// sorted. A minor Edition made of changed facts alone has none.
	Saved     Mark       `json:"saved,omitzero"`
	Wrote     []MemberID `json:"wrote,omitempty"`
	Corrected []MemberID `json:"corrected,omitempty"`
	// Keeps are those who go on with the newest Edition when it comes back, sorted.
	Keeps []MemberID `json:"keeps,omitempty"`
	// Submitted is how the newest Edition was handed over last; zero is never.
	Submitted Mark `json:"submitted,omitzero"`
	// Missing are the steps that the Edition in the next slot still needs, in the
	// order of its Type; nothing where that slot is empty.
	Missing []string `json:"missing,omitempty"`
	// Owed are the steps that the live Edition owes, the earliest due first.
	Owed []Debt `json:"owed,omitempty"`
	// PublishAt, Zone and ScheduledBy are the time named for the next Edition:
	// a wish while it is submitted, the truth while it is scheduled, the time that
	// passed when it was missed.
	PublishAt        time.Time `json:"publish_at,omitzero"`
	Zone             string    `json:"zone,omitempty"`
	ScheduledBy      MemberID  `json:"scheduled_by,omitempty"`
	AsSoonAsApproved bool      `json:"as_soon_as_approved,omitempty"`

	// Stale says that readers may read the Translation while the published source
	// has other words than those it was made from. It is the cheap half of
	// Staleness: whether blocks that it renders differ, Compare says when the text
	// is read, so a Stale Standing may turn out not to be.
	Stale bool `json:"stale,omitempty"`
	// Unsealed says that the live words were imported and nobody has sealed them;
	// what follows by rule is sealed with what it follows from.
	Unsealed bool `json:"unsealed,omitempty"`
	// Reason says that a typed reason of an ending waits for its approval in this
	// language; Ended is who typed it, and may not approve it.
	Reason bool     `json:"reason,omitempty"`
	Ended  MemberID `json:"ended,omitempty"`
	// Asked are those whom a translator's Question waits for here; Told those whose
	// own Question from here was answered or overtaken, until they close it.
	Asked []MemberID `json:"asked,omitempty"`
	Told  []MemberID `json:"told,omitempty"`
	// Redaction says that one waits for its second person; Redacts is who asked.
	Redaction bool     `json:"redaction,omitempty"`
	Redacts   MemberID `json:"redacts,omitempty"`
	// Files are the Assets that the newest Edition shows, in every field; LiveFiles
	// those that readers of the home Site are given with the Edition in the live
	// slot and with the published ones before it.
	Files     []ID `json:"files,omitempty"`
	LiveFiles []ID `json:"live_files,omitempty"`
	// Updated is who touched the Translation, or its whole Document, last and when.
	Updated Mark `json:"updated"`
}

// IsSource reports whether the others of the Document are made from this one.
func (s *Standing) IsSource() bool { return s.Locale == s.Source }

// Awaits reports whether the text was handed over and waits for one of steps;
// of any step where none is named.
func (s *Standing) Awaits(steps ...string) bool {
	if s.State != Submitted {
		return false
	}
	return slices.ContainsFunc(s.Missing, func(step string) bool { return len(steps) == 0 || slices.Contains(steps, step) })
}

// Owes gives the first Debt of the live Edition that is one of steps, or of any
// where none is named; nil if there is none.
func (s *Standing) Owes(steps ...string) *Debt {
	for i := range s.Owed {
		if len(steps) == 0 || slices.Contains(steps, s.Owed[i].Step) {
			return &s.Owed[i]
		}
	}
	return nil
}

// Shows gives every Asset that s has to do with, each once, sorted.
func (s *Standing) Shows() []ID { return sortedUnique(slices.Concat(s.Files, s.LiveFiles)) }

// Gives reports whether everybody is given an Asset on the home Site of s now.
func (s *Standing) Gives(id ID) bool {
	return s.Audience == Public && s.LiveState.Readable() && slices.Contains(s.LiveFiles, id)
}

// Hand is how a member has to do with a Standing.
type Hand string

// The hands.
const (
	// HandOwner answers for the Document.
	HandOwner Hand = "owner"
	// HandWrote made a Revision of the newest Edition before it was submitted,
	// HandCorrected one under review, HandSubmitted handed it over last.
	HandWrote     Hand = "wrote"
	HandCorrected Hand = "corrected"
	HandSubmitted Hand = "submitted"
	// HandKeeps goes on with the newest Edition: see Edition.Keepers.
	HandKeeps Hand = "keeps"
	// HandAsked is asked a Question that waits; HandTold asked one that does not wait
	// any more.
	HandAsked Hand = "asked"
	HandTold  Hand = "told"
	// HandRedacts asked for the redaction that is open.
	HandRedacts Hand = "redacts"
	// HandEnded typed the reason that waits.
	HandEnded Hand = "ended"
)

// Hands lists every Hand.
func Hands() []Hand {
	return []Hand{HandOwner, HandWrote, HandCorrected, HandSubmitted, HandKeeps, HandAsked, HandTold, HandRedacts, HandEnded}
}

// handsOn are the hands of those who may not approve an Edition.
var handsOn = []Hand{HandWrote, HandSubmitted, HandKeeps}

// Members gives everybody who has to do with s, sorted.
func (s *Standing) Members() []MemberID {
	all := slices.Concat([]MemberID{s.Owner, s.Submitted.By, s.Redacts, s.Ended}, s.Wrote, s.Corrected, s.Keeps, s.Asked, s.Told)
	return slices.DeleteFunc(sortedUnique(all), func(m MemberID) bool { return m == "" })
}

// Hands gives how m has to do with s.
func (s *Standing) Hands(m MemberID) []Hand {
	var all []Hand
	add := func(h Hand, has bool) {
		if has && m != "" {
			all = append(all, h)
		}
	}
	add(HandOwner, s.Owner == m)
	add(HandWrote, slices.Contains(s.Wrote, m))
	add(HandCorrected, slices.Contains(s.Corrected, m))
	add(HandSubmitted, s.Submitted.By == m)
	add(HandKeeps, slices.Contains(s.Keeps, m))
	add(HandAsked, slices.Contains(s.Asked, m))
	add(HandTold, slices.Contains(s.Told, m))
	add(HandRedacts, s.Redacts == m)
	add(HandEnded, s.Ended == m)
	return all
}
