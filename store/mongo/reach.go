package mongo

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"herald/internal/fault"
)

// unreachable says why the server cannot be used, in words for an operator.
func (s *Store) unreachable(err error) error {
	if err == nil {
		return nil
	}
	return fault.Wrap(fault.Unavailable, s.why(err), "store %s", s.title())
}

func (s *Store) why(err error) error {
	if refusesSignIn(err) {
		return errRefused
	}
	if hasCode(err, 13, 8000) {
		return errors.New("the account may not read this database")
	}
	// A broken connection is an error of a command too, without a code.
	if said := (mongo.CommandError{}); errors.As(err, &said) && said.Code != 0 {
		return fmt.Errorf("the server answers: %w", err)
	}
	if selection := (topology.ServerSelectionError{}); errors.As(err, &selection) {
		return unselected(selection, fmt.Sprintf(" within %v", s.o.Patience))
	}
	return fmt.Errorf("the server cannot be reached: %w", plainly(err))
}

var errRefused = errors.New("the server refuses the name or the password (or they belong to another database: authSource)")

// unselected says why there was no server that could be asked for as long as within says,
// host by host. The driver forgets hosts that are of no replica set where one is named.
func unselected(selection topology.ServerSelectionError, within string) error {
	if len(selection.Desc.Servers) == 0 {
		return errors.New("no host of the address is a member of a replica set, or not of the one that its option replicaSet names")
	}
	var hosts []string
	for _, server := range selection.Desc.Servers {
		switch last := server.LastError; {
		case refusesSignIn(last):
			return errRefused
		case last != nil:
			hosts = append(hosts, fmt.Sprintf("%s: %v", server.Addr, plainly(last)))
		case selection.Desc.Kind.String() == "ReplicaSetNoPrimary":
			hosts = append(hosts, fmt.Sprintf("%s: the replica set has no primary", server.Addr))
		default:
			hosts = append(hosts, fmt.Sprintf("%s: no answer", server.Addr))
		}
	}
	return fmt.Errorf("the server cannot be reached%s (%s)", within, strings.Join(hosts, "; "))
}

// plainError says in plain words what an error means, and is that error.
type plainError struct{ said, err error }

func (e *plainError) Error() string { return e.said.Error() }

func (e *plainError) Unwrap() error { return e.err }

// inPlain puts plain words to an error of the driver that says what it knows of each
// server. Whoever gave up waiting learnt nothing of the server.
func inPlain(err error) error {
	selection := topology.ServerSelectionError{}
	if !errors.As(err, &selection) || errors.Is(err, context.Canceled) {
		return err
	}
	return &plainError{unselected(selection, ""), err}
}

// refusesSignIn reports that the server knows no such name and password.
func refusesSignIn(err error) bool {
	return err != nil && (hasCode(err, 18) || strings.Contains(err.Error(), "auth error") || strings.Contains(err.Error(), "AuthenticationFailed"))
}

// plainly gives what went wrong with a connection in one short sentence.
func plainly(err error) error {
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &unknown):
		return errors.New("TLS: its certificate was signed by nobody whom this machine knows (tlsCAFile=FILE)")
	case errors.As(err, &name):
		return fmt.Errorf("TLS: %w", name)
	case errors.As(err, &invalid):
		return fmt.Errorf("TLS: %w", invalid)
	case errors.As(err, &record):
		return errors.New("TLS: it does not speak TLS (tls=true is in the address)")
	case errors.As(err, &alert):
		return fmt.Errorf("TLS: %w", alert)
	case errors.As(err, &dns):
		return errors.New("there is no host of that name")
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("no answer")
	case errors.As(err, &op) && op.Op == "dial":
		return op.Err
	}
	text := err.Error()
	if strings.Contains(text, "connection closed unexpectedly") || strings.HasSuffix(text, "EOF") {
		return errors.New("it closes the connection: it may want TLS (tls=true), or its end of the network does not let this machine in")
	}
	return err
}
