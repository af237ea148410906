package staff

import (
	"bytes"
	"crypto/subtle"
	"encoding/base32"
	"image/png"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// How codes of authenticator apps are made: RFC 6238 as every app knows it. The
// phone's clock may be one step off.
const (
	stepSeconds  = 30
	stepsAside   = 1
	secretBytes  = 20
	factorDigits = otp.DigitsSix
)

var secret32 = base32.StdEncoding.WithPadding(base32.NoPadding)

// stepAt gives the time step at an instant.
func stepAt(now time.Time) int64 { return now.Unix() / stepSeconds }

// codeAt gives the code of a time step.
func codeAt(secret []byte, step int64) (string, error) {
	return hotp.GenerateCodeCustom(secret32.EncodeToString(secret), uint64(step), hotp.ValidateOpts{Digits: factorDigits, Algorithm: otp.AlgorithmSHA1})
}

// matchStep gives the time step near now, after last, whose code is code. All
// steps are looked at, so that the time it takes does not tell which.
func matchStep(secret []byte, code string, now time.Time, last int64) (step int64, ok bool) {
	if len(secret) == 0 || len(code) != factorDigits.Length() {
		return 0, false
	}
	at := stepAt(now)
	for s := at - stepsAside; s <= at+stepsAside; s++ {
		want, err := codeAt(secret, s)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > last {
			step, ok = s, true
		}
	}
	return step, ok
}

// digits takes out of a code what people put between its digits.
func digits(code string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' || r == '\u00a0' || r == '\t' {
			return -1
		}
		return r
	}, code)
}

// Enrolment is what somebody needs to set up an authenticator app: the secret to
// type, and the address that a picture of it holds.
type Enrolment struct {
	Secret string
	URL    string
}

func newEnrolment(issuer, account string, secret []byte) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: strings.ReplaceAll(issuer, ":", " "), AccountName: account, Secret: secret, Period: stepSeconds,
		Digits: factorDigits, Algorithm: otp.AlgorithmSHA1})
	if err != nil {
		return Enrolment{}, err
	}
	return Enrolment{Secret: key.Secret(), URL: key.URL()}, nil
}

// PNG paints the address as a square of so many pixels for a phone to look at.
func (e Enrolment) PNG(size int) ([]byte, error) {
	key, err := otp.NewKeyFromURL(e.URL)
	if err != nil {
		return nil, err
	}
	picture, err := key.Image(size, size)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, picture)
	return b.Bytes(), err
}
