package picture_test

import (
	"context"
	"fmt"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"herald/media"
	"herald/media/picture"
)

// The sizes of the default theme and two crops of it.
var (
	benchWidths = []int{320, 640, 1024, 1600, 2400}
	benchCrops  = []media.Size{{Crop: "card", Width: 640, Across: 3, Down: 2}, {Crop: "hero", Width: 1600, Across: 3, Down: 1}}
)

const (
	benchChild = "HERALD_BENCH_PICTURE"
	benchSide  = 4000
)

// TestMain lets the benchmark run its halves in processes of their own: the peak
// memory of a process cannot be told for a part of it.
func TestMain(m *testing.M) {
	path := os.Getenv(benchChild)
	if path == "" {
		os.Exit(m.Run())
	}
	var err error
	if _, missing := os.Stat(path); missing != nil {
		err = shoot(path)
	} else {
		err = benchPaint(path, os.Args[1:])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shoot makes the picture of twelve megapixels.
func shoot(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return jpeg.Encode(f, noise(benchSide, benchSide*3/4), &jpeg.Options{Quality: 88})
}

type fileBlob struct {
	*os.File
	size int64
}

func (f fileBlob) Size() int64 { return f.size }

// benchPaint does what herald does for one upload.
func benchPaint(path string, kinds []string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	about, err := f.Stat()
	if err != nil {
		return err
	}
	a := &media.Asset{Kind: media.JPEG, Width: benchSide, Height: benchSide * 3 / 4, Turn: 1, Focal: media.Center}
	var want []media.Variant
	for _, k := range kinds {
		for _, s := range benchSizes() {
			v := media.Variant{Size: s, Kind: media.Kind(k)}
			if s.Crop != "" {
				v.Focal = a.Focal
			}
			want = append(want, v)
		}
	}
	return picture.New(picture.Options{}).Paint(context.Background(), a, fileBlob{f, about.Size()}, want, func(v media.Variant, b []byte) error {
		return os.WriteFile(filepath.Join(filepath.Dir(path), v.FileName()), b, 0o600)
	})
}

func benchSizes() []media.Size {
	all := benchCrops[:len(benchCrops):len(benchCrops)]
	for _, w := range benchWidths {
		all = append(all, media.Size{Width: w})
	}
	return all
}

// cost is what a run took: time, that of the processors, and the peak memory of
// the largest process.
type cost struct {
	time, busy time.Duration
	memory     float64
}

func measure(b *testing.B, c *exec.Cmd) cost {
	b.Helper()
	c.Stderr, c.Stdout = os.Stderr, io.Discard
	start := time.Now()
	if err := c.Run(); err != nil {
		b.Fatal(err)
	}
	usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Skip("this system does not tell the memory of a process")
	}
	return cost{time.Since(start), c.ProcessState.UserTime() + c.ProcessState.SystemTime(), float64(usage.Maxrss) / 1024}
}

func (c *cost) add(d cost) {
	c.time += d.time
	c.busy += d.busy
	c.memory = max(c.memory, d.memory)
}

// BenchmarkTwelveMegapixels paints all sizes of one photograph and lets libvips
// do the same in the same run. The result is a ratio: it says the same on every
// machine. vipsthumbnail makes one size per process, so its times are summed.
func BenchmarkTwelveMegapixels(b *testing.B) {
	vips, missing := exec.LookPath("vipsthumbnail")
	dir := b.TempDir()
	photo := filepath.Join(dir, "photo.jpg")
	self := func(args ...string) *exec.Cmd {
		c := exec.Command(os.Args[0], args...)
		c.Env = append(os.Environ(), benchChild+"="+photo)
		return c
	}
	measure(b, self())
	for _, run := range []struct {
		name  string
		kinds []media.Kind
	}{
		{"JPEG and WebP", []media.Kind{media.WebP, media.JPEG}},
		{"JPEG", []media.Kind{media.JPEG}},
	} {
		b.Run(run.name, func(b *testing.B) {
			if missing != nil {
				b.Skip("vipsthumbnail is not installed: apt-get install libvips-tools")
			}
			var ours, theirs cost
			for b.Loop() {
				var kinds []string
				for _, k := range run.kinds {
					kinds = append(kinds, string(k))
				}
				ours.add(measure(b, self(kinds...)))
				for _, k := range run.kinds {
					for _, s := range benchSizes() {
						theirs.add(measure(b, vipsOf(vips, photo, dir, s, k)))
					}
				}
			}
			n := float64(b.N)
			b.ReportMetric(ours.time.Seconds()/n, "s/picture")
			b.ReportMetric(theirs.time.Seconds()/n, "vips-s/picture")
			b.ReportMetric(ours.time.Seconds()/theirs.time.Seconds(), "time/vips")
			b.ReportMetric(ours.busy.Seconds()/theirs.busy.Seconds(), "cpu/vips")
			b.ReportMetric(ours.memory, "MB")
			b.ReportMetric(ours.memory/theirs.memory, "memory/vips")
		})
	}
}

// vipsOf makes one size by libvips, of the same quality and effort.
func vipsOf(vips, photo, dir string, s media.Size, k media.Kind) *exec.Cmd {
	w, h := s.Dimensions(benchSide, benchSide*3/4)
	suffix := fmt.Sprintf("vips-%s.jpg[Q=82,strip]", s)
	if k == media.WebP {
		suffix = fmt.Sprintf("vips-%s.webp[Q=80,effort=2,strip]", s)
	}
	args := []string{"--size", fmt.Sprintf("%dx%d", w, h), "-o", filepath.Join(dir, suffix)}
	if s.Crop != "" {
		args = append(args, "--smartcrop", "centre")
	}
	return exec.Command(vips, append(args, photo)...)
}
