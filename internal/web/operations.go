package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
)

// Check is one named condition for being ready.
type Check struct {
	// Name is how the condition is called in the answer.
	Name string
	// Ready returns why the condition does not hold, or nil.
	Ready func(ctx context.Context) error
}

// OperationsConfig is what the operations application reports.
type OperationsConfig struct {
	// Log receives internal errors; nil means slog.Default().
	Log *slog.Logger
	// Checks must all pass for /readyz to answer 200.
	Checks []Check
	// Metrics answers /metrics; nil means that there are none.
	Metrics http.Handler
}

// readyTimeout bounds all checks of one /readyz together.
const readyTimeout = 5 * time.Second

// outcome is one check as /readyz reports it.
type outcome struct {
	Name  string `json:"name"`
	Ready bool   `json:"ready"`
	Error string `json:"error,omitempty"`
}

// Operations returns the application for the operations address, which must
// not be reachable from outside: its answers name internal errors.
func Operations(config OperationsConfig) *fiber.App {
	app := New(Config{Name: "operations", Log: config.Log})
	app.Get("/healthz", func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendString("ok\n")
	})
	app.Get("/readyz", func(c *fiber.Ctx) error { return readiness(c, config.Checks) })
	if config.Metrics != nil {
		app.Get("/metrics", adaptor.HTTPHandler(config.Metrics))
	}
	return app
}

func readiness(c *fiber.Ctx, checks []Check) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), readyTimeout)
	defer cancel()
	outcomes, ready := make([]outcome, 0, len(checks)), true
	for _, check := range checks {
		o := outcome{Name: check.Name, Ready: true}
		if err := check.Ready(ctx); err != nil {
			o.Ready, o.Error, ready = false, err.Error(), false
		}
		outcomes = append(outcomes, o)
	}
	if !ready {
		c.Status(fiber.StatusServiceUnavailable)
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(struct {
		Ready  bool      `json:"ready"`
		Checks []outcome `json:"checks"`
	}{ready, outcomes})
}
