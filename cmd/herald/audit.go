package main

import (
	"context"
	"errors"

	"herald/content"
)

// auditCommand groups what an auditor asks.
type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Check that no entry of the log was changed, moved or taken out."`
}

// auditVerifyCommand walks the hash chain of the log and compares with it what
// was made from it.
type auditVerifyCommand struct{}

// Run reports what is wrong with the chain. The last hash is printed so that it
// can be noted elsewhere: a later log must still hold it at that Position.
func (*auditVerifyCommand) Run(ctx context.Context, p *program) (err error) {
	h, err := p.existing(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	// Projections count: entries taken off the end of the log show only in what
	// was made from them, and a changed projection is a changed page.
	out := verdict{}
	if out.Findings, err = h.store.Verify(ctx, false, p.progress("log")); err != nil {
		return err
	}
	if out.Position, err = h.store.Head(ctx); err != nil {
		return err
	}
	if err := out.report(p, false, "The chain is whole."); err != nil || out.Position == 0 {
		return err
	}
	last, err := h.store.Changes(ctx, out.Position-1, 1)
	if err != nil || len(last) == 0 {
		return err
	}
	p.say("Last entry %s of %s", lastHash(last[0]), last[0].At.Format("2006-01-02 15:04:05 MST"))
	return nil
}

func lastHash(c content.Change) content.Hash {
	_, hash := c.Entry()
	return hash
}
