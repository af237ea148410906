package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// serveCommand serves the Sites until told to stop.
type serveCommand struct {
	Addr    string `help:"Where readers are served (:8080)." placeholder:"HOST:PORT"`
	OpsAddr string `help:"Where /healthz, /readyz and /metrics are served (127.0.0.1:9090)." placeholder:"HOST:PORT"`
	TLSCert string `help:"Certificate file, for https." placeholder:"FILE"`
	TLSKey  string `help:"Key file of the certificate." placeholder:"FILE"`
	Demo    bool   `help:"Answer on localhost at any port, and fill an empty folder with a sample municipality."`
}

// Run serves until ctx ends.
func (s *serveCommand) Run(ctx context.Context, p *program) error {
	server, err := s.open(ctx, p)
	if err != nil {
		return err
	}
	if err := errors.Join(server.Run(ctx), server.Close()); err != nil {
		return err
	}
	server.log.Info("stopped")
	return nil
}

// open makes everything ready to serve and holds the lock.
func (s *serveCommand) open(ctx context.Context, p *program) (*server, error) {
	c, err := p.config(s.flags)
	if err != nil {
		return nil, err
	}
	if err := makeFolder(p.cli.Data); err != nil {
		return nil, err
	}
	held, err := takeLock(p.cli.Data)
	if err != nil {
		return nil, err
	}
	o := &server{program: p, config: c, demo: s.Demo, lock: held}
	if err := o.open(ctx); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return o, nil
}

// flags puts what the command line says above the configuration.
func (s *serveCommand) flags(c *Config) {
	for _, f := range []struct {
		flag string
		key  *string
	}{{s.Addr, &c.Addr}, {s.OpsAddr, &c.OpsAddr}, {absolute(s.TLSCert), &c.TLSCert}, {absolute(s.TLSKey), &c.TLSKey}} {
		if f.flag != "" {
			*f.key = f.flag
		}
	}
}

// absolute gives a path of the command line as seen from anywhere.
func absolute(path string) string {
	if whole, err := filepath.Abs(path); path != "" && err == nil {
		return whole
	}
	return path
}

// inUse puts an address that is taken into words.
func inUse(err error, addr, flag string) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("address %s is in use: stop what listens there, or name another with %s", addr, flag)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("address %s: not permitted: name another with %s", addr, flag)
	}
	return fmt.Errorf("address %s: %s", addr, strings.TrimPrefix(err.Error(), "listen tcp "))
}
