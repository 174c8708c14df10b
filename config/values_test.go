package config

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// want checks a parser's answer; a word of the error is enough, as the whole
// sentences are for people and may be bettered.
func want[T any](t *testing.T, value string, got T, err error, good T, bad string) {
	t.Helper()
	switch {
	case bad == "" && err != nil:
		t.Errorf("%q: %v", value, err)
	case bad == "" && !reflect.DeepEqual(got, good):
		t.Errorf("%q = %v, want %v", value, got, good)
	case bad != "" && (err == nil || !strings.Contains(err.Error(), bad)):
		t.Errorf("%q: error %v, want one with %q", value, err, bad)
	}
}

func TestParseStore(t *testing.T) {
	for _, c := range []struct {
		value string
		good  StoreSpec
		bad   string
	}{
		{"bolt:csp.db", StoreSpec{BoltEngine, "csp.db"}, ""},
		{"bolt:/data/a:b.db", StoreSpec{BoltEngine, "/data/a:b.db"}, ""},
		{"/var/lib/csp/csp.db", StoreSpec{BoltEngine, "/var/lib/csp/csp.db"}, ""},
		{"./a:b.db", StoreSpec{BoltEngine, "./a:b.db"}, ""},
		{`c:\csp.db`, StoreSpec{BoltEngine, `c:\csp.db`}, ""},
		{"mem:", StoreSpec{Engine: MemEngine}, ""},
		{"MEM:", StoreSpec{Engine: MemEngine}, ""},
		{"", StoreSpec{}, "write bolt:PATH"},
		{"mem", StoreSpec{}, "mem: for memory"},
		{"bolt:", StoreSpec{}, "names no file"},
		{"mem:x", StoreSpec{}, `"x" after mem:`},
		{"postgres://u:hunter2@h/d", StoreSpec{}, "PostgreSQL, which is not built in"},
		{"postgresql://h/d", StoreSpec{}, "PostgreSQL, which is not built in"},
		{"sqlite:csp.db", StoreSpec{}, `engine "sqlite"`},
	} {
		got, err := ParseStore(c.value)
		want(t, c.value, got, err, c.good, c.bad)
		if err == nil && c.value == strings.ToLower(c.value) {
			again, err := ParseStore(got.String())
			want(t, got.String(), again, err, got, "")
		} else if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password shows: %v", err)
		}
	}
}

func TestParsePrincipals(t *testing.T) {
	for _, c := range []struct {
		value string
		good  Principals
		bad   string
	}{
		{"", Principals{}, ""},
		{"U1", Principals{Users: []User{{"", "U1"}}}, ""},
		{"S1 , W2,T3/U4", Principals{Users: []User{{"", "W2"}, {"T3", "U4"}}, Groups: []string{"S1"}}, ""},
		{"U1,", Principals{}, "nothing between two commas"},
		{"jeanne@example.org", Principals{}, `"jeanne@example.org", which is not an id`},
		{"U1 U2", Principals{}, "not an id"},
		{"T1/S1", Principals{}, "not an id"},
		{"u1", Principals{}, "not an id"},
		{"xoxb-1-2", Principals{}, "a Slack token (not shown)"},
	} {
		got, err := ParsePrincipals(c.value)
		want(t, c.value, got, err, c.good, c.bad)
	}
	p, _ := ParsePrincipals("U1,T2/U2")
	if !p.HasUser("", "U1") || !p.HasUser("T2", "U2") || p.HasUser("T9", "U1") || p.HasUser("", "U2") || p.Empty() {
		t.Error("HasUser does not keep workspaces apart")
	}
}

func TestParseRemindAt(t *testing.T) {
	for _, c := range []struct {
		value string
		good  TimeOfDay
		bad   string
	}{
		{"09:00", 540, ""},
		{"9:30", 570, ""},
		{"17:00", 1020, ""},
		{"08:59", 0, "outside office hours"},
		{"17:01", 0, "outside office hours"},
		{"00:00", 0, "outside office hours"},
		{"24:00", 0, "not a time"},
		{"9am", 0, "such as 09:00"},
		{"09:60", 0, "not a time"},
	} {
		got, err := parseRemindAt(c.value)
		want(t, c.value, got, err, c.good, c.bad)
	}
}

func TestSmallValues(t *testing.T) {
	for _, c := range []struct {
		name, value, bad string
		parse            func(string) (any, error)
	}{
		{"channel", "C0123ABCD", "", wrap(parseChannel)},
		{"channel", "G1", "", wrap(parseChannel)},
		{"channel", "D1", "direct message", wrap(parseChannel)},
		{"channel", "office", "not a channel's id", wrap(parseChannel)},
		{"zone", "Europe/London", "", wrap(parseZone)},
		{"zone", "Europe/Londn", "not a time zone", wrap(parseZone)},
		{"zone", "../../etc/passwd", "not a time zone", wrap(parseZone)},
		{"zone", "local", "follows the machine", wrap(parseZone)},
		{"length", "90s", "", wrap(parseLength)},
		{"length", "0", "", wrap(parseLength)},
		{"length", "7d", "such as 168h for a week", wrap(parseLength)},
		{"length", "-1h", "less than nothing", wrap(parseLength)},
		{"addr", "[::1]:0", "", wrap(parseAddr)},
		{"addr", "8080", "such as 127.0.0.1:8080", wrap(parseAddr)},
		{"addr", "127.0.0.1:65536", "0 to 65535", wrap(parseAddr)},
		{"addr", "127.0.0.1:http", "0 to 65535", wrap(parseAddr)},
		{"addr", "127.0.0.1:00", "any free port", wrap(parseAddr)},
		{"level", "Debug", "", wrap(parseLevel)},
		{"level", "loud", "write debug, info, warn or error", wrap(parseLevel)},
		{"now", "2027-03-10T08:40:00+01:00", "", wrap(parseNow)},
		{"now", "2027-03-10", "2027-03-10T08:40:00Z", wrap(parseNow)},
	} {
		_, err := c.parse(c.value)
		want[any](t, c.name+" "+c.value, nil, err, nil, c.bad)
	}
}

func wrap[T any](parse func(string) (T, error)) func(string) (any, error) {
	return func(s string) (any, error) { _, err := parse(s); return nil, err }
}

// A machine whose London has no summer time would send every reminder an hour
// late from March to October.
func TestLondonWithoutSummerTimeIsRefused(t *testing.T) {
	utc, err := parseZone("UTC")
	if err != nil {
		t.Fatal(err)
	}
	london, err := parseZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	if summerTime(utc) || !summerTime(london) {
		t.Errorf("summerTime: UTC %v, London %v", summerTime(utc), summerTime(london))
	}
}

func TestQuotationMarksAreTold(t *testing.T) {
	var p problems
	take(&p, "CSP_STORE", `"bolt:csp.db"`, ParseStore)
	if err := p.err(); err == nil || err.Error() != "CSP_STORE has quotation marks around it; write it without them" {
		t.Errorf("error %v", err)
	}
	err := fmt.Errorf("CSP_STORE %w", errors.New(quote(strings.Repeat("a", 200))))
	if len(err.Error()) > 100 {
		t.Errorf("a long value is told in %d bytes", len(err.Error()))
	}
}
