package content

import "context"

// Lease is the right to do one thing for all processes that have a store open. It is
// counted in terms: whoever does the thing begins a new one every now and then, and
// whoever waits sees by the same term standing for too long that nobody does it. No
// clock is compared with another machine's.
type Lease struct {
	Name string
	// Term counts from 1; 0 is that nobody has ever held it.
	Term int64
	// Holder is who began the term; "" is that it was given up.
	Holder string
}

// Leases keep the newest term of each Lease, as a plain row beside the log. Stores
// that several processes open at once have them. Everything is durable when a method
// returns.
type Leases interface {
	// Lease gives the newest term of a name.
	Lease(ctx context.Context, name string) (Lease, error)
	// BeginTerm makes l the newest term, or gives fault.Conflict where somebody has
	// begun it, or a later one: of two who begin the same term one gets it.
	BeginTerm(ctx context.Context, l Lease) error
}
