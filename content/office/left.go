package office

import (
	"slices"
	"strings"
)

// Left is something that was left out of a text, or changed on its way in.
type Left struct {
	// Kind is one of the constants below, each with words in the catalogue.
	Kind  string
	Count int
	// Excerpt is how the first of them begins, for whoever has to look for it.
	Excerpt string
}

// What can be left out, in the order in which it is told.
const (
	LeftTracked     = "tracked"
	LeftComment     = "comment"
	LeftTextBox     = "text_box"
	LeftHeader      = "header"
	LeftContents    = "contents"
	LeftMerged      = "merged"
	LeftNested      = "nested"
	LeftLink        = "link"
	LeftEquation    = "equation"
	LeftChart       = "chart"
	LeftObject      = "object"
	LeftShape       = "shape"
	LeftPictureKind = "picture_kind"
	LeftPictureLink = "picture_link"
	LeftPictureMany = "picture_many"
	LeftHidden      = "hidden"
	LeftMacros      = "macros"
	LeftLong        = "long"
)

var leftOrder = []string{LeftLong, LeftTracked, LeftComment, LeftTextBox, LeftHeader, LeftContents, LeftMerged, LeftNested, LeftLink, LeftEquation,
	LeftChart, LeftObject, LeftShape, LeftPictureKind, LeftPictureLink, LeftPictureMany, LeftHidden, LeftMacros}

// LeftKinds gives every kind.
func LeftKinds() []string { return slices.Clone(leftOrder) }

// leave counts something that is left out.
func (d *document) leave(kind, excerpt string) { d.text.leave(kind, excerpt) }

func (t *Text) leave(kind, excerpt string) {
	i := slices.IndexFunc(t.Left, func(l Left) bool { return l.Kind == kind })
	if i < 0 {
		t.Left = append(t.Left, Left{Kind: kind})
		i = len(t.Left) - 1
	}
	t.Left[i].Count++
	if t.Left[i].Excerpt == "" {
		t.Left[i].Excerpt = shortened(excerpt)
	}
}

// shortened cuts words for a list, at a space where there is one.
func shortened(s string) string {
	const most = 60
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	cut := string(runes[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

func (t *Text) sortLeft() {
	slices.SortStableFunc(t.Left, func(a, b Left) int { return slices.Index(leftOrder, a.Kind) - slices.Index(leftOrder, b.Kind) })
}
