package mail_test

import (
	"bytes"
	"crypto/tls"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"testing"
	"time"

	"herald/internal/smtptest"
	"herald/staff/mail"
)

func message(id string) mail.Message {
	return mail.Message{ID: id + "@town.example", To: "lina.sela@town.example", Subject: "Tekstas laukia: „Gatvė“", Text: "Ačiū.\n.\nhttps://town.example/admin/\n",
		At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Language: "lt"}
}

func server(s *smtptest.Server) *mail.Server {
	return &mail.Server{Host: "127.0.0.1", Port: s.Port(), Security: mail.Plain, From: "herald@town.example", Name: "Arvena", Hello: "town.example", Patience: 5 * time.Second}
}

// send dials and sends one Message.
func send(t *testing.T, to *mail.Server, m mail.Message) (mail.Outcome, string) {
	t.Helper()
	line, err := to.Dial(t.Context())
	if err != nil {
		return mail.Broken, err.Error()
	}
	defer line.Close()
	return line.Send(m)
}

func TestWhatIsSentIsPlainAndWhole(t *testing.T) {
	s := new(smtptest.Server).Start(t, nil)
	m := message("one")
	m.Subject = "Gatvė\r\nBcc: thief@example.org\u2028x\x00 uždaryta"
	if got, why := send(t, server(s), m); got != mail.Sent {
		t.Fatalf("%s: %s", got, why)
	}
	kept := s.All()[0]
	read := kept.Message(t)
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if want := "Gatvė Bcc: thief@example.org x uždaryta"; err != nil || subject != want {
		t.Errorf("the subject is %q, %v", subject, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(read.Body))
	if err != nil || string(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))) != m.Text {
		t.Errorf("the text is %q, %v", body, err)
	}
	for name, want := range map[string]string{"Message-Id": "<one@town.example>", "Auto-Submitted": "auto-generated", "Bcc": "",
		"Content-Type": "text/plain; charset=UTF-8", "Date": "Fri, 20 Nov 2026 09:00:00 +0000", "To": "<lina.sela@town.example>",
		"From": `"Arvena" <herald@town.example>`, "Content-Language": "lt", "User-Agent": ""} {
		if got := read.Header.Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	for line := range strings.SplitSeq(string(kept.Raw), "\n") {
		if len(line) > 990 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("a line that not every server passes on: %q", line)
		}
	}
	if kept.From != "herald@town.example" || kept.To != m.To || !kept.Answered {
		t.Errorf("it went from %s to %s", kept.From, kept.To)
	}
}

func TestEncryptedAndSignedIn(t *testing.T) {
	config, pool := smtptest.Certificate(t)
	for security, start := range map[string]func(*smtptest.Server, testing.TB, *tls.Config) *smtptest.Server{
		mail.StartTLS: (*smtptest.Server).Start, mail.TLS: (*smtptest.Server).StartTLS} {
		t.Run(security, func(t *testing.T) {
			s := start(&smtptest.Server{User: "herald", Password: "p w"}, t, config)
			to := server(s)
			to.Security, to.Roots, to.User, to.Password = security, pool, "herald", "p w"
			if got, why := send(t, to, message("one")); got != mail.Sent || s.Secured() != 1 || s.SignedIn() != 1 {
				t.Errorf("%s: %s; secured %d, signed in %d", got, why, s.Secured(), s.SignedIn())
			}
			to.Password = "wrong"
			if _, err := to.Dial(t.Context()); err == nil || strings.Contains(err.Error(), "wrong") {
				t.Errorf("a wrong password: %v", err)
			}
			to.Password, to.Roots = "p w", nil
			if _, err := to.Dial(t.Context()); err == nil {
				t.Error("a certificate that nobody vouches for was believed")
			}
		})
	}
	plain := new(smtptest.Server).Start(t, nil)
	to := server(plain)
	to.Security = mail.StartTLS
	if _, err := to.Dial(t.Context()); err == nil {
		t.Error("a server that offers no encryption was used all the same")
	}
	if n := len(plain.All()); n != 0 {
		t.Errorf("it was handed %d", n)
	}
}

// What the server answers, and when the connection ends, decides what is known.
func TestOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		command, reply string
		want           mail.Outcome
		kept           int
	}{
		"put off at the address":        {"RCPT", "450 4.2.0 greylisted", mail.Later, 0},
		"no such address":               {"RCPT", "550 5.1.1 nobody here", mail.Refused, 0},
		"cut at the address":            {"RCPT", "!", mail.Later, 0},
		"sender put off":                {"MAIL", "451 4.3.0 busy", mail.Broken, 0},
		"sender refused":                {"MAIL", "550 5.7.1 who are you", mail.Broken, 0},
		"put off before the text":       {"DATA", "451 4.3.0 busy", mail.Later, 0},
		"refused before the text":       {"DATA", "554 5.7.1 no", mail.Refused, 0},
		"put off after the text":        {".", "452 4.3.1 full", mail.Later, 0},
		"refused after the text":        {".", "552 5.2.2 too much", mail.Refused, 0},
		"cut before the end of text":    {"DATA", "!", mail.Unsure, 0},
		"cut instead of being answered": {".", "!", mail.Unsure, 1},
		"nonsense instead of an answer": {".", "what", mail.Unsure, 1},
		"cut when taking leave":         {"RSET", "!", mail.Sent, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := &smtptest.Server{Reply: func(command, _ string, _ int) string {
				if command == c.command {
					return c.reply
				}
				return ""
			}}
			s.Start(t, nil)
			got, why := send(t, server(s), message("one"))
			if got != c.want || len(s.All()) != c.kept {
				t.Errorf("%s (%s), and %d kept", got, why, len(s.All()))
			}
			if got != mail.Sent && (why == "" || strings.ContainsAny(why, "\r\n")) {
				t.Errorf("why is %q", why)
			}
		})
	}
}

func TestAServerThatDoesNotAnswerIsNotWaitedForLong(t *testing.T) {
	s := (&smtptest.Server{Slow: 2 * time.Second}).Start(t, nil)
	to := server(s)
	to.Patience = 200 * time.Millisecond
	// Whoever waits for the answer is told that it was sent.
	if got, why := send(t, to, message("one")); got != mail.Unsure {
		t.Errorf("%s: %s", got, why)
	}
}

func TestAddresses(t *testing.T) {
	for address, good := range map[string]bool{"a@b.example": true, "ją@b.example": true, "": false, "a": false, "A <a@b.example>": false, "a@b.example\r\nX: y": false} {
		if err := mail.CheckAddress(address); (err == nil) != good {
			t.Errorf("%q: %v", address, err)
		}
	}
}
