package main

import (
	"context"

	"herald/content"
	"herald/internal/follow"
	"herald/internal/lease"
	"herald/media"
	"herald/store/mongo"
)

// shared is what a store has that several nodes may have open at once: it tells each of
// what the others commit, lets one do what one has to do, and keeps what one begins and
// another goes on with.
type shared interface {
	follow.Watcher
	content.Leases
	media.Pieces
	media.Gate
}

var _ shared = (*mongo.Store)(nil)

// shared gives the store where other nodes may have it open.
func (h *house) shared() (shared, bool) {
	s, ok := under(h.store).(shared)
	return s, ok
}

// under gives the store itself, below what counts its failures.
func under(s houseStore) houseStore {
	if counted, ok := s.(*countedStore); ok {
		return counted.houseStore
	}
	return s
}

// watch wakes those who stay behind the log when another node commits. They ask every
// now and then all the same.
func (s *server) watch(ctx context.Context) {
	if store, ok := s.house.shared(); ok {
		store.Watch(ctx, s.signal.Notify)
	}
}

// mailLease is the lease of sending e-mails.
const mailLease = "mail"

// sendLetters sends e-mails, where several nodes may do it only while it is this one's
// turn: whoever begins looks after what others had claimed as if they were dead.
func (s *server) sendLetters(ctx context.Context) {
	if store, ok := s.house.shared(); ok && s.post.Server != nil {
		lease.Hold(ctx, store, mailLease, lease.Options{Logger: s.log}, s.post.Run)
		return
	}
	s.post.Run(ctx)
}
