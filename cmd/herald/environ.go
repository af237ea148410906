package main

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// prefix begins every variable that overrides a key of the configuration:
// HERALD_OPS_ADDR for ops_addr, HERALD_BACKUP_AT for at under [backup],
// HERALD_SITES_PUBLIC_ORIGIN for origin of the Site called public.
const prefix = "HERALD_"

// foreign variables are not about the configuration: where the data is, which
// file is read, and what only the project's own tests look at.
var foreign = []string{"HERALD_DATA", "HERALD_CONFIG", "HERALD_E2E", "HERALD_E2E_STORE", "HERALD_BENCH", "HERALD_TEST_MONGO_URL", "HERALD_TEST_FERRET_POSTGRES"}

// lookup finds a variable in env, which is a list as os.Environ gives it.
func lookup(env []string, name string) (value string, ok bool) {
	for _, pair := range env {
		if k, v, _ := strings.Cut(pair, "="); k == name {
			value, ok = v, true
		}
	}
	return value, ok && value != ""
}

func hasFlag(args []string, name string) bool {
	return slices.ContainsFunc(args, func(a string) bool { return a == name || strings.HasPrefix(a, name+"=") })
}

// overlay sets what HERALD_ variables say. A misspelt one is a problem: it would
// silently be without effect.
func (c *Config) overlay(env []string) []error {
	var problems []error
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		key, ours := strings.CutPrefix(name, prefix)
		if !ours || value == "" || slices.Contains(foreign, name) {
			continue
		}
		target, found := c.named(key)
		if !found {
			problems = append(problems, fmt.Errorf("%s: no key of the configuration is called so", name))
			continue
		}
		if err := set(target, value); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", name, err))
		}
	}
	return problems
}

// named finds the key that a variable's name, without its prefix, means.
func (c *Config) named(name string) (reflect.Value, bool) {
	if rest, ok := strings.CutPrefix(name, "SITES_"); ok {
		for i := range c.Sites {
			site := strings.ToUpper(c.Sites[i].Name) + "_"
			if key, ok := strings.CutPrefix(rest, site); ok {
				return field(reflect.ValueOf(&c.Sites[i]).Elem(), key)
			}
		}
		return reflect.Value{}, false
	}
	return field(reflect.ValueOf(c).Elem(), name)
}

// field finds the key called name in a table or in a table within it.
func field(table reflect.Value, name string) (reflect.Value, bool) {
	for i := range table.NumField() {
		key := strings.ToUpper(table.Type().Field(i).Tag.Get("toml"))
		value := table.Field(i)
		if key == name && value.Kind() != reflect.Struct {
			return value, true
		}
		if rest, ok := strings.CutPrefix(name, key+"_"); ok && value.Kind() == reflect.Struct {
			return field(value, rest)
		}
	}
	return reflect.Value{}, false
}

// set reads text into a value; a list is divided by commas.
func set(target reflect.Value, text string) error {
	switch target.Kind() {
	case reflect.String:
		target.SetString(text)
	case reflect.Bool:
		b, err := strconv.ParseBool(text)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		target.SetBool(b)
	case reflect.Int:
		n, err := strconv.Atoi(text)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		target.SetInt(int64(n))
	case reflect.Slice:
		if target.Type().Elem().Kind() != reflect.String {
			return fmt.Errorf("can be set in the configuration file only")
		}
		list := reflect.MakeSlice(target.Type(), 0, 4)
		for item := range strings.SplitSeq(text, ",") {
			v := reflect.New(target.Type().Elem()).Elem()
			v.SetString(strings.TrimSpace(item))
			list = reflect.Append(list, v)
		}
		target.Set(list)
	default:
		return fmt.Errorf("can be set in the configuration file only")
	}
	return nil
}
