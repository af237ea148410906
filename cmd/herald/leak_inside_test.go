package main

import (
	"net/http"
	"slices"
	"strings"

	"herald/content"
)

// asEveryRole lets every member read every surface with their session: the Sites
// of everybody, the staff Sites, and the desk.
func (s *sky) asEveryRole() {
	asked := s.remembered(content.Public)
	s.inside()
	within := s.remembered(content.Staff)
	var skies []*sky
	for _, who := range s.callers {
		skies = append(skies, s.lookAs(who))
	}
	inParallel(skies, func(seen *sky) {
		seen.likeEverybody(asked)
		seen.likeStaff(within)
		seen.atTheDesk()
	})
	s.outsideTheirBounds()
}

// remembered gives what was answered at this moment on the Sites of an audience, to
// everybody or to the one who has looked at the staff Sites.
func (s *sky) remembered(audience string) []*reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []*reply
	for _, r := range s.answers {
		site := s.site(r.to.site)
		if site != nil && site.Audience == audience && (r.as != nil) == (audience == content.Staff) {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b *reply) int { return strings.Compare(a.to.site+a.to.url, b.to.site+b.to.url) })
	return all
}

// inside looks at every surface of the staff Sites as one who may read them, as
// thoroughly as at those of everybody.
func (s *sky) inside() {
	staffed := s.lookAs(s.caller(string(content.RoleReader)))
	for _, name := range s.server.house.siteNames() {
		site := s.site(name)
		if site.Audience != content.Staff {
			continue
		}
		for _, row := range surfaces {
			row.look(staffed, site)
		}
	}
}

// likeEverybody demands that a member is given on the Sites for everybody exactly
// what everybody is given, and is not known there.
func (s *sky) likeEverybody(asked []*reply) {
	for _, r := range asked {
		if !s.draws(23, s.as.name+r.to.url+s.moment) {
			continue
		}
		again := s.send(http.MethodGet, r.to)
		s.check(again.header.Get("Set-Cookie") == "", "LEAK: %s knows the %s", r.to.url, s.as)
		if again.status != r.status || again.body != r.body || again.header != r.header {
			// An Edition of a page that was kept meanwhile has another tag.
			r = s.matrix.send(http.MethodGet, r.to)
		}
		s.checks.Add(1)
		if again.status != r.status || again.body != r.body || again.header != r.header {
			s.wrong("LEAK: %s%s is another for the %s: %d, not %d: %s\n%s\n%s", s.host(r.to.site), r.to.url, s.as, again.status, r.status,
				firstDifference(r.body, again.body), r.header, again.header)
		}
	}
}

// likeStaff demands that whoever may read the staff Sites is given what every
// other is, kept out of every cache, and that who may not is told no word.
func (s *sky) likeStaff(within []*reply) {
	for _, r := range within {
		if !s.draws(11, s.as.name+r.to.url+s.moment) {
			continue
		}
		again := s.send(http.MethodGet, r.to)
		if s.closed(s.site(r.to.site)) {
			for c := range again.seen {
				s.wrong("LEAK: %s%s shows the %s %s", s.host(r.to.site), r.to.url, s.as, c)
			}
			s.checks.Add(1)
			continue
		}
		s.check(again.status == r.status && again.body == r.body, "%s%s is another for the %s: %d, not %d: %s", s.host(r.to.site), r.to.url, s.as,
			again.status, r.status, firstDifference(r.body, again.body))
		kept := strings.HasPrefix(r.to.url, "/assets/") || again.status == http.StatusMovedPermanently
		s.check(kept || strings.Contains(again.header.Get("Cache-Control"), "no-store"), "LEAK: %s may be kept on the way: %s", r.to.url, again.header.Get("Cache-Control"))
	}
}
