package main

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
)

// stop is an address of the desk with what it is about.
type stop struct {
	path   string
	doc    *planted
	locale i18n.Locale
	file   *plantedFile
}

// fillers put every kind of thing into the parameters of the desk's addresses. A
// parameter without one fails the test: whoever adds it says here what there is
// to ask for.
var fillers = map[string]func(*sky, stop) []stop{
	":document": func(s *sky, at stop) []stop {
		return each(s.sample(), at, func(p *planted) string { return string(p.id) }, (*stop).about)
	},
	":locale": func(_ *sky, at stop) []stop {
		if at.doc == nil {
			return each(i18n.Shipped(), at, func(l i18n.Locale) string { return string(l) }, nil)
		}
		return each(at.doc.record.Translations, at, func(t *content.Translation) string { return string(t.Locale) }, (*stop).in)
	},
	":site": func(s *sky, at stop) []stop {
		return each(s.server.house.siteNames(), at, itself, nil)
	},
	":asset": func(s *sky, at stop) []stop {
		return each(s.filesFor(at), at, func(f *plantedFile) string { return string(f.id) }, (*stop).of)
	},
	":variant": func(_ *sky, at stop) []stop {
		if at.file.picture {
			return each([]string{"file", "320"}, at, itself, nil)
		}
		return each([]string{"file"}, at, itself, nil)
	},
	":file": func(_ *sky, at stop) []stop {
		if at.file.picture {
			return each([]string{at.file.name.word + ".jpg"}, at, itself, nil)
		}
		return each([]string{at.file.name.word + ".csv"}, at, itself, nil)
	},
	":action": func(s *sky, at stop) []stop {
		some := slices.DeleteFunc(content.Actions(), func(a content.Action) bool { return drawn(at.path+string(a)+s.moment)%12 > 0 })
		return each(some, at, func(a content.Action) string { return string(a) }, nil)
	},
	":member": func(s *sky, at stop) []stop {
		return each(s.callers[:4], at, func(c *caller) string { return string(c.actor.ID) }, nil)
	},
	// Of these nobody outside knows any that is there; what the desk itself leads
	// to is followed.
	":token":   nothingThere,
	":session": nothingThere,
	":upload":  nothingThere,
	":share":   nothingThere,
	":grant":   nothingThere,
	"*":        nothingThere,
}

func nothingThere(s *sky, at stop) []stop {
	return each([]content.ID{s.nobody}, at, func(id content.ID) string { return string(id) }, nil)
}

func itself(text string) string { return text }

// each goes on from at with every one of all.
func each[T any](all []T, at stop, text func(T) string, note func(*stop, T)) []stop {
	var next []stop
	for _, one := range all {
		to := at
		to.path += "/" + url.PathEscape(text(one))
		if note != nil {
			note(&to, one)
		}
		next = append(next, to)
	}
	return next
}

func (at *stop) about(p *planted)          { at.doc = p }
func (at *stop) in(t *content.Translation) { at.locale = t.Locale }
func (at *stop) of(f *plantedFile)         { at.file = f }

// stops gives the addresses that a route has at this moment.
func (s *sky) stops(pattern string) []stop {
	all := []stop{{}}
	for _, segment := range strings.Split(strings.TrimPrefix(pattern, "/"), "/") {
		fill := fillers[segment]
		if fill == nil && strings.ContainsAny(segment, ":*+") {
			s.check(false, "the route %s has the parameter %s, which nobody can fill: say in fillers what there is to ask for", pattern, segment)
			return nil
		}
		var next []stop
		for _, at := range all {
			if fill == nil {
				next = append(next, each([]string{segment}, at, itself, nil)...)
			} else {
				next = append(next, fill(s, at)...)
			}
		}
		all = next
	}
	return all
}

// sample gives a Document of each state on each Site, others at every moment.
func (s *sky) sample() []*planted {
	best := map[string]*planted{}
	for _, p := range s.docs {
		if p.record == nil || len(p.record.Translations) == 0 {
			continue
		}
		key := p.site + "/" + p.state
		if b := best[key]; b == nil || drawn(p.name+s.moment) < drawn(b.name+s.moment) {
			best[key] = p
		}
	}
	var all []*planted
	for _, p := range s.docs {
		if best[p.site+"/"+p.state] == p {
			all = append(all, p)
		}
	}
	return all
}

// filesFor gives a file that the text of at shows and one that another does, or a
// few of all.
func (s *sky) filesFor(at stop) []*plantedFile {
	var own, others []*plantedFile
	for _, f := range s.files {
		switch {
		case f.name.doc == at.doc:
			own = append(own, f)
		case drawn(string(at.path)+f.name.word+s.moment)%50 == 0:
			others = append(others, f)
		}
	}
	if at.doc == nil {
		return others[:min(len(others), 12)]
	}
	return append(own[:min(len(own), 1)], others[:min(len(others), 1)]...)
}

// A parameter that nobody has thought of is said, and not passed over.
func TestADeskAddressThatCannotBeFilledFails(t *testing.T) {
	var said []string
	s := &sky{matrix: &matrix{T: t, caught: func(what string) { said = append(said, what) }}}
	if got := s.stops("/admin/parcels/:parcel"); got != nil || len(said) != 1 || !strings.Contains(said[0], "the parameter :parcel") {
		t.Errorf("%v, said: %v", got, said)
	}
}
