package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"herald/i18n"
	"herald/store/storetest"
)

// bare is what Bleve took for the texts of all languages.
type bare struct {
	took, cost time.Duration
	bytes      float64
}

// The fields of bareBleve: of text, of exact values, and of those that are counted.
var (
	bareTexts  = []string{"title", "number", "summary", "body", "other"}
	bareExact  = []string{"document", "for", "site", "access"}
	bareCounts = []string{"type", "print", "topic", "organization", "year"}
)

// bareMapping keeps and analyses the same text as Bleve itself would: words of
// Unicode in lower case, stored, with their places. filters adds what a search is
// narrowed, counted and sorted by.
func bareMapping(t *testing.T, filters bool) mapping.IndexMapping {
	t.Helper()
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer("bare", map[string]any{"type": "custom", "tokenizer": "unicode", "token_filters": []string{"to_lower"}}); err != nil {
		t.Fatal(err)
	}
	d := bleve.NewDocumentStaticMapping()
	for _, name := range bareTexts {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeTermVectors, f.DocValues, f.IncludeInAll = "bare", true, true, false, false
		d.AddFieldMappingsAt(name, f)
	}
	if filters {
		for i, name := range append(append([]string{}, bareExact...), bareCounts...) {
			f := bleve.NewKeywordFieldMapping()
			f.Store, f.IncludeTermVectors, f.IncludeInAll, f.SkipFreqNorm, f.DocValues = false, false, false, true, i >= len(bareExact)
			d.AddFieldMappingsAt(name, f)
		}
		day := bleve.NewNumericFieldMapping()
		day.Store, day.IncludeInAll = false, false
		d.AddFieldMappingsAt("first", day)
	}
	m.DefaultMapping, m.DefaultAnalyzer = d, keyword.Name
	return m
}

// How many texts bareBleve indexes at once: what is usual, and what Herald does while
// it builds an index, which leaves Bleve less to merge.
const (
	usualBatch = 500
	largeBatch = 2000
)

// bareBleve has Bleve index n texts as those of the store, one index for each
// language, batch texts at once.
func bareBleve(t *testing.T, voices map[i18n.Locale]*speech, n, batch int, filters bool) (all bare) {
	t.Helper()
	dir := t.TempDir()
	for at, l := range searchedLocales {
		r := rand.New(rand.NewPCG(3, uint64(at)))
		texts := make([]map[string]any, 0, n/len(searchedLocales)+1)
		for i := at; i < n; i += len(searchedLocales) {
			d := map[string]any{"title": voices[l].sentence(titleWords), "body": voices[l].sentence(bodyWords)}
			if filters {
				d["document"], d["print"], d["for"], d["site"], d["access"] = storetest.ID(i), fmt.Sprintf("%032x", r.Uint64()), []string{string(l), "*"}, "public", "public"
				d["type"], d["topic"], d["year"], d["first"] = []string{"news", "page", "press_release"}[i%3], string(storetest.ID(i%20)), "2026", float64(20261120-i%1000)
			}
			texts = append(texts, d)
		}
		begin, used := time.Now(), processorTime(t)
		index, err := bleve.New(filepath.Join(dir, "bare-"+string(l)), bareMapping(t, filters))
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(texts); i += batch {
			b := index.NewBatch()
			for j, d := range texts[i:min(i+batch, len(texts))] {
				if err := b.Index(fmt.Sprintf("%s/%d", l, i+j), d); err != nil {
					t.Fatal(err)
				}
			}
			if err := index.Batch(b); err != nil {
				t.Fatal(err)
			}
		}
		if err := index.Close(); err != nil {
			t.Fatal(err)
		}
		all.took, all.cost = all.took+time.Since(begin), all.cost+processorTime(t)-used
	}
	all.bytes = float64(bytesIn(t, dir, "bare-")) / float64(n)
	return all
}
