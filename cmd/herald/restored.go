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

// restoredFile stands in a data folder that was filled from a backup until
// somebody confirms that it may go on. While it is there the clock stands still
// at the time of the backup: nothing that was scheduled meanwhile goes out by
// itself.
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

// readRestored gives when the backup was written that the folder was filled
// from, if that still waits for somebody to confirm it.
func readRestored(dir string) (time.Time, bool, error) {
	body, err := os.ReadFile(filepath.Join(dir, restoredFile))
	if errors.Is(err, os.ErrNotExist) {
		return time.Time{}, false, nil
	}
	var r restored
	if err == nil {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		return time.Time{}, false, fmt.Errorf("%s: %w", restoredFile, unwrapPath(err))
	}
	return r.Backup, true, nil
}

// confirm lets a restored folder go on.
func confirm(p *program) error {
	_, waits, err := readRestored(p.cli.Data)
	if err != nil {
		return err
	}
	if !waits {
		return fmt.Errorf("data folder %s: nothing waits to be confirmed", p.cli.Data)
	}
	if err := os.Remove(filepath.Join(p.cli.Data, restoredFile)); err != nil {
		return err
	}
	p.say("Confirmed: the clock goes on, and what is due goes out.")
	return nil
}

// standAfterRestore stops the clock of a folder that waits to be confirmed.
func (s *server) standAfterRestore() error {
	backup, waits, err := readRestored(s.cli.Data)
	if err != nil || !waits {
		return err
	}
	s.clock.stand(backup)
	s.log.Warn("this folder was filled from a backup: the clock stands at its time and nothing scheduled goes out until "+
		"somebody confirms with: herald restore --confirm", "backup", backup, "data", s.cli.Data)
	return nil
}

// awaitConfirmation lets the clock go on once it is confirmed.
func (s *server) awaitConfirmation(context.Context) {
	if !s.clock.standing() {
		return
	}
	if _, waits, err := readRestored(s.cli.Data); err == nil && !waits {
		s.clock.resume()
		s.log.Info("the restored folder is confirmed: the clock goes on")
	}
}
