package content

import (
	"context"
	"slices"
	"time"

	"herald/i18n"
)

// Share is a link by which somebody without an account sees one Edition before
// readers do: a plain row beside the log, because who holds the token may look. Of
// the token only the hash is kept. It shows the Edition as it is now, and opens
// nothing else.
type Share struct {
	ID ID
	// Token is the hash of what stands in the address.
	Token    Hash
	Document ID
	Locale   i18n.Locale
	Edition  int
	// For names the note that says whom it was made for: a text beside the log, so
	// that a redaction can take it.
	For Hash
	// Mark is who made it, whose right it lives by, and when.
	Mark
	Until time.Time
	// Revoked is when somebody took it back; zero is not.
	Revoked time.Time
	// Opened counts how often its page was opened, Seen says when last.
	Opened int
	Seen   time.Time
}

// ShareDays are the lives that a link can be given, in days; ShareUsual is the one
// that is offered first.
var ShareDays = []int{1, 7, 30}

// ShareUsual is how many days a link lives that nobody wanted otherwise.
const ShareUsual = 7

// ShareMost bounds the open links to one Translation: with more, nobody knows any
// longer who holds them.
const ShareMost = 20

// ShareKept is how long a link is remembered after its end, to tell whoever comes
// with it that it has ended rather than that there was none.
const ShareKept = 30 * 24 * time.Hour

// Fate is what whoever comes with a link finds.
type Fate string

// The fates of a link: it shows its Edition; readers may read the text, and so may
// they; it has ended.
const (
	FateOpen   Fate = "open"
	FatePublic Fate = "public"
	FateOver   Fate = "over"
)

// Open reports whether s has neither ended by itself nor been taken back.
func (s *Share) Open(now time.Time) bool { return s.Revoked.IsZero() && now.Before(s.Until) }

// Fate decides what has become of a link to d, whose Type and Site are given, and
// whose maker is maker now. A link lives no longer than its Edition is being
// prepared, nor than its maker may make one; a redaction ends every link that was
// there before.
func (s *Share) Fate(d *Document, t *Type, site *Site, maker Actor, now time.Time) Fate {
	if !s.Open(now) || d == nil || t == nil || site == nil || site.Audience != Public || s.redacted(d) {
		return FateOver
	}
	of := d.Translation(s.Locale)
	e := of.Edition(s.Edition)
	switch {
	case e == nil:
		return FateOver
	case of.At(now) == e || !e.State.Prepared():
		if e.State != Discarded && of.Readable(now) && d.SourceTranslation().Readable(now) {
			return FatePublic
		}
		return FateOver
	case Can(maker, SharePreview, Subject{Document: d, Translation: of, Edition: e, Type: t, Locale: s.Locale, Now: now}) != nil:
		return FateOver
	}
	return FateOpen
}

func (s *Share) redacted(d *Document) bool {
	return slices.ContainsFunc(d.Redactions, func(r Redaction) bool { return !r.Confirmed.At.IsZero() && !r.Confirmed.At.Before(s.At) })
}

// Prepared reports whether an Edition in state s is being prepared: it stands in
// the next slot, and readers have not had it.
func (s State) Prepared() bool {
	return slices.Contains([]State{Draft, Submitted, Returned, Approved, Scheduled, Missed}, s)
}

// Shares keeps links: plain rows beside the log, none of which a backup may bring
// back. Everything is durable when a method returns.
type Shares interface {
	// AddShare keeps a new link.
	AddShare(ctx context.Context, s Share) error
	// Share gives the link whose Token is a hash, or fault.NotFound.
	Share(ctx context.Context, token Hash) (Share, error)
	// SharesOf gives the links to a Translation, the newest first.
	SharesOf(ctx context.Context, d ID, l i18n.Locale) ([]Share, error)
	// RevokeShare takes a link back at an instant. One that was taken back before
	// stays so; that there is none is no error.
	RevokeShare(ctx context.Context, id ID, at time.Time) error
	// OpenShare counts that a link was opened at an instant.
	OpenShare(ctx context.Context, id ID, at time.Time) error
	// SweepShares drops those whose Until is before an instant.
	SweepShares(ctx context.Context, before time.Time) error
}
