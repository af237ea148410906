package main

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"herald/admin"
	"herald/content"
	"herald/i18n"
)

var nextPage = regexp.MustCompile(`<a href="([^"]+)" rel="next">`)

// lists demands that the list of all texts holds those that the policy lets who
// looks read, and no other.
func (s *sky) lists() {
	if !content.MaySomewhere(s.as.actor, content.ReadDraft, s.now) {
		return
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, p := range s.docs {
		for _, t := range p.record.Translations {
			if s.reads(p, t.Locale) {
				want[fmt.Sprintf("%s/documents/%s/%s", admin.Root, p.id, t.Locale)] = true
			}
		}
	}
	for path := admin.Root + "/documents"; path != ""; {
		r := s.get(s.errandAt(path))
		s.told(r)
		for _, link := range deskLinks(r.body) {
			if strings.Count(link, "/") == 4 && !strings.Contains(link, "?") {
				got[link] = true
			}
		}
		path = ""
		if m := nextPage.FindStringSubmatch(r.body); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	for link := range want {
		s.check(got[link], "MISSING: the list of all texts does not give the %s %s", s.as, link)
	}
	for link := range got {
		s.check(want[link], "LEAK: the list of all texts gives the %s %s", s.as, link)
	}
}

// outsideTheirBounds does hidden work on a text and demands that nobody who may
// not read it notices: no line, no number, no order of any list is another.
func (s *sky) outsideTheirBounds() {
	p, l := s.find("intranet", "news", draft), i18n.Locale("en")
	before := map[*caller]map[string]string{}
	for _, who := range s.callers {
		if view := s.lookAs(who); !view.reads(p, l) {
			before[who] = view.overview()
		}
	}
	s.check(len(before) > 3, "only %d members may not read %s", len(before), p)
	res, err := s.matrix.desk().Comment(s.Context(), scribe, p.id, l, content.Remark{Text: s.note(p, l, "a comment")})
	s.done(p, l, res, err)
	s.write(p, l, "")
	s.catchUp()
	for who, was := range before {
		now := s.lookAs(who).overview()
		for path, text := range was {
			s.check(text == now[path], "LEAK: %s is another for the %s after work on a text that they may not read: %s", path, who, firstDifference(text, now[path]))
		}
	}
}

// overview asks anew for every address of the desk that is about no text. The page
// of the account tells of sessions, by the clock of the machine.
func (s *sky) overview() map[string]string {
	all := map[string]string{}
	for _, d := range s.desks() {
		if d.method != http.MethodGet || strings.ContainsAny(d.pattern, ":*") || strings.HasSuffix(d.pattern, "/account") || s.may(s.as, content.ReadAudit) {
			continue
		}
		for _, way := range []string{"", "?list=scheduled", "?state=draft", "?type=news", "?q=" + url.QueryEscape("T")} {
			all[d.pattern+way] = s.plain(s.send(http.MethodGet, s.errandAt(d.pattern+way)))
		}
	}
	return all
}
