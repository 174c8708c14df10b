//go:build !windows && !plan9 && !solaris && !aix

package boltkv

import (
	"errors"
	"os"
	"syscall"
)

// tryLock takes the lock that bbolt itself takes, on the file that bbolt is
// then given, so that nobody comes in between looking and opening.
func tryLock(f *os.File) (held bool, err error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, err
		}
	}
}
