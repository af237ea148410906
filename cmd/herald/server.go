package main

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/admin"
	"herald/content/counting"
	"herald/content/tuning"
	"herald/internal/follow"
	"herald/internal/web"
	"herald/media/darkroom"
	"herald/media/extract"
	"herald/search"
	"herald/site"
	"herald/staff"
	"herald/staff/post"
)

// server is a running Herald. Its parts come up in the order of open and go
// down in the opposite one, in Close.
type server struct {
	*program
	config Config
	demo   bool

	lock   *lock
	lines  *logWriter
	log    *slog.Logger
	public net.Listener
	ops    net.Listener
	socket *socket
	house  *house
	// measured is the store itself, below what counts its failures.
	measured houseStore
	door     *staff.Door
	// founding is nil in a demonstration, and where there was an administrator when
	// the server started.
	founding *founding
	clock    *clock
	index    *search.Index
	pages    *site.Pages
	room     *darkroom.Room
	// extractor reads files; nil where that is switched off.
	extractor *extract.Worker
	uploads   incoming
	signal    follow.Signal
	metrics   *metrics
	desk      *admin.Admin
	post      *post.Office
	// tuning is what editors said of the search, questions counts what readers ask it.
	tuning    *tuning.Living
	questions *counting.Counter
	readers   map[string]home
	sites     *fiber.App
	ready     atomic.Bool
	// since is when the server came up, certificate the one that browsers are shown,
	// if any, and nightFailed when the last nightly backup was not made.
	since       time.Time
	certificate *x509.Certificate
	nightFailed atomic.Pointer[time.Time]
	// followers stay behind the log while the server runs.
	followers []*follower
}

// open brings everything up but answers nobody yet.
func (s *server) open(ctx context.Context) (err error) {
	s.lines = &logWriter{end: s.err}
	s.log = slog.New(newHandler(s.lines, s.err, s.config.Log))
	s.clock, s.since = newClock(s.log), time.Now()
	if s.demo {
		if err := s.furnish(); err != nil {
			return err
		}
	}
	if err := s.listen(); err != nil {
		return err
	}
	if s.house, err = s.program.rules(s.config); err != nil {
		return err
	}
	s.house.clock, s.house.sites, s.house.log = s.clock, s.config.sites(s.origin()), s.log
	if s.demo {
		s.welcomeLoopback()
		if err := s.fill(ctx); err != nil {
			return err
		}
	}
	opening := s.opening()
	opening.takesOver = true
	opening.warn = func(text string) { s.log.Warn(text, "store", s.house.engine.name()) }
	if err := s.house.openStore(ctx, opening); err != nil {
		return err
	}
	if err := s.house.openFiles(); err != nil {
		return err
	}
	s.measured = s.house.store
	if err := s.standAfterRestore(ctx); err != nil {
		return err
	}
	if err := s.house.settleKinds(ctx); err != nil {
		return err
	}
	if err := s.lock.sign(s.house.projector().Fingerprint()); err != nil {
		return err
	}
	s.metrics = newMetrics(s)
	s.metrics.logs(s.lines)
	s.house.store = &countedStore{houseStore: s.house.store, failures: s.metrics.storeErrors}
	s.house.desk = s.house.newDesk(s.house.store, s.house.store)
	s.openQuestions()
	if err := s.house.openExtracts(); err != nil {
		return err
	}
	options := s.house.searchOptions()
	options.Tune = s.tune
	s.index, err = search.Open(filepath.Join(s.cli.Data, searchDir), s.house.store, options)
	if err != nil {
		return err
	}
	if err := s.openPages(ctx); err != nil {
		return err
	}
	s.behind(s.index)
	head, err := s.house.store.Head(ctx)
	if err != nil {
		return err
	}
	unforgotten, err := s.unforgotten(ctx, head)
	if err != nil {
		return err
	}
	s.behind(&forgetter{s: s, at: unforgotten})
	if removed, err := s.house.sweepFiles(ctx); err != nil {
		return err
	} else if removed > 0 {
		s.log.Info("removed files that were never made known", "files", removed)
	}
	if s.uploads, err = openUploads(s.house, s.clock); err != nil {
		return err
	}
	if err := s.openDarkroom(); err != nil {
		return err
	}
	s.behind(&painter{s: s, at: head})
	if err := s.openExtractor(head); err != nil {
		return err
	}
	s.house.desk.Committed = s.committed
	if err := s.openDoor(ctx); err != nil {
		return err
	}
	if err := s.openPost(ctx); err != nil {
		return err
	}
	if s.sites, err = s.publicApp(); err != nil {
		return err
	}
	s.socket, err = openSocket(s.cli.Data, s.index)
	return err
}

// listen takes the two addresses, so that a taken one is told before anything
// long begins. Whoever connects meanwhile waits.
func (s *server) listen() (err error) {
	c := s.config
	tls := web.ListenConfig{Address: c.Addr}
	if c.TLSCert != "" {
		tls.CertFile, tls.KeyFile = inFolder(s.cli.Data, c.TLSCert), inFolder(s.cli.Data, c.TLSKey)
	}
	if s.public, err = web.Listen(tls); err != nil {
		return inUse(err, c.Addr, "--addr")
	}
	if tls.CertFile != "" {
		if s.certificate, err = leafOf(tls.CertFile); err != nil {
			return err
		}
	}
	if s.ops, err = web.Listen(web.ListenConfig{Address: c.OpsAddr}); err != nil {
		return inUse(err, "(operations) "+c.OpsAddr, "--ops-addr")
	}
	return nil
}

// origin gives the address under which this machine reaches what is served.
func (s *server) origin() string {
	scheme, host := "http", "localhost"
	if s.config.TLSCert != "" {
		scheme = "https"
	}
	if tcp, ok := s.public.Addr().(*net.TCPAddr); ok {
		host = fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return scheme + "://" + host
}

// Run answers until ctx ends or something that must not fails. It returns when
// the last answer is given.
func (s *server) Run(ctx context.Context) error {
	inside, stopInside := context.WithCancel(context.WithoutCancel(ctx))
	defer stopInside()
	var tasks sync.WaitGroup
	for _, task := range []func(context.Context){s.tick, s.nightly, s.socket.serve, s.paintNewest, s.sweepSessions, s.tellOfDays, s.sendLetters, s.watch, s.forgetRemoved, s.questions.Run, s.readFiles} {
		tasks.Go(func() { task(inside) })
	}
	for _, f := range s.followers {
		tasks.Go(func() { s.follow(inside, f) })
	}
	ctx, failed := context.WithCancelCause(ctx)
	defer failed(nil)
	served := make(chan error, 1)
	operated := make(chan error, 1)
	go func() { operated <- s.serveOps(inside, failed) }()
	go func() {
		err := web.Serve(ctx, s.sites, s.public, 0)
		failed(err)
		served <- err
	}()
	s.ready.Store(true)
	s.announce()
	s.announceStaff(ctx)
	<-ctx.Done()
	// Whoever balances the load hears it before the last connection is closed.
	s.ready.Store(false)
	s.log.Info("stopping: no new requests, waiting for the running ones")
	err := <-served
	stopInside()
	tasks.Wait()
	if cause := context.Cause(ctx); err == nil && !errors.Is(cause, context.Canceled) {
		err = cause
	}
	return errors.Join(err, <-operated)
}

func (s *server) serveOps(ctx context.Context, failed context.CancelCauseFunc) error {
	err := web.Serve(ctx, s.opsApp(), s.ops, 0)
	if err != nil {
		failed(fmt.Errorf("operations address: %w", err))
	}
	return nil
}

func (s *server) announce() {
	s.log.Info("herald is ready", "version", version(), "public", s.public.Addr().String(),
		"operations", s.ops.Addr().String(), "data", s.cli.Data)
	for _, name := range s.house.siteNames() {
		site := s.house.sites[name]
		s.say("Serving %s at %s%s/", name, site.Origin, site.Base)
	}
}

// Close takes everything down that open brought up, the last first.
func (s *server) Close() error {
	var problems []error
	closing := func(open bool, close func() error) {
		if open {
			problems = append(problems, close())
		}
	}
	closing(s.socket != nil, func() error { return s.socket.Close() })
	closing(s.room != nil, func() error { return s.room.Close() })
	closing(s.index != nil, func() error { return s.index.Close() })
	closing(s.house != nil, func() error { return s.house.Close() })
	for _, ln := range []net.Listener{s.public, s.ops} {
		closing(ln != nil, func() error { return ignoreClosed(ln.Close()) })
	}
	closing(s.lines != nil, func() error { s.lines.flush(); return nil })
	return errors.Join(append(problems, s.lock.release())...)
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}
