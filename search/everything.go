package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2/mapping"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
	"herald/search/lang"
)

// forDesk begins the names of the desk's indexes, where those of readers have
// their audience. No Site can have it as its audience.
const forDesk = "desk"

// everything is all that the desk has in one language: of every Translation the
// newest words in whatever State, and what readers have where that differs.
// Scratches are nobody's text yet and are not in it.
type everything struct {
	x        *Index
	language string
}

// fields implements holding.
func (p *everything) fields() mapping.IndexMapping { return deskMapping(p.language) }

// latest implements holding.
func (p *everything) latest() string { return fieldTouched }

// locales implements holding.
func (p *everything) locales() []i18n.Locale {
	var all []i18n.Locale
	for _, s := range p.x.o.Sites {
		for _, l := range s.Locales {
			if languageOf(l) == p.language {
				all = append(all, l)
			}
		}
	}
	return unique(all)
}

// everywhere is no bound: an index holds what anybody may ask for, and who asks is
// bounded when they do.
var everywhere = []content.Bounds{{}}

// walk implements holding.
func (p *everything) walk(ctx context.Context, do func([]content.ID, int) error) error {
	return p.x.standing(ctx, p.board(), do)
}

func (p *everything) board() content.BoardQuery {
	return content.BoardQuery{Within: everywhere, Locales: p.locales()}
}

// size implements holding.
func (p *everything) size(ctx context.Context) (int, error) {
	return p.x.src.BoardCount(ctx, p.board())
}

// entries implements holding.
func (p *everything) entries(ctx context.Context, documents []content.ID) (map[string]entry, error) {
	standings, err := p.x.src.Board(ctx, content.BoardQuery{Within: everywhere, Documents: documents, Locales: p.locales(), Sort: content.ByDocument})
	if err != nil {
		return nil, fmt.Errorf("board: %w", err)
	}
	records, err := p.x.src.Documents(ctx, documents...)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	found, needs := map[string]*standing{}, map[string][]content.Hash{}
	for _, s := range standings {
		e := standingOf(s, records[s.Document])
		if e == nil || p.x.o.Types.Get(s.Type) == nil {
			continue
		}
		found[e.id()], needs[e.id()] = e, e.hashes()
	}
	bodies, err := p.x.bodies(ctx, needs)
	if err != nil {
		return nil, err
	}
	all := map[string]entry{}
	var shown []showing
	for id, e := range found {
		if needs[id] != nil {
			e.now.read(bodies)
			e.live.read(bodies)
			all[id] = e
			if len(e.s.Files) == 0 {
				continue
			}
			if words, _, err := e.now.decode(); err == nil {
				shown = append(shown, showing{e.s.Files, words, &e.files})
			}
		}
	}
	return all, p.x.attach(ctx, shown)
}

// body is a text by its hashes, and once they were read its words and facts.
type body struct {
	wordsHash, factsHash content.Hash
	words, facts         []byte
}

func (b *body) weight() int { return characters(b.words) + characters(b.facts) }

func (b *body) read(bodies map[content.Hash][]byte) {
	b.words, b.facts = bodies[b.wordsHash], bodies[b.factsHash]
}

// standing is one Translation as it stands, the entry of a desk's index.
type standing struct {
	s content.Standing
	// now is the newest text, live what readers have where that is another.
	now, live body
	files     attachments
}

// attached implements entry.
func (e *standing) attached() *attachments { return &e.files }

// weight implements entry.
func (e *standing) weight() int {
	return e.now.weight() + e.live.weight() + e.files.weight()
}

// standingOf gives the entry of s, or nil where its Record says something else: the
// two were read one after the other, and what moved between is read again.
func standingOf(s content.Standing, d *content.Document) *standing {
	if d == nil || d.Translation(s.Locale) == nil {
		return nil
	}
	t := d.Translation(s.Locale)
	newest := t.Newest()
	if newest == nil {
		return nil
	}
	e := &standing{s: s, now: body{wordsHash: newest.Words, factsHash: d.Beside(s.Locale)}}
	if l := t.LiveEdition(); l != nil && l != newest {
		facts := l.Facts
		if source := d.SourceTranslation(); source != nil && source.LiveEdition() != nil {
			facts = source.LiveEdition().Facts
		}
		if l.Words != newest.Words || facts != e.now.factsHash {
			e.live = body{wordsHash: l.Words, factsHash: facts}
		}
	}
	return e
}

func (e *standing) id() string { return string(e.s.Document) + "/" + string(e.s.Locale) }

func (e *standing) hashes() []content.Hash {
	all := []content.Hash{e.now.wordsHash, e.now.factsHash, e.live.wordsHash, e.live.factsHash}
	return slices.DeleteFunc(all, func(h content.Hash) bool { return h == "" })
}

// early implements entry. Where a text stands moves with the log alone.
func (e *standing) early() bool { return false }

// print implements entry.
func (e *standing) print() string {
	s := &e.s
	head := fmt.Sprintf("%s %s %s %s %s %q %d %q %q %q %v %v %d\n", s.Document, s.Site, s.Type, s.Locale, s.Source, s.Organization, s.Edition,
		s.State, s.Day, s.Words, s.Members(), s.Updated.At.UnixMilli(), s.Live)
	none := []byte{0}
	return string(content.Sum(slices.Concat([]byte(head), e.now.words, none, e.now.facts, none, e.live.words, none, e.live.facts)))[:32] + e.files.print()
}

// document implements entry.
func (e *standing) document(types *content.Types) (map[string]any, error) {
	s, t := &e.s, types.Get(e.s.Type)
	words, facts, err := e.now.decode()
	if err != nil {
		return nil, fmt.Errorf("document %s in %s: %w", s.Document, s.Locale, err)
	}
	number := numberOf(t, words, facts, content.Staff)
	d := map[string]any{
		fieldDocument:     string(s.Document),
		fieldLocale:       string(s.Locale),
		fieldSite:         s.Site,
		fieldType:         s.Type,
		fieldState:        string(s.State),
		fieldOrganization: string(s.Organization),
		fieldSource:       yesNo(s.IsSource()),
		fieldYear:         yearOf(s.Day),
		fieldTouched:      float64(s.Updated.At.UnixMilli()),
		fieldWords:        string(e.now.wordsHash),
		fieldNumber:       number,
		fieldKey:          numberKey(number),
		fieldBare:         bareNumber(number),
		fieldTitle:        words.Title,
		fieldLead:         words.Summary,
		fieldBody:         markdown.Plain(words.Body),
		fieldOther:        strings.Join(others(t, words, facts, content.Staff), "\n"),
	}
	d[fieldOwn] = own(number, s.Day)
	d[fieldCited] = cited(lang.Of(languageOf(s.Locale)), words.Title, words.Summary, d[fieldOther].(string), d[fieldBody].(string))
	var members []string
	for _, m := range s.Members() {
		members = append(members, string(m))
	}
	d[fieldMember] = members
	if e.live.words != nil {
		words, facts, err := e.live.decode()
		if err != nil {
			return nil, fmt.Errorf("document %s in %s, live: %w", s.Document, s.Locale, err)
		}
		all := append([]string{words.Title, numberOf(t, words, facts, content.Staff), words.Summary, markdown.Plain(words.Body)}, others(t, words, facts, content.Staff)...)
		d[fieldLive] = strings.Join(slices.DeleteFunc(all, func(s string) bool { return s == "" }), "\n")
	}
	if err := e.files.fill(d); err != nil {
		return nil, err
	}
	d[fieldPrint] = e.print()
	return d, nil
}

func (b *body) decode() (w content.Words, f content.Facts, err error) {
	if w, err = content.DecodeWords(b.words); err != nil {
		return w, f, err
	}
	if b.factsHash != "" {
		f, err = content.DecodeFacts(b.facts)
	}
	return w, f, err
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func yearOf(day string) string { return day[:min(len(day), 4)] }

// bareNumber is the key of a number without the letters that it begins with: what
// people type of "T-142" who know which register they mean.
func bareNumber(number string) string {
	return strings.TrimLeftFunc(numberKey(number), func(r rune) bool { return !unicode.IsDigit(r) })
}
