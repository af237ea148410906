package web_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/internal/web"
)

func TestServeDrains(t *testing.T) {
	app := web.New(web.Config{})
	entered := make(chan struct{})
	app.Get("/", func(c *fiber.Ctx) error {
		close(entered)
		time.Sleep(200 * time.Millisecond)
		return c.SendString("finished")
	})
	ln, err := web.Listen(web.ListenConfig{Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, app, ln, 5*time.Second) }()
	answer := make(chan string, 1)
	go func() {
		response, err := http.Get("http://" + ln.Addr().String() + "/")
		if err != nil {
			answer <- err.Error()
			return
		}
		text, _ := io.ReadAll(response.Body)
		answer <- string(text)
	}()
	<-entered
	stop()
	if got := <-answer; got != "finished" {
		t.Errorf("the running request got %q", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", ln.Addr().String()); err == nil {
		t.Error("it still accepts")
	}
}

func TestServeGivesUpAfterGrace(t *testing.T) {
	app := web.New(web.Config{})
	entered, release := make(chan struct{}), make(chan struct{})
	defer close(release)
	app.Get("/", func(c *fiber.Ctx) error {
		close(entered)
		<-release
		return nil
	})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, app, ln, 50*time.Millisecond) }()
	go http.Get("http://" + ln.Addr().String() + "/")
	<-entered
	stop()
	if err := <-done; err == nil || !strings.Contains(err.Error(), "still running") {
		t.Errorf("got %v", err)
	}
}

func TestShutdownThatOvertakesTheStart(t *testing.T) {
	for range 20 {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		done := make(chan error, 1)
		go func() { done <- web.Serve(ctx, web.New(web.Config{}), ln, time.Second) }()
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			t.Fatal("it never ended")
		}
	}
}

func TestListenUnixAfterAKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.sock")
	for range 2 {
		ln, err := web.Listen(web.ListenConfig{Address: "unix:" + path})
		if err != nil {
			t.Fatal(err)
		}
		ln.(*net.UnixListener).SetUnlinkOnClose(false)
		ln.Close()
	}
	file := filepath.Join(t.TempDir(), "words.txt")
	os.WriteFile(file, []byte("x"), 0o600)
	if _, err := web.Listen(web.ListenConfig{Address: "unix:" + file}); err == nil {
		t.Error("a file that is no socket must stay")
	}
}

func TestListenTLS(t *testing.T) {
	certFile, keyFile, pool := certificate(t)
	ln, err := web.Listen(web.ListenConfig{Address: "127.0.0.1:0", CertFile: certFile, KeyFile: keyFile})
	if err != nil {
		t.Fatal(err)
	}
	app := web.New(web.Config{})
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString(fmt.Sprint(web.Secure(c))) })
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, app, ln, time.Second) }()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	response, err := client.Get("https://" + ln.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, response); got != "true" || response.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("secure %s, headers %v", got, response.Header)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	for _, l := range []web.ListenConfig{
		{Address: "127.0.0.1:0", CertFile: certFile},
		{Address: "127.0.0.1:0", CertFile: certFile, KeyFile: "nosuch"},
		{Address: "nonsense"},
	} {
		if ln, err := web.Listen(l); err == nil {
			ln.Close()
			t.Errorf("%+v must be refused", l)
		}
	}
}

// certificate makes one for 127.0.0.1 and the pool that trusts it.
func certificate(t *testing.T) (certFile, keyFile string, pool *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	secret, err2 := x509.MarshalECPrivateKey(key)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, kind string, bytes []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	parsed, err := x509.ParseCertificate(cert)
	if err != nil {
		t.Fatal(err)
	}
	pool = x509.NewCertPool()
	pool.AddCert(parsed)
	return write("cert.pem", "CERTIFICATE", cert), write("key.pem", "EC PRIVATE KEY", secret), pool
}
