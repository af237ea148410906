package main

import (
	"context"
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
	signIns     *prometheus.CounterVec
	alarms      prometheus.Counter
	mail        *prometheus.CounterVec
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
		signIns: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "herald_sign_ins_total",
			Help: "Tries to sign in, by what came of them."}, []string{"outcome"}),
		alarms: prometheus.NewCounter(prometheus.CounterOpts{Name: "herald_sign_in_alarms_total",
			Help: "Times that tries on an account or from a network ran out."}),
	}
	m.mail = newMailCounter()
	m.registry.MustRegister(m.mail, m.requests, m.durations, m.storeErrors, m.overdue, m.signIns, m.alarms,
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
		gauge("herald_files_waiting", "Files of which public copies and sizes are being made or wait to be.", func() float64 {
			if s.room == nil {
				return 0
			}
			return float64(s.room.Waiting())
		}),
		gauge("herald_texts_waiting", "Files that are being read for search or wait to be.", func() float64 {
			if s.extractor == nil {
				return 0
			}
			return float64(s.extractor.Waiting())
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

// usual are the statuses that are counted without being looked up.
var usual = []int{200, 301, 302, 303, 304, 400, 404, 405, 410, 413, 421, 422, 429, 431, 500, 501, 503}

// counter gives the function that counts the answers on the public address.
func (m *metrics) counter() func(status int, took time.Duration) {
	counters := map[int]prometheus.Counter{}
	for _, status := range usual {
		counters[status] = m.requests.WithLabelValues(strconv.Itoa(status))
	}
	return func(status int, took time.Duration) {
		counter := counters[status]
		if counter == nil {
			counter = m.requests.WithLabelValues(strconv.Itoa(status))
		}
		counter.Inc()
		m.durations.Observe(took.Seconds())
	}
}

// logs tells what the log had to leave out.
func (m *metrics) logs(l *logWriter) {
	m.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "herald_access_log_dropped_total",
		Help: "Lines about requests that were dropped because the log could not be written as fast."},
		func() float64 { return float64(l.lost()) }))
}
