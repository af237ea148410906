package main

import (
	"context"
	"time"

	"herald/content"
	"herald/staff"
)

// openDoor makes the accounts ready, with everything that watches over them.
func (s *server) openDoor(ctx context.Context) error {
	rules, err := s.house.staffRules(ctx, s.demo)
	if err != nil {
		return err
	}
	s.house.roster = s.house.newRoster(s.house.store, rules)
	s.house.roster.Committed = s.committed
	s.door = staff.NewDoor(s.house.roster)
	s.door.Alarm = s.alarm
	s.door.Outcome = func(outcome string) { s.metrics.signIns.WithLabelValues(outcome).Inc() }
	if !s.demo { // whoever looks at a demonstration sees what there is
		s.founding, err = newFounding(ctx, s.house.roster.Founded)
	}
	return err
}

// committed tells everybody who stays behind the log of a Change of this process.
func (s *server) committed(c content.Change) {
	s.pages.Touch(c)
	s.signal.Notify()
}

// alarm writes down that somebody tries passwords. The log is what is watched.
func (s *server) alarm(a staff.Alarm) {
	s.metrics.alarms.Inc()
	switch {
	case a.Inside:
		s.log.Error("somebody knows the password of a member and tries codes: reset it with herald member reset",
			"account", a.Account, "member", a.Member, "tries", a.Tries)
	case a.Links:
		s.log.Warn("a network tries many links that lead nowhere: it has to wait", "network", a.Network, "tries", a.Tries)
	case a.Network != "":
		s.log.Warn("a network tries many passwords: it has to wait", "network", a.Network, "account", a.Account, "tries", a.Tries)
	default:
		s.log.Warn("many passwords are tried on one account: strangers have to wait, known browsers and right codes do not",
			"account", a.Account, "member", a.Member, "tries", a.Tries)
	}
}

// sweepEvery is how often sessions that are over are dropped.
const sweepEvery = 10 * time.Minute

func (s *server) sweepSessions(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(sweepEvery):
		}
		if err := s.door.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("dropping sessions that are over failed", "error", err)
		}
		if err := s.house.store.SweepScratches(ctx, s.clock.Now().Add(-content.ScratchLife)); err != nil && ctx.Err() == nil {
			s.log.Error("dropping what was typed long ago failed", "error", err)
		}
		if err := s.house.store.SweepShares(ctx, s.clock.Now().Add(-content.ShareKept)); err != nil && ctx.Err() == nil {
			s.log.Error("dropping links that have ended failed", "error", err)
		}
	}
}

// announceStaff says how to come in: by the link that makes the first
// administrator, or in the demonstration by its sign-ins.
func (s *server) announceStaff(ctx context.Context) {
	if s.demo {
		s.announceDemo(ctx)
	}
	token, err := s.door.SetUp(ctx)
	if err != nil {
		s.log.Error("the link that makes the first administrator could not be made", "error", err)
		return
	}
	if token != "" {
		s.say("There is no administrator yet. Make the first one at %s", s.house.staffAddress(staff.LinkPath(token)))
		s.say("The link works once, and until the next start.")
	}
}
