package main

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"herald/admin"
	"herald/content"
	"herald/i18n"
)

// askKind is what kind of answer an address gives.
type askKind int

const (
	askOther askKind = iota
	askHome
	askSiteMap
	askSitemap
	askSearch
	// askFound is a feed of what a search finds: it holds whole texts with their links.
	askFound
	askSuggest
	askListing
	askFeed
	askExport
	askDocument
	askEdition
	askShort
	askFile
)

// errand is one address of one Site.
type errand struct {
	// site is the Site that the address belongs to, "" for a host that is nobody's.
	site, url string
	kind      askKind
	doc       *planted
	locale    i18n.Locale
	edition   int
	typ       *content.Type
}

// reply is what a reader got.
type reply struct {
	status int
	header heads
	body   string
	seen   map[*canary]bool
	// to is what was asked for, as who asked with a session.
	to errand
	as *caller
	// door says that a staff Site sent its reader to sign in first.
	door bool
}

// host gives the host that a Site answers at.
func (m *matrix) host(site string) string {
	if site == "" {
		return "http://stranger.test"
	}
	return m.site(site).Origin
}

// send asks once as who looks, with headers that alternate name and value.
func (s *sky) send(method string, a errand, headers ...string) *reply {
	s.Helper()
	if s.as != nil {
		headers = append([]string{"Cookie", s.as.cookie}, headers...)
	}
	return s.matrix.send(method, a, headers...)
}

// send asks once, with headers that alternate name and value.
func (m *matrix) send(method string, a errand, headers ...string) *reply {
	m.Helper()
	if m.over() {
		return &reply{to: a}
	}
	request, err := http.NewRequest(method, m.host(a.site), nil)
	if err != nil {
		m.Error(err)
		return &reply{}
	}
	path, query, _ := strings.Cut(a.url, "?")
	// The path goes out as it is written, without any tidying.
	request.URL = &url.URL{Scheme: "http", Host: request.URL.Host, Opaque: path, RawQuery: query}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := m.client.Do(request)
	if err != nil {
		m.Errorf("%s %s: %v", method, a.url, err)
		return &reply{}
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		m.Errorf("%s %s: %v", method, a.url, err)
	}
	r := &reply{to: a, status: answer.StatusCode, body: string(body)}
	// The way to the door names what was asked for, and nothing besides.
	if r.door = r.status == http.StatusSeeOther && answer.Header.Get("Location") == admin.Root+"/sign-in?next="+url.QueryEscape(a.url); r.door {
		answer.Header.Del("Location")
	}
	r.seen = m.sighted(r.body, string(headsOf(answer.Header)))
	// Each answer has its own.
	answer.Header.Del("X-Request-Id")
	answer.Header.Del("Date")
	r.header = headsOf(answer.Header)
	return r
}

// heads are the headers of an answer, one a line, in order. They are one text, because
// tens of thousands of answers are kept, and maps would be gone through again whenever
// garbage is collected.
type heads string

func headsOf(h http.Header) heads {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(h)) {
		b.WriteString(name + ": " + strings.Join(h[name], ", ") + "\n")
	}
	return heads(b.String())
}

// Get gives the value of a header by its name as net/http writes it, "" where there is none.
func (h heads) Get(name string) string {
	for line := range strings.Lines(string(h)) {
		if value, is := strings.CutPrefix(line, name+": "); is {
			return strings.TrimSuffix(value, "\n")
		}
	}
	return ""
}

// get asks for an address once a moment.
func (s *sky) get(a errand) *reply {
	s.Helper()
	key := s.host(a.site) + a.url
	if s.as != nil {
		key = s.as.name + " " + key
	}
	s.mu.Lock()
	r := s.answers[key]
	s.mu.Unlock()
	if r == nil {
		r = s.send(http.MethodGet, a)
		for again := 0; r.status == http.StatusServiceUnavailable && again < 5; again++ {
			// A search that took too long on a busy machine.
			r = s.send(http.MethodGet, a)
		}
		r.as = s.as
		s.mu.Lock()
		s.answers[key] = r
		s.mu.Unlock()
	}
	return r
}

// forget lets every address be asked again.
func (m *matrix) forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.answers)
}

// inParallel does the same to every one of all, on as many processors as there are.
func inParallel[T any](all []T, do func(T)) {
	queue := make(chan T)
	var workers sync.WaitGroup
	for range 3 {
		workers.Go(func() {
			for one := range queue {
				do(one)
			}
		})
	}
	for _, one := range all {
		queue <- one
	}
	close(queue)
	workers.Wait()
}

// innocent judges that an answer to a holds nothing that its reader may not see.
func (s *sky) innocent(a errand, r *reply, how string) {
	s.Helper()
	s.checks.Add(1)
	for c := range r.seen {
		if !s.allowed(a, c) {
			secret := c.secret
			if secret == "" {
				secret = [...]string{"not public", "gone", "an older Edition", "withdrawn", "ended", "public on another Site"}[s.at(c)]
			}
			s.wrong("LEAK: %s %s%s (%d) shows %s, which is %s", how, s.host(a.site), a.url, r.status, c, secret)
		}
	}
}

// shows judges that an answer holds what its reader came for.
func (s *sky) shows(a errand, r *reply, want []*canary) {
	s.Helper()
	for _, c := range want {
		if c != nil && c.secret == "" && s.at(c) > nowhere {
			s.check(r.seen[c], "MISSING: %s%s (%d) does not show %s", s.host(a.site), a.url, r.status, c)
		}
	}
}

// answered judges the status of an answer.
func (s *sky) answered(a errand, r *reply, want ...int) bool {
	s.Helper()
	ok := slices.Contains(want, r.status)
	s.check(ok, "STATUS: %s%s answers %d, not %v", s.host(a.site), a.url, r.status, want)
	return ok
}
