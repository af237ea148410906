package search

import (
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"

	"herald/content"
	"herald/content/markdown"
)

// The fields of an indexed text.
const (
	fieldDocument = "document"
	fieldLocale   = "locale"
	fieldFor      = "for"
	fieldSite     = "site"
	fieldType     = "type"
	fieldAccess   = "access"
	fieldDate     = "date"
	// fieldFirst and fieldLast are the first and last day that a date can be, as
	// numbers: 19750000 and 19759999 for "1975". Only a partial date has a last.
	fieldFirst  = "first"
	fieldLast   = "last"
	fieldWords  = "words"
	fieldPrint  = "print"
	fieldNumber = "number"
	fieldKey    = "number_key"
	fieldTitle  = "title"
	fieldLead   = "summary"
	fieldBody   = "body"
	fieldOther  = "other"
	fieldBegins = "begins"
	// fieldFile holds the names and texts of the files that the text shows, one value
	// each; fieldFiles what is known of them.
	fieldFile  = "file"
	fieldFiles = "files"
	fieldTerm  = "term_"
	// fieldSpelled and fieldSpelledTitle hold every word as it is written, for the
	// order of what is found and for the vocabulary.
	fieldSpelled      = "spelled"
	fieldSpelledTitle = "spelled_title"
	// fieldOwn holds what names the entry itself, its number and day, fieldCited
	// the numbers and days that stand in its text.
	fieldOwn   = "own"
	fieldCited = "cited"
)

// The fields that only the desk's indexes have.
const (
	fieldState        = "state"
	fieldOrganization = "organization"
	// fieldSource says that the text is the one the others are made from.
	fieldSource = "source"
	// fieldMember are those who have to do with the text, fieldYear is of its day,
	// fieldTouched when somebody touched it last.
	fieldMember  = "member"
	fieldYear    = "year"
	fieldTouched = "touched"
	// fieldLive is what readers have of it while other words are being prepared,
	// fieldBare the number without the letters before its first digit.
	fieldLive = "live"
	fieldBare = "number_bare"
)

// primary stands in fieldFor of the one text of a Document that answers for its
// language where readers of another language ask.
const primary = "*"

// fingerprint names everything that decides what of a row is indexed and how.
func fingerprint(o Options) string {
	projector := content.Projector{Types: o.Types, Sites: o.Sites}
	print := fmt.Sprintf("rules %d, files %v, markdown %d, %s", rules, o.Files != nil, markdown.Version, projector.Fingerprint())
	return string(content.Sum([]byte(print)))
}

// mappingOf gives the mapping of an index: a closed list of fields, nothing
// guessed from what a document happens to hold.
func mappingOf(language string, terms []string) mapping.IndexMapping {
	text := analysisOf(language)
	d := nothingGuessed()
	for _, name := range []string{fieldDate, fieldWords} {
		f := plain(true, false)
		f.Index = false // only shown
		d.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{fieldDocument, fieldFor, fieldSite, fieldAccess, fieldKey, fieldOwn, fieldCited} {
		d.AddFieldMappingsAt(name, plain(false, false))
	}
	d.AddFieldMappingsAt(fieldType, plain(true, false))
	d.AddFieldMappingsAt(fieldPrint, plain(false, true))
	for _, name := range terms {
		d.AddFieldMappingsAt(fieldTerm+name, plain(false, false))
	}
	for _, name := range []string{fieldTitle, fieldNumber, fieldLead, fieldBody, fieldOther} {
		d.AddFieldMappingsAt(name, written(text, true))
	}
	fileFields(d, text)
	for name, analysis := range map[string]string{fieldBegins: beginnings, fieldSpelled: spelled, fieldSpelledTitle: spelled} {
		f := written(text+analysis, false)
		f.SkipFreqNorm = true // it only matters whether a word is there
		d.AddFieldMappingsAt(name, f)
	}
	for _, name := range []string{fieldFirst, fieldLast} {
		d.AddFieldMappingsAt(name, number())
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = d
	m.DefaultAnalyzer = keyword.Name
	return m
}

// deskMapping gives the mapping of an index of the desk.
func deskMapping(language string) mapping.IndexMapping {
	text := analysisOf(language)
	d := nothingGuessed()
	for _, name := range []string{fieldDocument, fieldLocale, fieldSite, fieldType, fieldState, fieldOrganization, fieldSource, fieldMember, fieldYear, fieldKey, fieldBare, fieldOwn, fieldCited} {
		d.AddFieldMappingsAt(name, plain(false, false))
	}
	d.AddFieldMappingsAt(fieldWords, plain(true, false))
	d.AddFieldMappingsAt(fieldPrint, plain(false, true))
	for _, name := range []string{fieldTitle, fieldNumber, fieldLead, fieldBody, fieldOther, fieldLive} {
		d.AddFieldMappingsAt(name, written(text, true))
	}
	fileFields(d, text)
	d.AddFieldMappingsAt(fieldTouched, number())
	m := bleve.NewIndexMapping()
	m.DefaultMapping = d
	m.DefaultAnalyzer = keyword.Name
	return m
}

// nothingGuessed is the mapping of a closed list of fields, without the one that
// Bleve would put all of them into.
func nothingGuessed() *mapping.DocumentMapping {
	d := bleve.NewDocumentStaticMapping()
	d.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	return d
}

// plain is a field of exact values; those of a looked up one can be read text by text.
// What is counted and sorted by is read otherwise: see columns.
func plain(stored, lookedUp bool) *mapping.FieldMapping {
	f := bleve.NewKeywordFieldMapping()
	f.Store, f.DocValues = stored, lookedUp
	f.IncludeTermVectors, f.IncludeInAll, f.SkipFreqNorm = false, false, true
	return f
}

// number is a field of numbers.
func number() *mapping.FieldMapping {
	f := bleve.NewNumericFieldMapping()
	f.Store, f.DocValues, f.IncludeInAll = false, false, false
	return f
}

// written is a field of analysed text; shown ones can be marked and searched for
// words that stand beside each other.
func written(analysis string, shown bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analysis
	f.Store, f.IncludeTermVectors = shown, shown
	f.DocValues, f.IncludeInAll = false, false
	return f
}

// termNames lists the terms that indexes of audience count: those of every Type
// and the facet fields that the audience may see.
func termNames(types *content.Types, audience string) []string {
	names := []string{content.TermTopic, content.TermOrganization, content.TermYear}
	for _, t := range types.All() {
		names = append(names, facetNames(t.Fields, audience)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func facetNames(fields []content.Field, audience string) []string {
	var names []string
	for _, f := range fields {
		if !shows(f, audience) {
			continue
		}
		if f.Facet {
			names = append(names, f.Name)
		}
		names = append(names, facetNames(f.Fields, audience)...)
	}
	return names
}

// shows reports whether readers of a Site with audience may see field f.
func shows(f content.Field, audience string) bool {
	return f.Audience == "" || f.Audience == content.Public || f.Audience == audience
}
