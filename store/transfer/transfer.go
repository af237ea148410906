// Package transfer owns how one store is filled from another, whatever engines keep
// them: what a store gives out and takes in. It must not know any engine, and nothing
// that it carries may be changed on the way: hashes, ids and instants arrive as they
// were, and so does damage, which is for Verify to find.
package transfer

import (
	"context"
	"time"

	"herald/content"
	"herald/content/counting"
	"herald/staff"
	"herald/staff/notice"
)

// Source is a store that can be transferred.
type Source interface {
	// Give hands everything that the store could not make again to take, batch by
	// batch, as of one Position: the log, bit for bit; the texts that its entries name,
	// redacted ones as they are now; and the plain rows, of which none tells of a later
	// Change. Sessions stay behind. Others may go on writing meanwhile. It ends with
	// the first error of take, which must not keep a Batch.
	Give(ctx context.Context, take func(Batch) error) error
}

// Target is a store that can be filled.
type Target interface {
	// TakeIn takes in everything that from gives, and makes the projections, told to
	// progress, which may be nil. A store that holds anything is refused with
	// fault.Conflict and left as it is. After any other error nobody may use the store:
	// the engine that called it sees to that, and begins anew with an empty one.
	TakeIn(ctx context.Context, from Source, progress content.Progress) error
}

// Batch is some of what a store holds. Each thing is in one Batch, the entries of the
// log in their order.
type Batch struct {
	Entries []Entry
	Texts   []content.Text
	// Noticed is how far the log had been looked through for what to tell.
	Noticed   *content.Position
	Notices   []notice.Notice
	Letters   []notice.Letter
	Secrets   []staff.Secrets
	Devices   []Device
	Scratches []content.Scratch
	Shares    []content.Share
	Questions []counting.Count
}

// Entry is one entry of the log as it is stored: Body are the bytes of which Hash is
// the hash, if nothing is damaged.
type Entry struct {
	Position content.Position
	ID       content.ID
	Hash     content.Hash
	Body     []byte
}

// Device is one on which a Member has signed in, by the hash of its token.
type Device struct {
	Device content.Hash
	Member content.MemberID
	Seen   time.Time
}
