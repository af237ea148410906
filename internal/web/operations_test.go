package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"herald/internal/web"
)

func TestOperations(t *testing.T) {
	var failure error
	app := web.Operations(web.OperationsConfig{
		Checks: []web.Check{
			{Name: "store", Ready: func(context.Context) error { return nil }},
			{Name: "index", Ready: func(context.Context) error { return failure }},
		},
		Metrics: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "herald_up 1\n") }),
	})
	for path, want := range map[string]string{
		"/healthz": "ok\n",
		"/readyz":  `{"ready":true,"checks":[{"name":"store","ready":true},{"name":"index","ready":true}]}`,
		"/metrics": "herald_up 1\n",
	} {
		response := get(t, app, path)
		if got := body(t, response); response.StatusCode != 200 || got != want {
			t.Errorf("%s: %d %s", path, response.StatusCode, got)
		}
		if got := ask(t, app, "POST", path).StatusCode; got != 405 {
			t.Errorf("POST %s: %d", path, got)
		}
	}
	failure = errors.New("rebuilding")
	response := get(t, app, "/readyz")
	want := `{"ready":false,"checks":[{"name":"store","ready":true},{"name":"index","ready":false,"error":"rebuilding"}]}`
	if got := body(t, response); response.StatusCode != 503 || got != want {
		t.Errorf("%d %s", response.StatusCode, got)
	}
	if got := get(t, app, "/healthz").StatusCode; got != 200 {
		t.Errorf("a process that is not ready is still alive: %d", got)
	}
	if got := get(t, web.Operations(web.OperationsConfig{}), "/metrics").StatusCode; got != 404 {
		t.Errorf("no metrics: %d", got)
	}
}
