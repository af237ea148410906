package arch_test

import (
	"path/filepath"
	"testing"

	"herald/internal/arch"
)

// root is the folder of the module, seen from this package.
var root = filepath.Join("..", "..")

func report(t *testing.T, broken []string) {
	t.Helper()
	for _, sentence := range broken {
		t.Error(sentence)
	}
}

func TestImportsFollowTheHouse(t *testing.T) {
	packages, err := arch.Load(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) < 4 {
		t.Fatalf("only %d packages were found; the rules were not tried", len(packages))
	}
	t.Run("directions", func(t *testing.T) { report(t, arch.Directions(packages)) })
	t.Run("walls", func(t *testing.T) { report(t, arch.Walls(packages)) })
	t.Run("libraries", func(t *testing.T) { report(t, arch.Homes(packages)) })
}

func TestSourcesStayReadable(t *testing.T) {
	sources, err := arch.Sources(root)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("sizes", func(t *testing.T) { report(t, arch.Sizes(sources)) })
	t.Run("package comments", func(t *testing.T) { report(t, arch.PackageDocs(sources)) })
	t.Run("exported names", func(t *testing.T) { report(t, arch.ExportedDocs(sources)) })
	t.Run("median", func(t *testing.T) {
		median := arch.Median(sources)
		t.Logf("%d files, the median has %d lines", len(sources), median)
		if median > arch.MedianCeiling {
			t.Errorf("the median file has %d lines; half of the files have at most %d", median, arch.MedianCeiling)
		}
	})
}
