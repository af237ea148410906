package mongotest

import "testing"

func TestAddressOfADatabase(t *testing.T) {
	for server, want := range map[string]string{
		"mongodb://127.0.0.1:27017":                       "mongodb://127.0.0.1:27017/x",
		"mongodb://127.0.0.1:27017/":                      "mongodb://127.0.0.1:27017/x",
		"mongodb://a:1,b:2,c:3/?replicaSet=rs0":           "mongodb://a:1,b:2,c:3/x?replicaSet=rs0",
		"mongodb://me:pass@a:1/town":                      "mongodb://me:pass@a:1/x?authSource=town",
		"mongodb://me:pass@a:1/?tls=true":                 "mongodb://me:pass@a:1/x?tls=true&authSource=admin",
		"mongodb://me:pass@a:1/town?authSource=elsewhere": "mongodb://me:pass@a:1/x?authSource=elsewhere",
	} {
		if got := inDatabase(server, "x"); got != want {
			t.Errorf("%s: got %s, want %s", server, got, want)
		}
	}
}
