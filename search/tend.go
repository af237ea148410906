package search

import (
	"context"
	"fmt"
	"time"
)

// The pauses between attempts at a building that fails.
const (
	shortestPause = 200 * time.Millisecond
	longestPause  = 30 * time.Second
)

// tend looks after the indexes until ctx ends: it builds what is missing or
// broken and checks what a killed process left.
func (x *Index) tend(ctx context.Context) {
	defer close(x.done)
	ticker := time.NewTicker(x.o.Check)
	defer ticker.Stop()
	for {
		for _, p := range x.all() {
			p.mend(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-x.kick:
		case <-ticker.C:
		}
	}
}

// mend does for p what it needs, if anything.
func (p *part) mend(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	build, check := p.needs()
	var err error
	switch {
	case time.Now().Before(p.retry):
		return
	case build:
		err = p.rebuild(ctx, nil)
	case check:
		err = p.check(ctx)
	}
	if err == nil {
		p.pause = 0
		return
	}
	p.pause = min(max(2*p.pause, shortestPause), longestPause)
	p.retry = time.Now().Add(p.pause)
	if ctx.Err() == nil {
		p.x.o.Logger.Error("search index cannot be built or checked", "index", p.name(), "retry_in", p.pause, "error", err)
		time.AfterFunc(p.pause, p.x.wake)
	}
}

// needs looks at the files of p and says what is to be done.
func (p *part) needs() (build, check bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if g := p.live.Load(); g != nil && p.broken == nil {
		if err := g.healthy(); err != nil {
			p.breaks(err)
		}
	}
	return p.broken != nil || p.renew != nil, p.unchecked
}

// check compares an index that a killed process left with the store, and sets
// it aside if they differ.
func (p *part) check(ctx context.Context) error {
	findings, err := p.verify(ctx)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.unchecked = false
	p.judge()
	if len(findings) > 0 {
		err := fmt.Errorf("%w: %d findings, the first is %s: %s", errDamaged, len(findings), findings[0].Where, findings[0].Why)
		p.breaks(err)
		p.drop(err)
	}
	return nil
}
