package staff

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Invitation is what a one-time link is for.
type Invitation struct {
	Purpose Purpose
	// Member is whose password it sets; nil where the first administrator is made.
	Member *Member
	// Factor says that the password will stand beside a second factor, Shortest how
	// long it must be.
	Factor   bool
	Shortest int
}

// linkOver is the answer to a link that was used, is too old, was replaced by a
// newer one, or never was.
func linkOver() error { return fault.New(fault.NotFound, "sign_in.link_over") }

// Open looks at a one-time link without using it up.
func (d *Door) Open(ctx context.Context, token string) (*Invitation, error) {
	_, in, err := d.open(ctx, token)
	return in, err
}

func (d *Door) open(ctx context.Context, token string) (Secrets, *Invitation, error) {
	hash := hashOf(token)
	if hash == "" {
		return Secrets{}, nil, linkOver()
	}
	x, err := d.vault().SecretsByLink(ctx, hash)
	if fault.Is(err, fault.NotFound) || err == nil && !x.Link.Until.IsZero() && !d.now().Before(x.Link.Until) {
		return Secrets{}, nil, linkOver()
	}
	if err != nil {
		return Secrets{}, nil, err
	}
	if x.Link.Purpose == ForSetUp {
		in := &Invitation{Purpose: ForSetUp, Factor: !d.rules.NoSecondFactor}
		return x, in.measured(), nil
	}
	m, err := d.roster.Member(ctx, x.Member)
	if fault.Is(err, fault.NotFound) || err == nil && m.Disabled != nil {
		return Secrets{}, nil, linkOver()
	}
	if err != nil {
		return Secrets{}, nil, err
	}
	in := &Invitation{Purpose: x.Link.Purpose, Member: m, Factor: d.withFactor(m, x)}
	return x, in.measured(), nil
}

func (i *Invitation) measured() *Invitation {
	if i.Shortest = aloneShortest; i.Factor {
		i.Shortest = factorShortest
	}
	return i
}

// Redeem uses a link up to set a password, and lets its holder in as far as that
// password does. All other sessions end, and browsers are forgotten.
func (d *Door) Redeem(ctx context.Context, token, password string, w Where) (*Session, error) {
	x, in, err := d.open(ctx, token)
	if err != nil {
		return nil, err
	}
	if in.Purpose == ForSetUp {
		return nil, linkOver()
	}
	hash, err := d.choose(ctx, in.Member, x, password)
	if err != nil {
		return nil, err
	}
	if err := d.note(ctx, content.EventPasswordSet, in.Member); err != nil {
		return nil, err
	}
	err = changeSecrets(ctx, d.vault(), x.Member, func(s *Secrets) error {
		if s.Link.Hash != hashOf(token) {
			return linkOver()
		}
		s.Password, s.Short, s.Link = hash, short(password), Link{}
		s.Epoch++
		x = *s
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := d.vault().Drop(ctx, Dropping{Sessions: x.Member, Devices: x.Member}); err != nil {
		return nil, err
	}
	return d.begin(ctx, in.Member, x, false, "", w)
}

// Founder is who becomes the first administrator.
type Founder struct {
	Name, Email string
	Locale      i18n.Locale
	Password    string
}

// Founded reports whether the installation has had an administrator, be it one
// who may not come in any more: from then on it is in somebody's hands.
func (r *Roster) Founded(ctx context.Context) (bool, error) {
	all, err := r.Shelf.AllMembers(ctx)
	return slices.ContainsFunc(all, func(m *Member) bool {
		return slices.ContainsFunc(m.Grants, func(g content.Grant) bool { return g.Role == content.RoleAdministrator })
	}), err
}

// FoundedBy is who does what is done before there is anybody.
func FoundedBy() content.MemberID { return setUp }

// SetUp gives the token of the link that makes the first administrator, or
// nothing where there is one. Each call makes a new one, and the older ones hold
// no longer.
func (d *Door) SetUp(ctx context.Context) (token string, err error) {
	needed := false
	err = d.roster.do(ctx, content.Actor{ID: setUp}, content.Ask{Everybody: true}, func(w *work) error {
		needed = !w.administered()
		return nil
	})
	if err != nil || !needed {
		return "", err
	}
	token = newToken()
	return token, changeSecrets(ctx, d.vault(), setUp, func(s *Secrets) error {
		s.Link = Link{Hash: hashOf(token), Purpose: ForSetUp}
		return nil
	})
}

// Found makes the first administrator, if there is still none, and lets them in.
func (d *Door) Found(ctx context.Context, token string, f Founder, w Where) (*Session, error) {
	_, in, err := d.open(ctx, token)
	if err != nil {
		return nil, err
	}
	if in.Purpose != ForSetUp {
		return nil, linkOver()
	}
	id := content.MemberID(content.NewID())
	x, err := d.prepare(ctx, id, f)
	if err != nil {
		return nil, err
	}
	m, err := d.found(ctx, id, f)
	if err != nil {
		return nil, err
	}
	if err := changeSecrets(ctx, d.vault(), setUp, func(s *Secrets) error { dropLink(s); return nil }); err != nil {
		return nil, err
	}
	return d.begin(ctx, m, x, false, "", w)
}

// prepare keeps the password of somebody who is about to be made: should that
// fail, it is nobody's.
func (d *Door) prepare(ctx context.Context, id content.MemberID, f Founder) (Secrets, error) {
	m := &Member{ID: id, Name: f.Name, Email: f.Email, Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	var wrong issues
	_, err := parseName(f.Name)
	wrong.take("name", err)
	_, err = ParseEmail(f.Email)
	wrong.take("email", err)
	wrong.take("password", d.rules.checkPassword(f.Password, f.Name, f.Email, d.withFactor(m, Secrets{})))
	if err := wrong.err(); err != nil {
		return Secrets{}, err
	}
	hash, err := d.hasher.hash(ctx, f.Password)
	if err != nil {
		return Secrets{}, err
	}
	x := Secrets{Member: id, Password: hash, Short: short(f.Password)}
	if err := d.vault().PutSecrets(ctx, x); err != nil {
		return Secrets{}, err
	}
	x.Version++
	return x, nil
}

func (d *Door) found(ctx context.Context, id content.MemberID, f Founder) (*Member, error) {
	email, _ := ParseEmail(f.Email)
	ask := content.Ask{Everybody: true, Claims: []content.Claim{EmailClaim(email)}}
	adding := Adding{Name: f.Name, Email: f.Email, Locale: f.Locale, Grants: []content.Grant{{Role: content.RoleAdministrator}}}
	var made *Member
	err := d.roster.do(ctx, content.Actor{ID: setUp}, ask, func(w *work) (err error) {
		if w.administered() {
			return linkOver()
		}
		made, err = w.add(id, adding)
		return err
	})
	return made, err
}
