package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// forgetter follows the log for redactions: it removes the files that were taken
// out, with all that was made of them, keeps the list up to date, and replaces the
// nightly backups in the data folder, which still hold the words, by a new one.
type forgetter struct {
	s  *server
	at content.Position
}

// Name implements follow.Follower.
func (f *forgetter) Name() string { return "redactions" }

// Position implements follow.Follower.
func (f *forgetter) Position(context.Context) (content.Position, error) { return f.at, nil }

// Apply implements follow.Follower.
func (f *forgetter) Apply(ctx context.Context, changes []content.Change) error {
	for _, c := range changes {
		var files []content.ID
		redacted := false
		for _, e := range c.Events {
			if redacted = redacted || e.Kind == content.EventRedacted; e.Kind == content.EventFileRemoved {
				files = append(files, e.Asset)
			}
		}
		if err := f.s.forgetFiles(ctx, files); err != nil {
			return err
		}
		if redacted {
			if err := f.s.forget(ctx); err != nil {
				return err
			}
		}
	}
	f.at = changes[len(changes)-1].Position
	return nil
}

// unforgotten gives the Position from which redactions have to be followed: a
// process that was killed after one may have left its words in a backup.
func (s *server) unforgotten(ctx context.Context, head content.Position) (content.Position, error) {
	last, err := s.house.store.Trail(ctx, content.TrailQuery{Kinds: []content.EventKind{content.EventRedacted}, Newest: true, Limit: 1})
	if err != nil || len(last) == 0 {
		return head, err
	}
	list, err := s.house.redactions(ctx)
	if err != nil {
		return head, err
	}
	kept, err := s.house.notes.redactions(ctx)
	if err != nil {
		return head, err
	}
	older, err := nightBefore(filepath.Join(s.cli.Data, backupDir), last[0].At)
	if err != nil || holdsAll(kept, list) && !older {
		return head, err
	}
	return last[0].Position - 1, nil
}

// holdsAll reports whether every line of list is kept as it is.
func holdsAll(kept, list []redacted) bool {
	return !slices.ContainsFunc(list, func(r redacted) bool {
		return !slices.ContainsFunc(kept, func(k redacted) bool {
			return k.key() == r.key() && bytes.Equal(k.Left, r.Left) && k.At.Equal(r.At)
		})
	})
}

// nightBefore reports whether a nightly backup was written before an instant.
func nightBefore(dir string, at time.Time) (bool, error) {
	names, err := nights(dir)
	return slices.ContainsFunc(names, func(name string) bool {
		info, err := os.Stat(filepath.Join(dir, name))
		return err == nil && info.ModTime().Before(at)
	}), err
}

// forget brings the list and the nightly backups to what the store holds now.
func (s *server) forget(ctx context.Context) error {
	list, err := s.house.redactions(ctx)
	if err != nil {
		return err
	}
	if err := s.house.notes.keep(ctx, list); err != nil {
		return err
	}
	removed, err := s.renewNights(ctx)
	if err == nil && removed > 0 {
		s.log.Warn("words were redacted: the nightly backups that held them are replaced by a new one; "+
			"copies elsewhere still hold them, and are restored with --redactions", "removed", removed, "list", redactionsFile)
	}
	return err
}

// forgetFiles removes the bytes of files that were taken out: what is on its way in
// and is the same, the file itself, and what readers got of it.
func (s *server) forgetFiles(ctx context.Context, ids []content.ID) error {
	if len(ids) == 0 {
		return nil
	}
	found, err := s.house.store.Assets(ctx, ids...)
	if err != nil {
		return err
	}
	for _, a := range found {
		if a.Removed.IsZero() {
			continue
		}
		if err := s.forgetFile(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) forgetFile(ctx context.Context, a *media.Asset) error {
	blob, err := s.house.blobs.Open(ctx, a.Blob)
	switch {
	case err == nil:
		if err := errors.Join(s.uploads.Forget(ctx, blob, blob.Size()), blob.Close()); err != nil {
			return err
		}
	case !fault.Is(err, fault.NotFound):
		return err
	}
	gone, err := s.house.cabinet.Remove(ctx, a.Blob, func(ctx context.Context) (bool, error) {
		// Whoever brought the same file again since then did so knowing.
		snap, err := s.house.store.Load(ctx, content.Ask{Claims: []content.Claim{media.BlobClaim(a.Blob)}})
		return len(snap.Claimed[media.BlobClaim(a.Blob)]) > 0, err
	})
	if err != nil || !gone {
		return err
	}
	if s.house.extracts != nil {
		if err := s.house.extracts.Forget(a.Blob); err != nil {
			return err
		}
	}
	return s.room.Forget(ctx, a.Blob)
}

// forgetAgain is the pause before what could not be removed is tried again.
const forgetAgain = 10 * time.Second

// forgetRemoved removes, once after a start, what a process that was killed left of
// files that were taken out before.
func (s *server) forgetRemoved(ctx context.Context) {
	for {
		entries, err := s.house.store.Trail(ctx, content.TrailQuery{Kinds: []content.EventKind{content.EventFileRemoved}})
		var ids []content.ID
		for _, e := range entries {
			ids = append(ids, e.Asset)
		}
		if err == nil {
			err = s.forgetFiles(ctx, ids)
		}
		if err == nil || ctx.Err() != nil {
			return
		}
		s.log.Error("files that were taken out are still on the disk, and are tried again", "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(forgetAgain):
		}
	}
}
