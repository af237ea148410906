package main

import (
	"net/http"
	"slices"
	"strings"

	"herald/admin"
	"herald/content"
)

// doorway is a route of the desk.
type doorway struct{ method, pattern string }

func ofTheDesk(pattern string) bool {
	return pattern == admin.Root || strings.HasPrefix(pattern, admin.Root+"/")
}

// desks are the routes of the desk.
func (m *matrix) desks() []doorway {
	var all []doorway
	for _, r := range m.routes {
		if ofTheDesk(r.Path) {
			all = append(all, doorway{r.Method, r.Path})
		}
	}
	return all
}

// openDoors are the routes of the desk that a stranger is answered at. Every other
// leads to the first of them, and takes no form.
var openDoors = []string{admin.Root + "/sign-in", admin.Root + "/welcome/:token", admin.Root + "/preview/:token/",
	admin.Root + "/preview/:token/media/:asset/:variant/:file", admin.Root, admin.Root + "/assets/*"}

// lookDesk comes to every route of the desk as a stranger: none of them shows a
// word of any text, whatever Document it is about, and a form that a stranger
// sends changes nothing and is told nothing.
func (s *sky) lookDesk(site *content.Site) {
	for i, d := range s.desks() {
		p := s.docs[(i*7+len(s.moment))%len(s.docs)]
		a := errand{site: site.Name, url: strings.NewReplacer(":document", string(p.id), ":locale", string(p.locales[0]), ":action", "publish",
			":token", s.never, ":share", s.never, ":session", s.never, ":member", s.never, ":grant", s.never, "*", s.never).Replace(d.pattern)}
		r := s.send(d.method, a)
		s.check(len(r.seen) == 0, "LEAK: %s %s shows a stranger %v", d.method, a.url, r.seen)
		switch {
		case slices.Contains(openDoors, d.pattern):
			s.answered(a, r, http.StatusOK, http.StatusMovedPermanently, http.StatusForbidden, http.StatusNotFound, http.StatusGone,
				http.StatusTooManyRequests) // links that lead nowhere run out
		case d.method == http.MethodPost:
			s.answered(a, r, http.StatusForbidden)
		default:
			s.answered(a, r, http.StatusSeeOther)
			s.check(strings.HasPrefix(r.header.Get("Location"), admin.Root+"/sign-in") || r.door, "LEAK: %s %s lets a stranger in", d.method, a.url)
		}
	}
}
