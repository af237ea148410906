package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"herald/content"
)

func TestDefaultConfiguration(t *testing.T) {
	c, err := readConfig(source{dir: t.TempDir(), file: "none.toml"})
	if err != nil {
		t.Fatal(err)
	}
	sites := c.sites("http://localhost:8080")
	public, intranet := sites["public"], sites["intranet"]
	if len(sites) != 2 || len(public.Locales) != 8 || public.Audience != content.Public || public.URL(public.Base) != "http://localhost:8080" {
		t.Errorf("public: %+v", public)
	}
	if intranet.Audience != content.Staff || intranet.URL(intranet.Base) != "http://localhost:8080/intranet" {
		t.Errorf("intranet: %+v", intranet)
	}
}

const full = `addr = "0.0.0.0:80"
trusted_proxies = ["10.0.0.0/8", "192.0.2.1"]

[security]
contact = ["mailto:security@example.org"]

[backup]
at = "02:30"

[[sites]]
name = "town"
origin = "https://www.example.org"
aliases = ["example.org"]
locales = ["sq", "sr", "sr-Latn", "en"]
together = [["sq", "sr"]]
zone = "Europe/Belgrade"
`

func TestVariablesOverride(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.toml")
	write(t, filepath.Dir(file), map[string]string{"h.toml": full})
	c, err := readConfig(source{dir: filepath.Dir(file), file: file, must: true, flags: func(c *Config) { c.Addr = ":81" }, env: []string{
		"PATH=/bin", "HERALD_ADDR=:82", "HERALD_OPS_ADDR=127.0.0.1:99", "HERALD_BACKUP_AT=off", "HERALD_SITES_TOWN_ORIGIN=https://town.example.org",
		"HERALD_SITES_TOWN_LOCALES=en, sq,sr", "HERALD_PAGES_NO_ACCESS_LOG=true", "HERALD_PAGES_CONNECTIONS_PER_ADDRESS=20", "HERALD_TYPES=", "HERALD_DATA=x",
		"HERALD_TRUSTED_PROXIES=10.1.0.0/16"}})
	if err != nil {
		t.Fatal(err)
	}
	s := c.Sites[0]
	if c.Addr != ":81" || c.OpsAddr != "127.0.0.1:99" || c.Backup.At != "off" || s.Origin != "https://town.example.org" || len(s.Locales) != 3 ||
		!c.Pages.NoAccessLog || c.Pages.ConnectionsPerAddress != 20 || len(c.TrustedProxies) != 1 {
		t.Errorf("%+v", c)
	}
}

const broken = `addr = "nowhere"
colour = "red"
store = "postgres://herald:secret@db.example.org/herald"
tls_cert = "cert.pem"
trusted_proxies = ["everyone"]
types = "missing"
log = "loud"

[pages]
timeout = "soon"
depth = 3

[security]
contact = ["somebody"]

[backup]
at = "25:00"

[[sites]]
name = "public"
origin = "https://www.example.org/"
locales = ["en", "xx", "en"]
together = [["en", "lt"]]
audience = "friends"
zone = "Mars/Olympus"
theme = "neon"

[[sites]]
base = "/en"
lists = ["public", "nowhere", "hidden"]

[[sites]]
name = "hidden"
audience = "staff"
base = "/hidden"
lists = ["public", "hidden", "public"]

[[sites]]
name = "public"
aliases = ["http://x"]
base = "intranet"
`

func TestEveryProblemIsReportedAtOnce(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "h.toml")
	write(t, dir, map[string]string{"h.toml": broken})
	_, err := readConfig(source{dir: dir, file: file, env: []string{"HERALD_OPS_ADRR=:1", "HERALD_PAGES_CONNECTIONS_PER_ADDRESS=many", "HERALD_SITES_PUBLIC_TOGETHER=en,sq"}})
	if err == nil {
		t.Fatal("it was taken")
	}
	said := strings.Join(lines(err), "\n")
	for _, want := range []string{
		`addr: "nowhere"`, "unknown key colour", "store: ", "is neither sqlite:PATH nor mongodb://HOST/DATABASE", "tls_cert: ", `trusted_proxies: "everyone"`,
		"types: there is no folder", `log: "loud"`, `pages.timeout: "soon"`, "unknown key pages.depth", `security.contact: "somebody"`, `backup.at: "25:00"`,
		`sites[0].origin: "https://www.example.org/"`, `sites[0].locales: "xx"`, `sites[0].locales: "en" stands twice`, `sites[0].together: the site does not speak "lt"`,
		`sites[0].audience: "friends"`, `sites[0].zone: there is no time zone "Mars/Olympus"`, `sites[0].theme: "neon"`,
		"sites[1].name: is missing", `sites[1].base: "/en"`, `sites[3].name: "public" stands twice`, `sites[3].aliases: "http://x"`, `sites[3].base: "intranet"`,
		`sites[1].lists: there is no site "nowhere"`, `sites[1].lists: a public site cannot list "hidden", which is for staff`,
		`sites[2].lists: "hidden" is the site itself`, `sites[2].lists: "public" stands twice`,
		"HERALD_OPS_ADRR: no key", `HERALD_PAGES_CONNECTIONS_PER_ADDRESS: "many" is not a whole number`, "HERALD_SITES_PUBLIC_TOGETHER: can be set in the configuration file only",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("nobody says %q", want)
		}
	}
	if strings.Contains(said, "secret") {
		t.Errorf("the password is shown:\n%s", said)
	}
	if t.Failed() {
		t.Log(said)
	}
}

func TestConfigurationFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{"syntax.toml": "addr = \":80\"\nops_addr = oops\n", "kind.toml": "addr = 80\n"})
	refused(t, []string{"syntax.toml:2: "}, "config", "--data", dir, "--config", filepath.Join(dir, "syntax.toml"))
	refused(t, []string{"kind.toml", "addr"}, "config", "--data", dir, "--config", filepath.Join(dir, "kind.toml"))
	refused(t, []string{"missing.toml", "no such file"}, "config", "--data", dir, "--config", filepath.Join(dir, "missing.toml"))
	refused(t, []string{dir, "is a directory"}, "config", "--config", dir)
}

func TestConfigShowsNoSecret(t *testing.T) {
	if got := masked("mongodb://herald:secret@db/x"); strings.Contains(got, "secret") || !strings.Contains(got, "herald") {
		t.Errorf("shown as %s", got)
	}
	if got := masked("mongodb://a:b@h1,h2:%zz/x"); strings.Contains(got, "b@") {
		t.Errorf("shown as %s", got)
	}
	if got := masked("sqlite:herald.db"); got != "sqlite:herald.db" {
		t.Errorf("shown as %s", got)
	}
}

// TestWrittenConfigurationIsReadBack holds config's own answer against config.
func TestWrittenConfigurationIsReadBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{configFile: full})
	shown := must(t, "config", "--data", dir).out
	write(t, dir, map[string]string{configFile: shown})
	if again := must(t, "config", "--data", dir).out; again != shown {
		t.Errorf("%s\n---\n%s", shown, again)
	}
}

func TestClock(t *testing.T) {
	at, passed := time.Date(2026, 11, 1, 12, 0, 0, 0, time.UTC), time.Duration(0)
	c := &clock{wall: func() time.Time { return at }, passed: func() time.Duration { return passed }}
	step := func(wall, real time.Duration) time.Time {
		at, passed = at.Add(wall), passed+real
		return c.Now()
	}
	begin := c.Now()
	if got := step(time.Minute, time.Minute); got.Sub(begin) != time.Minute || c.Held() {
		t.Errorf("after a minute it is %s", got)
	}
	before := c.Now()
	if got := step(-time.Hour, time.Second); got != before || c.Held() {
		t.Errorf("set back, it is %s", got)
	}
	step(time.Hour, 0)
	before = c.Now()
	if got := step(2*time.Hour, time.Second); got != before || !c.Held() {
		t.Errorf("set ahead, it is %s, held %v", got, c.Held())
	}
	if got := step(time.Minute, time.Minute); got != before || !c.Held() {
		t.Errorf("a minute later it is %s, held %v", got, c.Held())
	}
	if got := step(-2*time.Hour, 0); c.Held() || got.Sub(before) < time.Minute {
		t.Errorf("mended, it is %s, held %v", got, c.Held())
	}
}

func TestLockIsHeldOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	held, err := takeLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	var other *lockedError
	if _, err := takeLock(dir); !errors.As(err, &other) || other.pid != os.Getpid() {
		t.Errorf("the second was given %v", err)
	}
	if err := held.release(); err != nil {
		t.Fatal(err)
	}
	again, err := takeLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.release(); err != nil {
		t.Fatal(err)
	}
}
