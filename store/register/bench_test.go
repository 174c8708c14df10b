package register

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"csp/store"
	"csp/store/kv/boltkv"
)

var size = flag.Int("records", 10_000, "how many records the benchmarks import")

// bulk returns a register of about n records: of ten, one partnership with
// its members, one plan, one meeting with its agenda and seven actions.
func bulk(n int) []byte {
	var b bytes.Buffer
	b.WriteString("register: 1\norganisations:\n  - {id: council, name: Council, kind: council}\npeople:\n  - {id: lowe, name: Bea Lowe, organisation: council}\npartnerships:\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, "  - id: p%d\n    name: Partnership %d\n    prefix: P%d\n    area: Area %d\n    members:\n      - {organisation: council, as: responsible}\n    source: https://example.org/%d\n    as_at: 2026-05\n", i, i, i, i, i)
	}
	b.WriteString("plans:\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, "  - id: plan%d\n    title: Plan %d\n    partnership: p%d\n    kind: partnership-plan\n    from: 2024-04-01\n    until: 2027-03-31\n    status: current\n    priorities: [Anti-social behaviour, Serious violence]\n", i, i, i)
	}
	b.WriteString("meetings:\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, "  - id: m%d\n    partnership: p%d\n    kind: board\n    start: 2026-12-08T10:00\n    place: Town hall\n    status: planned\n    agenda:\n      - {item: Plan renewal, purpose: decide, lead: lowe}\n      - {item: Any other business, purpose: discuss}\n", i, i)
	}
	b.WriteString("actions:\n")
	for i := range n - 3*(n/10) - 2 {
		p := i % (n / 10)
		fmt.Fprintf(&b, "  - id: a%d\n    ref: P%d-26-%03d\n    partnership: p%d\n    meeting: m%d\n    text: Circulate the workplan to partners and ask them for their comments (%d)\n    owner: lowe\n    due: 2027-01-15\n    first_due: 2027-01-15\n    raised: 2026-12-08\n    status: open\n", i, p, i/(n/10)+1, p, p, i)
	}
	return b.Bytes()
}

// peak watches how much memory the program holds until stop is called.
func peak() (stop func() uint64) {
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var high uint64
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			high = max(high, m.Sys-m.HeapReleased)
			select {
			case <-tick.C:
			case <-done:
				most <- high
				return
			}
		}
	}()
	return func() uint64 { close(done); return <-most }
}

// BenchmarkImport reads a file and writes it to a new database. What it holds
// at most is the Go program's, without the file that is mapped.
func BenchmarkImport(b *testing.B) {
	name := filepath.Join(b.TempDir(), "register.yaml")
	if err := os.WriteFile(name, bulk(*size), 0o600); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	for b.Loop() {
		engine, err := boltkv.Open(filepath.Join(b.TempDir(), "csp.db"), boltkv.Options{})
		if err != nil {
			b.Fatal(err)
		}
		s, err := store.Open(b.Context(), engine)
		if err != nil {
			b.Fatal(err)
		}
		stop := peak()
		src, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		f, wrong := Parse("register.yaml", src)
		if len(wrong) > 0 {
			b.Fatal(wrong[0])
		}
		parsed := time.Since(start)
		report, err := Import(b.Context(), s, f, Options{Actor: "console", Now: noon})
		if err != nil || report.Count(Added) != *size {
			b.Fatal(err, report.Count(Added))
		}
		b.ReportMetric(float64(stop())/(1<<20), "MiB-peak")
		b.ReportMetric(parsed.Seconds(), "s-parse")
		b.ReportMetric(float64(len(src))/(1<<20), "MiB-file")
		if err := engine.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExport(b *testing.B) {
	s := openMem(b)
	f, _ := Parse("register.yaml", bulk(*size))
	if _, err := Import(b.Context(), s, f, Options{Actor: "console", Now: noon}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var out bytes.Buffer
		if err := Export(b.Context(), s, &out); err != nil {
			b.Fatal(err)
		}
	}
}
