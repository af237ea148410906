package content

import (
	"context"
	"time"

	"herald/i18n"
)

// Scratch is what a Member has typed into a text and not saved: one for each
// Member and Translation, overwritten while they type. It is no Revision: no Event
// tells of it, nobody else is shown it, and what is made of it goes through a save
// like everything typed, from the Version that it started from.
type Scratch struct {
	Member   MemberID
	Document ID
	Locale   i18n.Locale
	// Base is the Version that the writing started from.
	Base Version
	// Words and Facts are the bodies of what stands in the form; no Facts where
	// the form holds none.
	Words, Facts []byte
	At           time.Time
}

// ScratchLife is how long a Scratch is kept after its last word.
const ScratchLife = 30 * 24 * time.Hour

// Scratches keeps what is being typed: plain rows beside the log, gone with a
// redaction of their Document. Everything is durable when a method returns.
type Scratches interface {
	// KeepScratch puts s in the place of the one of the same Member, Document and
	// locale.
	KeepScratch(ctx context.Context, s Scratch) error
	// Scratch gives that of a Member, or fault.NotFound.
	Scratch(ctx context.Context, m MemberID, d ID, l i18n.Locale) (Scratch, error)
	// Writing gives who has typed into a text at since or later, the last first,
	// without what they typed.
	Writing(ctx context.Context, d ID, l i18n.Locale, since time.Time) ([]Mark, error)
	// DropScratch drops that of a Member; that there is none is no error.
	DropScratch(ctx context.Context, m MemberID, d ID, l i18n.Locale) error
	// SweepScratches drops those last kept before an instant.
	SweepScratches(ctx context.Context, before time.Time) error
}
