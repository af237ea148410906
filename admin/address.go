package admin

import (
	"net/url"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// place is where an address points: a path below the base of a Site. raw has the
// query too, as addresses of a former site do.
type place struct {
	site      *content.Site
	path, raw string
}

// pasted gives where an id, or the address of a page or a file, leads at the desk;
// "" where it leads to nothing that the member may read, which is answered as if
// there were nothing. address says that text can be nothing else than an address.
func (v *visit) pasted(text string) (to string, address bool, err error) {
	text = strings.TrimSpace(text)
	if strings.ContainsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		return "", false, nil
	}
	if id := content.ID(strings.ToLower(text)); id.Valid() {
		if to, err = v.opening(id, ""); to == "" && err == nil {
			to, err = v.openingFile(id)
		}
		return to, false, err
	}
	places, address := v.pointsAt(text)
	for _, p := range places {
		if to, err = v.leads(p); to != "" || err != nil {
			return to, true, err
		}
	}
	return "", address, nil
}

// pointsAt gives the Sites that text may be an address of, the likeliest first.
func (v *visit) pointsAt(text string) (all []place, address bool) {
	host, path := "", text
	head, tail, slashed := strings.Cut(text, "/")
	switch u, err := url.Parse(text); {
	case err == nil && (u.Scheme == "http" || u.Scheme == "https"):
		host, path, address = web.CleanHost(u.Host), strings.TrimPrefix(text, u.Scheme+"://"+u.Host), true
	case strings.HasPrefix(text, "/"):
		address = true
	case slashed && len(v.sitesAt(web.CleanHost(head))) > 0:
		host, path, address = web.CleanHost(head), "/"+tail, true
	case slashed:
		path = "/" + text // "lt/naujienos/tiltas"; but "14/2026" is a number
	default:
		return nil, false
	}
	path, _, _ = strings.Cut(path, "#")
	raw := path
	path, _, _ = strings.Cut(path, "?")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	for _, s := range v.sitesAt(host) {
		rest, below := strings.CutPrefix(path, s.Base)
		if below && (rest == "" || rest[0] == '/') {
			all = append(all, place{s, strings.Trim(rest, "/"), strings.Trim(strings.TrimPrefix(raw, s.Base), "/")})
		}
	}
	return all, address
}

// sitesAt gives the Sites that answer at a host, the longest base first; all of
// them without a host, and at the host of the desk itself where it has its own.
func (v *visit) sitesAt(host string) []*content.Site {
	var here, all []*content.Site
	for _, name := range v.siteNames() {
		s := v.Sites[name]
		all = append(all, s)
		if slices.Contains(hostsOf(s), host) {
			here = append(here, s)
		}
	}
	if host == "" || len(here) == 0 && host == web.Host(v.c) {
		here = all
	}
	slices.SortStableFunc(here, func(a, b *content.Site) int { return len(b.Base) - len(a.Base) })
	return here
}

func hostsOf(s *content.Site) []string {
	var hosts []string
	if u, err := url.Parse(s.Origin); err == nil {
		hosts = append(hosts, web.CleanHost(u.Host))
	}
	for _, alias := range s.Aliases {
		hosts = append(hosts, web.CleanHost(alias))
	}
	return hosts
}

// leads gives where p leads at the desk, or "".
func (v *visit) leads(p place) (string, error) {
	parts := strings.Split(p.path, "/")
	switch {
	case "/"+parts[0] == Root && p.site.Base == "":
		return v.leadsWithin(parts[1:])
	case parts[0] == "p" && len(parts) == 2:
		return v.openingNamed(parts[1], "")
	case parts[0] == "media" && len(parts) >= 2:
		return v.openingFile(content.ID(strings.ToLower(parts[1])))
	}
	locale, path := i18n.Locale(""), p.path
	if l, err := i18n.Parse(parts[0]); err == nil && p.site.Has(l) {
		locale, path = l, strings.Join(parts[1:], "/")
		if n := len(parts); n >= 3 && parts[n-2] == "editions" {
			path = strings.Join(parts[1:n-2], "/")
		}
		if path == "" {
			return v.openingHome(p.site, locale)
		}
		if t, _ := v.Types.Listing(locale, path); t != nil {
			return Root + "/documents?type=" + escape(t.Name) + "&site=" + escape(p.site.Name), nil
		}
	}
	for _, path := range []string{path, p.raw} {
		if to, err := v.openingPath(p.site, locale, path); to != "" || err != nil || path == "" {
			return to, err
		}
	}
	return "", nil
}

// leadsWithin gives where an address of the desk leads: to the text or file that it
// is about.
func (v *visit) leadsWithin(parts []string) (string, error) {
	switch {
	case len(parts) >= 3 && (parts[0] == "documents" || parts[0] == "preview"):
		locale, _ := i18n.Parse(parts[2])
		return v.openingNamed(parts[1], locale)
	case len(parts) >= 2 && parts[0] == "media":
		return v.openingFile(content.ID(parts[1]))
	}
	return "", nil
}

func (v *visit) openingNamed(name string, locale i18n.Locale) (string, error) {
	if id := content.ID(strings.ToLower(name)); id.Valid() {
		return v.opening(id, locale)
	}
	return "", nil
}

// openingPath gives the text that has, had or is about to have a path.
func (v *visit) openingPath(site *content.Site, locale i18n.Locale, path string) (string, error) {
	rows, err := v.Store.Paths(v.ctx, site.Name, path)
	if err != nil {
		return "", err
	}
	// Of two languages with the same path the one that the address names.
	slices.SortStableFunc(rows, func(a, b content.PathRow) int { return rankOf(a.Locale, locale) - rankOf(b.Locale, locale) })
	for _, r := range rows {
		if to, err := v.opening(r.Document, r.Locale); to != "" || err != nil {
			return to, err
		}
	}
	return "", nil
}

func rankOf(l, wanted i18n.Locale) int {
	if l == wanted {
		return 0
	}
	return 1
}

// openingHome gives the text of the home page of a Site.
func (v *visit) openingHome(site *content.Site, locale i18n.Locale) (string, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Sites: []string{site.Name}, Types: []string{"home"}, Sources: true, Limit: 1})
	if err != nil || len(all) == 0 {
		return "", err
	}
	return v.opening(all[0].Document, locale)
}

// opening gives the page of a Document at the desk: in the wanted language, else in
// the member's, else in the original. It is "" where the member may read none.
func (v *visit) opening(id content.ID, wanted i18n.Locale) (string, error) {
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: []content.ID{id}, Sort: content.ByDocument})
	if err != nil {
		return "", err
	}
	if len(all) == 0 {
		return v.openingJoined(id, wanted)
	}
	one := v.onePerDocument(all)[0]
	if i := slices.IndexFunc(all, func(s content.Standing) bool { return s.Locale == wanted }); i >= 0 {
		one = all[i]
	}
	if _, err := v.textOf(one.Document, one.Locale); err != nil {
		return "", absentIsNothing(err)
	}
	return documentURL(one.Document, one.Locale), nil
}

// openingJoined follows a Document whose texts another took over.
func (v *visit) openingJoined(id content.ID, wanted i18n.Locale) (string, error) {
	found, err := v.Store.Documents(v.ctx, id)
	if d := found[id]; err != nil || d == nil || d.Joined == "" || d.Joined == id || len(d.Translations) > 0 {
		return "", err
	}
	return v.opening(found[id].Joined, wanted)
}

func (v *visit) openingFile(id content.ID) (string, error) {
	if !id.Valid() {
		return "", nil
	}
	if _, err := v.seen(id); err != nil {
		return "", absentIsNothing(err)
	}
	return fileURL(id), nil
}

func absentIsNothing(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// byDocument puts the texts of one Document beside each other.
func byDocument(all []content.Standing) []content.Standing {
	slices.SortStableFunc(all, func(a, b content.Standing) int { return strings.Compare(string(a.Document), string(b.Document)) })
	return all
}
