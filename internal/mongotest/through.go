package mongotest

import (
	"strings"
	"testing"

	"herald/internal/faultnet"
)

// Through puts a Proxy before the server at an address with one host.
func Through(t testing.TB, address string) (*faultnet.Proxy, string) {
	t.Helper()
	scheme, rest, _ := strings.Cut(address, "://")
	hosts, place, _ := strings.Cut(rest, "/")
	account, host := "", hosts
	if at := strings.LastIndex(hosts, "@"); at >= 0 {
		account, host = hosts[:at+1], hosts[at+1:]
	}
	if scheme != "mongodb" || strings.Contains(host, ",") || strings.Contains(place, "tls=true") {
		t.Skip("a proxy stands before one host without TLS only")
	}
	if !strings.Contains(host, ":") {
		host += ":27017"
	}
	name, query, _ := strings.Cut(place, "?")
	// Members of a replica set tell each other's addresses, which would lead past it.
	kept := []string{"directConnection=true"}
	for _, o := range strings.Split(query, "&") {
		if o != "" && !strings.HasPrefix(o, "replicaSet=") && !strings.HasPrefix(o, "directConnection=") {
			kept = append(kept, o)
		}
	}
	p := faultnet.Start(t, host)
	return p, scheme + "://" + account + p.Address() + "/" + name + "?" + strings.Join(kept, "&")
}
