package staff

import (
	"context"
	"net/netip"
	"time"

	"herald/content"
	"herald/internal/fault"
)

const (
	// graceFor is how long a token that was replaced still holds: the browser may
	// have sent it before it learned of the next one.
	graceFor = 30 * time.Second
	// codeFor is how long somebody has to give the second factor.
	codeFor = 10 * time.Minute
	// touchEvery bounds how often the use of a session is written down.
	touchEvery = time.Minute
	// deviceFor is how long a browser is remembered that nobody signs in with.
	deviceFor = 180 * 24 * time.Hour
)

// begin opens a session for a Member who has proved to be one.
func (d *Door) begin(ctx context.Context, m *Member, x Secrets, factor bool, device content.Hash, w Where) (*Session, error) {
	now, token := d.now(), newToken()
	row := SessionRow{ID: content.NewID(), Member: m.ID, Token: hashOf(token), Device: device, Epoch: x.Epoch, Rights: rightsOf(m),
		Form: randomBytes(tokenBytes), Factor: factor, Started: now, Seen: now, Confirmed: now, Address: address(w), Browser: clean(w.Browser)}
	s := d.session(row, m, x)
	s.Token = token
	if s.Stage == StageIn {
		if err := d.arrive(ctx, s); err != nil {
			return nil, err
		}
	}
	return s, d.vault().AddSession(ctx, s.row)
}

func address(w Where) string {
	if !w.Address.IsValid() {
		return ""
	}
	return w.Address.Unmap().String()
}

// arrive records that somebody is in, and makes their browser a known one.
func (d *Door) arrive(ctx context.Context, s *Session) error {
	if err := d.note(ctx, content.EventSignedIn, s.Member); err != nil {
		return err
	}
	return d.know(ctx, s)
}

// know gives the browser a new name by which it is known.
func (d *Door) know(ctx context.Context, s *Session) error {
	was := s.row.Device
	s.Device = newToken()
	s.row.Device = hashOf(s.Device)
	return d.vault().PutDevice(ctx, was, s.row.Device, s.Member.ID, d.now())
}

// session joins what is kept of a session with its Member as they are now.
func (d *Door) session(row SessionRow, m *Member, x Secrets) *Session {
	s := &Session{ID: row.ID, Member: m, Stage: StageIn, Started: row.Started, Seen: row.Seen, Ends: row.Started.Add(d.rules.End),
		Confirmed: row.Confirmed, Where: Where{Browser: row.Browser}, row: row, fresh: d.rules.Fresh}
	s.Where.Address, _ = netip.ParseAddr(row.Address)
	switch hasFactor := len(x.Factor) > 0; {
	case hasFactor && !row.Factor:
		s.Stage, s.Ends = StageCode, row.Started.Add(min(codeFor, d.rules.End))
	case !hasFactor && d.demanded(m, x):
		s.Stage = StageEnrol
	}
	return s
}

// holds reports whether a session is not over.
func (d *Door) holds(s *Session, x Secrets, now time.Time) bool {
	return s.Member.Disabled == nil && s.row.Epoch == x.Epoch && now.Before(s.Ends) && now.Sub(s.row.Seen) < d.rules.Idle
}

// Session gives the session whose token a browser holds. It is asked on every
// request: what was taken from the Member meanwhile is taken from it. Where it
// gives a Token, that of the browser holds only for moments.
func (d *Door) Session(ctx context.Context, token string, w Where) (*Session, error) {
	s, err := d.Glance(ctx, token)
	if err != nil || s.row.Token != hashOf(token) {
		return s, err
	}
	return s, d.keepUp(ctx, s, w, d.now())
}

// Glance is Session without that being a use of it: the session ends as if nobody
// had come. It is for what a page asks by itself.
func (d *Door) Glance(ctx context.Context, token string) (*Session, error) {
	hash, now := hashOf(token), d.now()
	if hash == "" {
		return nil, ended()
	}
	row, err := d.vault().Session(ctx, hash)
	if fault.Is(err, fault.NotFound) || err == nil && row.Token != hash && !now.Before(row.BeforeUntil) {
		return nil, ended()
	}
	if err != nil {
		return nil, err
	}
	return d.read(ctx, row, now)
}

// read gives a session that is not over.
func (d *Door) read(ctx context.Context, row SessionRow, now time.Time) (*Session, error) {
	m, err := Get(ctx, d.roster.Shelf, row.Member)
	if fault.Is(err, fault.NotFound) {
		return nil, ended()
	}
	if err != nil {
		return nil, err
	}
	x, err := d.vault().Secrets(ctx, row.Member)
	if err != nil {
		return nil, err
	}
	s := d.session(row, m, x)
	if !d.holds(s, x, now) {
		if err := d.vault().EndSession(ctx, row.Member, row.ID); err != nil {
			return nil, err
		}
		return nil, ended()
	}
	return s, nil
}

// keepUp writes down that a session is in use, and gives it another token where
// the Member may do other things than when the last one was made.
func (d *Door) keepUp(ctx context.Context, s *Session, w Where, now time.Time) error {
	was := s.row
	rights := rightsOf(s.Member)
	if rights == was.Rights && now.Sub(was.Seen) < touchEvery {
		return nil
	}
	if rights != was.Rights {
		s.turn(now)
	}
	s.row.Rights, s.row.Seen, s.Seen = rights, now, now
	if a := address(w); a != "" {
		s.row.Address = a
	}
	err := d.vault().ReplaceSession(ctx, was.Token, s.row)
	if fault.Is(err, fault.NotFound) {
		// Another request did the same at this moment, or ended it; the next one will
		// tell. The token that this browser holds is good until then.
		s.Token, s.row = "", was
		return nil
	}
	return err
}

// turn gives a session another token.
func (s *Session) turn(now time.Time) {
	s.Token = newToken()
	s.row.Before, s.row.BeforeUntil, s.row.Token = s.row.Token, now.Add(graceFor), hashOf(s.Token)
}

// rise gives a session another token at once: the one that proved less must not
// prove more.
func (s *Session) rise(now time.Time) {
	s.turn(now)
	s.row.Before, s.row.BeforeUntil = "", time.Time{}
	s.row.Confirmed, s.Confirmed, s.row.Seen, s.Seen = now, now, now, now
}

// SignOut ends a session.
func (d *Door) SignOut(ctx context.Context, s *Session) error {
	return d.vault().EndSession(ctx, s.Member.ID, s.ID)
}

// Sessions gives the sessions of the one who asks, the oldest first.
func (d *Door) Sessions(ctx context.Context, s *Session) ([]*Session, error) {
	if s.Stage != StageIn {
		return nil, ended()
	}
	x, err := d.vault().Secrets(ctx, s.Member.ID)
	if err != nil {
		return nil, err
	}
	rows, err := d.vault().Sessions(ctx, s.Member.ID)
	var all []*Session
	for _, row := range rows {
		if other := d.session(row, s.Member, x); d.holds(other, x, d.now()) {
			other.Current = other.ID == s.ID
			all = append(all, other)
		}
	}
	return all, err
}

// End ends one of one's own sessions.
func (d *Door) End(ctx context.Context, s *Session, id content.ID) error {
	if s.Stage != StageIn {
		return ended()
	}
	return d.vault().EndSession(ctx, s.Member.ID, id)
}

// EndOthers ends all of one's own sessions but this one.
func (d *Door) EndOthers(ctx context.Context, s *Session) error {
	others, err := d.Sessions(ctx, s)
	if err != nil {
		return err
	}
	if err := d.note(ctx, content.EventSessionsEnded, s.Member); err != nil {
		return err
	}
	for _, o := range others {
		if o.Current {
			continue
		}
		if err := d.vault().EndSession(ctx, s.Member.ID, o.ID); err != nil {
			return err
		}
	}
	return nil
}

// Sweep drops what is over, so that it takes no room. Nothing depends on it.
func (d *Door) Sweep(ctx context.Context) error {
	now := d.now()
	return d.vault().Drop(ctx, Dropping{SeenBefore: now.Add(-d.rules.Idle), StartedBefore: now.Add(-d.rules.End), DevicesBefore: now.Add(-deviceFor)})
}
