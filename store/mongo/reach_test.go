package mongo

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"herald/internal/fault"
	"herald/internal/mongotest"
	"herald/internal/smtptest"
	"herald/store/storetest"
)

// silent takes connections and says what answer does.
func silent(t *testing.T, answer func(net.Conn)) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go answer(c)
		}
	}()
	return ln.Addr().String()
}

func TestServersThatCannotBeReached(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	closed := ln.Addr().String()
	ln.Close()
	forged, _ := smtptest.Certificate(t)
	shaken := silent(t, func(c net.Conn) { _ = tls.Server(c, forged).Handshake() })
	mute := silent(t, func(net.Conn) {})
	plain := silent(t, func(c net.Conn) { _, _ = c.Write([]byte("220 mail.example.org\r\n")) })
	for _, c := range []struct{ name, address, want string }{
		{"nobody listens", "mongodb://" + closed + "/x", closed + ": connect: connection refused"},
		{"of two nobody listens", "mongodb://" + closed + "," + mute + "/x?replicaSet=rs0", closed + ": connect: connection refused"},
		{"no host of that name", "mongodb://nowhere.invalid/x", "there is no host of that name"},
		{"a certificate that nobody knows", "mongodb://" + shaken + "/x?tls=true", "TLS: its certificate was signed by nobody whom this machine knows"},
		{"no TLS there", "mongodb://" + plain + "/x?tls=true", "TLS: it does not speak TLS"},
		{"nobody answers", "mongodb://" + mute + "/x", mute},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := strings.Replace(c.address, "://", "://me:"+secret+"@", 1)
			begin := time.Now()
			_, err := Open(t.Context(), address, storetest.Projector(), Options{Patience: 2 * time.Second})
			wants(t, err, fault.Unavailable, "open")
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("said %v, want %q", err, c.want)
			}
			if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "topology") {
				t.Errorf("said %v", err)
			}
			if took := time.Since(begin); took > time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestAServerThatIsGone looks at what is said where one cannot be reached any more.
func TestAServerThatIsGone(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	host := ln.Addr().String()
	ln.Close()
	client, err := mongo.Connect(clientOptions("mongodb://me:"+secret+"@"+host+"/x", Options{Patience: 500 * time.Millisecond}))
	must(t, err)
	s := &Store{client: client, db: client.Database("x"), o: Options{Patience: 500 * time.Millisecond}}
	t.Cleanup(func() { must(t, s.Close()) })
	_, err = s.Head(t.Context())
	wants(t, err, fault.Unavailable, "head")
	if known := new(fault.Fault); !errors.As(err, &known) || known.Key != "fault.store_away" {
		t.Errorf("the desk is told %q", known.Key)
	}
	if want := "meta projected: the server cannot be reached (" + host + ": connect: connection refused)"; err.Error() != want {
		t.Errorf("said %v, want %q", err, want)
	}
	if !errors.Is(err, context.DeadlineExceeded) || !unknown(err) {
		t.Errorf("it is not known any more what it was: %v", err)
	}
	given, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Head(given); !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "reached") {
		t.Errorf("whoever gave up is told %v", err)
	}
}

func TestAServerInNoReplicaSet(t *testing.T) {
	address := mongotest.Database(t)
	if !mongotest.Ferret() {
		t.Skip("the server may be in one")
	}
	_, err := Open(t.Context(), address+"?replicaSet=rs0", storetest.Projector(), Options{Patience: 2 * time.Second})
	wants(t, err, fault.Unavailable, "open")
	if !strings.Contains(err.Error(), "no host of the address is a member of a replica set") {
		t.Errorf("said %v", err)
	}
}

func TestFilesOfAnAddressThatAreMissing(t *testing.T) {
	_, err := Open(t.Context(), "mongodb://me:"+secret+"@127.0.0.1:1/x?tls=true&tlsCAFile=/nowhere/ca.pem", storetest.Projector(), Options{Patience: time.Second})
	if err == nil || !strings.Contains(err.Error(), "/nowhere/ca.pem") || strings.Contains(err.Error(), secret) {
		t.Errorf("said %v", err)
	}
}

// TestAnAccountThatMayOnlyRead is found when the store is opened.
func TestAnAccountThatMayOnlyRead(t *testing.T) {
	m := mocked(t, refusedWith(13))
	err := m.ready(t.Context())
	wants(t, err, fault.Unavailable, "open")
	if !strings.Contains(err.Error(), "it needs the role readWrite") {
		t.Errorf("said %v", err)
	}
	if len(m.asked) != 1 || says(m.asked[0], "update") != `"`+metaColl+`"` {
		t.Errorf("asked %v", m.asked)
	}
}

func TestADatabaseOfSomebodyElse(t *testing.T) {
	address := mongotest.Database(t)
	s := bare(t, address)
	_, err := s.coll("customers").InsertOne(t.Context(), bson.D{field("name", "Ona")})
	must(t, err)
	for _, o := range []Options{{}, {ReadOnly: true}, {Existing: true}} {
		o.Patience = time.Minute
		_, err := Open(t.Context(), address, storetest.Projector(), o)
		if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), `"customers"`) {
			t.Errorf("%+v: said %v", o, err)
		}
	}
	if _, err := Fill(t.Context(), address, storetest.Projector(), Options{Patience: time.Minute}, "a test", nil); !errors.Is(err, ErrForeign) {
		t.Errorf("fill said %v", err)
	}
	names, err := s.collections(t.Context())
	if err != nil || len(names) != 1 {
		t.Errorf("it has %v, %v", names, err)
	}
}

// bare is a Store that was not opened: no schema, nothing.
func bare(t *testing.T, address string) *Store {
	t.Helper()
	s, err := dial(t.Context(), address, storetest.Projector(), Options{Patience: time.Minute})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}
