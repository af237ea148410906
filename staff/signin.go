package staff

import (
	"context"
	"slices"
	"strings"

	"herald/content"
	"herald/internal/fault"
)

// Attempt is a try to sign in. Code is asked for only where tries have run out,
// and may be given at once; Device is what the browser was told to keep.
type Attempt struct {
	Email, Password, Code, Device string
	Where                         Where
}

// claimant is who somebody says they are: a Member, or nobody, with secrets that
// nothing fits.
type claimant struct {
	Attempt
	email   string
	member  *Member
	secrets Secrets
	// device is what the browser is known by, if it is known for this Member.
	device content.Hash
	// trusted says that more than a password was shown.
	trusted  bool
	stranger stranger
}

// SignIn lets somebody in who proves to be a Member, as far as the second factor.
// Whoever does not gets the same answer after the same work, whether there is
// such a Member or not.
func (d *Door) SignIn(ctx context.Context, a Attempt) (*Session, error) {
	c, err := d.claim(ctx, a)
	if err != nil {
		return nil, err
	}
	clear, err := d.admit(c)
	if err != nil {
		d.outcome("limited")
		return nil, err
	}
	right, renew, err := d.fits(ctx, c)
	if err != nil {
		clear(false)
		d.outcome("busy")
		return nil, err
	}
	if !right {
		d.outcome("wrong")
		return nil, wrong()
	}
	clear(true)
	return d.welcome(ctx, c, renew)
}

// claim looks for whom somebody says they are, with the same questions to the
// store whether there is such a Member or not.
func (d *Door) claim(ctx context.Context, a Attempt) (*claimant, error) {
	c := &claimant{Attempt: a, member: &Member{ID: "nobody"}}
	var err error
	if c.email, err = ParseEmail(a.Email); err != nil {
		c.email = strings.ToLower(a.Email[:min(len(a.Email), emailLongest)])
	}
	m, err := d.roster.Shelf.MemberByEmail(ctx, c.email)
	if err == nil {
		c.member = m
	} else if !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if c.secrets, err = d.vault().Secrets(ctx, c.member.ID); err != nil {
		return nil, err
	}
	device := hashOf(a.Device)
	known, err := d.vault().KnowsDevice(ctx, c.member.ID, device)
	if err != nil {
		return nil, err
	}
	if known && device != "" {
		c.device, c.trusted = device, true
	}
	account, network := keyOfAccount(c.email), networkOf(a.Where.Address)
	c.stranger = stranger{network: network, account: account, pair: account + " " + network, at: d.now()}
	return c, nil
}

// admit counts a try, or refuses it. A browser from which the Member has signed
// in before has tries of its own; where those of strangers have run out, the
// right code lets one more be heard. clear is told when the try should not count.
func (d *Door) admit(c *claimant) (clear func(right bool), err error) {
	now, s := c.stranger.at, c.stranger
	if c.device != "" {
		key := "device " + s.account + string(c.device)
		if _, ok := d.limits.take(&d.limits.accounts, key, now, deviceMost); ok {
			return func(bool) { d.limits.giveBack(&d.limits.accounts, key, now) }, nil
		}
	}
	wait, ok := d.limits.admit(s)
	if ok {
		return func(right bool) { d.limits.clear(s, right) }, nil
	}
	d.alarm(c)
	if c.Code != "" && d.proves(c) {
		c.trusted = true
		return func(bool) {}, nil
	}
	return nil, tooMany(wait)
}

// proves reports whether the code of a claimant is right, without using it up.
// Recovery codes cannot be guessed and always count; those of an app are looked
// at only so often.
func (d *Door) proves(c *claimant) bool {
	s, looked := c.stranger, c.secrets
	none := len(looked.Factor) == 0
	if none {
		looked.Factor = decoyFactor
	}
	if parseCode(c.Code) != "" {
		_, ok := d.limits.take(&d.limits.codes, "recovery "+s.network, s.at, networkMost)
		return ok && looked.use(c.Code, s.at) == recoveryCode && !none
	}
	if _, ok := d.limits.take(&d.limits.codes, "before "+s.pair, s.at, pairCodes); !ok {
		return false
	}
	if _, ok := d.limits.take(&d.limits.codes, "before "+s.account, s.at, accountCodes); !ok {
		return false
	}
	return looked.use(c.Code, s.at) == factorCode && !none
}

// decoyFactor makes looking at a code as much work where there is no factor.
var decoyFactor = randomBytes(secretBytes)

// alarm tells, once an hour, that an account or a network has no tries left.
func (d *Door) alarm(c *claimant) {
	account, network := d.limits.crowded(c.stranger)
	if d.Alarm == nil || !account && !network {
		return
	}
	a := Alarm{Tries: networkMost}
	if account {
		a.Account, a.Tries = c.email, accountMost
		if c.member.Email != "" {
			a.Member = c.member.ID
		}
	}
	if network {
		a.Network = c.stranger.network
	}
	d.Alarm(a)
}

// fits hashes the password once, whoever it is.
func (d *Door) fits(ctx context.Context, c *claimant) (right, renew bool, err error) {
	password := c.Password
	if len(password) > 4*longest {
		password = ""
	}
	right, renew, err = d.hasher.check(ctx, c.secrets.Password, password, c.trusted)
	right = right && c.member.Email != "" && c.member.Disabled == nil && !slices.Contains(d.rules.Refused, normal(password))
	return right, renew, err
}

// welcome opens a session for somebody whose password was right.
func (d *Door) welcome(ctx context.Context, c *claimant, renew bool) (*Session, error) {
	if renew {
		if err := d.rehash(ctx, c); err != nil {
			return nil, err
		}
	}
	factor := false
	if len(c.secrets.Factor) > 0 && c.Code != "" {
		p, err := d.useCode(ctx, c.member, c.secrets.Epoch, c.Code, c.device, c.stranger.at)
		if err != nil && !fault.Is(err, fault.TooMany) {
			return nil, err
		}
		factor = p != wrongCode
	}
	s, err := d.begin(ctx, c.member, c.secrets, factor, hashOf(c.Device), c.Where)
	if err != nil {
		return nil, err
	}
	d.outcome(string(s.Stage))
	return s, nil
}

// rehash brings a password to the cost of today.
func (d *Door) rehash(ctx context.Context, c *claimant) error {
	hash, err := d.hasher.hash(ctx, c.Password)
	if err != nil {
		return err
	}
	return changeSecrets(ctx, d.vault(), c.member.ID, func(s *Secrets) error {
		if s.Password == c.secrets.Password {
			s.Password = hash
		}
		return nil
	})
}
