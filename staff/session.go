package staff

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"herald/content"
)

// Stage says how far somebody has come in.
type Stage string

// The stages: the second factor is still to be given, or to be set up first, or
// everything is there.
const (
	StageCode  Stage = "code"
	StageEnrol Stage = "enrol"
	StageIn    Stage = "in"
)

// Where is from where somebody comes.
type Where struct {
	Address netip.Addr
	Browser string
}

// Session is a signed-in browser, together with its Member as they are now.
type Session struct {
	// ID names it in lists. It is no secret.
	ID     content.ID
	Member *Member
	Stage  Stage
	// Started and Seen are when it began and was last used, Ends when it ends at
	// the latest, Confirmed when a password or code was last given in it.
	Started, Seen, Ends, Confirmed time.Time
	Where                          Where
	// Token, where it is not empty, is what the browser must hold from now on.
	Token string
	// Device, where it is not empty, is what the browser keeps for long, to be
	// known as one from which the Member has signed in.
	Device string
	// Current says that it is the one that asks for the list.
	Current bool

	row   SessionRow
	fresh time.Duration
}

// Actor gives the Member as who asks. Who is not in yet is nobody, to whom
// content.Can refuses everything.
func (s *Session) Actor() content.Actor {
	if s.Stage != StageIn {
		return content.Actor{}
	}
	return s.Member.Actor()
}

// Access gives the labels that the Member reads with.
func (s *Session) Access(now time.Time) content.Access {
	if content.Can(s.Actor(), content.ReadStaff, content.Subject{Now: now}) != nil {
		return content.NewAccess(content.Public)
	}
	return content.NewAccess(content.Public, content.Staff)
}

// Fresh reports whether a password or code was given just now, as is asked for
// before what could not be undone.
func (s *Session) Fresh(now time.Time) bool {
	return s.Stage == StageIn && now.Sub(s.Confirmed) < s.fresh
}

// nonceBytes makes every token of a form another, so that nobody learns it from
// how well a page compresses.
const nonceBytes = 16

// FormToken gives what an answer of a form must bring back: it proves that the
// form was made in this session.
func (s *Session) FormToken() string {
	nonce := randomBytes(nonceBytes)
	return base64.RawURLEncoding.EncodeToString(s.sealed(nonce))
}

func (s *Session) sealed(nonce []byte) []byte {
	mac := hmac.New(sha256.New, s.row.Form)
	mac.Write(nonce)
	return mac.Sum(slices.Clip(nonce))
}

// CheckForm reports whether FormToken of this session gave token.
func (s *Session) CheckForm(token string) bool {
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(raw) != nonceBytes+sha256.Size || len(s.row.Form) == 0 {
		return false
	}
	return hmac.Equal(raw, s.sealed(raw[:nonceBytes]))
}

// rightsOf changes whenever what a Member is granted does.
func rightsOf(m *Member) content.Hash {
	b, err := json.Marshal(m.Actor().Grants)
	if err != nil {
		panic("staff: Grants of plain fields cannot fail to encode: " + err.Error())
	}
	return content.Sum(b)
}

// browserLongest bounds what is kept of what a browser says it is, in bytes.
const browserLongest = 200

// clean gives what a browser says it is, fit to be shown.
func clean(browser string) string {
	browser = strings.Map(func(r rune) rune {
		if unseen(r) {
			return -1
		}
		return r
	}, browser)
	for len(browser) > browserLongest {
		_, n := utf8.DecodeLastRuneInString(browser)
		browser = browser[:len(browser)-n]
	}
	return browser
}
