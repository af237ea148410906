package mongotest

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// errNotFetched says that the modules of FerretDB are not here and cannot be had: no
// fault of what is tested.
var errNotFetched = errors.New("the modules of FerretDB could not be fetched")

// ferretHome is the folder that endFerret takes away once ferretEnds has ended the server.
var (
	ferretHome string
	ferretEnds func() error
)

// startFerret builds FerretDB, which takes minutes the first time and is kept in Go's
// build cache, and gives its address. It ends with this process at the latest.
func startFerret() (string, error) {
	home, err := os.MkdirTemp("", "herald-ferret")
	if err != nil {
		return "", err
	}
	address, err := ferretIn(home)
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(home))
	}
	ferretHome = home
	return address, nil
}

func endFerret() error {
	if ferretEnds == nil {
		return nil
	}
	return errors.Join(ferretEnds(), os.RemoveAll(ferretHome))
}

func ferretIn(home string) (string, error) {
	module, err := ferretModule()
	if err != nil {
		return "", err
	}
	run := func(args ...string) ([]byte, error) {
		cmd := exec.Command("go", args...)
		cmd.Dir = module
		return cmd.CombinedOutput()
	}
	if out, err := run("mod", "download"); err != nil {
		return "", fmt.Errorf("%w: %w\n%s", errNotFetched, err, out)
	}
	binary, data := filepath.Join(home, "ferret"), filepath.Join(home, "data")
	if out, err := run("build", "-mod=readonly", "-o", binary, "."); err != nil {
		return "", fmt.Errorf("FerretDB was not built: %w\n%s", err, out)
	}
	if err := os.Mkdir(data, 0o700); err != nil {
		return "", err
	}
	return serve(exec.Command(binary, cmp.Or(os.Getenv(FerretURL), data)))
}

// serve starts FerretDB and gives the address that it prints.
func serve(cmd *exec.Cmd) (string, error) {
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return "", err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(stdout)
	if !lines.Scan() {
		return "", fmt.Errorf("FerretDB did not start: %w", errors.Join(lines.Err(), cmd.Wait()))
	}
	ferretEnds = func() error { return errors.Join(stdin.Close(), cmd.Wait()) }
	return lines.Text(), nil
}

// ferretModule gives the folder of the module that builds FerretDB, seen from the
// package that is tested.
func ferretModule() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		module := filepath.Join(dir, "store", "mongo", "ferret")
		if _, err := os.Stat(filepath.Join(module, "go.mod")); err == nil {
			return module, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("there is no store/mongo/ferret above the tested package")
		}
		dir = above
	}
}
