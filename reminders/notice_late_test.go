package reminders

import (
	"testing"

	"csp/store"
)

// What an import brings whose reminders all lie behind is counted once, of
// every kind; what will still be reminded of, or is done, is not.
func TestAnImportCountsEveryKindThatHasPassed(t *testing.T) {
	b := newBureau(t)
	for _, at := range []string{"first", "again"} {
		b.load(`
partnerships: [{id: east, name: The CSP, area: Eastborough, year_end: 03-31}, {id: west, name: The CSP, area: Westmere}, {id: north, name: The CSP, area: Northvale}]
plans:
  - {id: p, partnership: east, status: current, from: 2025-04-01, until: 2028-03-31}
  - {id: q, partnership: west, status: current, from: 2026-10-26, until: 2029-03-31}
  - {id: r, partnership: west, status: current, from: 2025-04-01, until: 2029-03-31, shared_with_pcc: 2025-05-01}
meetings:
  - {id: a, partnership: east, kind: board, start: 2026-10-01, status: held, recorded: 2026-10-02}
  - {id: b, partnership: east, kind: board, start: 2026-10-30, status: held, recorded: 2026-10-30}
  - {id: c, partnership: east, kind: board, start: 2026-11-05}
  - {id: d, partnership: west, kind: board, start: 2026-06-02, status: held, recorded: 2026-06-02, minutes: draft}
  - {id: e, partnership: north, kind: board, start: 2026-09-29, status: held, minutes: draft}
schemes:
  - {id: s, name: Wardens, partnerships: [east], until: 2026-03-31, outcome: ended}
  - {id: t, name: Lights, partnerships: [east], notice_by: 2026-10-15, until: 2027-03-31}
pilots: [{id: h, name: Hub, horizon: 2027}, {id: i, name: Van, horizon: 2028}]
`)
		if at == "again" {
			b.hears() // the same register once more
			break
		}
		b.at("2026-11-02T10:10")
		b.hears("C9: The register that was imported on Monday 2 November 2026 brought what was late already:" +
			" | 1 board has been and is not recorded (it was on Tuesday 29 September 2026)." +
			" | 1 scheme has passed the day for notice, and what follows is not recorded (notice was due on Thursday 15 October 2026)." +
			" | 1 board is to come whose papers are due and not recorded as sent (they were due on Wednesday 28 October 2026)." +
			" | 1 board has no draft minutes recorded (it was on Thursday 1 October 2026)." +
			" | 1 partnership has had no board for long, and none is planned (its last one was on Tuesday 2 June 2026)." +
			" | 1 yearly refresh of a plan is not recorded (it was due by the year's end on Tuesday 31 March 2026)." +
			" | 1 plan is not recorded as shared with the policing body (it began on Tuesday 1 April 2025)." +
			" | 1 scheme has ended and its final report is not recorded (it ended on Tuesday 31 March 2026)." +
			" | 1 pilot has a horizon without an exact date." +
			" | No reminder is sent for what lay in the past. To see what is late, type /csp today.")
	}
}

// What is imported again after it was taken back is counted again.
func TestAnImportAfterOneThatWasTakenBackIsCounted(t *testing.T) {
	b := newBureau(t)
	load := func() {
		b.load(eastYAML + "plans: [{id: p, partnership: east, status: current, from: 2025-04-01}]\n")
	}
	load()
	b.change(func(tx *store.Tx) error {
		_, err := tx.Undo(1, store.DateOf(b.now), "x")
		return err
	})
	load()
	b.at("2026-11-02T10:10")
	b.hears("C9: The register that was imported on Monday 2 November 2026 brought what was late already:" +
		" | 1 plan is not recorded as shared with the policing body (it began on Tuesday 1 April 2025)." +
		" | No reminder is sent for what lay in the past. To see what is late, type /csp today.")
}
