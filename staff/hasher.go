package staff

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"herald/internal/fault"
)

// How many passwords are hashed at once, and how many may wait for it: hashing
// is dear on purpose, and must not become the way to stop everything else.
const (
	hashesAtOnce = 2
	hashesQueued = 20
)

// hasher hashes passwords, a few at a time.
type hasher struct {
	cost cost
	// decoy is hashed against where there is nobody, so that it takes as long.
	decoy phc
	// computed counts hashes, for tests that compare the work.
	computed atomic.Int64

	mu      sync.Mutex
	running int
	// waiting are those in the queue. Who has proved something already stands in
	// first, a queue of its own that is served before the other, so that a crowd
	// of strangers cannot keep them out.
	first, waiting []chan struct{}
}

func newHasher(c cost) *hasher { return &hasher{cost: c, decoy: newPHC("nobody has this password", c)} }

// usualDecoy is made once: a process may have several doors.
var usualDecoy = sync.OnceValue(func() phc { return newPHC("nobody has this password", usual) })

// busy is the answer when the queue is full.
func busy() error { return fault.New(fault.Unavailable, "sign_in.busy") }

// hash gives the hash of a new password in PHC form.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx, true); err != nil {
		return "", err
	}
	defer h.leave()
	h.computed.Add(1)
	return newPHC(password, h.cost).String(), nil
}

// check reports whether password is the one behind stored, and whether it should
// be hashed anew. Where there is nothing stored the work is the same.
func (h *hasher) check(ctx context.Context, stored, password string, known bool) (right, renew bool, err error) {
	if err := h.enter(ctx, known); err != nil {
		return false, false, err
	}
	defer h.leave()
	h.computed.Add(1)
	p, err := parsePHC(stored)
	if err != nil {
		h.decoy.fits(password)
		return false, false, nil
	}
	right = p.fits(password)
	return right, right && p.cost != h.cost, nil
}

// enter waits for one of the places.
func (h *hasher) enter(ctx context.Context, known bool) error {
	h.mu.Lock()
	if h.running < hashesAtOnce {
		h.running++
		h.mu.Unlock()
		return nil
	}
	queue := &h.waiting
	if known {
		queue = &h.first
	}
	if len(*queue) >= hashesQueued {
		h.mu.Unlock()
		return busy()
	}
	turn := make(chan struct{})
	*queue = append(*queue, turn)
	h.mu.Unlock()
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
		return h.giveUp(queue, turn, ctx.Err())
	}
}

// giveUp leaves the queue; a turn that came meanwhile is passed on.
func (h *hasher) giveUp(queue *[]chan struct{}, turn chan struct{}, err error) error {
	h.mu.Lock()
	i := slices.Index(*queue, turn)
	if i >= 0 {
		*queue = slices.Delete(*queue, i, i+1)
	}
	h.mu.Unlock()
	if i < 0 {
		h.leave()
	}
	return err
}

// leave passes the place on to whoever waits.
func (h *hasher) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, queue := range []*[]chan struct{}{&h.first, &h.waiting} {
		if len(*queue) > 0 {
			close((*queue)[0])
			*queue = slices.Delete(*queue, 0, 1)
			return
		}
	}
	h.running--
}
