package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// restoredFile is the note of a store that was filled from a backup until somebody
// confirms that it may go on. While it is there the clock stands still at the time of
// the backup: nothing that was scheduled meanwhile goes out by itself.
const restoredFile = "restored.json"

type restored struct {
	// Backup is when the backup was written, At when it was restored.
	Backup time.Time `json:"backup"`
	At     time.Time `json:"at"`
}

func markRestored(dir string, backup time.Time) error {
	body, err := json.Marshal(restored{Backup: backup, At: time.Now().UTC()})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, restoredFile), body, 0o600)
}

// readRestored gives when the backup was written that the store was filled from, if that
// still waits for somebody to confirm it.
func (h *house) readRestored(ctx context.Context) (time.Time, bool, error) {
	var r restored
	waits, err := note(ctx, h.notes, restoredFile, &r)
	return r.Backup, waits, err
}

// confirm lets a restored store go on.
func confirm(ctx context.Context, p *program) (err error) {
	h, err := p.existing(ctx, true)
	defer func() { err = errors.Join(err, h.Close()) }()
	if err != nil {
		return err
	}
	_, waits, err := h.readRestored(ctx)
	if err != nil {
		return err
	}
	if !waits {
		return fmt.Errorf("data folder %s: nothing waits to be confirmed", h.dir)
	}
	if err := h.notes.DropNote(ctx, restoredFile); err != nil {
		return err
	}
	p.say("Confirmed: the clock goes on, and what is due goes out.")
	return nil
}

// standAfterRestore stops the clock of a store that waits to be confirmed.
func (s *server) standAfterRestore(ctx context.Context) error {
	backup, waits, err := s.house.readRestored(ctx)
	if err != nil || !waits {
		return err
	}
	s.clock.stand(backup)
	s.log.Warn("this folder was filled from a backup: the clock stands at its time and nothing scheduled goes out until "+
		"somebody confirms with: herald restore --confirm", "backup", backup, "data", s.cli.Data)
	return nil
}

// awaitConfirmation lets the clock go on once it is confirmed, on this machine or on
// another one.
func (s *server) awaitConfirmation(ctx context.Context) {
	if !s.clock.standing() {
		return
	}
	if _, waits, err := s.house.readRestored(ctx); err == nil && !waits {
		s.clock.resume()
		s.log.Info("the restored folder is confirmed: the clock goes on")
	}
}
