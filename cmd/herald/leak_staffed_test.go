package main

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"herald/admin"
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
			if at.file != nil && !strings.Contains(d.pattern, ":token") { // a link that is none shows no file
				s.lookFile(at)
			}
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
			if !strings.Contains(path, "?") && s.draws(3, way+path+s.as.name+s.moment) {
				s.lookPart(path+way, 0)
			}
		}
		s.asksForWords(path, "q", "title", "name")
	}
	for _, link := range deskLinks(r.body) {
		if deep > 0 && s.draws(9, link+s.as.name+s.moment) {
			s.lookPart(link, 0)
		}
	}
}

// lookFile demands that a file of texts that who looks may not read is answered as
// one that never was.
func (s *sky) lookFile(at stop) {
	if s.mayKnow(at.file.name) {
		return
	}
	a := s.errandAt(at.path)
	s.check(s.get(a).status >= 400, "LEAK: %s answers the %s %d", at.path, s.as, s.get(a).status)
	s.sameHere(a, s.errandAt(strings.ReplaceAll(strings.Replace(at.path, string(at.file.id), string(s.nobody), 1), at.file.name.word, s.never)))
}

// aboutIt asks for an address that is about a text, in what ways it may be asked
// for: compared, typed in, with a passage, a word, a file to put in.
func (s *sky) aboutIt(path string) {
	for _, way := range []string{"?typed=1", "?against=1", "?on=2", "?q=T", "?place=body"} {
		if s.draws(4, way+path+s.as.name+s.moment) {
			s.lookPart(path+way, 0)
		}
	}
	if !s.draws(6, path+s.as.name+s.moment) {
		return
	}
	s.asksForWords(path, "q")
	for _, f := range s.files {
		if !s.mayKnow(f.name) {
			for _, with := range []string{"?place=body&asset=", "?with="} {
				s.told(s.get(s.errandAt(path + with + string(f.id))))
				s.sameHere(s.errandAt(path+with+string(f.id)), s.errandAt(path+with+string(s.nobody)))
			}
			break
		}
	}
}

// asksForWords looks for a hidden word by names that a search box may have: the
// answer is that to a word that is nowhere.
func (s *sky) asksForWords(path string, names ...string) {
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
	for _, name := range names {
		a, b := s.errandAt(path+"?"+name+"="+loud(c.word)), s.errandAt(path+"?"+name+"="+loud(s.never))
		s.told(s.get(a))
		s.sameHere(a, b)
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
// answered as one that never was. Each is asked by some of the members, by others at
// every moment.
func (s *sky) lookRecords(d doorway) {
	for _, at := range s.stops(d.pattern) {
		turn := s.as.name + at.path + s.moment
		if s.reads(at.doc, at.locale) {
			if !s.draws(5, turn) {
				continue
			}
			r := s.get(s.errandAt(at.path))
			s.told(r)
			s.lookedUp(d, at, r)
			if r.status == http.StatusOK && at.file == nil {
				s.aboutIt(at.path)
			}
			continue
		}
		if !s.draws(2, turn) {
			continue
		}
		r := s.get(s.errandAt(at.path))
		s.told(r)
		s.check(r.status >= 400, "LEAK: %s answers the %s %d", at.path, s.as, r.status)
		s.sameHere(r.to, s.errandAt(strings.Replace(at.path, string(at.doc.id), string(s.nobody), 1)))
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
		if s.draws(9, link+s.as.name+s.moment) {
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
	for _, f := range s.files {
		if strings.Contains(r.to.url, string(f.id)) {
			text = strings.ReplaceAll(text, string(f.id), "?")
		}
	}
	text = strings.ReplaceAll(text, string(s.nobody), "?")
	return requestNumber.ReplaceAllString(s.unasked(text), "")
}

// requestNumber is what an error page asks to quote.
var requestNumber = regexp.MustCompile(`<code>[0-9a-zA-Z-]+</code>`)

// sameHere demands that two addresses of the desk tell the same. They are asked
// again where they do not: when a session was seen last is told by the minute.
func (s *sky) sameHere(a, b errand) {
	s.Helper()
	r, never := s.get(a), s.get(b)
	told, nothing := s.plain(r), s.plain(never)
	equal := func() bool { return r.status == never.status && told == nothing }
	for again := 0; again < 2 && !equal(); again++ {
		r, never = s.send(http.MethodGet, a), s.send(http.MethodGet, b)
		told, nothing = s.plain(r), s.plain(never)
	}
	s.check(equal(), "LEAK: %s answers the %s %d, and %s, which is nowhere, %d: %s", a.url, s.as, r.status, b.url, never.status,
		firstDifference(nothing, told))
}
