package health

import (
	"slices"
	"strings"
	"time"
)

// What is a warning. Two nights without a backup are one night that somebody slept
// through; a certificate is renewed in three weeks even by an office.
const (
	backupOld    = 48 * time.Hour
	diskLeast    = 1 << 30
	diskShare    = 10 // one tenth
	searchBehind = time.Minute
	asideRecent  = 7 * 24 * time.Hour
	tlsSoon      = 21 * 24 * time.Hour
)

// Part is one thing that is looked at, in words.
type Part struct {
	// Name is a key below desk.health.part.
	Name string
	// Lines say how it is.
	Lines []Line
	// Said is what another machine said about it, in its own words.
	Said string
	// Todo says what can be done, a key below desk.health.do; Command with what, where
	// that is something to type or to look for; Wrong that it has to be done.
	Todo, Command string
	Wrong         bool
}

// Line is a sentence: a key below desk.health.is and what it is filled with. An
// instant is a time.Time, the size of a file Bytes.
type Line struct {
	Key  string
	Args []any
}

// Bytes is the size of something.
type Bytes int64

func (p *Part) is(key string, args ...any) { p.Lines = append(p.Lines, Line{key, args}) }

// commands are what is typed to do something, or where it is done.
var commands = map[string]string{
	"backup_none": "herald backup herald.tar", "backup_old": "herald backup herald.tar", "backup_failed": "herald backup herald.tar",
	"check_never": "herald verify", "check_found": "herald verify --repair", "search_behind": "herald reindex",
	"search_aside": "search/*.quarantine-*", "clock_restored": "herald restore --confirm",
}

// do keeps the first thing to be done: it is the most pressing one.
func (p *Part) do(key string, wrong bool) {
	if p.Todo == "" || wrong && !p.Wrong {
		p.Todo, p.Command, p.Wrong = key, commands[key], wrong
	}
}

// Parts gives everything that is looked at: what is wrong before what is not.
func (r *Report) Parts() []Part {
	all := []Part{r.backup(), r.disk(), r.store(), r.check(), r.search(), r.mail(), r.certificate(), r.clock(), r.version()}
	slices.SortStableFunc(all, func(a, b Part) int { return rank(a) - rank(b) })
	return all
}

func rank(p Part) int {
	if p.Wrong {
		return 0
	}
	return 1
}

// Wrong gives the names of the Parts that somebody has to look after.
func (r *Report) Wrong() []string {
	var names []string
	for _, p := range r.Parts() {
		if p.Wrong {
			names = append(names, p.Name)
		}
	}
	return names
}

func (r *Report) backup() Part {
	p, b := Part{Name: "backup"}, r.Backup
	if !b.Failed.IsZero() {
		p.is("backup_failed", "when", b.Failed)
		p.do("backup_failed", true)
	}
	if b.At.IsZero() {
		p.is("backup_none")
		p.do("backup_none", true)
	} else {
		p.is("backup_last", "when", b.At, "size", Bytes(b.Size))
		p.is("backup_where", "where", b.Where)
		if r.Now.Sub(b.At) > backupOld {
			p.do("backup_old", true)
		}
	}
	if b.Next.IsZero() {
		p.is("backup_off")
	} else {
		p.is("backup_next", "when", b.Next)
	}
	return p
}

func (r *Report) disk() Part {
	p, d := Part{Name: "disk"}, r.Disk
	if d.Total == 0 {
		p.is("disk_unknown")
		p.do("disk_unknown", false)
		return p
	}
	p.is("disk_free", "free", Bytes(d.Free), "total", Bytes(d.Total))
	if d.Free < diskLeast || d.Free < d.Total/diskShare {
		p.do("disk_low", true)
	}
	return p
}

func (r *Report) store() Part {
	p, s := Part{Name: "store"}, r.Store
	if s.Down {
		p.is("store_down")
		p.do("store_down", true)
		return p
	}
	if s.Superseded {
		p.is("store_superseded")
		p.do("store_superseded", true)
		return p
	}
	p.is("store_size", "size", Bytes(s.Size))
	p.is("store_head", "n", s.Head)
	return p
}

func (r *Report) check() Part {
	p, c := Part{Name: "check"}, r.Check
	switch {
	case c.At.IsZero():
		p.is("check_never")
		p.do("check_never", false)
	case c.Damaged > 0:
		p.is("check_found", "when", c.At, "n", c.Damaged)
		p.do("check_found", true)
	default:
		p.is("check_whole", "when", c.At)
	}
	return p
}

func (r *Report) search() Part {
	p, s := Part{Name: "search"}, r.Search
	if s.Building {
		p.is("search_building")
	}
	if s.Behind > 0 {
		p.is("search_behind", "n", s.Behind)
		if !s.Building && !s.Since.IsZero() && r.Now.Sub(s.Since) > searchBehind {
			p.do("search_behind", true)
		}
	}
	if len(p.Lines) == 0 {
		p.is("search_whole")
	}
	if len(s.Aside) > 0 {
		p.is("search_aside", "n", len(s.Aside))
		newest := slices.MaxFunc(s.Aside, time.Time.Compare)
		p.do("search_aside", r.Now.Sub(newest) < asideRecent)
	}
	return p
}

func (r *Report) mail() Part {
	p, m := Part{Name: "mail"}, r.Mail
	if !m.SetUp {
		p.is("mail_off")
		return p
	}
	p.is("mail_host", "host", m.Host)
	if m.Sent.IsZero() {
		p.is("mail_unsent")
	} else {
		p.is("mail_sent", "when", m.Sent)
	}
	p.is("mail_waiting", "n", m.Waiting)
	if !m.Down.IsZero() {
		p.is("mail_down", "when", m.Down)
		p.Said = m.Why
		p.do("mail_down", true)
	}
	return p
}

func (r *Report) certificate() Part {
	p, c := Part{Name: "certificate"}, r.Certificate
	if len(c.Names) == 0 {
		p.is("tls_none")
		return p
	}
	p.is("tls_names", "names", strings.Join(c.Names, ", "))
	p.is("tls_until", "when", c.Until)
	left := c.Until.Sub(r.Now)
	if !c.Renewed.IsZero() {
		p.is("tls_renewed", "when", c.Renewed)
		p.do("tls_restart", left < tlsSoon)
	}
	switch {
	case left <= 0:
		p.do("tls_over", true)
	case left < tlsSoon:
		p.do("tls_soon", true)
	}
	return p
}

func (r *Report) clock() Part {
	p := Part{Name: "clock"}
	switch {
	case r.Clock.Restored:
		p.is("clock_restored", "when", r.Now)
		p.do("clock_restored", true)
	case r.Clock.Leapt:
		p.is("clock_leapt", "when", r.Now)
		p.do("clock_leapt", true)
	default:
		p.is("clock_goes", "when", r.Now)
	}
	return p
}

func (r *Report) version() Part {
	p := Part{Name: "version"}
	p.is("version_is", "version", r.Version)
	p.is("version_since", "when", r.Since)
	return p
}
