package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"syscall"
	"time"

	"herald/internal/health"
)

// health tells how the installation does. It reads a few names and sizes and never
// fails: what cannot be told is told as that.
func (s *server) health(ctx context.Context) health.Report {
	state := s.post.State()
	var check checked
	s.house.readNote(ctx, verifyNote, &check)
	return health.Report{
		Version: version(), Since: s.since, Now: s.clock.Now(),
		Backup: s.backupHealth(ctx), Disk: diskOf(s.cli.Data), Store: s.storeHealth(ctx), Search: s.searchHealth(ctx),
		Check:       health.Check{At: check.At, Damaged: check.Damaged},
		Mail:        health.Mail{SetUp: state.SetUp, Host: state.Host, Waiting: state.Waiting, Down: state.Down, Why: state.Why, Sent: state.Sent},
		Certificate: s.certificateHealth(),
		Clock:       health.Clock{Leapt: s.clock.Held(), Restored: s.clock.standing()},
	}
}

func (s *server) backupHealth(ctx context.Context) health.Backup {
	last := s.house.lastBackup(ctx)
	b := health.Backup{At: last.At, Size: last.Size, Where: last.Where}
	if at, err := time.Parse("15:04", s.config.Backup.At); err == nil {
		b.Next = nextNight(time.Now(), at, s.config.Sites[0].location())
	}
	if failed := s.nightFailed.Load(); failed != nil && failed.After(last.At) {
		b.Failed = *failed
	}
	return b
}

// diskOf gives the room where dir lies.
func diskOf(dir string) health.Disk {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return health.Disk{}
	}
	block := int64(fs.Bsize)
	return health.Disk{Free: int64(fs.Bavail) * block, Total: int64(fs.Blocks) * block}
}

func (s *server) storeHealth(ctx context.Context) (h health.Store) {
	head, err := s.house.store.Head(ctx)
	if err != nil {
		return health.Store{Down: true}
	}
	h.Head = uint64(head)
	h.Size = s.house.engine.size(ctx, s.measured)
	return h
}

func (s *server) searchHealth(ctx context.Context) health.Search {
	h := health.Search{Building: s.index.CatchingUp(), Aside: s.index.Aside()}
	for _, f := range s.followers {
		if f.Name() != s.index.Name() {
			continue
		}
		if h.Behind = f.lag.Behind(); h.Behind == 0 {
			continue
		}
		// The oldest Change that is missing tells since when.
		if next, err := s.house.store.Changes(ctx, f.lag.Applied(), 1); err == nil && len(next) > 0 && len(next[0].Events) > 0 {
			h.Since = next[0].Events[0].At
		}
	}
	return h
}

// certificateHealth compares the certificate that is shown to browsers with the file
// that it came from: a renewed one is of no use before a restart.
func (s *server) certificateHealth() health.Certificate {
	if s.certificate == nil {
		return health.Certificate{}
	}
	c := s.certificate
	h := health.Certificate{Names: c.DNSNames, Until: c.NotAfter}
	for _, ip := range c.IPAddresses {
		h.Names = append(h.Names, ip.String())
	}
	if len(h.Names) == 0 {
		h.Names = []string{c.Subject.String()}
	}
	if now, err := leafOf(inFolder(s.cli.Data, s.config.TLSCert)); err == nil && now.NotAfter.After(c.NotAfter) {
		h.Renewed = now.NotAfter
	}
	return h
}

// leafOf reads the first certificate of a file, the one of the server itself.
func leafOf(file string) (*x509.Certificate, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			return x509.ParseCertificate(block.Bytes)
		}
	}
	return nil, errors.New("no certificate in " + file)
}
