package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"herald/content"
	"herald/search"
)

// verifyCommand checks everything that is stored against the log.
type verifyCommand struct {
	JSON   bool `name:"json" help:"Answer with one JSON object."`
	Repair bool `help:"Mend what can be mended: projections, orphans, the search index. Files that are damaged or nobody's are set aside."`
}

// verdict is the answer of verify and of audit verify.
type verdict struct {
	OK       bool              `json:"ok"`
	Position content.Position  `json:"position"`
	Findings []content.Finding `json:"findings"`
}

// Run reports every finding; what is not repaired makes it fail.
func (v *verifyCommand) Run(ctx context.Context, p *program) (err error) {
	h, err := p.existing(ctx, !v.Repair)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	out := verdict{}
	if out.Position, err = h.store.Head(ctx); err != nil {
		return err
	}
	if out.Findings, err = h.store.Verify(ctx, v.Repair, p.progress("store")); err != nil {
		return err
	}
	found, err := h.verifySearch(ctx, v.Repair, p.progress("search"))
	if err != nil {
		return err
	}
	out.Findings = append(out.Findings, found...)
	if found, err = h.verifyFiles(ctx, v.Repair, p.progress("files")); err != nil {
		return err
	}
	out.Findings = append(out.Findings, found...)
	if found, err = h.verifyExtracts(ctx, v.Repair); err != nil {
		return err
	}
	out.Findings = append(out.Findings, found...)
	h.remembers(ctx, verifyNote, checked{At: content.Instant(h.clock.Now()), Position: out.Position, Damaged: out.unmended()})
	return out.report(p, v.JSON, "The log, its texts, the projections, the search index and the files are whole.")
}

// verifySearch compares the search index with the store and, to repair it,
// builds it again: it holds nothing of its own.
func (h *house) verifySearch(ctx context.Context, repair bool, progress content.Progress) ([]content.Finding, error) {
	look := func() ([]content.Finding, error) {
		return h.onIndex(ctx, "verify", progress, func(x *search.Index) ([]content.Finding, error) {
			return verifySettled(ctx, x, h)
		})
	}
	found, err := look()
	if err != nil || len(found) == 0 || !repair {
		return found, err
	}
	_, err = h.onIndex(ctx, "reindex", progress, func(x *search.Index) ([]content.Finding, error) {
		return nil, x.Rebuild(ctx, progress)
	})
	if err != nil {
		return found, err
	}
	left, err := look()
	for i := range found {
		found[i].Repaired = len(left) == 0
	}
	return found, err
}

// settled waits, within reason, until no index is being built: that is no
// finding.
func settled(ctx context.Context, x *search.Index) error {
	for end := time.Now().Add(5 * time.Minute); x.CatchingUp() && time.Now().Before(end); {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
	return nil
}

// verifySettled first lets an index that was just opened take in what it has
// missed: being behind is no finding either.
func verifySettled(ctx context.Context, x *search.Index, h *house) ([]content.Finding, error) {
	if err := settled(ctx, x); err != nil {
		return nil, err
	}
	for {
		at, err := x.Position(ctx)
		if err != nil {
			return nil, err
		}
		changes, err := h.store.Changes(ctx, at, 256)
		if err != nil {
			return nil, err
		}
		if len(changes) == 0 {
			return x.Verify(ctx)
		}
		if err := x.Apply(ctx, changes); err != nil {
			return nil, err
		}
	}
}

// report prints the verdict; whole is what is said when nothing was found.
func (v verdict) report(p *program, asJSON bool, whole string) error {
	v.OK = true
	for _, f := range v.Findings {
		v.OK = v.OK && f.Repaired
	}
	if v.Findings == nil {
		v.Findings = []content.Finding{}
	}
	if asJSON {
		if err := json.NewEncoder(p.out).Encode(v); err != nil {
			return err
		}
	} else {
		for _, f := range v.Findings {
			mended := ""
			if f.Repaired {
				mended = " (repaired)"
			}
			p.say("%s: %s: %s%s", f.What, f.Where, f.Why, mended)
		}
		if v.OK {
			p.say("%s Position %d.", whole, v.Position)
		} else {
			p.note("herald: verify found %s that nothing here can mend; a backup may have what is lost", counted(v.unmended(), "thing", "things"))
		}
	}
	if !v.OK {
		return errReported
	}
	return nil
}

func (v verdict) unmended() (n int) {
	for _, f := range v.Findings {
		if !f.Repaired {
			n++
		}
	}
	return n
}
