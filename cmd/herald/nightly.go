package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

const (
	backupDir  = "backups"
	keptNights = 7
)

// nightly writes a backup at the configured time of each day and keeps the
// newest seven.
func (s *server) nightly(ctx context.Context) {
	at, err := time.Parse("15:04", s.config.Backup.At)
	if err != nil {
		return // it is off
	}
	zone := s.config.Sites[0].location()
	for {
		now := time.Now()
		select {
		case <-ctx.Done():
			return
		case <-time.After(nextNight(now, at, zone).Sub(now)):
		}
		file, err := s.backUp(ctx, time.Now().In(zone))
		if err != nil {
			failed := time.Now()
			s.nightFailed.Store(&failed)
			s.log.Error("the nightly backup failed", "error", err)
			continue
		}
		s.log.Info("nightly backup written", "file", file)
	}
}

// nextNight gives the next instant after now at which clocks in zone show the
// time of day of at.
func nextNight(now, at time.Time, zone *time.Location) time.Time {
	local := now.In(zone)
	for day := 0; ; day++ {
		next := time.Date(local.Year(), local.Month(), local.Day()+day, at.Hour(), at.Minute(), 0, 0, zone)
		if next.After(now) {
			return next
		}
	}
}

// backUp writes the backup of a day, unless it is there, and removes those of
// earlier weeks.
func (s *server) backUp(ctx context.Context, day time.Time) (string, error) {
	dir := filepath.Join(s.cli.Data, backupDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	file := filepath.Join(dir, "herald-"+day.Format(time.DateOnly)+".tar")
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	if _, err := s.house.backup(ctx, file, s.configFile()); err != nil {
		return "", err
	}
	s.house.remembersBackup(ctx, file)
	return file, prune(dir)
}

// renewNights replaces the nightly backups by one of now and gives how many it
// removed.
func (s *server) renewNights(ctx context.Context) (int, error) {
	dir := filepath.Join(s.cli.Data, backupDir)
	old, err := nights(dir)
	if err != nil || len(old) == 0 {
		return 0, err
	}
	today := filepath.Join(dir, "herald-"+time.Now().In(s.config.Sites[0].location()).Format(time.DateOnly)+".tar")
	fresh := today + ".new"
	os.Remove(fresh) // of a renewal that was broken off
	if _, err := s.house.backup(ctx, fresh, s.configFile()); err != nil {
		return 0, err
	}
	var problems []error
	for _, name := range old {
		problems = append(problems, os.Remove(filepath.Join(dir, name)))
	}
	problems = append(problems, os.Rename(fresh, today), syncFolder(dir))
	s.house.remembersBackup(ctx, today)
	return len(old), errors.Join(problems...)
}

var nightForm = regexp.MustCompile(`^herald-\d{4}-\d\d-\d\d\.tar$`)

// prune removes nightly backups beyond the newest seven; other files are
// somebody's own.
func prune(dir string) error {
	all, err := nights(dir)
	if err != nil {
		return err
	}
	var problems []error
	for _, name := range all[:max(0, len(all)-keptNights)] {
		problems = append(problems, os.Remove(filepath.Join(dir, name)))
	}
	return errors.Join(problems...)
}

// nights lists the nightly backups, oldest first; a folder that is not there
// has none.
func nights(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	var all []string
	for _, e := range entries {
		if nightForm.MatchString(e.Name()) {
			all = append(all, e.Name())
		}
	}
	slices.Sort(all)
	return all, nil
}
