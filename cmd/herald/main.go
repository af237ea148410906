// Herald owns the command line of the portal: flags, configuration and wiring,
// one file per command, for the server and for what looks after its data folder.
// It is the whole portal in one binary.
//
// It must decide nothing about content: rules live in content, verbs in
// content/editorial, and everything below is handed plain values. The Config
// type lives here so that nothing below can read the configuration.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	_ "time/tzdata" // zones by name on machines that have no zone files
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the process at once.
	context.AfterFunc(ctx, stop)
	p := &program{in: os.Stdin, out: os.Stdout, err: os.Stderr, env: os.Environ()}
	os.Exit(p.run(ctx, os.Args[1:]))
}

// program is one call of the binary; tests make their own.
type program struct {
	in       io.Reader
	out, err io.Writer
	env      []string
	cli      cli
	// patience is how long a question of search may take; 0 is what is usual.
	patience time.Duration
}

// cli is the grammar of the command line.
type cli struct {
	Data   string `help:"Folder that holds everything: configuration, store, search index, backups." placeholder:"DIR" default:"data"`
	Config string `help:"Configuration file, instead of DIR/herald.toml." placeholder:"FILE"`
	Store  string `help:"Store, instead of the configured one: sqlite:PATH or mongodb://HOST/DATABASE." placeholder:"URL"`

	Serve   serveCommand   `cmd:"" help:"Serve the Sites until told to stop."`
	Import  importCommand  `cmd:"" help:"Take over a folder of Documents."`
	Export  exportCommand  `cmd:"" help:"Write every Document as a folder, as import reads it."`
	Reindex reindexCommand `cmd:"" help:"Build again everything that is derived: projections and search."`
	Verify  verifyCommand  `cmd:"" help:"Check the log, the texts, the projections and the search index."`
	Member  memberCommand  `cmd:"" help:"Manage staff accounts."`
	Audit   auditCommand   `cmd:"" help:"Examine the audit trail."`
	Backup  backupCommand  `cmd:"" help:"Write one consistent file, while the server runs or not."`
	Restore restoreCommand `cmd:"" help:"Fill an empty data folder from a backup."`
	Show    configCommand  `cmd:"" name:"config" help:"Show the configuration as it stands, secrets masked."`
	Version versionCommand `cmd:"" help:"Show which Herald this is."`

	ReadFile readFileCommand `cmd:"" name:"read-file" hidden:"" help:"Read one file, for the server, with hardly any rights."`
}

// Exit codes: a command that failed, and one that was not understood.
const (
	exitFailed = 1
	exitUsage  = 2
)

// exited unwinds out of kong when it has already answered, as for --help.
type exited int

// run carries out one command line and gives the exit code.
func (p *program) run(ctx context.Context, args []string) (code int) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case exited:
			code = int(r)
		default:
			panic(r)
		}
	}()
	parser, err := kong.New(&p.cli, kong.Name("herald"), kong.Description("Herald, a portal for municipalities and ministries."),
		kong.Writers(p.out, p.err), kong.Exit(func(code int) { panic(exited(code)) }),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(p))
	if err != nil {
		return p.complain(err, exitUsage)
	}
	if data, ok := lookup(p.env, "HERALD_DATA"); ok && !hasFlag(args, "--data") {
		args = append([]string{"--data=" + data}, args...)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	call, err := parser.Parse(args)
	if err != nil {
		return p.complain(fmt.Errorf("%w; see herald --help", err), exitUsage)
	}
	if err := call.Run(); err != nil {
		return p.complain(err, exitFailed)
	}
	return 0
}

// errReported ends a command whose problems are printed already.
var errReported = errors.New("reported")

// complain prints each problem of err on a line of its own.
func (p *program) complain(err error, code int) int {
	if errors.Is(err, errReported) {
		return code
	}
	for _, line := range lines(err) {
		fmt.Fprintln(p.err, "herald: "+line)
	}
	return code
}

// say prints one line of a command's answer.
func (p *program) say(format string, args ...any) { fmt.Fprintf(p.out, format+"\n", args...) }

// note prints one line that is not part of the answer.
func (p *program) note(format string, args ...any) { fmt.Fprintf(p.err, format+"\n", args...) }
