package main

import (
	"context"
	"net/url"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/staff"
)

// machineClock shows the machine's time. Sessions and codes go by it, also while
// the clock of the log is made to stand still: a phone shows the real time.
type machineClock struct{}

// Now implements content.Clock.
func (machineClock) Now() time.Time { return time.Now() }

func (h *house) newRoster(store houseStore, rules staff.Rules) *staff.Roster {
	return &staff.Roster{Log: store, Shelf: store, Vault: store, Types: h.types, Clock: h.clock, Wall: machineClock{}, Rules: rules}
}

// staffRules are those of the configuration, with what an attacker knows of this
// place. The password of the demonstration opens nothing elsewhere.
func (h *house) staffRules(ctx context.Context, demo bool) (staff.Rules, error) {
	rules := h.config.Staff.rules()
	if rules.NoSecondFactor = rules.NoSecondFactor || demo; !demo {
		rules.Refused = []string{demoPassword}
	}
	names, err := h.placeNames(ctx)
	if err != nil {
		return rules, err
	}
	rules.Words = append(names, h.siteNames()...)
	for _, site := range h.sites {
		if u, err := url.Parse(site.Origin); err == nil {
			rules.Words = append(rules.Words, strings.Split(u.Hostname(), ".")...)
		}
	}
	if len(names) > 0 {
		rules.Issuer = names[0]
	}
	return rules, nil
}

// placeNames gives the titles of Sites and organizations in every language, that
// of the first Site in its first language before all.
func (h *house) placeNames(ctx context.Context) ([]string, error) {
	rows, err := h.store.Rows(ctx, content.Query{Sites: h.siteNames(), Types: []string{"site", "organization"},
		Audiences: []string{content.Public, content.Staff}, Now: h.clock.Now()})
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range rows {
		texts, err := h.store.Texts(ctx, r.Words)
		if err != nil {
			return nil, err
		}
		words, err := content.DecodeWords(texts[r.Words])
		if err != nil {
			return nil, err
		}
		if first := h.siteNames()[0]; r.Type == "site" && r.Site == first && r.Locale == h.sites[first].Default() {
			names = append([]string{words.Title}, names...)
			continue
		}
		names = append(names, words.Title)
	}
	return names, nil
}

// atTheMachine is whoever works at the keyboard, who may do what an administrator
// may.
func atTheMachine(id content.MemberID) content.Actor {
	return content.Actor{ID: id, Name: string(id), Grants: []content.Grant{{Role: content.RoleAdministrator}}}
}

// staffAddress gives the whole address of a path of the staff side: on the first
// public Site, or on the first of all.
func (h *house) staffAddress(path string) string {
	name := h.siteNames()[0]
	for _, n := range h.siteNames() {
		if h.sites[n].Audience == content.Public {
			name = n
			break
		}
	}
	if origin := h.sites[name].Origin; origin != "" {
		return origin + path
	}
	scheme, port := "http", h.config.Addr[strings.LastIndex(h.config.Addr, ":")+1:]
	if h.config.TLSCert != "" {
		scheme = "https"
	}
	return scheme + "://localhost:" + port + path
}

// screens is the language of the screens of somebody who has not said.
func (h *house) screens() i18n.Locale { return h.sites[h.siteNames()[0]].Default() }
