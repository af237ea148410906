package reading

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// mostMachine bounds the memory of the machine that the library for PDF runs in,
	// in pages of 64 KiB: 384 MiB.
	mostMachine = 384 << 20 >> 16
	// mostPatience is how long the machine may take to come up.
	mostPatience = time.Minute
)

// readPDF reads the pages of a PDF in order. The library is PDFium, which browsers
// show PDF with, as WebAssembly (ADR 0025): what a file makes of it stays within a
// memory of its own, with no file, address, clock or program to reach.
func readPDF(ctx context.Context, f io.ReaderAt, size int64, l Limits, cache string) (Text, error) {
	machine, err := openMachine(ctx, cache)
	if err != nil {
		return Text{}, fmt.Errorf("the machine for PDF: %w", err)
	}
	return readWith(machine, f, size, l)
}

func readWith(machine pdfium.Pdfium, f io.ReaderAt, size int64, l Limits) (Text, error) {
	until := time.Now().Add(l.Enough)
	// The process ends with the file: to take the machine down would cost time only.
	document, err := machine.OpenDocument(&requests.OpenDocument{FileReader: io.NewSectionReader(f, 0, size), FileReaderSize: size})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return Text{}, Encrypted
	case err != nil:
		return Text{}, Damaged
	}
	count, err := machine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document.Document})
	if err != nil || count.PageCount <= 0 {
		return Text{}, Damaged
	}
	p := pages{machine: machine, document: document.Document, l: l, until: until}
	return p.read(count.PageCount)
}

// pages are those of a PDF being read.
type pages struct {
	machine  pdfium.Pdfium
	document references.FPDF_DOCUMENT
	l        Limits
	until    time.Time
}

// read reads up to count pages. One that cannot be read is passed over; a file of
// which no page can be is Damaged.
func (p *pages) read(count int) (Text, error) {
	var out Text
	var b strings.Builder
	bad := 0
	for n := range count {
		// What is taken away when it is made tidy is a small part.
		if n >= p.l.Pages || time.Now().After(p.until) || int64(b.Len()) > 2*p.l.Text {
			out.Cut = true
			break
		}
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: p.document, Index: n}}
		said, err := p.page(page)
		if err != nil {
			bad++
			continue
		}
		out.Pages++
		b.WriteString(said)
		b.WriteString("\n\n")
	}
	if out.Pages == 0 && bad > 0 {
		return Text{}, Damaged
	}
	short := bounded(b.String(), p.l)
	out.Body, out.Cut = short.Body, out.Cut || short.Cut
	return out, nil
}

// page reads one page.
func (p *pages) page(page requests.Page) (string, error) {
	said, err := p.machine.GetPageText(&requests.GetPageText{Page: page})
	if err != nil {
		return "", err
	}
	if isGeorgian(said.Text) {
		if ordered, err := p.inOrder(page); err == nil {
			return ordered, nil
		}
	}
	return said.Text, nil
}

// openMachine brings PDFium up. It is translated for the processor first, which takes
// seconds once and is kept in the folder cache; where that is forbidden, as by systemd
// with MemoryDenyWriteExecute, it is interpreted, which is slow and right.
func openMachine(ctx context.Context, cache string) (pdfium.Pdfium, error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(features).WithMemoryLimitPages(mostMachine)
	if cache != "" && os.MkdirAll(cache, 0o700) == nil {
		if kept, err := wazero.NewCompilationCacheWithDir(cache); err == nil {
			config = config.WithCompilationCache(kept)
		}
	}
	machine, err := start(ctx, config)
	if err == nil {
		return machine, nil
	}
	return start(ctx, slowly())
}

// features are what PDFium was translated to WebAssembly for.
const features = api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling

func slowly() wazero.RuntimeConfig {
	return wazero.NewRuntimeConfigInterpreter().WithCoreFeatures(features).WithMemoryLimitPages(mostMachine)
}

// start makes the machine of config. The library panics where memory cannot be made
// to run.
func start(ctx context.Context, config wazero.RuntimeConfig) (machine pdfium.Pdfium, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		// Without this it would be given every file of the computer.
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, err
	}
	return pool.GetInstance(mostPatience)
}
