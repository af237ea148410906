package admin

import (
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/media"
)

// FoundPassage is a passage with where it stands.
type FoundPassage struct {
	Passage string
	// Count is in how many places it stands.
	Count int
	In    []FoundIn
}

// FoundIn is a text that holds a passage.
type FoundIn struct {
	Text string
	// Lines show the passage with the words around it, More how many are not shown.
	Lines []content.Cut
	More  int
	Lang  string
}

// TakenFile is a file that can be taken out.
type TakenFile struct {
	ID, Name, Kind, Size string
	// URL is its page, "" where the member may not see it; Picture a small one of it.
	URL, Picture string
	Chosen       bool
	// Others are the other texts that show it, Hidden how many that the member may
	// not read.
	Others []Line
	Hidden int
}

// Unsaved is who is typing in one language.
type Unsaved struct{ Language, Names string }

// foundLines bounds how many places of one text are shown.
const foundLines = 5

func (v *visit) foundPassages(o *open, found editorial.Traces) []FoundPassage {
	var all []FoundPassage
	for _, p := range found.Passages {
		f := FoundPassage{Passage: p.Passage, Count: p.Count}
		for _, spot := range p.In {
			in := FoundIn{Text: v.spot(o, spot.Spot), Lines: spot.Cuts, Lang: string(spot.Locale)}
			if in.More = max(0, len(in.Lines)-foundLines); in.More > 0 {
				in.Lines = in.Lines[:foundLines]
			}
			f.In = append(f.In, in)
		}
		all = append(all, f)
	}
	return all
}

// spot names a text of a Document: what it is, in which language, of which edition.
func (v *visit) spot(o *open, s editorial.Spot) string {
	said := []string{v.T("desk.redact.in." + string(s.Kind))}
	if s.Locale != "" {
		said = append(said, v.words.LanguageName(s.Locale))
	}
	if s.Edition == 0 {
		return strings.Join(said, " · ")
	}
	said = append(said, v.T("desk.audit.edition", "n", s.Edition))
	if t := o.d.Translation(s.Locale); s.Kind == editorial.SpotWords && t.Edition(s.Edition) != nil {
		said = append(said, v.T("state."+string(t.Edition(s.Edition).State)))
	}
	return strings.Join(said, " · ")
}

func (v *visit) foundFiles(found editorial.Traces, chosen []content.ID) ([]TakenFile, error) {
	var all []TakenFile
	for _, t := range found.Files {
		a := media.Named{Asset: t.Asset, Name: t.Notes.Name}
		f := TakenFile{ID: string(a.ID), Name: a.Name, Kind: a.Kind.Label(), Size: v.words.Size(a.Size), Chosen: slices.Contains(chosen, a.ID)}
		if _, err := v.seen(a.ID); err == nil {
			f.URL, f.Picture = fileURL(a.ID), v.picture(a, thumbWidth)
		}
		if len(t.Others) > 0 {
			standings, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: t.Others, Sources: true, Sort: content.ByDocument})
			if err != nil {
				return nil, err
			}
			if f.Others, err = v.lines(standings, touched); err != nil {
				return nil, err
			}
			f.Hidden = len(t.Others) - len(f.Others)
		}
		all = append(all, f)
	}
	return all, nil
}

// typing says who is typing into the Document: what they have not saved goes with a
// redaction, because nobody has looked at it.
func (v *visit) typing(o *open) ([]Unsaved, error) {
	var all []Unsaved
	for _, t := range o.d.Translations {
		writing, err := v.Store.Writing(v.ctx, o.d.ID, t.Locale, time.Time{})
		if err != nil {
			return nil, err
		}
		var ids []content.MemberID
		for _, m := range writing {
			ids = append(ids, m.By)
		}
		if len(ids) == 0 {
			continue
		}
		names, err := v.names(ids...)
		if err != nil {
			return nil, err
		}
		called := make([]string, len(ids))
		for i, id := range ids {
			called[i] = nameOr(names, id)
		}
		all = append(all, Unsaved{v.words.LanguageName(t.Locale), v.words.List(called)})
	}
	return all, nil
}
