package mongo

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"herald/internal/fault"
)

// Schemes begin the addresses that Open understands.
var Schemes = []string{"mongodb", "mongodb+srv"}

// usualName is the database where the address names none.
const usualName = "herald"

// address is the parts of an address: SCHEME://USER@HOSTS/DATABASE?OPTIONS. It is split
// where nothing secret can get into a part that is shown, however it was mistyped.
type address struct {
	scheme, user, hosts, database, options string
}

func split(whole string) address {
	var a address
	var ok bool
	if a.scheme, whole, ok = strings.Cut(whole, "://"); !ok {
		a.scheme, _, _ = strings.Cut(a.scheme, ":") // whatever follows may be anything
		return a
	}
	// A password with a sign that should have been escaped may hold any of @/?.
	if at := strings.LastIndex(whole, "@"); at >= 0 {
		a.user, whole = whole[:at], whole[at+1:]
	}
	whole, a.options, _ = strings.Cut(whole, "?")
	a.hosts, a.database, _ = strings.Cut(whole, "/")
	return a
}

// named gives the database.
func (a address) named() string {
	if a.database == "" {
		return usualName
	}
	return a.database
}

// Name gives an address as messages and logs name it: hosts and database, and nothing of
// who signs in.
func Name(whole string) string {
	a := split(whole)
	return a.scheme + "://" + a.hosts + "/" + a.named()
}

// patience gives how long the address lets a question take: its option timeoutMS.
func (a address) patience() time.Duration {
	for _, pair := range pairs(a.options) {
		key, value, _ := strings.Cut(pair, "=")
		if ms, err := strconv.Atoi(value); err == nil && ms > 0 && strings.EqualFold(key, "timeoutMS") {
			return time.Duration(ms) * time.Millisecond
		}
	}
	return usualPatience
}

const usualPatience = 10 * time.Second

func pairs(options string) []string {
	return strings.FieldsFunc(options, func(r rune) bool { return r == '&' || r == ';' })
}

const hidden = "…"

// secretOptions are those whose values nobody may read, in lower case.
var secretOptions = []string{"tlscertificatekeyfilepassword", "sslclientcertificatekeypassword", "authmechanismproperties"}

// Masked gives an address with its password, and whatever else is secret in it, hidden.
func Masked(whole string) string {
	a := split(whole)
	out := a.scheme + "://"
	if a.user != "" {
		name, _, secret := strings.Cut(a.user, ":")
		switch {
		case strings.ContainsAny(name, "/?#[]@ "): // somebody forgot the colon
			name = hidden
		case secret:
			name += ":" + hidden
		}
		out += name + "@"
	}
	out += a.hosts
	if a.database != "" || strings.Contains(whole, "?") {
		out += "/" + a.database
	}
	if a.options == "" {
		return out
	}
	all := pairs(a.options)
	for i, pair := range all {
		if key, _, set := strings.Cut(pair, "="); set && isSecret(key) {
			all[i] = key + "=" + hidden
		}
	}
	return out + "?" + strings.Join(all, "&")
}

func isSecret(option string) bool {
	plain, err := url.QueryUnescape(option)
	return err != nil || slices.Contains(secretOptions, strings.ToLower(plain))
}

// Check refuses an address that cannot be one, with fault.Invalid. It asks nobody, not
// even for the hosts that mongodb+srv stands for, and never repeats a secret.
func Check(whole string) error {
	if err := split(whole).check(); err != nil {
		return fault.Wrap(fault.Invalid, err, "%s", Masked(whole))
	}
	return nil
}

// UnknownOptions gives the names, in lower case, of the options of an address that mean
// nothing: most likely misspelt, and without effect.
func UnknownOptions(whole string) []string {
	a := split(whole)
	// Only its options are looked at: with mongodb+srv the driver would ask for hosts.
	if a.scheme != Schemes[0] {
		a.options = without(a.options, func(key string) bool { return strings.HasPrefix(strings.ToLower(key), "srv") })
	}
	a.scheme, a.user, a.options = Schemes[0], "", withoutSecrets(a.options)
	parsed, err := connstring.Parse(a.String())
	if err != nil {
		return nil
	}
	return slices.Sorted(maps.Keys(parsed.UnknownOptions))
}

func (a address) check() error {
	switch {
	case !slices.Contains(Schemes, a.scheme):
		return errors.New("it does not begin with mongodb:// or mongodb+srv://")
	case a.hosts == "":
		return errors.New("it names no host: mongodb://HOST/DATABASE")
	case a.scheme == "mongodb+srv" && strings.ContainsAny(a.hosts, ",:"):
		return errors.New("mongodb+srv takes one name of a host, without a port")
	case strings.ContainsAny(a.database, `/\. "$*<>:|%`) || len(a.database) > 63:
		return fmt.Errorf("%q cannot be the name of a database", a.database)
	}
	if err := a.checkUser(); err != nil {
		return err
	}
	if a.scheme != "mongodb" {
		return nil
	}
	// The driver repeats what it does not understand: it is shown no secrets.
	plain := a
	plain.user, plain.options = "", withoutSecrets(a.options)
	if _, err := connstring.Parse(plain.String()); err != nil {
		return reason(err)
	}
	if _, err := connstring.ParseAndValidate(a.String()); err != nil {
		if _, plainly := connstring.ParseAndValidate(plain.String()); plainly != nil {
			return reason(plainly)
		}
		return errors.New("name and password do not go with its options")
	}
	return nil
}

// checkUser refuses a name or password in which a sign stands that separates the parts
// of an address.
func (a address) checkUser() error {
	name, password, _ := strings.Cut(a.user, ":")
	for _, part := range []string{name, password} {
		if _, err := url.PathUnescape(part); err != nil || strings.ContainsAny(part, "/?#[]@: ") {
			return errors.New("its name or password has a sign that must be written as %XX: %40 for @, %3A for :, %2F for /, %25 for %")
		}
	}
	return nil
}

func (a address) String() string {
	out := a.scheme + "://"
	if a.user != "" {
		out += a.user + "@"
	}
	out += a.hosts + "/" + a.database
	if a.options != "" {
		out += "?" + a.options
	}
	return out
}

func withoutSecrets(all string) string { return without(all, isSecret) }

// without gives options but those whose names which tells.
func without(all string, which func(name string) bool) string {
	return strings.Join(slices.DeleteFunc(pairs(all), func(pair string) bool {
		key, _, _ := strings.Cut(pair, "=")
		return which(key)
	}), "&")
}

// reason gives what the driver says of an address, without what it says before each.
func reason(err error) error {
	text := err.Error()
	for _, before := range []string{"error parsing uri: ", "error validating uri: "} {
		text = strings.TrimPrefix(text, before)
	}
	return errors.New(text)
}
