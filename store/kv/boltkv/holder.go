package boltkv

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// holder is the note beside a store that says which process has it open. The
// lock is what counts; the note is for people.
type holder struct {
	PID     int       `json:"pid"`
	Program string    `json:"program"`
	Since   time.Time `json:"since"`
}

func holderPath(path string) string { return path + ".holder" }

// noteHolder writes the note for this process.
func noteHolder(path, program string) error {
	note, err := json.Marshal(holder{os.Getpid(), program, time.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return err
	}
	return writeFile(holderPath(path), append(note, '\n'), false)
}

// locked is the Error for a store that somebody else has open.
func locked(path string) *Error {
	e := &Error{
		Path:    path,
		Problem: fmt.Sprintf("the store %s is held by another process", path),
		Hint:    "stop that process and try again",
		Err:     ErrLocked,
	}
	var h holder
	note, err := os.ReadFile(holderPath(path))
	if err != nil || json.Unmarshal(note, &h) != nil || h.PID <= 0 {
		return e
	}
	if h.PID == os.Getpid() {
		e.Problem = fmt.Sprintf("the store %s is open already in this process (%d)", path, h.PID)
		e.Hint = "use the one that is open, or close it first"
		return e
	}
	// A note outlives a process that was killed, and then it names nobody.
	if p, err := os.FindProcess(h.PID); err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
		return e
	}
	e.Problem = fmt.Sprintf("the store %s is held by process %d (%s, since %s)",
		path, h.PID, h.Program, h.Since.Local().Format("15:04 on 2 January 2006"))
	e.Hint = fmt.Sprintf("stop it first, with kill %d", h.PID)
	return e
}
