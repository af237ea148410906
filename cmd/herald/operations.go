package main

import (
	"context"
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/follow"
	"herald/internal/web"
)

// opsApp is what the operator looks at.
func (s *server) opsApp() *fiber.App {
	return web.Operations(web.OperationsConfig{Log: s.log, Metrics: s.metrics.handler(), Checks: []web.Check{
		{Name: "serving", Ready: func(context.Context) error {
			if !s.ready.Load() {
				return errors.New("starting or stopping")
			}
			return nil
		}},
		{Name: "store", Ready: func(ctx context.Context) error {
			// What a Commit is made of: a node that others have superseded has that no more.
			_, err := s.house.store.Load(ctx, content.Ask{})
			return err
		}},
		{Name: "clock", Ready: func(context.Context) error {
			if s.clock.Held() {
				return errors.New("it stands still: the machine's time leapt ahead, or a restored folder waits to be confirmed")
			}
			return nil
		}},
	}})
}

// follower is something derived from the log, and how far it is.
type follower struct {
	follow.Follower
	lag follow.Lag
}

// behind has f follow the log once the server runs.
func (s *server) behind(f follow.Follower) {
	one := &follower{Follower: f}
	s.followers = append(s.followers, one)
	s.metrics.follows(f.Name(), &one.lag)
}

func (s *server) follow(ctx context.Context, f *follower) {
	o := follow.Options{Signal: &s.signal, Lag: &f.lag, Logger: s.log}
	if _, told := s.house.shared(); told {
		o.Poll = time.Second // watch asks for all of them
	}
	err := follow.Run(ctx, s.house.store, f, o)
	if err != nil {
		s.log.Error("the log is not followed any more", "follower", f.Name(), "error", err)
	}
}

// The pauses between ticks: as a rule, and at most after failures.
const (
	tickEvery   = time.Second
	tickLongest = time.Minute
)

// tick releases what has come due, every second. Pages are right without it.
func (s *server) tick(ctx context.Context) {
	pause := tickEvery
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		moved, err := s.tickOnce(ctx)
		switch {
		case err == nil:
			pause = tickEvery
		case ctx.Err() == nil:
			pause = min(2*pause, tickLongest)
			s.log.Error("releasing what is due failed", "retry_in", pause, "error", err)
		}
		if moved > 0 {
			s.log.Info("released what was due", "editions", moved)
		}
	}
}

// tickOnce leaves everything where it is while the clock is not believed.
func (s *server) tickOnce(ctx context.Context) (int, error) {
	s.awaitConfirmation(ctx)
	now := s.clock.Now()
	if s.clock.Held() {
		return 0, nil
	}
	moved, err := s.house.desk.Tick(ctx)
	if err != nil {
		return moved, err
	}
	due, err := s.house.store.Due(ctx, content.Instant(now))
	s.metrics.overdue.Set(float64(len(due)))
	return moved, err
}
