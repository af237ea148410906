package sample_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"herald/content"
	"herald/content/folder"
	"herald/content/markdown"
	"herald/content/sample"
	"herald/i18n"
)

// now is the latest instant that a demonstration may be started at and still
// find every public time in the past.
var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func sites() content.Sites {
	return content.Sites{
		"public":   {Name: "public", Locales: i18n.Shipped(), Audience: content.Public},
		"intranet": {Name: "intranet", Locales: i18n.Shipped(), Audience: content.Staff, Base: "/intranet"},
	}
}

// read gives every folder, with names resolved and paths as a person would
// take them from the titles.
func read(t *testing.T) (map[string]*folder.Document, map[string]content.ID) {
	t.Helper()
	docs, ids := map[string]*folder.Document{}, map[string]content.ID{}
	r := folder.Read(sample.Files(), content.ShippedTypes(), sites(), folder.Options{Now: now})
	for d, problems := range r.All() {
		for _, p := range problems {
			t.Error(p)
		}
		if d != nil {
			docs[d.Ref()] = d
			ids[d.Ref()] = content.ID(fmt.Sprintf("%012d", len(ids)+1))
		}
	}
	if _, problems := r.Redirects(); len(problems) > 0 {
		t.Error(problems)
	}
	for ref, d := range docs {
		d.ID = ids[ref]
		for _, p := range d.Resolve(func(ref string) (content.ID, bool) { id, ok := ids[ref]; return id, ok }) {
			t.Error(p)
		}
		typ := content.ShippedTypes().Get(d.Type)
		for i := range d.Translations {
			tr := &d.Translations[i]
			if tr.Words.Path == "" && !typ.Hidden && !typ.Single {
				tr.Words.Path = typ.SuggestPath(tr.Locale, tr.Words.Title)
			}
		}
	}
	if t.Failed() {
		t.FailNow()
	}
	return docs, ids
}

func TestEveryTypeIsThere(t *testing.T) {
	docs, _ := read(t)
	seen := map[string]int{}
	for _, d := range docs {
		seen[d.Type]++
	}
	for _, typ := range content.ShippedTypes().All() {
		if seen[typ.Name] == 0 {
			t.Errorf("no document of type %s", typ.Name)
		}
	}
	for _, site := range []string{"site/public", "site/intranet", "home/public", "home/intranet"} {
		if docs[site] == nil {
			t.Errorf("no %s", site)
		}
	}
}

func TestRequirementsAreMet(t *testing.T) {
	docs, ids := read(t)
	types, typeOf := content.ShippedTypes(), map[content.ID]string{}
	claimed := map[content.Claim][]content.ID{}
	each := func(visit func(p content.Proposal, ref string)) {
		for ref, d := range docs {
			doc := &content.Document{ID: ids[ref], Type: d.Type, Site: d.Site, Source: d.Source}
			for _, tr := range d.Translations {
				visit(content.Proposal{Document: doc, Type: types.Get(d.Type), Types: types, Locale: tr.Locale,
					Words: tr.Words, Facts: d.Facts, Claimed: claimed, TypeOf: typeOf}, ref)
			}
		}
	}
	each(func(p content.Proposal, _ string) {
		typeOf[p.Document.ID] = p.Document.Type
		for _, c := range content.ClaimsOf(p.Document, p.Type, p.Locale, p.Words, p.Facts) {
			if !slices.Contains(claimed[c], p.Document.ID) {
				claimed[c] = append(claimed[c], p.Document.ID)
			}
		}
	})
	each(func(p content.Proposal, ref string) {
		for _, issue := range content.Requirements(p) {
			t.Errorf("%s/%s: %+v", ref, p.Locale, issue)
		}
	})
}

func TestMarkdownIsWhole(t *testing.T) {
	docs, _ := read(t)
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		for _, issue := range markdown.Check(text) {
			t.Errorf("%s/%s: %s: %+v", d.Ref(), tr.Locale, where, issue)
		}
	})
}

// eachText visits every text of every Translation: title, summary, body, the
// fields in words, and what is said of files.
func eachText(docs map[string]*folder.Document, visit func(d *folder.Document, tr folder.Translation, where, text string)) {
	for _, d := range docs {
		fields := content.ShippedTypes().Get(d.Type).Fields
		for _, tr := range d.Translations {
			visit(d, tr, "title", tr.Words.Title)
			visit(d, tr, "summary", tr.Words.Summary)
			visit(d, tr, "body", tr.Words.Body)
			fieldTexts(fields, tr.Words.Fields, func(where, text string) { visit(d, tr, where, text) })
			for _, a := range tr.Words.Assets {
				visit(d, tr, "alt of "+a.File, a.Alt)
				visit(d, tr, "caption of "+a.File, a.Caption)
				visit(d, tr, "credit of "+a.File, a.Credit)
			}
		}
	}
}

func fieldTexts(fields []content.Field, values content.Fields, visit func(where, text string)) {
	for _, f := range fields {
		if f.Kind == content.KindText || f.Kind == content.KindProse {
			for _, item := range values[f.Name].Items {
				visit(f.Name, item)
			}
		}
		for _, row := range values[f.Name].Rows {
			fieldTexts(f.Fields, row, visit)
		}
	}
}

// scripts are the letters a language is written in.
var scripts = map[i18n.Locale]*unicode.RangeTable{
	"lt": unicode.Latin, "sl": unicode.Latin, "sq": unicode.Latin, "en": unicode.Latin,
	"sr": unicode.Cyrillic, "bg": unicode.Cyrillic, "ka": unicode.Georgian,
}

// foreign are letters that a language does not have, though its script does.
var foreign = map[i18n.Locale]string{
	"lt": "çëđćñ", "sl": "ąęėįųūçë", "sq": "ąčęėįšųūžđ", "en": "ąčęėįšųūžçë",
	"sr": "щъьюяйѐ", "bg": "ђјљњћџыэё",
}

func TestEveryTextIsInItsScript(t *testing.T) {
	docs, _ := read(t)
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		if tr.Locale == "sr-Latn" {
			t.Errorf("%s: sr-Latn is derived, not written", d.Ref())
		}
		for _, word := range words(text) {
			for _, r := range word {
				switch {
				case !unicode.Is(scripts[tr.Locale], r) && r != '’' && r != '-':
					t.Errorf("%s/%s: %s: %q is not in the script of the language", d.Ref(), tr.Locale, where, word)
				case strings.ContainsRune(foreign[tr.Locale], unicode.ToLower(r)):
					t.Errorf("%s/%s: %s: %q has a letter of another language", d.Ref(), tr.Locale, where, word)
				default:
					continue
				}
				break
			}
		}
	})
}

// latin are words that stay Latin in every language.
var latin = map[string]bool{"WCAG": true, "AA": true, "PDF": true, "CSV": true, "JSON": true, "EN": true,
	"T": true, "M": true, "A": true, "km": true, "m": true, "RSS": true, "I": true, "II": true, "III": true, "XVI": true, "XIX": true, "XX": true, "XXI": true}

// words gives the words of Markdown text without addresses, codes and names of
// blocks.
func words(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if kind, ok := strings.CutPrefix(line, ":::"); ok {
			_, line, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(kind), "note "), " ")
		}
		line = strings.TrimPrefix(line, "Table:")
		for part := range strings.FieldsSeq(line) {
			part, _, _ = strings.Cut(part, "](")
			if strings.Contains(part, "@") || strings.Contains(part, "://") || strings.Contains(part, ".example") || strings.HasPrefix(part, "[^") {
				continue
			}
			for _, w := range strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '-' }) {
				if w = strings.Trim(w, "-’"); w != "" && !latin[strings.Split(w, "-")[0]] {
					all = append(all, w)
				}
			}
		}
	}
	return all
}

// TestNothingIsLeftInEnglish compares every Translation word by word with the
// English one: names and numbers may be equal, sentences may not.
func TestNothingIsLeftInEnglish(t *testing.T) {
	docs, _ := read(t)
	english := map[string]map[string]bool{}
	eachText(docs, func(d *folder.Document, tr folder.Translation, _, text string) {
		if tr.Locale == "en" {
			if english[d.Ref()] == nil {
				english[d.Ref()] = map[string]bool{}
			}
			for _, w := range words(text) {
				english[d.Ref()][w] = true
			}
		}
	})
	type count struct{ same, all int }
	found := map[string]*count{}
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		key := d.Ref() + "/" + string(tr.Locale)
		if tr.Locale == "en" {
			return
		}
		if found[key] == nil {
			found[key] = &count{}
		}
		for _, w := range words(text) {
			if unicode.IsUpper([]rune(w)[0]) {
				continue // names are the same everywhere
			}
			if found[key].all++; english[d.Ref()][w] {
				found[key].same++
			}
		}
		if english := tr.Words.Body; where == "body" && english != "" {
			if en := d.Translation("en"); en != nil && en.Words.Body == english {
				t.Errorf("%s: the body is the English one", key)
			}
		}
	})
	for key, c := range found {
		if c.all > 25 && c.same*100 > c.all*15 {
			t.Errorf("%s: %d of %d words are those of the English text", key, c.same, c.all)
		}
	}
}

func TestQuotationMarks(t *testing.T) {
	docs, _ := read(t)
	wrong := map[i18n.Locale]string{
		"lt": `"”«»`, "sl": `"“”`, "sq": `"„«»`, "sr": `"“«»`, "ka": `"”«»`, "bg": `"”«»`, "en": `"„«»`,
	}
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		if i := strings.IndexAny(text, wrong[tr.Locale]); i >= 0 {
			t.Errorf("%s/%s: %s: quotation marks of another language near %.40q", d.Ref(), tr.Locale, where, text[i:])
		}
	})
}

// TestTimesAndStates asks that States names what exists, and that what it says
// and the public times agree.
func TestTimesAndStates(t *testing.T) {
	docs, _ := read(t)
	hidden := map[string]bool{}
	for _, s := range sample.States() {
		ref := s.Type + "/" + s.Name
		d := docs[ref]
		if d == nil || s.Locale != "" && d.Translation(i18n.Locale(s.Locale)) == nil {
			t.Errorf("no %s %s", ref, s.Locale)
			continue
		}
		checkState(t, s, d)
		for _, tr := range d.Translations {
			if s.Locale == "" || s.Locale == string(tr.Locale) {
				hidden[tr.File] = slices.Contains([]string{"draft", "submitted", "returned", "approved", "scheduled", "missed"}, s.State)
			}
		}
	}
	for _, d := range docs {
		for _, tr := range d.Translations {
			if tr.Published.IsZero() != hidden[tr.File] {
				t.Errorf("%s: public time %v, and yet hidden: %v", tr.File, tr.Published, hidden[tr.File])
			}
		}
	}
}

func checkState(t *testing.T, s sample.State, d *folder.Document) {
	t.Helper()
	reason, timed := false, false
	switch s.State {
	case "draft", "submitted", "approved", "published":
	case "returned", "withdrawn", "unpublished":
		reason = true
	case "scheduled", "missed":
		timed = true
	case "ended":
		if d.Facts.Until.IsZero() || d.Facts.Until.After(now) {
			t.Errorf("%s has not ended: %v", d.Ref(), d.Facts.Until)
		}
	default:
		t.Errorf("%s: unknown state %q", d.Ref(), s.State)
	}
	if reason != (s.Reason != "") || timed != (s.In != 0) || (s.In > 0) != (s.State == "scheduled") {
		t.Errorf("%s: %s does not go with reason %q and time %v", d.Ref(), s.State, s.Reason, s.In)
	}
	if s.State == "withdrawn" || s.State == "unpublished" {
		for _, locale := range i18n.Shipped() {
			if !slices.Contains(i18n.Default().Keys(locale), "reason."+s.Reason) {
				t.Errorf("%s: no ready-made sentence %q in %s", d.Ref(), s.Reason, locale)
			}
		}
	}
}
