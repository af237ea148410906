package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/content/folder"
	"herald/content/sample"
	"herald/i18n"
	"herald/store/sqlite"
)

// The people of the sample municipality. What is published there has passed
// through two of them, as everywhere.
var (
	demoPress  = content.Actor{ID: "demo-press", Name: "Nora Teva", Grants: []content.Grant{{Role: content.RolePressOfficer}}}
	demoEditor = content.Actor{ID: "demo-editor", Name: "Lina Sela", Grants: []content.Grant{{Role: content.RoleLanguageEditor}}}
)

// sampleRoom is where the sample is taken in before it gets its place.
const sampleRoom = ".sample-*"

// fill makes the store of the demonstration, if there is none. It gets its name
// when it is whole: a start that was broken off leaves nothing behind.
func (s *server) fill(ctx context.Context) (err error) {
	path := s.config.storePath(s.cli.Data)
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	removeLeft(filepath.Dir(path), sampleRoom)
	room, err := os.MkdirTemp(filepath.Dir(path), sampleRoom)
	if err != nil {
		return fmt.Errorf("data folder %s: %w", s.cli.Data, unwrapPath(err))
	}
	defer os.RemoveAll(room)
	h, at := *s.house, &setClock{}
	h.clock = at
	if err := h.openStoreAt(ctx, filepath.Join(room, storeFile), sqlite.Options{}); err != nil {
		return err
	}
	f := &filling{house: &h, clock: at, start: s.clock.Now(), tell: s.progress("filling in the sample municipality")}
	if err := errors.Join(f.run(ctx), h.Close()); err != nil {
		return fmt.Errorf("the sample could not be taken in: %w", err)
	}
	if err := os.Rename(filepath.Join(room, storeFile), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// setClock shows the time it was set to: the sample's texts became public on
// days long before the demonstration starts.
type setClock struct{ at time.Time }

// Now implements content.Clock.
func (c *setClock) Now() time.Time { return c.at }

// filling takes the sample in as drafts and then does with each text what people
// would have done.
type filling struct {
	house *house
	clock *setClock
	start time.Time
	tell  content.Progress
	texts []sampleText
}

// sampleText is one Translation, what is to become of it, and when that began.
type sampleText struct {
	id     content.ID
	typ    *content.Type
	locale i18n.Locale
	source bool
	facts  content.Facts
	from   i18n.Locale
	at     time.Time
	state  sample.State
}

// earlier is how long before the start the work on what has no day of its own
// was done.
const earlier = 48 * time.Hour

func (f *filling) run(ctx context.Context) error {
	f.clock.at = f.start.Add(-earlier)
	unheard := &program{out: io.Discard, err: io.Discard}
	i := newImporter(unheard, f.house, sample.Files(), false, content.System("demo"))
	i.reader = folder.Read(sample.Files(), f.house.types, f.house.sites, folder.Options{Site: f.house.homeSite()})
	if err := i.run(ctx); err != nil {
		return err
	}
	if i.tally.problems > 0 {
		return fmt.Errorf("%s in its folders", counted(i.tally.problems, "problem", "problems"))
	}
	f.gather(i)
	for n, t := range f.texts {
		f.tell(n+1, len(f.texts))
		if err := f.work(ctx, t); err != nil {
			return fmt.Errorf("%s %s %s: %w", t.typ.Name, t.facts.Name, t.locale, err)
		}
	}
	return f.endings(ctx, i)
}

// gather lists every text in the order of its days, each source first.
func (f *filling) gather(i *importer) {
	for d := range i.reader.All() {
		p := i.byRef[d.Ref()]
		for _, t := range d.Translations {
			at := t.Published
			if latest := f.start.Add(-time.Hour); at.IsZero() || at.After(latest) {
				at = f.start.Add(-earlier)
			}
			f.texts = append(f.texts, sampleText{id: p.id, typ: f.house.types.Get(d.Type), locale: t.Locale, facts: d.Facts,
				from: d.Source, source: t.Locale == d.Source, at: at, state: stateOf(d, t.Locale)})
		}
	}
	slices.SortStableFunc(f.texts, func(a, b sampleText) int {
		if a.id == b.id && a.source != b.source {
			if a.source {
				return -1
			}
			return 1
		}
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.id, b.id))
	})
}

// stateOf gives the state that is listed for a text. In a Document of which some
// Translations are listed the others stay drafts.
func stateOf(d *folder.Document, locale i18n.Locale) sample.State {
	rest := sample.State{State: "published"}
	for _, s := range sample.States() {
		if s.Type != d.Type || s.Name != d.Name {
			continue
		}
		if s.Locale == "" || s.Locale == string(locale) {
			return s
		}
		rest.State = "draft"
	}
	return rest
}

// work does what people did with one text.
func (f *filling) work(ctx context.Context, t sampleText) error {
	f.clock.at = t.at
	submit := editorial.Submit{Document: t.id, Locale: t.locale}
	switch t.state.State {
	case "draft":
		return nil
	case "submitted", "returned", "approved":
	case "scheduled", "missed":
		submit.PublishAt, submit.Zone = f.start.Add(t.state.In), f.house.sites[f.house.homeSite()].Zone.String()
	default:
		submit.AsSoonAsApproved = true
	}
	if _, err := f.house.desk.Submit(ctx, demoPress, submit); err != nil {
		return err
	}
	switch t.state.State {
	case "submitted":
		return nil
	case "returned":
		_, err := f.house.desk.Return(ctx, demoEditor, t.id, t.locale, t.state.Reason)
		return err
	case "missed":
		f.clock.at = f.start // the approval comes after the time has passed
	}
	return f.approve(ctx, t)
}

// approve fills every step that the text needs.
func (f *filling) approve(ctx context.Context, t sampleText) error {
	documents, err := f.house.store.Documents(ctx, t.id)
	if err != nil {
		return err
	}
	words := documents[t.id].Translation(t.locale).Newest().Words
	authentic := t.facts.Authentic
	if len(authentic) == 0 {
		authentic = []i18n.Locale{t.from}
	}
	for _, step := range t.typ.StepsIn(t.locale, authentic) {
		_, err := f.house.desk.Approve(ctx, demoEditor, editorial.Approve{Document: t.id, Locale: t.locale, Step: step, Words: words})
		if err != nil {
			return err
		}
	}
	return nil
}

// endings takes down what is listed as taken down, once everything else stands.
func (f *filling) endings(ctx context.Context, i *importer) error {
	f.clock.at = f.start.Add(-time.Hour)
	for _, s := range sample.States() {
		p := i.byRef[s.Type+"/"+s.Name]
		if p == nil {
			return fmt.Errorf("there is no %s/%s", s.Type, s.Name)
		}
		end := editorial.End{Document: p.id, Locale: i18n.Locale(s.Locale), ReasonKey: "reason." + s.Reason}
		var err error
		switch s.State {
		case "withdrawn":
			_, err = f.house.desk.Withdraw(ctx, demoPress, end)
		case "unpublished":
			_, err = f.house.desk.Unpublish(ctx, demoPress, end)
		}
		if err != nil {
			return fmt.Errorf("%s/%s: %w", s.Type, s.Name, err)
		}
	}
	return nil
}
