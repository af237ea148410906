package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/style"
	"herald/i18n"
)

// StyleTexts are the texts that hold what the house writes otherwise.
type StyleTexts struct {
	Base
	Lang     i18n.Locale
	Language string
	Path     string
	// Rule is the one that is looked for, nil for all of them.
	Rule *RuleLine
	// Count and Live say how many texts in work and how many public ones hold it,
	// Bound that not all were looked at.
	Count, Live, Bound string
	Mine               bool
	Lines              []HeldLine
	Next               string
}

// HeldLine is a text with the words that are found in it.
type HeldLine struct {
	Line
	Found []string
}

// maxLooked bounds how many texts one question reads: a town has fewer in work, and
// where there are more the page says so and goes on with the next.
const maxLooked = 2000

// inWork are the states of what readers do not have yet.
var inWork = []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Scheduled, content.Missed}

// flagged is a text that holds what a rule is about.
type flagged struct {
	content.Standing
	found []string
}

// looking is a search of texts for what the house writes otherwise. Nothing of it is
// kept: it is true of the texts and the rules as they are now.
type looking struct {
	v    *visit
	own  *style.Rules
	rule content.ID
	// words picks which text of a Standing is read.
	words func(*content.Standing) content.Hash
}

// look reads the texts that ask selects until limit of them are found, and says how
// far it came: after is the place of the last that was read, whole that there is no
// more.
func (f *looking) look(ask content.BoardQuery, limit int) (found []flagged, after content.BoardCursor, whole bool, err error) {
	const batch = 200
	for looked := 0; looked < maxLooked; {
		ask.Limit = batch
		all, err := f.v.Store.Board(f.v.ctx, ask)
		if err != nil || len(all) == 0 {
			return found, ask.After, true, err
		}
		bodies, err := f.bodies(all)
		if err != nil {
			return nil, after, false, err
		}
		for i := range all {
			s := &all[i]
			looked, ask.After = looked+1, s.Cursor(ask.Sort)
			words, err := content.DecodeWords(bodies[f.words(s)])
			if err != nil {
				return nil, after, false, err
			}
			if hits := f.in(s, words); len(hits) > 0 {
				if found = append(found, flagged{*s, hits}); len(found) == limit {
					return found, ask.After, false, nil
				}
			}
		}
		if len(all) < batch {
			return found, ask.After, true, nil
		}
	}
	return found, ask.After, false, nil
}

func (f *looking) bodies(all []content.Standing) (map[content.Hash][]byte, error) {
	hashes := make([]content.Hash, len(all))
	for i := range all {
		hashes[i] = f.words(&all[i])
	}
	return f.v.Store.Texts(f.v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
}

// in gives the words of one text that the rules are about, each once.
func (f *looking) in(s *content.Standing, words content.Words) []string {
	var found []string
	for _, p := range wordsOf(f.v.Types.Get(s.Type), &words) {
		for _, h := range f.own.Check(s.Locale, *p.text) {
			if id := h.House(); id != "" && (f.rule == "" || id == f.rule) && !slices.Contains(found, clipped(h.Found)) {
				found = append(found, clipped(h.Found))
			}
		}
	}
	return found
}

func newest(s *content.Standing) content.Hash { return s.Words }
func public(s *content.Standing) content.Hash { return s.LiveWords }

func styleTextsPage(v *visit) error {
	l, err := v.styleLocale()
	if err != nil {
		return err
	}
	now := v.styleNow()
	p := &StyleTexts{Base: v.base(v.T("desk.house.texts")), Lang: l, Language: v.words.LanguageName(l), Path: styleURL(l), Mine: v.field("mine") != ""}
	p.Done = v.houseDone()
	f := &looking{v: v, own: now.Own, words: newest}
	if r := style.HouseOf(now.Houses, l).Rule(content.ID(v.field("rule"))); r != nil {
		f.rule, p.Rule = r.ID, &RuleLine{ID: r.ID, Wrong: r.Wrong, Better: r.Better}
	}
	after := content.ParseBoardCursor(v.c.Query("after"))
	ask := content.BoardQuery{Within: v.reading(), Locales: []i18n.Locale{l}, States: inWork, After: after}
	if p.Mine {
		ask.By, ask.As = v.actor.ID, []content.Hand{content.HandWrote, content.HandSubmitted}
	}
	// Only the first page counts: the others look no further than they show.
	limit := listLength + 1
	if after == (content.BoardCursor{}) {
		limit = maxLooked + 1
	}
	all, last, whole, err := f.look(ask, limit)
	if err != nil {
		return err
	}
	if after == (content.BoardCursor{}) {
		if err := v.countHeld(p, f, ask, len(all), whole); err != nil {
			return err
		}
	}
	if len(all) > listLength {
		all, whole = all[:listLength], false
		last = all[listLength-1].Cursor(ask.Sort)
	}
	if !whole {
		p.Next = v.furtherTexts(last)
	}
	if p.Lines, err = v.heldLines(all); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "style-texts", p)
}

// countHeld says how many texts in work and how many public ones hold the words.
func (v *visit) countHeld(p *StyleTexts, f *looking, ask content.BoardQuery, work int, whole bool) error {
	live := content.BoardQuery{Within: ask.Within, Locales: ask.Locales, By: ask.By, As: ask.As, LiveStates: []content.State{content.Published}}
	read, _, wholeLive, err := (&looking{v: v, own: f.own, rule: f.rule, words: public}).look(live, maxLooked+1)
	if err != nil {
		return err
	}
	p.Count, p.Live = v.T("desk.house.held", "count", work), v.T("desk.house.live", "count", len(read))
	if !whole || !wholeLive {
		p.Bound = v.T("desk.house.bound", "count", maxLooked)
	}
	return nil
}

func (v *visit) furtherTexts(after content.BoardCursor) string {
	path := v.c.Path() + "?after=" + escape(after.String())
	for _, name := range []string{"rule", "mine"} {
		if value := v.c.Query(name); value != "" {
			path += "&" + name + "=" + escape(value)
		}
	}
	return path
}

func (v *visit) heldLines(all []flagged) ([]HeldLine, error) {
	standings := make([]content.Standing, len(all))
	for i := range all {
		standings[i] = all[i].Standing
	}
	lines, err := v.lines(standings, touched)
	if err != nil {
		return nil, err
	}
	out := make([]HeldLine, len(all))
	for i := range all {
		out[i] = HeldLine{Line: lines[i], Found: all[i].found}
	}
	return out, nil
}

// maxMine bounds how many of somebody's own texts are looked at for the home.
const maxMine = 100

// concerned says which languages the member has texts in that hold what the house
// writes otherwise, with the way to them.
func (v *visit) concerned() ([]NavItem, error) {
	now := v.styleNow()
	if !slices.ContainsFunc(now.Houses, func(h *style.House) bool { return len(h.Rules) > 0 }) {
		return nil, nil
	}
	ask := content.BoardQuery{Within: v.reading(), By: v.actor.ID, As: []content.Hand{content.HandWrote, content.HandSubmitted}, States: inWork, Limit: maxMine}
	if len(ask.Within) == 0 {
		return nil, nil
	}
	all, err := v.Store.Board(v.ctx, ask)
	if err != nil {
		return nil, err
	}
	f := &looking{v: v, own: now.Own, words: newest}
	bodies, err := f.bodies(all)
	if err != nil {
		return nil, err
	}
	held := map[i18n.Locale]int{}
	for i := range all {
		words, err := content.DecodeWords(bodies[all[i].Words])
		if err != nil {
			return nil, err
		}
		if l, _ := style.HouseLocale(all[i].Locale); l == all[i].Locale && len(f.in(&all[i], words)) > 0 {
			held[l]++
		}
	}
	var items []NavItem
	for _, l := range v.styleTongues() {
		if held[l] > 0 {
			items = append(items, NavItem{URL: styleURL(l) + "/texts?mine=yes", Text: v.T("desk.house.mine", "count", held[l], "language", v.words.LanguageName(l))})
		}
	}
	return items, nil
}
