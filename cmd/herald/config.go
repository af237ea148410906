package main

import (
	"github.com/BurntSushi/toml"
)

// configCommand shows the configuration that the other commands work with.
type configCommand struct{}

// Run prints it, or everything that is wrong with it.
func (*configCommand) Run(p *program) error {
	c, err := p.config(nil)
	if err != nil {
		return err
	}
	// Whatever keeps a server from starting is said here, too.
	if _, err := p.rules(c); err != nil {
		return err
	}
	c.Store = masked(c.Store)
	if c.Mail.Password != "" {
		c.Mail.Password = "…"
	}
	return toml.NewEncoder(p.out).Encode(c)
}
