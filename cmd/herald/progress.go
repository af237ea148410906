package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"herald/content"
)

// quiet is how long a task may take before it says how far it is.
const quiet = time.Second

// progress shows how far a long task is: a bar on a terminal, else a plain line
// now and then.
func (p *program) progress(label string) content.Progress {
	if isTerminal(p.err) {
		return bar(p.err, label)
	}
	return plainLines(p.err, label)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func bar(w io.Writer, label string) content.Progress {
	var once sync.Once
	var b *progressbar.ProgressBar
	return func(done, total int) {
		once.Do(func() {
			b = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(label),
				progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		})
		if b.GetMax() != total {
			b.ChangeMax(total)
		}
		_ = b.Set(done) // a bar that cannot be drawn harms nothing
	}
}

// plainLines writes a line every few seconds, and none for a short task.
func plainLines(w io.Writer, label string) content.Progress {
	var mu sync.Mutex
	begin := time.Now()
	last, said := begin, false
	return func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		end := done == total && said
		if !end && now.Sub(last) < 2*quiet {
			return
		}
		last, said = now, !end
		fmt.Fprintf(w, "%s: %d of %d\n", label, done, total)
	}
}
