package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// lockFile is locked by the operating system while a workspace is open: by one
// writer, or by any number of readers. The kernel drops the lock with the
// process, so that none stays behind a killed one. A writer puts its process id
// inside, for the message that others get.
const lockFile = "lock"

// patience is how long to wait for a reader or a short command to finish.
const patience = time.Second

type lock struct{ file *flock.Flock }

// acquire locks the workspace in dir. A reader of a folder where it may not
// write goes without: nobody else can write there either, or it is their folder
// and files in it are replaced whole.
func acquire(dir string, shared bool) (*lock, error) {
	path := filepath.Join(dir, lockFile)
	f := flock.New(path, flock.SetPermissions(0o666))
	take := f.TryLock
	if shared {
		take = f.TryRLock
	}
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		ok, err := take()
		switch {
		case ok:
			if !shared {
				// The id is a courtesy: a disk too full for it is no reason to stop.
				_ = os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o666)
			}
			return &lock{f}, nil
		case shared && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
			return &lock{}, nil
		case err != nil:
			return nil, fmt.Errorf("locking workspace: %w", err)
		case time.Since(start) > patience:
			return nil, &LockedError{Dir: dir, PID: holder(path)}
		}
	}
}

// holder returns the process that says it holds the lock, 0 when none does.
func holder(path string) int {
	data, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return 0
	}
	return pid
}

// release unlocks. A writer takes its id out first, so that a later message
// never names a process that is long gone.
func (l *lock) release() error {
	if l.file == nil {
		return nil
	}
	if l.file.Locked() {
		_ = os.Truncate(l.file.Path(), 0)
	}
	return l.file.Close()
}
