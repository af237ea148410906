package main

import (
	"context"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"herald/content"
	"herald/content/folder"
	"herald/media"
)

// attachments are the files of one Document on its way out.
type attachments map[string]media.Named

// files finds the files that d shows and gives each a name of its own below
// files/; the ids stand in its pages, where the next import finds them.
func (e *exporter) files(ctx context.Context, d *folder.Document) (attachments, error) {
	t := e.house.types.Get(d.Type)
	if t == nil {
		return nil, nil
	}
	var ids []content.ID
	for _, tr := range d.Translations {
		for _, id := range content.AssetsOf(t, tr.Words, d.Facts, content.Staff) {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	named, err := media.Library{Shelf: e.house.store, Texts: e.house.store}.Named(ctx, ids...)
	if err != nil {
		return nil, err
	}
	all, names := attachments{}, map[content.ID]string{}
	for _, id := range ids {
		a, ok := named[id]
		if !ok {
			continue
		}
		name := freeName(all, a)
		all[name], names[id] = a, name
		d.Files = append(d.Files, folder.File{Name: name, Size: a.Size})
	}
	slices.SortFunc(d.Files, func(a, b folder.File) int { return strings.Compare(a.Name, b.Name) })
	keepIDs(d, ids, names)
	d.Detach(t, func(id content.ID) (string, bool) {
		name, ok := names[id]
		return name, ok
	})
	return all, nil
}

// freeName gives the name of a file, with a number where another has it.
func freeName(taken attachments, a media.Named) string {
	name := strings.NewReplacer(":", "-", `\`, "-").Replace(a.Name)
	if strings.HasPrefix(name, ".") {
		name = "_" + name
	}
	ext := path.Ext(name)
	for n, base := 2, strings.TrimSuffix(name, ext); ; n++ {
		if _, ok := taken[name]; !ok {
			return name
		}
		name = base + "-" + strconv.Itoa(n) + ext
	}
}

// keepIDs has the source's page name the id of every file, about which it may
// have nothing else to say.
func keepIDs(d *folder.Document, ids []content.ID, names map[content.ID]string) {
	t := d.Translation(d.Source)
	if t == nil {
		t = &d.Translations[0]
	}
	for _, id := range ids {
		if names[id] != "" && t.Words.WordsOf(id) == nil {
			t.Words.Assets = append(slices.Clone(t.Words.Assets), content.AssetWords{Asset: id})
		}
	}
}

// open reads the bytes of a file as they came.
func (e *exporter) open(ctx context.Context, all attachments) func(name string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		if e.house.blobs == nil {
			return nil, errors.New("the folder of the files is missing")
		}
		blob, err := e.house.blobs.Open(ctx, all[name].Blob)
		if err != nil {
			return nil, err
		}
		return struct {
			io.Reader
			io.Closer
		}{io.NewSectionReader(blob, 0, blob.Size()), blob}, nil
	}
}
