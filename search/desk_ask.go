package search

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search/query"

	"herald/content"
	"herald/search/lang"
)

type question = query.Query

// mostOverlaid is up to how many Documents that an index has not taken in yet are
// read and looked through beside it.
const mostOverlaid = 100

// deskAsking is one question of a Member being answered.
type deskAsking struct {
	x *Index
	q DeskQuery
	// within is where the member may read texts in any State.
	within []content.Bounds
	views  []*view
	// behind says that there may be more than what the views have.
	behind bool
}

func (x *Index) asks(q DeskQuery) *deskAsking {
	return &deskAsking{x: x, q: q, within: content.BoundsOf(q.Actor, content.ReadDraft, x.o.Types, x.o.Clock.Now())}
}

// look gets hold of every index of the desk, and of what each has not taken in yet.
func (a *deskAsking) look(ctx context.Context) error {
	head, err := a.x.head(ctx)
	if err != nil {
		return err
	}
	for _, p := range a.x.desk {
		v, err := p.view(ctx, head)
		if err != nil {
			a.close()
			return err
		}
		if v == nil {
			a.behind = true
			continue
		}
		a.behind = a.behind || !p.ready.Load() || !v.exact || len(v.changed) > mostOverlaid
		a.views = append(a.views, v)
		if v.exact && len(v.changed) > 0 && len(v.changed) <= mostOverlaid {
			over, err := p.overlay(ctx, v.changed)
			if err != nil {
				a.close()
				return err
			}
			if over != nil {
				a.views = append(a.views, over)
			}
		}
	}
	return nil
}

// overlay gives a small index, in memory, of what Documents are now: a text that
// was saved a moment ago is found as it is, and not lost until the index has it.
func (p *part) overlay(ctx context.Context, changed []content.ID) (*view, error) {
	entries, err := p.entries(ctx, changed)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	index, err := bleve.NewUsing("", p.of.fields(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		e.attached().light()
	}
	b := index.NewBatch()
	for id, d := range p.documents(entries) {
		if err = b.Index(id, d); err != nil {
			break
		}
	}
	if err == nil {
		err = index.Batch(b)
	}
	if err != nil {
		index.Close()
		return nil, err
	}
	return &view{p: p, g: &generation{bleve: index}, exact: true, memory: true}, nil
}

// close lets go of what look made.
func (a *deskAsking) close() {
	for _, v := range a.views {
		if v.memory {
			v.g.bleve.Close()
		}
	}
	a.views = nil
}

// deskMatch is a text that matches, and where it was found.
type deskMatch struct {
	id    string
	score float64
	v     *view
	// marks is what is marked in it.
	marks marking
}

// deskQuestion puts chunks into a question.
type deskQuestion func(asked, []chunk, string) question

// find asks every view and puts what it found into one order. several says that
// the question has more than one word.
func (a *deskAsking) find(ctx context.Context, ask deskQuestion) (page []deskMatch, total int, several bool, err error) {
	var all []deskMatch
	for _, v := range a.views {
		cs := chunks(v.p.language, a.q.Text)
		if len(cs) == 0 {
			continue
		}
		needed, _ := said(cs)
		several = several || len(needed) > 1
		result, marks, err := a.ask(ctx, v, cs, ask)
		if errors.Is(err, errDamaged) || errors.Is(err, bleve.ErrorIndexClosed) {
			a.behind = true // it is rebuilt; the others answer
			continue
		}
		if err != nil {
			return nil, 0, several, err
		}
		total += result.total
		for _, m := range result.matches {
			all = append(all, deskMatch{m.id, m.score, v, marks})
		}
	}
	slices.SortStableFunc(all, func(a, b deskMatch) int { return cmp.Compare(b.score, a.score) })
	all = all[min(a.q.Offset, len(all)):]
	return all[:min(a.q.Limit, len(all))], total, several, nil
}

// ask asks one view, with what the words may stand for in its language.
func (a *deskAsking) ask(ctx context.Context, v *view, cs []chunk, ask deskQuestion) (gathered, marking, error) {
	in := asked{language: lang.Of(v.p.language), weights: deskWeights}
	cs, err := v.understood(ctx, in, cs, &tuned{})
	if err != nil {
		return gathered{}, marking{}, err
	}
	result, err := v.gather(ctx, gathering{words: ask(in, cs, a.q.Text), narrow: a.filters(), size: a.q.Offset + a.q.Limit})
	return result, in.marking(cs), err
}

// filters give the bounds of the member and what the question asks for besides its
// words.
func (a *deskAsking) filters() []query.Query {
	var may []query.Query
	for _, b := range a.within {
		may = append(may, withinBounds(b))
	}
	all := []query.Query{query.NewDisjunctionQuery(may)}
	for field, values := range map[string][]string{fieldSite: a.q.Sites, fieldType: a.q.Types, fieldLocale: texts(a.q.Locales), fieldState: texts(a.q.States), fieldOrganization: texts(a.q.Organizations)} {
		if len(values) > 0 {
			all = append(all, oneOf(field, values))
		}
	}
	if a.q.By != "" {
		all = append(all, exactly(fieldMember, string(a.q.By)))
	}
	if a.q.Year != "" {
		all = append(all, exactly(fieldYear, a.q.Year))
	}
	return all
}

// withinBounds matches what b holds.
func withinBounds(b content.Bounds) query.Query {
	var every []query.Query
	if len(b.Organizations) > 0 {
		every = append(every, oneOf(fieldOrganization, texts(b.Organizations)))
	}
	if len(b.Types) > 0 {
		every = append(every, oneOf(fieldType, b.Types))
	}
	if len(b.Locales) > 0 {
		spoken := oneOf(fieldLocale, texts(b.Locales))
		if b.Sources {
			spoken = query.NewDisjunctionQuery([]query.Query{spoken, exactly(fieldSource, yesNo(true))})
		}
		every = append(every, spoken)
	}
	if len(every) == 0 {
		return query.NewMatchAllQuery()
	}
	return query.NewConjunctionQuery(every)
}

func texts[S ~string](all []S) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// hits gives what is shown of matches: those that the store says match still, and
// that the policy lets the member read now.
func (a *deskAsking) hits(ctx context.Context, found []deskMatch) ([]DeskHit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	readable, err := a.readable(ctx, found)
	if err != nil {
		return nil, err
	}
	shown := map[string]DeskHit{}
	for _, v := range a.views {
		var ids []string
		var marks marking
		for _, m := range found {
			if m.v == v {
				ids, marks = append(ids, m.id), m.marks
			}
		}
		if len(ids) > 0 {
			some, err := v.deskShown(ctx, marks, ids)
			if err != nil {
				return nil, err
			}
			maps.Copy(shown, some)
		}
	}
	var all []DeskHit
	for _, m := range found {
		h, ok := shown[m.id]
		s, may := readable[m.id]
		if !ok || !may {
			continue
		}
		if h.Standing.Words != s.Words {
			h.Number, h.Title, h.Passage, h.Live, h.File = nil, nil, nil, false, ""
		}
		h.Standing, h.Score = s, m.score
		all = append(all, h)
	}
	return all, nil
}

// readable gives where the matches stand now, as far as they match still and the
// member may read them.
func (a *deskAsking) readable(ctx context.Context, found []deskMatch) (map[string]content.Standing, error) {
	var ids []content.ID
	for _, m := range found {
		ids = append(ids, documentOf(m.id))
	}
	ids = unique(ids)
	ctx, run := aside(ctx)
	defer run()
	standings, err := a.x.src.Board(ctx, content.BoardQuery{Within: a.within, Documents: ids, Sites: a.q.Sites, Types: a.q.Types,
		Locales: a.q.Locales, Organizations: a.q.Organizations, States: a.q.States, By: a.q.By, Year: a.q.Year, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	records, err := a.x.src.Documents(ctx, ids...)
	if err != nil {
		return nil, err
	}
	all := map[string]content.Standing{}
	for _, s := range standings {
		d := records[s.Document]
		if d == nil || d.Translation(s.Locale) == nil {
			continue
		}
		subject := content.Subject{Document: d, Translation: d.Translation(s.Locale), Edition: d.Translation(s.Locale).Newest(),
			Type: a.x.o.Types.Get(s.Type), Locale: s.Locale, Now: a.x.o.Clock.Now()}
		if content.Can(a.q.Actor, content.ReadDraft, subject) == nil {
			all[string(s.Document)+"/"+string(s.Locale)] = s
		}
	}
	return all, nil
}

// deskShown gives, for each match, what is shown of it with the words marked.
func (v *view) deskShown(ctx context.Context, k marking, ids []string) (map[string]DeskHit, error) {
	r := bleve.NewSearchRequestOptions(query.NewBooleanQuery([]query.Query{query.NewDocIDQuery(ids)}, []query.Query{k.words}, nil), len(ids), 0, false)
	r.IncludeLocations = true
	r.Fields = []string{fieldWords, fieldNumber, fieldTitle, fieldLead, fieldOther, fieldBody, fieldLive, fieldFiles}
	result, err := v.search(ctx, r)
	if err != nil {
		return nil, err
	}
	all := make(map[string]DeskHit, len(result.Hits))
	for _, m := range result.Hits {
		h := DeskHit{Standing: content.Standing{Words: content.Hash(stored(m, fieldWords))},
			Number: mark(stored(m, fieldNumber), k.places(m, fieldNumber)), Title: mark(stored(m, fieldTitle), k.places(m, fieldTitle)), Live: inLive(m)}
		if h.File, h.Passage = v.inFile(ctx, k, m); h.Passage == nil {
			h.Passage = k.passage(m)
		}
		all[m.ID] = h
	}
	return all, nil
}
