package admin

import (
	"cmp"
	"slices"

	"herald/content"
	"herald/i18n"
)

// reachScan bounds how many texts are looked at to find those that nobody can
// approve. What nobody can approve stays, and so comes to the head of those that wait
// longest: what a look leaves out, a later one finds.
const reachScan = 100

// stranded is a text that waits for a step which nobody can give.
type stranded struct {
	content.Standing
	steps []string
}

// key names the text.
func (s *stranded) key() string { return string(s.Document) + "/" + string(s.Locale) }

// reach gives who can give steps now: who can come in and has a role for it.
func (v *visit) reach() (content.Reach, error) {
	people, err := v.Roster.Reachable(v.ctx, content.Approve)
	return content.Reach{People: people, Types: v.Types, Now: v.now}, err
}

// stranded gives the texts within bounds that wait for nobody, as far as one look
// sees: those of languages that nobody has, and of the others the oldest, so that the
// many of the one do not hide the few of the others. more says that there may be more.
func (v *visit) stranded(r content.Reach, within []content.Bounds) (all []stranded, more bool, err error) {
	waits := content.BoardQuery{Within: within, Awaits: true, Sort: content.BySubmitted, Limit: reachScan}
	asks := []content.BoardQuery{{Within: within, Owed: true, Sort: content.ByDue, Limit: reachScan}, waits}
	if bare := v.uncovered(r); len(bare) > 0 {
		asks[1].Locales = bare
		waits.Locales = slices.DeleteFunc(v.written(), func(l i18n.Locale) bool { return slices.Contains(bare, l) })
		if len(waits.Locales) > 0 {
			asks = append(asks, waits)
		}
	}
	found := map[string]bool{}
	for _, ask := range asks {
		standings, err := v.Store.Board(v.ctx, ask)
		if err != nil {
			return nil, false, err
		}
		docs, err := v.Store.Documents(v.ctx, documentsOf(standings)...)
		if err != nil {
			return nil, false, err
		}
		for _, s := range standings {
			d := docs[s.Document]
			if d == nil {
				continue // joined to another since
			}
			one := stranded{s, r.Lacks(d, s.Locale, s.Missing)}
			if len(one.steps) > 0 && !found[one.key()] {
				found[one.key()] = true
				all = append(all, one)
			}
		}
		more = more || len(standings) == reachScan
	}
	return all, more && len(all) > 0, nil
}

func documentsOf(all []content.Standing) []content.ID {
	ids := make([]content.ID, len(all))
	for i := range all {
		ids[i] = all[i].Document
	}
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}

// written gives the languages in which texts are written, by name: those of the
// Sites but for what follows by rule from another.
func (v *visit) written() []i18n.Locale {
	var all []i18n.Locale
	derived := map[i18n.Locale]bool{}
	for _, s := range v.Sites {
		for _, l := range s.Locales {
			all = append(all, l)
			derived[s.Derives(l)] = true
		}
	}
	all = slices.Compact(slices.Sorted(slices.Values(all)))
	all = slices.DeleteFunc(all, func(l i18n.Locale) bool { return derived[l] })
	slices.SortFunc(all, func(a, b i18n.Locale) int {
		return cmp.Or(v.locale.Compare(v.words.LanguageName(a), v.words.LanguageName(b)), cmp.Compare(a, b))
	})
	return all
}

// uncovered gives the languages in which nobody can check anything.
func (v *visit) uncovered(r content.Reach) []i18n.Locale {
	return slices.DeleteFunc(v.written(), func(l i18n.Locale) bool { return r.Covers(content.StepLanguage, l) })
}

// Gap says how many texts of a language wait for a step that nobody can give.
type Gap struct{ Language, Text, URL string }

// gaps says of stranded texts, language by language, what is missing; hypothetical
// ones would wait if somebody left. They lead to the texts whoever may read any.
func (v *visit) gaps(all []stranded, more, hypothetical bool) []Gap {
	type place struct {
		locale i18n.Locale
		step   string
	}
	counts := map[place]int{}
	for _, s := range all {
		for _, step := range s.steps {
			counts[place{s.Locale, step}]++
		}
	}
	places := make([]place, 0, len(counts))
	for p := range counts {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a.locale, b.locale), cmp.Compare(a.step, b.step))
	})
	var gaps []Gap
	for _, p := range places {
		key, args := "desk.reach.editor", []any{"count", counts[p]}
		if p.step != content.StepLanguage {
			key, args = "desk.reach.step", append(args, "step", v.step(p.step))
		}
		if hypothetical {
			// Who gives it is there now: only how much it is about is said.
			key = "desk.documents.found"
		}
		text := v.T(key, args...)
		if hypothetical && p.step != content.StepLanguage {
			text += " · " + v.step(p.step)
		}
		if more && counts[p] >= reachScan {
			text += " " + v.T("desk.reach.more")
		}
		gap := Gap{Language: v.words.LanguageName(p.locale), Text: text}
		if v.mayAny(content.ReadDraft) {
			gap.URL = Root + "/documents?state=submitted&language=" + string(p.locale)
		}
		gaps = append(gaps, gap)
	}
	return gaps
}

// homeGaps are for those who can do something about them: who lets texts out, within
// their bounds, and who gives people their roles, who is told no word of any text.
func (v *visit) homeGaps() ([]Gap, error) {
	manages := v.mayAny(content.ManageMembers)
	within := content.BoundsOf(v.actor, content.Publish, v.Types, v.now)
	if manages {
		within = []content.Bounds{{}}
	}
	if len(within) == 0 {
		return nil, nil
	}
	r, err := v.reach()
	if err != nil {
		return nil, err
	}
	all, more, err := v.stranded(r, within)
	gaps := v.gaps(all, more, false)
	if manages {
		for i := range gaps {
			gaps[i].URL = Root + "/members#_reach"
		}
	}
	return gaps, err
}

// onlyBy says what would wait for nobody any more if some of the reach were gone.
func (v *visit) onlyBy(m content.Actor, without func(content.Reach) content.Reach) ([]Gap, error) {
	within := content.BoundsOf(m, content.Approve, v.Types, v.now)
	if len(within) == 0 {
		return nil, nil
	}
	r, err := v.reach()
	if err != nil {
		return nil, err
	}
	now, _, err := v.stranded(r, within)
	if err != nil {
		return nil, err
	}
	then, more, err := v.stranded(without(r), within)
	if err != nil {
		return nil, err
	}
	before := map[string][]string{}
	for _, s := range now {
		before[s.key()] = s.steps
	}
	for i := range then {
		then[i].steps = slices.DeleteFunc(then[i].steps, func(step string) bool { return slices.Contains(before[then[i].key()], step) })
	}
	return v.gaps(then, more, true), nil
}
