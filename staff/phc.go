package staff

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/crypto/argon2"
)

// cost is what one hash costs; a hash that was made at another cost is made
// anew when its password is next given.
type cost struct {
	// memory is in KiB.
	memory, time uint32
	threads      uint8
}

// usual is the cost of new hashes: Argon2id with 19 MiB, two passes, one thread.
var usual = cost{memory: 19 << 10, time: 2, threads: 1}

// dearest bounds what a stored hash may cost: one that was tampered with must
// not take the machine down.
var dearest = cost{memory: 256 << 10, time: 16, threads: 16}

const (
	saltLength = 16
	keyLength  = 32
)

// phc is a password hash: $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH.
type phc struct {
	cost
	salt, key []byte
}

// newPHC hashes a password under a fresh salt.
func newPHC(password string, c cost) phc {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		panic("staff: no randomness: " + err.Error())
	}
	h := phc{cost: c, salt: salt}
	h.key = h.derive(password, keyLength)
	return h
}

func (h phc) derive(password string, length int) []byte {
	return argon2.IDKey([]byte(normal(password)), h.salt, h.time, h.memory, h.threads, uint32(length))
}

// fits reports whether password is the one that was hashed, in a time that does
// not tell how much of it is right.
func (h phc) fits(password string) bool {
	return subtle.ConstantTimeCompare(h.derive(password, len(h.key)), h.key) == 1
}

var phc64 = base64.RawStdEncoding.Strict()

// String gives h in PHC form.
func (h phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.time, h.threads,
		phc64.EncodeToString(h.salt), phc64.EncodeToString(h.key))
}

// parsePHC reads what String wrote, and nothing else.
func parsePHC(s string) (phc, error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != "v="+strconv.Itoa(argon2.Version) {
		return phc{}, errors.New("not a hash of argon2id")
	}
	var h phc
	var err error
	if h.cost, err = parseCost(parts[3]); err != nil {
		return phc{}, err
	}
	if h.salt, err = phc64.DecodeString(parts[4]); err != nil {
		return phc{}, fmt.Errorf("salt: %w", err)
	}
	if h.key, err = phc64.DecodeString(parts[5]); err != nil {
		return phc{}, fmt.Errorf("hash: %w", err)
	}
	if len(h.salt) < 8 || len(h.salt) > 64 || len(h.key) < 16 || len(h.key) > 64 {
		return phc{}, errors.New("a length that no hash of a password has")
	}
	return h, nil
}

func parseCost(s string) (cost, error) {
	var values [3]uint64
	parts := strings.Split(s, ",")
	if len(parts) != len(values) {
		return cost{}, errors.New("not m=,t=,p=")
	}
	for i, max := range []uint64{uint64(dearest.memory), uint64(dearest.time), uint64(dearest.threads)} {
		digits, named := strings.CutPrefix(parts[i], []string{"m=", "t=", "p="}[i])
		n, err := strconv.ParseUint(digits, 10, 32)
		if err != nil || !named || n == 0 || n > max || strconv.FormatUint(n, 10) != digits {
			return cost{}, fmt.Errorf("%q is no cost of a hash", parts[i])
		}
		values[i] = n
	}
	return cost{memory: uint32(values[0]), time: uint32(values[1]), threads: uint8(values[2])}, nil
}
