package mongo

import (
	"strings"
	"testing"
	"time"

	"herald/internal/fault"
)

// secret stands in every address where a secret can; nothing may ever repeat it.
const secret = "s3cr3t"

func TestAddressesThatAreRefused(t *testing.T) {
	for whole, want := range map[string]string{
		"mongo://h/x":                                   "does not begin with mongodb://",
		"mongodb:" + secret + "@h/x":                    "names no host",
		"mongodb://":                                    "names no host",
		"mongodb:///x":                                  "names no host",
		"mongodb://u:" + secret + "@/x":                 "names no host",
		"mongodb://h:port/x":                            "port",
		"mongodb://h:99999999/x":                        "port",
		"mongodb://h/a.b":                               "cannot be the name of a database",
		"mongodb://h/a/b":                               "cannot be the name of a database",
		"mongodb://h/%68erald":                          "cannot be the name of a database",
		"mongodb://h/" + strings.Repeat("x", 64):        "cannot be the name of a database",
		"mongodb+srv://a,b/x":                           "one name of a host",
		"mongodb+srv://a:27017/x":                       "one name of a host",
		"mongodb://u:" + secret + "@" + secret + "@h/x": "must be written as %XX",
		"mongodb://u:" + secret + "/x@h/x":              "must be written as %XX",
		"mongodb://u:" + secret + ":x@h/x":              "must be written as %XX",
		"mongodb://u:" + secret + "%zz@h/x":             "must be written as %XX",
		"mongodb://u " + secret + "@h/x":                "must be written as %XX",
		"mongodb://u:" + secret + "@h/x?w=many&w=-1":    "w",
		"mongodb://u:" + secret + "@h/x?tls=maybe":      "tls",
		"mongodb://:" + secret + "@h/x":                 "",
		"mongodb://u@h/x?authMechanism=PLAIN&authMechanismProperties=" + secret + ":1": "",
	} {
		err := Check(whole)
		if err == nil {
			t.Errorf("%s was taken", whole)
			continue
		}
		wants(t, err, fault.Invalid, whole)
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", whole, err, want)
		}
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the secret is repeated: %v", whole, err)
		}
	}
}

func TestAddressesThatAreTaken(t *testing.T) {
	for whole, want := range map[string][3]string{
		"mongodb://h":                                     {"mongodb://h/herald", "mongodb://h", "herald"},
		"mongodb://h:1/town":                              {"mongodb://h:1/town", "mongodb://h:1/town", "town"},
		"mongodb://a:1,b:2/?replicaSet=rs0":               {"mongodb://a:1,b:2/herald", "mongodb://a:1,b:2/?replicaSet=rs0", "herald"},
		"mongodb://me:" + secret + "@a:1,b:2/t?tls=true":  {"mongodb://a:1,b:2/t", "mongodb://me:…@a:1,b:2/t?tls=true", "t"},
		"mongodb://me%40town:p%40" + secret + "@h/t":      {"mongodb://h/t", "mongodb://me%40town:…@h/t", "t"},
		"mongodb+srv://me:" + secret + "@c.example.org/t": {"mongodb+srv://c.example.org/t", "mongodb+srv://me:…@c.example.org/t", "t"},
		"mongodb://h/t?tls=true&tlsCertificateKeyFilePassword=" + secret + "&tlsCertificateKeyFile=k.pem": {
			"mongodb://h/t", "mongodb://h/t?tls=true&tlsCertificateKeyFilePassword=…&tlsCertificateKeyFile=k.pem", "t"},
	} {
		if err := Check(whole); err != nil && !strings.Contains(whole, "KeyFile") {
			t.Errorf("%s: %v", whole, err)
		}
		if got := [3]string{Name(whole), Masked(whole), split(whole).named()}; got != want {
			t.Errorf("%s: got %q, want %q", whole, got, want)
		}
	}
}

func TestOptionsThatMeanNothing(t *testing.T) {
	for whole, want := range map[string]string{
		"mongodb://h":     "",
		"mongodb://h/x?w": "",
		"mongodb://u:" + secret + "@h/x?replicaSet=rs0&authSource=admin&timeoutMS=500&tls=true&appName=a&retryWrites=true&w=majority": "",
		"mongodb://u:" + secret + "@h/x?authSorce=admin&replicaset=rs0&Bogus=" + secret:                                               "authsorce bogus",
		"mongodb+srv://c.example.org/x?srvMaxHosts=2&authSorce=admin":                                                                 "authsorce",
	} {
		if got := strings.Join(UnknownOptions(whole), " "); got != want {
			t.Errorf("%s: %q, want %q", whole, got, want)
		}
	}
}

func TestPatienceOfAnAddress(t *testing.T) {
	for whole, want := range map[string]time.Duration{
		"mongodb://h/x":                           usualPatience,
		"mongodb://h/x?timeoutMS=60000":           time.Minute,
		"mongodb://h/x?tls=true&timeoutms=250":    250 * time.Millisecond,
		"mongodb://h/x?timeoutMS=0":               usualPatience,
		"mongodb://u:p@h/x?socketTimeoutMS=5&w=1": usualPatience,
	} {
		if got := split(whole).patience(); got != want {
			t.Errorf("%s: %v, want %v", whole, got, want)
		}
	}
}
