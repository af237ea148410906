package notice

import (
	"context"
	"time"

	"herald/content"
)

// Rows keeps Notices and Letters: plain rows beside the log. Each method changes
// rows one by one and may be repeated; that together they tell everything once
// rests on ids alone. Everything is durable when a method returns.
type Rows interface {
	// Noticed gives the Position up to which the log has been looked through, and
	// false where that has never begun.
	Noticed(ctx context.Context) (content.Position, bool, error)
	// AddNotices adds those whose ID is not there yet, changes none that is, and then
	// remembers that the log has been looked through up to at, unless it has been
	// further.
	AddNotices(ctx context.Context, at content.Position, all ...Notice) error
	// Notices gives what q selects.
	Notices(ctx context.Context, q Query) ([]Notice, error)
	// OpenNotices counts those of a Member that are neither read nor settled.
	OpenNotices(ctx context.Context, m content.MemberID) (int, error)
	// ReadNotices and SettleNotices put an instant to those that have none of that
	// kind yet. Those of other Members than m are not read.
	ReadNotices(ctx context.Context, m content.MemberID, at time.Time, ids ...string) error
	SettleNotices(ctx context.Context, at time.Time, ids ...string) error
	// MailNotices says in which Letter Notices are, and what became of it.
	MailNotices(ctx context.Context, letter string, mail Mail, ids ...string) error
	// SweepNotices drops the Notices told, and the Letters last changed, before an
	// instant.
	SweepNotices(ctx context.Context, before time.Time) error

	// PutLetter keeps l in the place of the one that has its ID and the State was,
	// or gives fault.Conflict; LetterNone is one that is not there.
	PutLetter(ctx context.Context, l Letter, was LetterState) error
	// Letters gives those with one of the ids, by id; absent ones are left out.
	Letters(ctx context.Context, ids ...string) (map[string]Letter, error)
	// LettersIn gives up to limit that are in a State, those last changed first: of
	// one Member, or of all where m is empty.
	LettersIn(ctx context.Context, s LetterState, m content.MemberID, limit int) ([]Letter, error)
}

// Query selects Notices. All that is set must hold; what is empty selects
// everything.
type Query struct {
	Member    content.MemberID
	Documents []content.ID
	// Unsettled and Unread select what is not settled, not read.
	Unsettled, Unread bool
	Mail              Mail
	Letter            string
	// Newest gives the newest first, else the oldest; those of one instant by ID.
	Newest bool
	// Limit bounds the answer; 0 is no bound.
	Limit int
}
