package search

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/vellum/levenshtein"

	"herald/search/lang"
)

// The bounds of looking for a better spelling.
const (
	// few is how many results need no better spelling.
	few = 3
	// mostCorrected is how many words of a question are corrected at once,
	// mostNear how many spellings of each are tried, mostTried how many questions.
	mostCorrected, mostNear, mostTried = 3, 3, 4
	// mostTerms is how many terms of the vocabulary one word is compared with.
	// mostStems is how many stems are tried.
	mostTerms = 2000
	mostStems = 20
	// shortestMisspelt is how many letters a word has at least that can be
	// misspelt, longMisspelt from how many on it can be so twice.
	shortestMisspelt, longMisspelt = 4, 7
	// rare is in how many Documents a misspelt word may stand itself, and
	// frequent how many times as many have the right one.
	rare, frequent = 2, 10
)

// near is a word of the vocabulary that is written almost as another.
type near struct {
	written string
	having  uint64
	weight  float64
}

// mean gives a better spelling of what was looked for, or "". The vocabulary also
// holds words of texts that are gone, or that this reader may not see; so a
// spelling is given only if with it the same question, with those very words,
// finds something for this reader now that it did not before.
func (a *asking) mean(ctx context.Context, v *view, out *Results) (string, error) {
	if !v.exact {
		return "", nil
	}
	pieces := strings.Fields(out.Text)
	corrections, err := a.corrections(ctx, v, pieces)
	if err != nil || len(corrections) == 0 || len(corrections) > mostCorrected {
		return "", err
	}
	for _, choice := range choices(corrections) {
		better := slices.Clone(pieces)
		for at, n := range choice {
			better[at] = lang.Of(v.p.language).Shown(n.written, strings.ToLower(pieces[at]))
		}
		text := strings.Join(better, " ")
		found, err := a.finds(ctx, v, text, choice)
		if err != nil {
			return "", err
		}
		if found > 0 && (out.AnyWord || found > out.Total) {
			return text, nil
		}
	}
	return "", nil
}

// corrections gives, for each piece that is hardly a word of the index, the words
// that it may be.
func (a *asking) corrections(ctx context.Context, v *view, pieces []string) (map[int][]near, error) {
	all := map[int][]near{}
	err := v.lexicon(func(l *lexicon) error {
		for i, piece := range pieces {
			c := chunkOf(lang.Of(v.p.language), piece)
			if len(c.words) != 1 || c.silent || c.number != "" || utf8.RuneCountInString(c.typed[0]) < shortestMisspelt {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			found, err := l.near(of(v.p.language), c)
			if err != nil {
				return err
			}
			if len(found) > 0 {
				all[i] = found
			}
		}
		return nil
	})
	return all, err
}

// near gives the words written almost as c, the likeliest first; none where c
// itself is a word that stands in several texts.
func (l *lexicon) near(a asked, c chunk) ([]near, error) {
	left := mostLookups
	having, err := l.count(c.words[0], a.weights)
	if err != nil || having > rare {
		return nil, err
	}
	if read, err := l.readings(a, c, &left); err != nil || len(read) > 0 {
		return nil, err
	}
	byKey, err := l.nearSpellings(a, c, having)
	if err == nil && len(byKey) == 0 {
		byKey, err = l.nearStems(a, c, having)
	}
	return likeliest(byKey), err
}

// nearSpellings gives the words that are written almost as c, the likeliest form
// of each.
func (l *lexicon) nearSpellings(a asked, c chunk, having uint64) (map[string]near, error) {
	d, err := distance(a.language.Plain(c.typed[0]))
	if err != nil {
		return nil, err
	}
	byKey := map[string]near{}
	for _, field := range []string{fieldSpelledTitle, fieldSpelled} {
		err := l.match(field, d, func(term string, count uint64) {
			n := near{term, count, float64(count)}
			if plain, _ := spelledAs(term); d.off(plain) > 1 {
				n.weight /= frequent
			}
			n.better(byKey, a, c, having)
		})
		if err != nil {
			return nil, err
		}
	}
	return byKey, nil
}

// nearStems gives the same for words that end as another form of theirs: what is
// almost the same is what all forms share.
func (l *lexicon) nearStems(a asked, c chunk, having uint64) (map[string]near, error) {
	if utf8.RuneCountInString(c.words[0]) < shortestMisspelt {
		return nil, nil
	}
	d, err := distance(c.words[0])
	if err != nil {
		return nil, err
	}
	var stems []string
	for _, field := range []string{fieldTitle, fieldBody} {
		if err := l.match(field, d, func(term string, _ uint64) { stems = append(stems, term) }); err != nil {
			return nil, err
		}
	}
	byKey := map[string]near{}
	for _, stem := range unique(stems)[:min(len(unique(stems)), mostStems)] {
		for _, field := range []string{fieldSpelledTitle, fieldSpelled} {
			forms, err := l.beginning(field, stem, mostBegun)
			if err != nil {
				return nil, err
			}
			for _, term := range forms {
				count, err := l.count(term, []weight{{field, 1}})
				if err != nil {
					return nil, err
				}
				near{term, count, float64(count)}.better(byKey, a, c, having)
			}
		}
	}
	return byKey, nil
}

// better keeps n where it is the best form yet of another word than c.
func (n near) better(byKey map[string]near, a asked, c chunk, having uint64) {
	_, n.written = spelledAs(n.written)
	key := keyOf(a.language, n.written)
	if key == c.words[0] || strings.HasPrefix(key, silence) || strings.ContainsFunc(n.written, unicode.IsDigit) || n.having < having*frequent {
		return
	}
	if n.weight > byKey[key].weight {
		byKey[key] = n
	}
}

func likeliest(byKey map[string]near) []near {
	var all []near
	for _, n := range byKey {
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), strings.Compare(a.written, b.written))
	})
	return all[:min(len(all), mostNear)]
}

// count gives in how many Documents a term stands in one of fields, at most.
func (l *lexicon) count(term string, fields []weight) (uint64, error) {
	most := uint64(0)
	for _, f := range fields {
		all, err := l.dictionaries(f.field)
		if err != nil {
			return 0, err
		}
		sum := uint64(0)
		for _, d := range all {
			p, err := d.PostingsList([]byte(term), nil, nil)
			if err != nil {
				return 0, err
			}
			sum += p.Count()
		}
		most = max(most, sum)
	}
	return most, nil
}

// match hands over the terms of a field that m accepts.
func (l *lexicon) match(field string, m *spelledNear, do func(term string, count uint64)) error {
	all, err := l.dictionaries(field)
	if err != nil {
		return err
	}
	seen := 0
	for _, d := range all {
		terms := d.AutomatonIterator(m, nil, nil)
		for ; seen < mostTerms; seen++ {
			e, err := terms.Next()
			if err != nil {
				return err
			}
			if e == nil {
				break
			}
			do(e.Term, e.Count)
		}
	}
	return nil
}

// spelledNear accepts the spellings whose side without diacritics is near a word:
// as a vellum.Automaton over the bytes of a term.
type spelledNear struct{ dfa *levenshtein.DFA }

// whatever is the state after accents, where the other side may be anything.
const whatever = -2

// Start implements vellum.Automaton.
func (m *spelledNear) Start() int { return m.dfa.Start() }

// IsMatch implements vellum.Automaton.
func (m *spelledNear) IsMatch(s int) bool { return s == whatever || m.dfa.IsMatch(s) }

// CanMatch implements vellum.Automaton.
func (m *spelledNear) CanMatch(s int) bool { return s == whatever || m.dfa.CanMatch(s) }

// WillAlwaysMatch implements vellum.Automaton.
func (m *spelledNear) WillAlwaysMatch(s int) bool { return s == whatever || m.dfa.WillAlwaysMatch(s) }

// Accept implements vellum.Automaton.
func (m *spelledNear) Accept(s int, b byte) int {
	if s == whatever || (b == accents[0] && m.dfa.IsMatch(s)) {
		return whatever
	}
	return m.dfa.Accept(s, b)
}

// builders make automata for one and for two mistakes, where two letters that
// changed places are one; they take long to make and serve for good.
var builders = sync.OnceValues(func() (all [2]*levenshtein.LevenshteinAutomatonBuilder, err error) {
	for i := range all {
		if all[i], err = levenshtein.NewLevenshteinAutomatonBuilder(uint8(i+1), true); err != nil {
			return all, err
		}
	}
	return all, nil
})

// off is how far plain is from the word.
func (m *spelledNear) off(plain string) uint8 {
	_, off := m.dfa.MatchAndDistance(plain)
	return off
}

func distance(plain string) (*spelledNear, error) {
	all, err := builders()
	if err != nil {
		return nil, err
	}
	mistakes := 1
	if utf8.RuneCountInString(plain) >= longMisspelt {
		mistakes = 2
	}
	d, err := all[mistakes-1].BuildDfa(plain, uint8(mistakes))
	return &spelledNear{d}, err
}

// choices gives which words to try together: the likeliest of all, then others of
// one piece at a time.
func choices(corrections map[int][]near) []map[int]near {
	best := map[int]near{}
	for at, all := range corrections {
		best[at] = all[0]
	}
	tries := []map[int]near{best}
	for rank := 1; rank < mostNear; rank++ {
		for _, at := range slices.Sorted(maps.Keys(corrections)) {
			all := corrections[at]
			if rank >= len(all) || len(tries) == mostTried {
				continue
			}
			other := maps.Clone(best)
			other[at] = all[rank]
			tries = append(tries, other)
		}
	}
	return tries
}

// finds gives how many texts have every word of text, those of choice just as they
// are written; at least one of them is the reader's to see now.
func (a *asking) finds(ctx context.Context, v *view, text string, choice map[int]near) (int, error) {
	in := of(v.p.language)
	cs, err := v.understood(ctx, in, chunks(v.p.language, text), a.tuned)
	if err != nil || len(cs) == 0 {
		return 0, err
	}
	every := []query.Query{in.every(cs)}
	for _, n := range choice {
		term := spelling(in.language, n.written)
		every = append(every, query.NewDisjunctionQuery([]query.Query{exactly(fieldSpelledTitle, term), exactly(fieldSpelled, term)}))
	}
	result, err := v.gather(ctx, gathering{words: query.NewConjunctionQuery(every), narrow: a.filters(string(a.q.Locale), ""), size: few})
	if err != nil || result.total == 0 {
		return 0, err
	}
	hits, err := a.hits(ctx, v, in.marking(cs), result.matches)
	if err != nil || !slices.ContainsFunc(hits, func(h Hit) bool { return len(h.Title) > 0 }) {
		return 0, err
	}
	return result.total, nil
}
