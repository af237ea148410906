package main

import (
	"net"
	"slices"
	"strings"

	"herald/staff/mail"
)

// MailConfig is the mail server that takes what members are sent. Without a host
// there is none, and everything is told at the desk alone.
type MailConfig struct {
	Host string `toml:"host"`
	// Port is that of the server; 0 is 587, or 465 with tls = "tls".
	Port     int    `toml:"port"`
	User     string `toml:"user"`
	Password string `toml:"password"`
	// From is the address that members see as the sender.
	From string `toml:"from"`
	// TLS is "starttls", "tls" or "none".
	TLS string `toml:"tls"`
}

// filled puts in what an empty key means where there is a server.
func (c *MailConfig) filled() {
	if c.Host == "" {
		return
	}
	if c.TLS == "" {
		c.TLS = mail.StartTLS
	}
	if c.Port == 0 {
		c.Port = 587
		if c.TLS == mail.TLS {
			c.Port = 465
		}
	}
}

func (k *checking) mail() {
	m := k.Mail
	if m.Host == "" {
		if m != (MailConfig{}) {
			k.add("mail.host", "is missing: the other keys of [mail] do nothing without it")
		}
		return
	}
	if strings.ContainsAny(m.Host, " /@:") && net.ParseIP(m.Host) == nil {
		k.add("mail.host", "%q is not the name of a host", m.Host)
	}
	if m.Port < 1 || m.Port > 65535 {
		k.add("mail.port", "%d is not a port", m.Port)
	}
	if m.From == "" {
		k.add("mail.from", "is missing: the address that members see as the sender")
	} else if err := mail.CheckAddress(m.From); err != nil {
		k.add("mail.from", "%v", err)
	}
	if !slices.Contains([]string{mail.StartTLS, mail.TLS, mail.Plain}, m.TLS) {
		k.add("mail.tls", "%q is not %s, %s or %s", m.TLS, mail.StartTLS, mail.TLS, mail.Plain)
	}
	if (m.User == "") != (m.Password == "") {
		k.add("mail.user", "user and password are needed together")
	} else if m.User != "" && m.TLS == mail.Plain {
		k.add("mail.tls", "a password is not sent over a connection that everybody can read: use %s or %s", mail.StartTLS, mail.TLS)
	}
}

// server gives the mail server, or nil where there is none.
func (c MailConfig) server(name, hello string) *mail.Server {
	if c.Host == "" {
		return nil
	}
	return &mail.Server{Host: c.Host, Port: c.Port, User: c.User, Password: c.Password, Security: c.TLS, From: c.From, Name: name, Hello: hello}
}
