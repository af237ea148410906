package admin

import (
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/staff"
)

// ReachLine is one language with those who check its texts.
type ReachLine struct {
	Lang     i18n.Locale
	Language string
	Editors  []ReachEditor
	// Nobody says that none of them can come in and check now.
	Nobody bool
}

// ReachEditor is somebody with the role of a language editor.
type ReachEditor struct {
	URL, Name string
	// Notes say what keeps them, or what they are limited to.
	Notes []string
	// There says that they can check now.
	There bool
}

// reachTable lists the languages of the Sites with their language editors.
func (v *visit) reachTable(all []*staff.Member, orgs []Choice) ([]ReachLine, error) {
	r, err := v.reach()
	if err != nil {
		return nil, err
	}
	in := map[content.MemberID]bool{}
	for _, p := range r.People {
		in[p.ID] = true
	}
	var lines []ReachLine
	for _, l := range v.written() {
		line := ReachLine{Lang: l, Language: v.words.LanguageName(l), Nobody: !r.Covers(content.StepLanguage, l)}
		for _, m := range all {
			for _, g := range m.Grants {
				over := !g.Until.IsZero() && !v.now.Before(g.Until)
				if g.Role == content.RoleLanguageEditor && !over && m.Disabled == nil && (len(g.Locales) == 0 || slices.Contains(g.Locales, l)) {
					line.Editors = append(line.Editors, v.reachEditor(m, g, in[m.ID], orgs))
				}
			}
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (v *visit) reachEditor(m *staff.Member, g content.Grant, in bool, orgs []Choice) ReachEditor {
	e := ReachEditor{URL: memberURL(m.ID), Name: m.Name, There: in && !v.now.Before(g.From)}
	if !e.There && !v.now.Before(g.From) {
		e.Notes = append(e.Notes, v.T("desk.reach.not_in"))
	}
	for _, id := range g.Organizations {
		e.Notes = append(e.Notes, chosenText(orgs, string(id)))
	}
	for _, t := range g.Types {
		e.Notes = append(e.Notes, v.kinds(t))
	}
	if span := v.spanText(g.From, g.Until); span != "" {
		e.Notes = append(e.Notes, span)
	}
	return e
}
