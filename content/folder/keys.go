package folder

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// key is one key of the front matter: how it is read, and for a fact whether
// two files say the same.
type key struct {
	read func(p *page, v val)
	same func(a, b *facts) bool
}

// keys is the closed list, without the tables of fields. init and not a
// literal, as the readers name keys themselves.
var keys map[string]key

func init() {
	keys = map[string]key{
		"title":       {read: func(p *page, v val) { p.words.Title, _ = v.text() }},
		"summary":     {read: func(p *page, v val) { p.words.Summary, _ = v.text() }},
		"path":        {read: (*page).readPath},
		"former":      {read: (*page).readFormer},
		"change_note": {read: (*page).readNote},
		"asset":       {read: (*page).readAssets},
		"retired":     {read: func(p *page, v val) { p.retired(v, &p.words.Fields) }},
		"published":   {read: (*page).readPublished},
		"source":      {read: func(_ *page, v val) { v.bool() }},
		"derived":     {read: func(p *page, v val) { p.derived = v.bool() }},
		"fields":      {read: (*page).readFields},

		"id":           {(*page).readID, func(a, b *facts) bool { return a.id == b.id }},
		"site":         {(*page).readSite, func(a, b *facts) bool { return a.site == b.site }},
		"name":         {(*page).readName, func(a, b *facts) bool { return a.name == b.name }},
		"order":        {(*page).readOrder, func(a, b *facts) bool { return a.Order == b.Order }},
		"until":        {(*page).readUntil, func(a, b *facts) bool { return a.Until.Equal(b.Until) }},
		"organization": {func(p *page, v val) { p.own.Organization = p.document(v) }, func(a, b *facts) bool { return a.Organization == b.Organization }},
		"parent":       {func(p *page, v val) { p.own.Parent = p.document(v) }, func(a, b *facts) bool { return a.Parent == b.Parent }},
		"topics":       {(*page).readTopics, func(a, b *facts) bool { return slices.Equal(a.Topics, b.Topics) }},
		"authentic":    {(*page).readAuthentic, func(a, b *facts) bool { return slices.Equal(a.Authentic, b.Authentic) }},
		"retired_facts": {func(p *page, v val) { p.retired(v, &p.own.Fields) },
			func(a, b *facts) bool { return true }},
	}
}

// readKeys reads the whole front matter.
func (p *page) readKeys() {
	p.bodyRefs()
	// In the order of names, in which fields come before retired ones: the
	// latter see what is taken.
	for _, name := range slices.Sorted(maps.Keys(p.tree)) {
		k, known := keys[name]
		v := val{p: p, path: name, v: p.tree[name]}
		switch _, isField := p.load.d.typ.Field(name); {
		case known:
			k.read(p, v)
		case isField:
			v.bad("%q is a field of type %s and belongs under [fields]", name, p.load.d.Type)
		default:
			v.bad("unknown key %q", name)
		}
	}
	p.own.Facts = normalFacts(p.own.Facts)
}

func (p *page) readPath(v val) {
	path, ok := v.text()
	if !ok || path == "" {
		return
	}
	switch problem, _ := p.load.r.types.CheckPath(p.locale, path); problem {
	case "":
		p.words.Path = path
	case "issue.path.reserved":
		v.bad("path %q is an address of the site itself", path)
	case "issue.path.long":
		v.bad("path %q is too long", path)
	default:
		v.bad("path %q is not of a-z, 0-9 and -, in parts divided by /", path)
	}
}

func (p *page) readFormer(v val) {
	for _, item := range v.items() {
		old, ok := item.text()
		switch reason := checkOld(old); {
		case !ok:
		case reason != "":
			item.bad("%s", reason)
		default:
			p.words.FormerPaths = append(p.words.FormerPaths, old)
		}
	}
}

// checkOld says what is wrong with an address of a previous site.
func checkOld(old string) string {
	switch {
	case !strings.HasPrefix(old, "/") || strings.HasPrefix(old, "//"):
		return fmt.Sprintf("former address %q does not begin with one slash", old)
	case strings.ContainsFunc(old, func(r rune) bool { return r <= ' ' || r == 0x7F || r == '#' || r == '\\' }):
		return fmt.Sprintf("former address %q holds a space, #, \\ or a control character", old)
	case len(old) > 2000:
		return "former address is longer than 2000 characters"
	}
	return ""
}

func (p *page) readNote(v val) {
	table, ok := v.v.(map[string]any)
	if !ok {
		p.words.ChangeNote.Text, _ = v.text()
		return
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		part := v.at(name, table[name])
		switch name {
		case "key":
			p.words.ChangeNote.Key, _ = part.line()
		case "text":
			p.words.ChangeNote.Text, _ = part.text()
		default:
			part.bad("unknown key %q in change_note", name)
		}
	}
}

func (p *page) readPublished(v val) {
	at, ok := v.instant()
	if now := p.load.r.o.Now; ok && !now.IsZero() && at.After(now) {
		v.bad("published %s lies in the future", at.Format(time.RFC3339))
		return
	}
	p.published = at
}

func (p *page) readUntil(v val) { p.own.Until, _ = v.instant() }

func (p *page) readID(v val) {
	s, ok := v.text()
	if !ok {
		return
	}
	id := content.ID(strings.TrimPrefix(s, "doc:"))
	if !id.Valid() {
		v.bad("id %q is not twelve characters of 0-9 and a-z without i, l, o and u", s)
		return
	}
	p.own.id = id
}

func (p *page) readSite(v val) { p.own.site, _ = v.line() }

func (p *page) readName(v val) {
	name, ok := v.line()
	if ok && (len(name) > 200 || strings.ContainsAny(name, "/ \t")) {
		v.bad("name %q holds a slash or a space, or is longer than 200 characters", name)
		return
	}
	p.own.name = name
}

// maxOrder keeps an order within what stores can sort.
const maxOrder = 999_999_999

func (p *page) readOrder(v val) {
	n, ok := v.v.(int64)
	if !ok || n > maxOrder || n < -maxOrder {
		v.bad("order is a whole number of at most nine digits")
		return
	}
	p.own.Order = int(n)
}

func (p *page) readTopics(v val) {
	for _, item := range v.items() {
		if id := p.document(item); id != "" {
			p.own.Topics = append(p.own.Topics, id)
		}
	}
}

func (p *page) readAuthentic(v val) {
	for _, item := range v.items() {
		s, ok := item.text()
		if !ok {
			continue
		}
		locale, err := i18n.Parse(s)
		if err != nil {
			item.bad("%q is not a known locale", s)
			continue
		}
		p.own.Authentic = append(p.own.Authentic, locale)
	}
}

// takeFacts gives the Document the facts of its source, and refuses those of
// other files that say otherwise.
func (l *load) takeFacts() {
	own := &l.source.own
	l.d.Source, l.d.ID, l.d.Facts = l.source.locale, own.id, own.Facts
	l.d.Name = l.d.Folder
	if _, given := l.source.tree["name"]; given {
		l.d.Name = own.name
	}
	l.d.Facts.Name = l.d.Name
	l.d.Site = cmp.Or(own.site, l.r.o.Site)
	l.site = l.r.sites[l.d.Site]
	switch {
	case l.source.tree == nil:
	case l.d.Site == "":
		l.source.add(0, "no site: there are several, and no key site says which")
	case l.site == nil:
		l.source.add(l.source.line("site"), "unknown site "+quote(l.d.Site))
	}
	if l.source.derived {
		l.source.add(l.source.line("derived"), "the source cannot be derived")
	}
	for _, p := range l.pages {
		if p != l.source && p.tree != nil && l.source.tree != nil {
			l.compare(p)
		}
	}
}

func (l *load) compare(p *page) {
	elsewhere := func(line int, what string) {
		p.add(line, what+" is the same in every language: it belongs in "+string(l.source.locale)+".md, the source")
	}
	for _, name := range slices.Sorted(maps.Keys(p.tree)) {
		if k := keys[name]; k.same != nil && !k.same(&p.own, &l.source.own) {
			elsewhere(p.line(name), quote(name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.own.Fields)) {
		if !sameValue(p.own.Fields[name], l.source.own.Fields[name]) {
			elsewhere(cmp.Or(p.lines["fields."+name], p.line("retired_facts."+name)), "field "+quote(name))
		}
	}
}

func sameValue(a, b content.Value) bool {
	return slices.Equal(a.Items, b.Items) && slices.EqualFunc(a.Rows, b.Rows, func(a, b content.Fields) bool {
		return maps.EqualFunc(a, b, sameValue)
	})
}
