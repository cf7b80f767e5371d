package store

import (
	"os"
	"strings"
)

// markBulk notes in the file that what follows may not reach the disk.
func (s *Store) markBulk(tx txn, boot string) error {
	if !s.opt.Bulk {
		return tx.del(spaceState, keyBulk)
	}
	if boot == "" {
		boot = "unknown"
	}
	return tx.put(spaceState, keyBulk, []byte(boot))
}

// endBulk brings everything to the disk and only then takes the note back.
func (s *Store) endBulk() error {
	if err := s.engine.flush(); err != nil {
		return err
	}
	tx, err := s.engine.begin(true)
	if err != nil {
		return err
	}
	defer tx.rollback()
	if err := tx.del(spaceState, keyBulk); err != nil {
		return err
	}
	if err := tx.commit(); err != nil {
		return err
	}
	return s.engine.flush()
}

// bootID names the running of this machine since it was last started, or is ""
// where the system does not tell. What a dead process wrote is still there for
// as long as the machine runs on.
func bootID() string {
	b, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}
