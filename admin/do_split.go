package admin

import (
	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// leaves gives the languages that can become Documents of their own.
func leaves(o *open) []i18n.Locale {
	var all []i18n.Locale
	for _, t := range o.d.Translations {
		if t.Locale != o.d.Source && !t.Derived {
			all = append(all, t.Locale)
		}
	}
	return all
}

// maySplit reports whether there is a language to be taken out. It is done from the
// original, which stays where it is whichever leaves.
func maySplit(_ *visit, o *open) bool {
	return !o.typ.Single && o.t.Locale == o.d.Source && len(leaves(o)) > 0
}

// leavings are the languages to choose from; none is chosen for anybody.
func (v *visit) leavings(o *open, chosen i18n.Locale) []Choice {
	var all []Choice
	for _, l := range leaves(o) {
		all = append(all, Choice{Value: string(l), Text: v.words.LanguageName(l), Chosen: l == chosen})
	}
	return all
}

func splitting(v *visit, o *open, in asked, desk *editorial.Desk) (editorial.Result, error) {
	if in.Leaving == "" {
		return editorial.Result{}, asks("leaving", "desk.join.choose")
	}
	return desk.Split(v.ctx, v.actor, o.d.ID, in.Leaving)
}

func isSplit(_ *visit, o *open, in asked) bool { return o.d.Translation(in.Leaving) == nil }

// tellSplit says what becomes of the language that leaves, and of those that stay.
func tellSplit(v *visit, o *open, r *editorial.Rehearsal, in asked) ([]EffectLine, error) {
	t := r.Before.Translation(in.Leaving)
	if t == nil {
		return nil, nil
	}
	name := v.words.LanguageName(in.Leaving)
	line := EffectLine{Language: name, Lang: in.Leaving, Text: v.T("desk.join.leaves")}
	stay := EffectLine{Text: v.T("desk.join.stay", "language", name)}
	var rest []i18n.Locale
	for _, other := range r.After.Translations {
		rest = append(rest, other.Locale)
	}
	stay.Language = v.languages(rest)
	if e := t.LiveEdition(); e != nil && e.State.Readable() {
		var err error
		if line.URL, err = v.publicURL(r, content.Effect{Locale: in.Leaving, Edition: e}); err != nil {
			return nil, err
		}
		line.Notes = []string{v.T("desk.join.address_stays"), v.T("desk.join.own_line")}
	} else {
		line.Notes = []string{v.T("desk.join.not_public")}
		stay.Text = v.T("desk.join.stay_same")
	}
	return []EffectLine{line, stay}, nil
}
