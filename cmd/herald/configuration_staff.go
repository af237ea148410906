package main

import (
	"time"

	"herald/staff"
)

// StaffConfig is how staff come in.
type StaffConfig struct {
	// SecondFactor is "required" of whoever approves, publishes or administers, or
	// "optional".
	SecondFactor string `toml:"second_factor"`
	// SessionIdle ends a session in which nothing happens, SessionEnd any session.
	SessionIdle string `toml:"session_idle"`
	SessionEnd  string `toml:"session_end"`
	// Welcome and Reset are how long one-time links hold.
	Welcome string `toml:"welcome"`
	Reset   string `toml:"reset"`
}

const (
	factorRequired = "required"
	factorOptional = "optional"
)

// rules were checked before they are asked for; what is empty is the default.
func (c StaffConfig) rules() staff.Rules {
	length := func(s string) time.Duration {
		d, _ := time.ParseDuration(s)
		return d
	}
	return staff.Rules{NoSecondFactor: c.SecondFactor == factorOptional, Idle: length(c.SessionIdle), End: length(c.SessionEnd),
		Welcome: length(c.Welcome), Reset: length(c.Reset)}
}

func (k *checking) staff() {
	s := k.Staff
	if s.SecondFactor != factorRequired && s.SecondFactor != factorOptional {
		k.add("staff.second_factor", "%q is neither %s nor %s", s.SecondFactor, factorRequired, factorOptional)
	}
	for _, f := range []struct{ key, value string }{{"session_idle", s.SessionIdle}, {"session_end", s.SessionEnd}, {"welcome", s.Welcome}, {"reset", s.Reset}} {
		if d, err := time.ParseDuration(f.value); err != nil || d < time.Minute {
			k.add("staff."+f.key, "%q is not a time of a minute or more, such as 90m", f.value)
		}
	}
}
