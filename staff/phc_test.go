package staff

import (
	"strings"
	"testing"
)

// cheap makes hashes that no test waits for.
var cheap = cost{memory: 64, time: 1, threads: 1}

func TestHashesHaveTheUsualForm(t *testing.T) {
	h := newPHC("a bridge over the river", usual)
	s := h.String()
	if !strings.HasPrefix(s, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("%s", s)
	}
	back, err := parsePHC(s)
	if err != nil || back.String() != s {
		t.Fatalf("%s came back as %s: %v", s, back, err)
	}
	if !back.fits("a bridge over the river") || back.fits("a bridge over the rive") {
		t.Error("it does not tell passwords apart")
	}
	if other := newPHC("a bridge over the river", usual).String(); other == s {
		t.Error("two hashes of one password are the same")
	}
}

// The vector is that of the reference implementation: argon2 "somesalt" -id -t 2
// -m 16 -p 1 of "password".
func TestHashesAreThoseOfTheReference(t *testing.T) {
	h, err := parsePHC("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	if err != nil || !h.fits("password") || h.fits("Password") {
		t.Fatalf("%v %v", h, err)
	}
}

func TestNoOtherTextIsAHash(t *testing.T) {
	good := newPHC("a bridge over the river", cheap).String()
	for _, bad := range []string{"", "$", good + "$", good + "=", good[1:], strings.Replace(good, "argon2id", "argon2i", 1),
		strings.Replace(good, "v=19", "v=16", 1), strings.Replace(good, "m=64", "m=064", 1), strings.Replace(good, "m=64", "m=0", 1),
		strings.Replace(good, "m=64", "m=99999999", 1), strings.Replace(good, "t=1", "t=999", 1), strings.Replace(good, "p=1", "p=300", 1),
		strings.Replace(good, "m=64,t=1", "t=1,m=64", 1), strings.Replace(good, "m=64", "m=+64", 1),
		"$argon2id$v=19$m=64,t=1,p=1$c2FsdA$c2hvcnQ"} {
		if h, err := parsePHC(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, h)
		}
	}
}

func FuzzHash(f *testing.F) {
	f.Add(newPHC("a bridge", cheap).String())
	f.Add("$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$")
	f.Fuzz(func(t *testing.T, s string) {
		h, err := parsePHC(s)
		if err != nil {
			return
		}
		if h.String() != s {
			t.Errorf("%q is read as %q", s, h)
		}
		if h.memory > dearest.memory || h.time > dearest.time || h.threads > dearest.threads {
			t.Errorf("%q costs too much", s)
		}
	})
}
