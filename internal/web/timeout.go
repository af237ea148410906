package web

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
)

// Timeout gives the handlers behind it a user context that ends after d.
// Nothing else stops them: Fiber lets a handler run on when its reader left.
func Timeout(d time.Duration) fiber.Handler {
	return func(c *fiber.Ctx) error {
		outer := c.UserContext()
		ctx, cancel := context.WithTimeout(outer, d)
		defer cancel()
		c.SetUserContext(ctx)
		err := c.Next()
		c.SetUserContext(outer)
		return err
	}
}
