package media

import (
	"context"

	"herald/content"
)

// Gate keeps the filing of bytes apart from their removal, for all processes that
// share Blobs: who files finds bytes that lie there already and relies on them. Where
// one process died within, the Gate is free again after an hour.
type Gate interface {
	// Enter says that bytes are about to be filed, until leave is called. While they
	// are being removed it is fault.Unavailable.
	Enter(ctx context.Context, h content.Hash) (leave func() error, err error)
	// Shut keeps everybody from filing bytes until open is called. While somebody is
	// filing them it is fault.Unavailable.
	Shut(ctx context.Context, h content.Hash) (open func() error, err error)
	// Entered reports whether bytes are being filed.
	Entered(ctx context.Context, h content.Hash) (bool, error)
}
