package mongo

import (
	"context"
	"errors"

	"herald/internal/fault"
)

// errSuperseded says that another process has made the projections anew, by another
// projector than that of this one.
var errSuperseded = errors.New("another process has opened this database with other types or sites, or with another version of Herald: " +
	"restart this one with the same, or end it")

// ErrOthers says that the projections are not by the projector of who looks at them, or
// wants to join those that use them.
var ErrOthers = errors.New("what follows from its log was made with other types or sites, or with another version of Herald: " +
	"use the configuration and the version of its nodes")

// joins refuses to join others whose projections are by another projector.
func (s *Store) joins(ctx context.Context) error {
	if !s.o.Joining {
		return nil
	}
	m, err := s.marker(ctx)
	if err == nil && m.Generation != 0 && m.Print != s.print {
		err = fault.Wrap(fault.Unavailable, ErrOthers, "store %s", s.title())
	}
	return err
}

// made reports whether the projections are those of this Store's own projector. Where
// they are not, what it would project has another form, and must not be laid among
// them: it goes on reading what others project, and begins no Commit.
func (s *Store) made(m marker) bool {
	own := m.Print == s.print
	if s.superseded.Swap(!own) == own && !own {
		s.o.Logger.Error("nothing is written from here any more", "store", s.title(), "error", errSuperseded)
	}
	return own
}

// writable is view for whoever reads what a Commit is made of.
func (s *Store) writable(ctx context.Context) (view, error) {
	v, err := s.view(ctx)
	if err == nil && !s.o.ReadOnly && s.superseded.Load() {
		err = &fault.Fault{Kind: fault.Unavailable, Key: "fault.superseded", Err: errSuperseded}
	}
	return v, err
}
