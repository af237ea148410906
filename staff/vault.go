package staff

import (
	"context"
	"time"

	"herald/content"
)

// Vault is what is asked of a store about secrets: plain rows that are not in
// the log, compared and replaced whole. It must hold no rule: what a row means
// is decided here. Everything is durable when a method returns.
type Vault interface {
	// Secrets gives those of a Member: of one who has none, empty ones of
	// Version 0 that bear the id.
	Secrets(ctx context.Context, id content.MemberID) (Secrets, error)
	// SecretsByLink gives the Secrets that hold a one-time link, or fault.NotFound.
	SecretsByLink(ctx context.Context, link content.Hash) (Secrets, error)
	// PutSecrets replaces the Secrets that had s.Version by s, with the next
	// Version, or gives fault.Conflict where they have another by now.
	PutSecrets(ctx context.Context, s Secrets) error

	// AddSession keeps a new session.
	AddSession(ctx context.Context, s SessionRow) error
	// Session gives the session whose Token or Before is hash, or fault.NotFound.
	Session(ctx context.Context, hash content.Hash) (SessionRow, error)
	// ReplaceSession replaces the session whose Token is token by s, which has the
	// same ID, or gives fault.NotFound where there is none any more.
	ReplaceSession(ctx context.Context, token content.Hash, s SessionRow) error
	// Sessions gives those of a Member, the oldest first.
	Sessions(ctx context.Context, id content.MemberID) ([]SessionRow, error)
	// EndSession drops a session of a Member; that there is none is no error.
	EndSession(ctx context.Context, id content.MemberID, session content.ID) error

	// KnowsDevice reports whether a Member has signed in on a device.
	KnowsDevice(ctx context.Context, id content.MemberID, device content.Hash) (bool, error)
	// PutDevice gives a device a new hash, those who have signed in on it before
	// included, and adds a Member to them. An empty was is a device not seen before.
	PutDevice(ctx context.Context, was, device content.Hash, id content.MemberID, now time.Time) error

	// Drop takes out what d names.
	Drop(ctx context.Context, d Dropping) error
}

// Secrets is what proves that somebody is a Member.
type Secrets struct {
	Member content.MemberID
	// Version counts how often they were replaced; PutSecrets compares it.
	Version int64
	// Epoch is the one in which a session must have begun to hold: raising it ends
	// all sessions in the same instant.
	Epoch int64
	// Password is a hash in PHC form, empty for nobody's. Short says that it holds
	// only together with a second factor.
	Password string
	Short    bool
	// Factor is the secret of the authenticator app, empty where there is none;
	// Step is the last time step of which a code was used.
	Factor []byte
	Step   int64
	// Codes are the hashes of the recovery codes that are left.
	Codes []content.Hash
	Link  Link
}

// Link is a one-time link: whoever holds the token may do what it is for, once.
// A Member has one at most.
type Link struct {
	Hash    content.Hash
	Purpose Purpose
	// Until is when it ends; zero is never.
	Until time.Time
}

// Purpose says what a one-time link is for.
type Purpose string

// The purposes: a first password, a new password, the first administrator.
const (
	ForWelcome Purpose = "welcome"
	ForReset   Purpose = "reset"
	ForSetUp   Purpose = "setup"
)

// SessionRow is a session as it is kept. Of its token only the hash is.
type SessionRow struct {
	ID     content.ID
	Member content.MemberID
	// Token is the hash of the token that holds now. Before is the one that held
	// before it, until BeforeUntil: what was sent with it is on its way.
	Token, Before content.Hash
	BeforeUntil   time.Time
	// Device is the hash of the token of the device it began on.
	Device content.Hash
	// Epoch is that of the Member's Secrets when it began, Rights what the Member
	// was granted when Token was made.
	Epoch  int64
	Rights content.Hash
	// Form is the secret that answers of forms are proved with.
	Form []byte
	// Factor says that the second factor was given. Pending is the secret of an
	// authenticator app that is being set up: it dies with the session.
	Factor  bool
	Pending []byte
	// Started, Seen and Confirmed are when it began, when somebody last came with
	// it, and when a password or code was last given in it.
	Started, Seen, Confirmed time.Time
	// Address and Browser are where from, for its owner to recognise it.
	Address, Browser string
}

// Dropping says what to take out of a Vault. What is set is done, each by itself.
type Dropping struct {
	// Sessions and Devices are all those of a Member.
	Sessions, Devices content.MemberID
	// Device is one that is no longer used.
	Device content.Hash
	// SeenBefore drops sessions not seen since, StartedBefore those begun earlier,
	// DevicesBefore devices not used since.
	SeenBefore, StartedBefore, DevicesBefore time.Time
	// Ways drops every session, device and one-time link there is: what a backup
	// must not bring back.
	Ways bool
}
