package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/content/sample"
)

// fill makes the store of the demonstration, if there is none.
func (s *server) fill(ctx context.Context) error {
	h, at := *s.house, &setClock{}
	h.clock = at
	filled, err := h.engine.fill(ctx, h.projector(), h.filesDir, func(ctx context.Context, v vessel) error {
		h.engine, h.filesDir = v.engine, v.files
		h.use(v.store)
		if err := h.openFiles(); err != nil {
			return err
		}
		f := &filling{house: &h, clock: at, start: s.clock.Now(), log: newSheaf(h.store), tell: s.progress("filling in the sample municipality")}
		h.desk = h.newDesk(f.log, h.store)
		return f.run(ctx)
	})
	if err != nil && filled {
		return fmt.Errorf("the sample could not be taken in: %w", err)
	}
	return err
}

// setClock shows the time it was set to: the sample's texts became public on
// days long before the demonstration starts.
type setClock struct{ at time.Time }

// Now implements content.Clock.
func (c *setClock) Now() time.Time { return c.at }

// filling does with each text of the sample what people would have done, one day
// after the other.
type filling struct {
	house    *house
	clock    *setClock
	start    time.Time
	log      *sheaf
	tell     content.Progress
	importer *importer
	deeds    []deed
	// press and editor do the work; what press has to confirm is that of author.
	press, editor, author content.Actor
}

// founded is the day on which the people of the sample got their accounts, before
// the first of its texts.
var founded = time.Date(2024, time.December, 2, 8, 0, 0, 0, time.UTC)

const (
	// earlier is how long before the start the work on what has no day of its own
	// was done, and how long before it is published a text was begun.
	earlier = 48 * time.Hour
	// reviewed is how long a text was with its editors.
	reviewed = 90 * time.Minute
)

func (f *filling) run(ctx context.Context) error {
	f.clock.at = founded
	if err := f.hire(ctx); err != nil {
		return err
	}
	var err error
	if f.log.at, err = f.house.store.Head(ctx); err != nil {
		return err
	}
	if err := f.gather(ctx); err != nil {
		return err
	}
	for n, d := range f.deeds {
		f.tell(n+1, len(f.deeds))
		f.clock.at = d.at
		if err := d.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", d.what, err)
		}
		// What was done to a Document in one go is one Change.
		if n+1 < len(f.deeds) && f.deeds[n+1].document == d.document && f.deeds[n+1].at.Sub(d.at) <= reviewed {
			continue
		}
		if err := f.log.bind(ctx); err != nil {
			return fmt.Errorf("%s: %w", d.what, err)
		}
	}
	return f.tune(ctx)
}

// read gives the folders of one tree of the sample.
func (f *filling) read(tree fs.FS) ([]*folder.Document, error) {
	var all []*folder.Document
	r := folder.Read(tree, f.house.types, f.house.sites, folder.Options{Site: sample.Public})
	for d, problems := range r.All() {
		if d == nil && len(problems) > 0 {
			return nil, fmt.Errorf("%w; start the demonstration in an empty folder, where it writes a configuration with its sites", problems[0])
		}
		all = append(all, d)
	}
	return all, nil
}

// first reads the folders that begin every Document, and gives each Document its
// id.
func (f *filling) first(ctx context.Context) ([]*folder.Document, error) {
	all, err := f.read(sample.Files())
	if err != nil {
		return nil, err
	}
	unheard := &program{out: io.Discard, err: io.Discard}
	f.importer = newImporter(unheard, f.house, sample.Files(), false, content.System("demo"))
	for _, d := range all {
		f.importer.plan(d)
	}
	return all, f.importer.identify(ctx)
}

// resolve puts ids in the place of what d names.
func (f *filling) resolve(d *folder.Document) error {
	p := f.importer.byRef[d.Ref()]
	if p == nil {
		return fmt.Errorf("there is no %s", d.Ref())
	}
	if problems := d.Resolve(f.importer.finder(p)); len(problems) > 0 {
		return problems[0]
	}
	return nil
}
