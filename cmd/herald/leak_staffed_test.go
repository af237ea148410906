package main

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"herald/admin"
	"herald/content"
	"herald/i18n"
)

// atTheDesk comes to every route of the desk that shows anything, as the router
// has them, with everything that it could be about.
func (s *sky) atTheDesk() {
	for _, d := range s.desks() {
		if d.method != http.MethodGet || d.pattern == admin.Root {
			continue
		}
		if strings.Contains(d.pattern, "/:document/") {
			s.lookRecords(d)
			continue
		}
		for _, at := range s.stops(d.pattern) {
			s.lookPart(at.path, 1)
		}
	}
	s.lists()
}

// errandAt is the errand of a path of the desk.
func (s *sky) errandAt(path string) errand { return errand{site: "public", url: path} }

// ways are what is asked of any address beside itself: filters, places in lists,
// words that somebody looks for.
func (s *sky) ways() []string {
	hidden := s.find("public", "news", draft)
	return []string{"?state=draft", "?state=scheduled&type=news", "?list=review", "?list=scheduled", "?list=stale", "?list=owed", "?list=nonsense",
		"?language=en&site=intranet", "?organization=" + string(hidden.id), "?document=" + string(hidden.id), "?by=" + string(s.callers[2].actor.ID),
		"?sort=due", "?after=x", "?from=2026-01-01", "?page=2", "?within=", "?title=x&type=act&site=intranet",
		"?for=" + string(hidden.id) + "/lt&place=body", "?q=T", "?name=zhzh"}
}

// lookPart asks for an address that is about no text, in many ways, and follows
// what it leads to.
func (s *sky) lookPart(path string, deep int) {
	r := s.get(s.errandAt(path))
	s.told(r)
	if r.status != http.StatusOK || !strings.HasPrefix(r.header.Get("Content-Type"), "text/") {
		return
	}
	if deep > 0 {
		for _, way := range s.ways() {
			if !strings.Contains(path, "?") && drawn(way+path+s.as.name+s.moment)%3 == 0 {
				s.lookPart(path+way, 0)
			}
		}
		s.asksForWords(path)
	}
	for _, link := range deskLinks(r.body) {
		if deep > 0 && drawn(link+s.as.name+s.moment)%9 == 0 {
			s.lookPart(link, 0)
		}
	}
}

// asksForWords looks for a hidden word by every name that a search box has: the
// answer is that to a word that is nowhere.
func (s *sky) asksForWords(path string) {
	var c *canary
	for _, p := range s.sample() {
		for _, one := range s.all[p] {
			if one.part == "title" && !strings.HasPrefix(one.word, cyrillicSyllable) && !s.mayKnow(one) {
				c = one
			}
		}
	}
	if c == nil {
		return
	}
	for _, name := range []string{"q", "title", "name"} {
		a, b := s.errandAt(path+"?"+name+"="+loud(c.word)), s.errandAt(path+"?"+name+"="+loud(s.never))
		r := s.get(a)
		s.told(r)
		s.sameHere(r, s.get(b))
	}
}

var deskLink = regexp.MustCompile(`(?:href|src)="(` + admin.Root + `/[^"#]*)`)

// deskLinks gives the addresses of the desk that a page leads to, each once.
func deskLinks(body string) []string {
	var all []string
	for _, m := range deskLink.FindAllStringSubmatch(body, -1) {
		if link := strings.ReplaceAll(m[1], "&amp;", "&"); !slices.Contains(all, link) && !strings.HasPrefix(link, admin.Root+"/assets/") {
			all = append(all, link)
		}
	}
	return all
}

// lookRecords comes to a route that is about a text. To who may not read it, it is
// answered as one that never was; who may is asked in a part of the cases.
func (s *sky) lookRecords(d doorway) {
	for _, at := range s.stops(d.pattern) {
		if s.reads(at.doc, at.locale) {
			if drawn(s.as.name+at.path+s.moment)%4 > 0 {
				continue
			}
			r := s.get(s.errandAt(at.path))
			s.told(r)
			s.lookedUp(d, at, r)
			continue
		}
		r := s.get(s.errandAt(at.path))
		s.told(r)
		s.check(r.status >= 400, "LEAK: %s answers the %s %d", at.path, s.as, r.status)
		s.sameHere(r, s.get(s.errandAt(strings.Replace(at.path, string(at.doc.id), string(s.nobody), 1))))
	}
}

// lookedUp judges that the page of a text shows its words: else nothing of all
// this would prove anything.
func (s *sky) lookedUp(d doorway, at stop, r *reply) {
	if r.status >= 400 && r.status < 500 && at.file == nil && !strings.HasSuffix(d.pattern, ":locale") {
		return // it is not theirs to write, or there is nothing to do
	}
	s.check(r.status < 500, "STATUS: %s answers the %s %d", at.path, s.as, r.status)
	if d.pattern != admin.Root+"/documents/:document/:locale" {
		return
	}
	e := at.doc.record.Translation(at.locale).Newest()
	if f := s.flocks[e.Words]; f != nil && s.answered(r.to, r, http.StatusOK) {
		s.check(r.seen[f.title] || f.title.secret != "", "MISSING: %s does not show the %s the title", at.path, s.as)
	}
	for _, link := range deskLinks(r.body) {
		if drawn(link+s.as.name+s.moment)%9 == 0 {
			s.lookPart(link, 0)
		}
	}
}

var formToken = regexp.MustCompile(`name="_form" value="[^"]*"`)

// plain takes out of a page what every answer has of its own, and what was asked
// for.
func (s *sky) plain(r *reply) string {
	text := formToken.ReplaceAllString(r.body, "")
	for _, p := range s.docs {
		if strings.Contains(r.to.url, string(p.id)) {
			text = strings.ReplaceAll(text, string(p.id), "?")
		}
	}
	text = strings.ReplaceAll(text, string(s.nobody), "?")
	return requestNumber.ReplaceAllString(s.unasked(text), "")
}

// requestNumber is what an error page asks to quote.
var requestNumber = regexp.MustCompile(`<code>[0-9a-zA-Z-]+</code>`)

// sameHere demands that two answers of the desk tell the same.
func (s *sky) sameHere(r, never *reply) {
	s.Helper()
	a, b := s.plain(r), s.plain(never)
	s.check(r.status == never.status && a == b, "LEAK: %s answers the %s %d, and %s, which is nowhere, %d: %s", r.to.url, s.as, r.status, never.to.url, never.status,
		firstDifference(b, a))
}

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
