package admin

import (
	"github.com/gofiber/fiber/v2"
)

// RunEnd is the end of a run: what was done on it, and what still waits.
type RunEnd struct {
	Base
	// Approved, Returned and Skipped count what was done; Began says that anything was
	// to be counted.
	Approved, Returned, Skipped int
	// Left is how many texts still wait on this run, On leads back to them.
	Left int
	On   string
	// Filters narrow the run; Others is how many wait beside what it was narrowed to.
	Filters *RunFilters
	Others  int
	// Unsealed counts texts of a previous site that another run leads through, at Seal.
	Unsealed int
	Seal     string
}

// Did reports whether anything was done on the run.
func (e *RunEnd) Did() bool { return e.Approved+e.Returned+e.Skipped > 0 }

// ended shows the end of r.
func (v *visit) ended(r run, w waits) error {
	p := &RunEnd{Base: v.base(v.T("desk.queue.nothing")), Left: w.total, On: r.from(), Skipped: len(r.skipped)}
	if w.total > 0 {
		p.Title = v.T("desk.queue.stopped")
	}
	all, returned, err := v.handled(r)
	if err != nil {
		return err
	}
	p.Approved, p.Returned = all-returned, returned
	if p.Filters, err = v.runFilters(r); err != nil {
		return err
	}
	if r.narrowed() {
		everything, err := v.waits(r.whole())
		if err != nil {
			return err
		}
		p.Others = max(0, everything.total-w.total)
	}
	if !r.unsealed {
		other := run{unsealed: true}
		p.Unsealed, err = v.Store.BoardCount(v.ctx, v.unsealedQuery(other))
		p.Seal = other.from()
	}
	if err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "queue", p)
}
