package web

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/gofiber/fiber/v2"
)

// DefaultGrace is how long running requests may take to finish at shutdown.
const DefaultGrace = 20 * time.Second

// ListenConfig says where to listen: an address such as ":8080" or
// "unix:/run/herald.sock", and for https the certificate and key files.
type ListenConfig struct{ Address, CertFile, KeyFile string }

// Listen opens the listener.
func Listen(l ListenConfig) (net.Listener, error) {
	network, address := "tcp", l.Address
	if path, ok := cutPrefix(address, "unix:"); ok {
		network, address = "unix", path
		// A socket left behind by a killed process would refuse the address.
		if info, err := os.Lstat(path); err == nil && info.Mode().Type() == os.ModeSocket {
			os.Remove(path)
		}
	}
	if (l.CertFile == "") != (l.KeyFile == "") {
		return nil, errors.New("a certificate and its key are needed together")
	}
	var secure *tls.Config
	if l.CertFile != "" {
		pair, err := tls.LoadX509KeyPair(l.CertFile, l.KeyFile)
		if err != nil {
			return nil, fmt.Errorf("certificate: %w", err)
		}
		secure = &tls.Config{
			Certificates: []tls.Certificate{pair},
			MinVersion:   tls.VersionTLS12,
			NextProtos:   []string{"http/1.1"},
		}
	}
	ln, err := net.Listen(network, address)
	if err != nil {
		return nil, err
	}
	if secure != nil {
		ln = tls.NewListener(ln, secure)
	}
	return ln, nil
}

func cutPrefix(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && s[:len(prefix)] == prefix {
		return s[len(prefix):], true
	}
	return s, false
}

// Serve answers requests on ln until ctx ends; then it accepts no more, waits
// up to grace for the running ones and returns. Nil means that all finished.
func Serve(ctx context.Context, app *fiber.App, ln net.Listener, grace time.Duration) error {
	if grace <= 0 {
		grace = DefaultGrace
	}
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(ln) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	err := app.ShutdownWithTimeout(grace)
	// A shutdown that overtook the start knows no listener yet.
	ln.Close()
	if err != nil {
		return fmt.Errorf("requests still running after %s: %w", grace, err)
	}
	<-failed
	return nil
}
