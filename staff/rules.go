package staff

import "time"

// Rules is what an installation decides about its accounts. The zero value is
// usable: filled says what it means.
type Rules struct {
	// NoSecondFactor lets people approve, publish and administer with a password
	// alone.
	NoSecondFactor bool
	// Idle ends a session in which nothing happens, End any session.
	Idle, End time.Duration
	// Fresh is how long a password or code that was given counts as just given.
	Fresh time.Duration
	// Welcome and Reset are how long one-time links hold: the first password of
	// a new Member, and a new one for somebody who has lost theirs.
	Welcome, Reset time.Duration
	// Issuer is what an authenticator app calls this installation.
	Issuer string
	// Words may make up no large part of a password: the names of Sites and of
	// the organization.
	Words []string
	// Refused are passwords that nobody comes in with, even if they are set.
	Refused []string
}

func (r Rules) filled() Rules {
	or := func(d *time.Duration, v time.Duration) {
		if *d <= 0 {
			*d = v
		}
	}
	or(&r.Idle, time.Hour)
	or(&r.End, 12*time.Hour)
	or(&r.Fresh, 15*time.Minute)
	or(&r.Welcome, 72*time.Hour)
	or(&r.Reset, 30*time.Minute)
	if r.Issuer == "" {
		r.Issuer = product
	}
	return r
}

// product is a word that no password may lean on.
const product = "Herald"
