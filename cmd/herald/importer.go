package main

import (
	"context"
	"fmt"
	"io/fs"

	"herald/content"
	"herald/content/editorial"
	"herald/content/folder"
)

// batch is how many Documents go into one Change.
const batch = 50

// importer takes over one folder in two passes: the first finds out which
// Document each folder is, so that the second can let them name each other.
type importer struct {
	*program
	house     *house
	files     fs.FS
	reader    *folder.Reader
	redirects []folder.Redirect
	publish   bool
	checkOnly bool
	by        content.MemberID

	plans []*plan
	byRef map[string]*plan
	byID  map[content.ID]*plan
	// held says who holds the claims that were looked up in the store.
	held map[content.Claim]content.ID
	// paths are the addresses that folders of this import were given.
	paths map[content.Claim]content.ID
	tally tally

	// tell is how far the import is.
	tell content.Progress
	done int
}

// plan is what the first pass knows of a folder.
type plan struct {
	ref             string
	id, given       content.ID
	site, typ, name string
	// pending are the folders that this one names.
	pending []string
	// former are addresses of a previous site that lead here.
	former []string
	// fallen says that it names something that does not exist.
	fallen bool
}

// tally counts what an import did.
type tally struct {
	documents, created, changed, published, same int
	files, problems, warnings                    int
}

func newImporter(p *program, h *house, files fs.FS, publish bool, by content.MemberID) *importer {
	now := content.Instant(h.clock.Now())
	return &importer{program: p, house: h, files: files, publish: publish, by: by, tell: p.progress("import"),
		reader: folder.Read(files, h.types, h.sites, folder.Options{Site: h.homeSite(), Now: now}),
		byRef:  map[string]*plan{}, byID: map[content.ID]*plan{}, held: map[content.Claim]content.ID{}, paths: map[content.Claim]content.ID{}}
}

func (i *importer) run(ctx context.Context) error {
	i.survey()
	if err := i.identify(ctx); err != nil {
		return err
	}
	if err := i.lookUpRefs(ctx); err != nil {
		return err
	}
	i.fell()
	i.redirect()
	return i.take(ctx)
}

// survey is the first pass; it reports what cannot be read.
func (i *importer) survey() {
	for d, problems := range i.reader.All() {
		i.advance()
		i.problems(problems)
		if d == nil {
			continue
		}
		i.plan(d)
	}
	var problems []folder.Problem
	i.redirects, problems = i.reader.Redirects()
	i.problems(problems)
}

// plan takes down what the second pass has to know of d.
func (i *importer) plan(d *folder.Document) {
	p := &plan{ref: d.Ref(), given: d.ID, site: d.Site, typ: d.Type, name: d.Name, pending: d.Pending()}
	i.plans, i.byRef[p.ref] = append(i.plans, p), p
}

func (i *importer) advance() {
	i.done++
	i.tell(i.done, 2*max(i.reader.Count(), 1))
}

// problems prints what a folder lacks.
func (i *importer) problems(all []folder.Problem) {
	for _, p := range all {
		if p.Warning {
			i.warn("%s", p.Error())
		} else {
			i.problem("%s", p.Error())
		}
	}
}

func (i *importer) problem(format string, args ...any) {
	i.tally.problems++
	i.note(format, args...)
}

func (i *importer) warn(format string, args ...any) {
	i.tally.warnings++
	i.note("warning: "+format, args...)
}

// take is the second pass: it imports in batches what can be imported.
func (i *importer) take(ctx context.Context) error {
	var items []*item
	for d := range i.reader.All() {
		i.advance()
		if d == nil || i.byRef[d.Ref()] == nil {
			continue
		}
		p := i.byRef[d.Ref()]
		if problems := d.Resolve(i.finder(p)); len(problems) > 0 {
			i.problems(problems)
			continue
		}
		if ok, err := i.takeFiles(ctx, d); err != nil || !ok {
			if err != nil {
				return err
			}
			continue
		}
		if items = append(items, i.item(p, d)); len(items) == batch {
			if err := i.flush(ctx, items); err != nil {
				return err
			}
			items = items[:0]
		}
	}
	return i.flush(ctx, items)
}

// item is one Document on its way into the store.
type item struct {
	plan *plan
	editorial.Import
	// files are the files of the folder by locale.
	files map[string]string
}

func (i *importer) item(p *plan, d *folder.Document) *item {
	out := &item{plan: p, files: map[string]string{}, Import: editorial.Import{
		ID: p.id, Site: d.Site, Type: d.Type, Source: d.Source, Facts: d.Facts}}
	for _, t := range d.Translations {
		out.files[string(t.Locale)] = t.File
		if t.Derived {
			continue // it is made again from the text it derives from
		}
		if t.Locale == d.Source {
			t.Words.FormerPaths = append(t.Words.FormerPaths, p.former...)
		}
		out.Translations = append(out.Translations, editorial.ImportedText{Locale: t.Locale, Words: t.Words, Published: t.Published})
	}
	return out
}

// flush imports one batch in one Change.
func (i *importer) flush(ctx context.Context, items []*item) error {
	if len(items) == 0 {
		return nil
	}
	if err := i.addresses(ctx, items); err != nil {
		return err
	}
	all := make([]editorial.Import, len(items))
	for n, it := range items {
		all[n] = it.Import
	}
	outcomes, err := i.house.desk.Import(ctx, i.by, all, i.publish)
	if err != nil {
		return err
	}
	unknown, err := i.strangers(ctx, items)
	if err != nil {
		return err
	}
	for n, o := range outcomes {
		i.outcome(items[n], o, unknown)
	}
	return nil
}

func (i *importer) outcome(it *item, o editorial.ImportOutcome, unknown map[content.ID]bool) {
	if o.Err != nil {
		i.refused(it, o.Err)
		return
	}
	i.tally.documents++
	i.tally.created += o.Created
	i.tally.changed += o.Changed
	i.tally.published += o.Published
	if o.Created+o.Changed+o.Published == 0 {
		i.tally.same++
	}
	for _, w := range o.Warnings {
		// What is named may stand in a later batch, where it is known.
		if w.Key != "issue.ref.unknown" || unknown[it.ID] {
			i.warn("%s: %s", it.fileOf(w), oneLine(issueText(w)))
		}
	}
}

// refused reports why nothing of a Document was taken over.
func (i *importer) refused(it *item, err error) {
	var issues *editorial.IssuesError
	if asIssues(err, &issues) {
		for _, issue := range issues.Issues {
			i.problem("%s: %s", it.fileOf(issue), oneLine(issueText(issue)))
		}
		return
	}
	i.problem("%s: %s", it.plan.ref, oneLine(explain(err)))
}

func (it *item) fileOf(issue content.Issue) string {
	if file := it.files[string(issue.Locale)]; file != "" {
		return file
	}
	return it.plan.ref
}

// report says in one line what happened, and fails where anything was left out.
func (i *importer) report() error {
	t, did := i.tally, "Imported"
	if i.checkOnly {
		did = "Checked, nothing written; an import would take over"
	}
	i.say("%s %s: %s new, %d changed, %d published; %s unchanged.", did, counted(t.documents, "document", "documents"),
		counted(t.created, "text", "texts"), t.changed, t.published, counted(t.same, "document", "documents"))
	if t.files > 0 {
		i.say("%s taken in.", counted(t.files, "file", "files"))
	}
	if t.warnings > 0 {
		i.note("%s.", counted(t.warnings, "warning", "warnings"))
	}
	if t.problems == 0 {
		return nil
	}
	return fmt.Errorf("%s; what they concern was left out, the rest was not", counted(t.problems, "problem", "problems"))
}
