// Package mail owns the way of an e-mail to the mail server: SMTP, and what became
// of each one. It must know nothing of Members, texts or the store, must never send
// anything a second time by itself, and is the one home of the library that speaks
// SMTP.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// The ways of protecting the connection.
const (
	StartTLS = "starttls"
	TLS      = "tls"
	Plain    = "none"
)

// Server is the mail server that takes what is sent.
type Server struct {
	Host string
	Port int
	// User and Password are what it knows us by; an empty User does without.
	User, Password string
	// Security is StartTLS, TLS or Plain.
	Security string
	// From is the sender's address, Name the name beside it.
	From, Name string
	// Hello is the name of this machine, as it introduces itself.
	Hello string
	// Roots are the authorities that the server's certificate may come from; nil are
	// those of the machine.
	Roots *x509.CertPool
	// Patience bounds every exchange with the server; 0 is 15 s.
	Patience time.Duration
}

// Message is one e-mail of plain text.
type Message struct {
	// ID is the whole Message-ID, without the angle brackets.
	ID            string
	To            string
	Subject, Text string
	At            time.Time
	Language      string
}

// Line is an open connection to the server. It is used by one goroutine.
type Line struct {
	client *gomail.Client
	to     *smtp.Client
	server *Server
}

const patience = 15 * time.Second

// Dial opens a connection, encrypted and signed in as far as the Server says. An
// error means that the server cannot be used at all now: nothing was tried.
func (s *Server) Dial(ctx context.Context) (*Line, error) {
	wait := s.Patience
	if wait <= 0 {
		wait = patience
	}
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(wait), gomail.WithoutNoop(),
		gomail.WithTLSConfig(&tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.Roots})}
	switch s.Security {
	case TLS:
		options = append(options, gomail.WithSSL(), gomail.WithTLSPolicy(gomail.NoTLS))
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.Hello != "" {
		options = append(options, gomail.WithHELO(s.Hello))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, options...)
	if err != nil {
		return nil, err
	}
	to, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, err
	}
	return &Line{client: client, to: to, server: s}, nil
}

// Close takes leave of the server. What it answers changes nothing any more.
func (l *Line) Close() { _ = l.client.CloseWithSMTPClient(l.to) }

// Outcome says what became of one Message.
type Outcome string

// The outcomes. Unsure is one whose last byte may have reached the server while its
// answer never came: it may be on its way, and is not to be sent again.
const (
	Sent    Outcome = "sent"
	Later   Outcome = "later"
	Refused Outcome = "refused"
	Unsure  Outcome = "unsure"
	// Broken says that the server takes nothing from us at all: the Message is as
	// good as untried.
	Broken Outcome = "broken"
)

// Send hands one Message over, and gives what became of it with what the server
// said. After anything but Sent the Line is used no more.
func (l *Line) Send(m Message) (Outcome, string) {
	composed, err := l.server.compose(m)
	if err != nil {
		return Refused, err.Error()
	}
	err = l.client.SendWithSMTPClient(l.to, composed)
	if composed.IsDelivered() {
		return Sent, ""
	}
	if err == nil {
		return Unsure, "the library neither sent it nor says why"
	}
	var failed *gomail.SendError
	if !errors.As(err, &failed) {
		return Broken, said(err)
	}
	return judge(failed), said(failed)
}

// judge tells what a failure means. A reply of the server is certain; a connection
// that ends is certain only before the end of the text was sent.
func judge(e *gomail.SendError) Outcome {
	code := e.ErrorCode()
	switch e.Reason {
	case gomail.ErrSMTPRcptTo:
		if code >= 500 {
			return Refused
		}
		return Later
	case gomail.ErrSMTPDataClose, gomail.ErrAmbiguous:
		switch {
		case code >= 500:
			return Refused
		case code >= 400:
			return Later
		}
		return Unsure
	case gomail.ErrSMTPData:
		if code >= 500 {
			return Refused
		}
		return Later
	case gomail.ErrWriteContent:
		return Later
	case gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return Refused
	}
	// The sender is refused, or the connection is gone: that is about all Messages.
	return Broken
}

// saidLongest bounds what is kept of a server's words, in runes.
const saidLongest = 300

// said gives what went wrong as one line that is fit to be shown. Whom it was about
// the reader knows.
func said(err error) string {
	words, _, _ := strings.Cut(err.Error(), ", affected ")
	text := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(words, "?")))
	if len(text) > saidLongest {
		text = append(text[:saidLongest-1], '…')
	}
	return string(text)
}

// compose writes a Message: plain text in UTF-8 and nothing else. A subject is one
// line whatever stands in it.
func (s *Server) compose(m Message) (*gomail.Msg, error) {
	c := gomail.NewMsg(gomail.WithEncoding(gomail.EncodingQP), gomail.WithCharset(gomail.CharsetUTF8), gomail.WithNoDefaultUserAgent())
	if err := c.FromFormat(OneLine(s.Name), s.From); err != nil {
		return nil, err
	}
	if err := c.To(m.To); err != nil {
		return nil, err
	}
	if strings.ContainsAny(m.ID, "<>\r\n ") || m.ID == "" {
		return nil, fmt.Errorf("%q is no Message-ID", m.ID)
	}
	c.SetMessageIDWithValue(m.ID)
	c.SetDateWithValue(m.At)
	c.Subject(OneLine(m.Subject))
	c.SetGenHeader("Auto-Submitted", "auto-generated")
	c.SetGenHeader("X-Auto-Response-Suppress", "All")
	if m.Language != "" {
		c.SetGenHeader("Content-Language", OneLine(m.Language))
	}
	c.SetBodyString(gomail.TypeTextPlain, m.Text)
	return c, nil
}

// OneLine gives text without anything that could end a line or begin a header.
func OneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, ""), func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Zl, unicode.Zp)
	}), " ")
}

// CheckAddress reports what is wrong with an address that e-mail is to be sent
// from or to.
func CheckAddress(address string) error {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address {
		return fmt.Errorf("%q is not an address such as herald@example.org", address)
	}
	return nil
}
