package reading

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"herald/media"
)

// What the process that reads one file may have. The memory is what it may write to;
// the addresses beside are those that Go only reserves.
const (
	childMemory    = 1 << 30
	childSoft      = 512 << 20
	childAddresses = 8 << 30
	// childSeconds is time of the processor: translating PDFium once takes about six.
	// The last childGrace of it are for the end alone.
	childSeconds, childGrace = 95, 5
	// childWrites is the longest file it may write: what it keeps of PDFium.
	childWrites = 64 << 20
	childFiles  = 64
	// longest is after which time it ends itself, if nobody has ended it.
	longest = 4 * time.Minute
)

// What a child exits with that found nothing out about its file, and one that had no
// time left for it.
const (
	exitUnsaid = 1
	exitSpent  = 3
)

// answer is what a child says.
type answer struct {
	Text string `json:"text,omitempty"`
	// Pages, Cut are those of Text.
	Pages int  `json:"pages,omitempty"`
	Cut   bool `json:"cut,omitempty"`
	// Why is why there is no text.
	Why Why `json:"why,omitempty"`
}

// Child is the process in which one file is read. It takes from itself, before it
// looks at the file, whatever the reading does not need, and cannot get it back: memory,
// time, files, and its place before others at the processor. The file is its standard
// input, kind what the file is, and cache a folder in which it may keep what it made of
// PDFium. What it writes to out is for Reader alone. An error says that nothing was
// found out about the file.
func Child(kind media.Kind, cache string, in *os.File, out io.Writer) error {
	time.AfterFunc(longest, func() { os.Exit(1) })
	if err := confine(); err != nil {
		return fmt.Errorf("the limits of a process that reads a file: %w", err)
	}
	about, err := in.Stat()
	if err != nil {
		return err
	}
	if !about.Mode().IsRegular() {
		return errors.New("standard input is no file")
	}
	text, err := read(context.Background(), kind, in, about.Size(), DefaultLimits(), cache)
	var why Why
	if err != nil && !errors.As(err, &why) {
		return err
	}
	return json.NewEncoder(out).Encode(answer{Text: text.Body, Pages: text.Pages, Cut: text.Cut, Why: why})
}

// confine sets the limits of this process, for good.
func confine() error {
	runtime.GOMAXPROCS(2)
	debug.SetMemoryLimit(childSoft)
	for what, most := range map[int]uint64{
		syscall.RLIMIT_DATA: childMemory, syscall.RLIMIT_AS: childAddresses, syscall.RLIMIT_CPU: childSeconds,
		syscall.RLIMIT_FSIZE: childWrites, syscall.RLIMIT_NOFILE: childFiles, syscall.RLIMIT_CORE: 0,
	} {
		now := syscall.Rlimit{}
		if err := syscall.Getrlimit(what, &now); err != nil {
			return err
		}
		now.Max = min(now.Max, most)
		now.Cur = min(now.Cur, now.Max)
		if what == syscall.RLIMIT_CPU && now.Cur > childGrace {
			now.Cur -= childGrace
		}
		if err := syscall.Setrlimit(what, &now); err != nil {
			return err
		}
	}
	// The kernel says once that the time is over, and then ends what is deaf to it.
	spent := make(chan os.Signal, 1)
	signal.Notify(spent, syscall.SIGXCPU)
	go func() {
		<-spent
		os.Exit(exitSpent)
	}()
	const behind = 10
	return syscall.Setpriority(syscall.PRIO_PROCESS, 0, behind)
}
