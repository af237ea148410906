package main

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"herald/internal/follow"
	"herald/site"
)

// metrics is what /metrics tells.
type metrics struct {
	registry    *prometheus.Registry
	requests    *prometheus.CounterVec
	durations   prometheus.Histogram
	storeErrors *prometheus.CounterVec
	overdue     prometheus.Gauge
}

func newMetrics(s *server) *metrics {
	m := &metrics{registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "herald_http_requests_total",
			Help: "Requests answered on the public address, by status."}, []string{"status"}),
		durations: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "herald_http_request_seconds",
			Help: "Time taken by requests on the public address.", Buckets: prometheus.ExponentialBuckets(0.0005, 2, 14)}),
		storeErrors: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "herald_store_errors_total",
			Help: "Failures of the store, by kind."}, []string{"kind"}),
		overdue: prometheus.NewGauge(prometheus.GaugeOpts{Name: "herald_due_overdue",
			Help: "Documents whose time has come and whose release has not been recorded."}),
	}
	m.registry.MustRegister(m.requests, m.durations, m.storeErrors, m.overdue,
		gauge("herald_log_head", "Position of the newest Change.", func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			head, err := s.house.store.Head(ctx)
			if err != nil {
				return -1
			}
			return float64(head)
		}),
		gauge("herald_clock_held", "1 while the machine's time is not believed.", func() float64 {
			if s.clock.Held() {
				return 1
			}
			return 0
		}),
		gauge("herald_search_catching_up", "1 while a search index is being built.", func() float64 {
			if s.index != nil && s.index.CatchingUp() {
				return 1
			}
			return 0
		}),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func gauge(name, help string, value func() float64) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
}

// follows tells how far one follower is behind the log.
func (m *metrics) follows(name string, lag *follow.Lag) {
	labels := prometheus.Labels{"follower": name}
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "herald_follower_lag_changes", ConstLabels: labels,
			Help: "Changes that a follower has still to take in."}, func() float64 { return float64(lag.Behind()) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "herald_follower_failures_total", ConstLabels: labels,
			Help: "Failures of a follower since the start."}, func() float64 { return float64(lag.Failures()) }))
}

// cache tells what the page cache does.
func (m *metrics) cache(pages *site.Pages) {
	counter := func(name, help string, value func(site.PagesStats) uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(value(pages.Stats())) })
	}
	m.registry.MustRegister(
		gauge("herald_pages_kept", "Finished pages in memory.", func() float64 { return float64(pages.Stats().Kept) }),
		gauge("herald_pages_bytes", "Memory of the finished pages.", func() float64 { return float64(pages.Stats().Held) }),
		counter("herald_pages_hits_total", "Requests answered from memory.", func(s site.PagesStats) uint64 { return s.Hits }),
		counter("herald_pages_renders_total", "Pages rendered.", func(s site.PagesStats) uint64 { return s.Renders }),
		counter("herald_pages_thrown_total", "Pages thrown out because something in them changed.", func(s site.PagesStats) uint64 { return s.Thrown }))
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// accessLog gives the logger of requests, which counts them in passing: every
// answer has its line, those that no route ever saw as well.
func (s *server) accessLog() *slog.Logger {
	return slog.New(&counting{metrics: s.metrics, next: s.log.Handler(), silent: s.config.Pages.NoAccessLog})
}

// counting is a slog.Handler for lines about requests.
type counting struct {
	metrics *metrics
	next    slog.Handler
	silent  bool
}

// Enabled implements slog.Handler.
func (c *counting) Enabled(context.Context, slog.Level) bool { return true }

// Handle implements slog.Handler.
func (c *counting) Handle(ctx context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "status":
			c.metrics.requests.WithLabelValues(strconv.FormatInt(a.Value.Int64(), 10)).Inc()
		case "ms":
			c.metrics.durations.Observe(a.Value.Float64() / 1000)
		}
		return true
	})
	if c.silent {
		return nil
	}
	return c.next.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (c *counting) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &counting{c.metrics, c.next.WithAttrs(attrs), c.silent}
}

// WithGroup implements slog.Handler.
func (c *counting) WithGroup(name string) slog.Handler {
	return &counting{c.metrics, c.next.WithGroup(name), c.silent}
}
