package content

import (
	"slices"
	"strings"
	"unicode/utf8"

	"herald/i18n"
)

// Issue is something that must be mended before an action: the field it stands
// beside, and the catalogue key of what to do. It becomes text only at an edge.
type Issue struct {
	// Field is "title", "body", "path", "asset:NAME", "field:NAME" or, in a
	// group, "field:NAME.ROW.COLUMN"; empty concerns the whole.
	Field string
	Key   string
	// Args are alternating names and values.
	Args []any
	// Locale is the Translation concerned; empty is all of them.
	Locale i18n.Locale
}

// Limits on what is written, in runes (bytes for a body).
const (
	MaxTitle   = 250
	MaxSummary = 600
	MaxBody    = 200_000
)

// Proposal is a text about to be submitted or published, with what the rules
// need to know of the rest of the store.
type Proposal struct {
	Document *Document
	Type     *Type
	Types    *Types
	Locale   i18n.Locale
	Words    Words
	Facts    Facts
	// Claimed gives, for the claims of the text, who holds them.
	Claimed map[Claim][]ID
	// TypeOf gives the Type of every Document that a ref names; a Document
	// that does not exist is left out.
	TypeOf map[ID]string
	// Beside are the facts that the text will be read with: its own, or for a
	// translation those of its source.
	Beside Facts
	// Assets gives every Asset that the text shows; one that does not exist is
	// left out.
	Assets map[ID]*AssetFacts
}

// Requirements gives everything that the Proposal lacks, in the order of the
// form. An empty answer means that it may be submitted.
func Requirements(p Proposal) []Issue {
	r := &requiring{Proposal: p}
	r.parts()
	r.address()
	r.claims()
	r.fields("field:", p.Type.Fields, func(f Field) Value {
		if f.Words {
			return p.Words.Fields[f.Name]
		}
		return p.Facts.Fields[f.Name]
	})
	r.assets()
	r.parent()
	return r.issues
}

type requiring struct {
	Proposal
	issues []Issue
}

func (r *requiring) add(field, key string, args ...any) {
	r.issues = append(r.issues, Issue{Field: field, Key: key, Args: args, Locale: r.Locale})
}

func (r *requiring) parts() {
	w := r.Words
	switch {
	case w.Title == "":
		r.add("title", "issue.title.missing")
	case utf8.RuneCountInString(w.Title) > MaxTitle:
		r.add("title", "issue.title.long", "max", MaxTitle)
	}
	switch {
	case w.Summary == "" && r.Type.Summary == Required:
		r.add("summary", "issue.summary.missing")
	case utf8.RuneCountInString(w.Summary) > MaxSummary:
		r.add("summary", "issue.summary.long", "max", MaxSummary)
	}
	switch {
	case w.Body == "" && r.Type.Body == Required:
		r.add("body", "issue.body.missing")
	case w.Body != "" && r.Type.Body == Absent:
		r.add("body", "issue.body.unwanted")
	case len(w.Body) > MaxBody:
		r.add("body", "issue.body.long", "max", MaxBody)
	}
}

// address asks for a path wherever the Type has pages of its own.
func (r *requiring) address() {
	if r.Type.Hidden || r.Type.Single {
		return
	}
	if r.Words.Path == "" {
		r.add("path", "issue.path.missing")
		return
	}
	if key, args := r.Types.CheckPath(r.Locale, r.Words.Path); key != "" {
		r.add("path", key, args...)
	}
}

func (r *requiring) claims() {
	for _, c := range ClaimsOf(r.Document, r.Type, r.Locale, r.Words, r.Facts) {
		if !slices.ContainsFunc(r.Claimed[c], func(id ID) bool { return id != r.Document.ID }) {
			continue
		}
		kind, rest, _ := strings.Cut(string(c), " ")
		switch kind {
		case "path":
			r.add("path", "issue.path.taken", "path", r.Words.Path)
		case "name":
			r.add("name", "issue.name.taken", "name", r.Facts.Name)
		case "single":
			r.add("", "issue.single.taken")
		case "unique":
			parts := strings.SplitN(rest, " ", 4)
			r.add("field:"+parts[2], "issue.field.taken", "value", parts[3])
		}
	}
}

func (r *requiring) fields(prefix string, fields []Field, value func(Field) Value) {
	for _, f := range fields {
		v, place := value(f), prefix+f.Name
		if v.Empty() {
			if f.Required {
				r.add(place, "issue.field.missing")
			}
			continue
		}
		if len(v.Items) > 1 && !f.Many {
			r.add(place, "issue.field.many")
		}
		for _, item := range v.Items {
			if key, args := f.CheckValue(item); key != "" {
				r.add(place, key, args...)
			} else if f.Kind == KindRef {
				r.ref(place, f, item)
			}
		}
		for i, row := range v.Rows {
			r.fields(place+"."+itoa(i)+".", f.Fields, func(sub Field) Value { return row[sub.Name] })
		}
	}
}

func (r *requiring) ref(place string, f Field, item string) {
	ref, err := ParseRef(item)
	if err != nil {
		return
	}
	typ, known := r.TypeOf[ref.Document]
	switch {
	case !known:
		r.add(place, "issue.ref.unknown")
	case len(f.To) > 0 && !slices.Contains(f.To, typ):
		r.add(place, "issue.ref.type")
	case ref.Document == r.Document.ID:
		r.add(place, "issue.ref.self")
	}
}

// parent asks that the page above exists and is a page.
func (r *requiring) parent() {
	if r.Facts.Parent == "" {
		return
	}
	switch typ := r.Types.Get(r.TypeOf[r.Facts.Parent]); {
	case !r.Type.Tree:
		r.add("parent", "issue.parent.unwanted")
	case r.Facts.Parent == r.Document.ID:
		r.add("parent", "issue.ref.self")
	case typ == nil || !typ.Tree:
		r.add("parent", "issue.ref.unknown")
	}
}

// RefsOf gives every Document that words and facts of Type t name, sorted.
func RefsOf(t *Type, w Words, f Facts) []ID {
	all := append([]ID{}, f.Topics...)
	for _, id := range []ID{f.Organization, f.Parent} {
		if id != "" {
			all = append(all, id)
		}
	}
	var walk func(fields []Field, values Fields)
	walk = func(fields []Field, values Fields) {
		for _, field := range fields {
			v := values[field.Name]
			for _, item := range v.Items {
				if r, err := ParseRef(item); field.Kind == KindRef && err == nil {
					all = append(all, r.Document)
				}
			}
			for _, row := range v.Rows {
				walk(field.Fields, row)
			}
		}
	}
	walk(t.Fields, w.Fields)
	walk(t.Fields, f.Fields)
	slices.Sort(all)
	return slices.Compact(all)
}
