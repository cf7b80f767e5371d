package store

import (
	"syscall"
	"unsafe"

	"go.etcd.io/bbolt"
)

// forgetPages takes the first size bytes of the mapped file out of this process's
// memory. The system has them still, and gives back what is read again.
//
// The mapping must not move meanwhile: only a write transaction moves it.
func forgetPages(db *bbolt.DB, size int64) {
	data := unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&db.Info().Data))), size)
	_ = syscall.Madvise(data, syscall.MADV_DONTNEED) // only advice
}
