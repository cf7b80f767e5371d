package ingest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// fullDisk is a disk that can be made full, and given room again.
type fullDisk struct {
	t          *testing.T
	err        error // what writing fails with
	full, room func()
	want       string // the graph in the end
}

const firstDocument = "Alpha=Al attacked Beta\nGamma attacked Delta"

// disturbed is what a full disk may keep from being done: documents are built and a
// decision is made. It tells of each document that it was reported as done.
func disturbed(w *Workspace, done func(Outcome)) []error {
	ctx := context.Background()
	var in []Input
	for i := range 24 {
		in = append(in, input(fmt.Sprint(i), strings.Repeat(fmt.Sprintf("A%d attacked B%d\n", i, i%9), 1+i%12)))
	}
	_, err := w.Add(ctx, in, &BuildOptions{Progress: func(p Progress) { done(p.Last) }})
	errs := []error{err}
	err = w.Decide(ctx, ledger.Decision{Do: ledger.Merge, Names: []string{"Alpha", "Gamma"}, Because: strings.Repeat("so it is ", 20)})
	if !errors.Is(err, ErrDecided) {
		errs = append(errs, err)
	}
	return slices.DeleteFunc(errs, func(err error) bool { return err == nil })
}

// undisturbed is the graph in the end.
func undisturbed(t *testing.T) string {
	t.Helper()
	w := must(Memory(options(1)))
	defer w.Close()
	add(t, w, "first", firstDocument)
	if errs := disturbed(w, func(Outcome) {}); len(errs) > 0 {
		t.Fatal(errs)
	}
	return dump(t, w)
}

// try does all that on a disk that is full, twice, and then where there is room again: in
// the same process, or in a new one. Nothing that was reported as done is lost, nothing
// half written is believed, and the end is that of one whose disk was never full. It
// returns the errors that were met.
func (d *fullDisk) try(dir string, anew bool) (met []error) {
	t := d.t
	t.Helper()
	w := must(Create(dir, options(2)))
	defer func() { w.Close() }()
	add(t, w, "first", firstDocument)
	done := map[string]string{}
	note := func(o Outcome) {
		if o.Err == nil {
			done[o.Input] = o.Documents[0]
		}
	}

	d.full()
	for range 2 { // whatever the first left, the second stands on
		met = append(met, disturbed(w, note)...)
	}
	made := len(must(w.Decisions()))
	if anew {
		w.Close() // which fails as well, where something is still to be written
	}
	d.room()

	for _, err := range met {
		if !errors.Is(err, d.err) {
			t.Fatalf("on a full disk: %v, want %v", err, d.err)
		}
	}
	if anew {
		w = must(Open(dir, options(2)))
		if dump(t, w) != madeAnew(t, w) {
			t.Fatal("the index is not that of the documents")
		}
	}
	checkDone(t, w, done)
	if n := len(must(w.Decisions())); n != made {
		t.Fatalf("%d decisions are left of %d", n, made)
	}
	if errs := disturbed(w, note); len(errs) > 0 {
		t.Fatalf("with room again: %v", errs)
	}
	if dump(t, w) != d.want {
		t.Fatal("with room again, the graph is not that of one whose disk was never full")
	}
	return met
}

// A file that may not grow beyond a size, at whatever byte that is, is a full disk
// that every system can make.
func TestFaultFileTooLarge(t *testing.T) {
	if os.Getenv(ownProcess) == "" {
		inOwnProcess(t, &syscall.SysProcAttr{})
		return
	}
	var free syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &free); err != nil {
		t.Skip("no limit of files here:", err)
	}
	limit := func(n uint64) func() {
		return func() {
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: free.Max}); err != nil {
				t.Fatal(err)
			}
		}
	}
	room := limit(free.Cur)
	t.Cleanup(room)
	random := rand.New(rand.NewPCG(5, 6))
	sizes := []uint64{0, 1, 4096, 1 << 20}
	for _, most := range []uint64{500, 4000, 40_000, 1_200_000} { // decisions, documents, the index
		for range 4 {
			sizes = append(sizes, random.Uint64N(most))
		}
	}
	root, want := quickDir(t), undisturbed(t)
	what := map[string]int{}
	for i, n := range sizes {
		d := &fullDisk{t: t, err: syscall.EFBIG, full: limit(n), room: room, want: want}
		for _, err := range d.try(filepath.Join(root, fmt.Sprint(i)), i%2 == 0) {
			before, _, _ := strings.Cut(err.Error(), ":")
			what[before]++
		}
	}
	for _, want := range []string{"writing document", "writing the index", "writing decisions"} {
		if what[want] == 0 {
			t.Errorf("none of the errors %v says %q", what, want)
		}
	}
}

// A small file system that is full while documents, decisions or the index are written.
func TestFaultFullDisk(t *testing.T) {
	if os.Getenv(ownProcess) == "" {
		inOwnMounts(t)
		return
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(7, 8))
	met, want := 0, undisturbed(t)
	for i := range 16 {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
			t.Fatal(err)
		}
		resize := func(size string) func() {
			return func() {
				if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+size); err != nil {
					t.Fatal(err)
				}
			}
		}
		d := &fullDisk{t: t, err: syscall.ENOSPC, full: resize(fmt.Sprintf("%dk", 150+random.IntN(700))), room: resize("64m"), want: want}
		met += len(d.try(filepath.Join(dir, "kg"), i%2 == 0))
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Fatal(err)
		}
	}
	if met == 0 {
		t.Error("no disk was ever full")
	}
	t.Logf("%d times a disk was full", met)
}

// inOwnMounts runs the test in a process that sees file systems of its own, which none
// but the system's administrator or somebody in a namespace of their own may have.
func inOwnMounts(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		inOwnProcess(t, &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS})
		return
	}
	inOwnProcess(t, &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWNS | syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	})
}

const ownProcess = "INGEST_TEST_OWN_PROCESS"

// inOwnProcess runs the test in a process of its own, to which something is done that
// the others must not see.
func inOwnProcess(t *testing.T, attr *syscall.SysProcAttr) {
	t.Helper()
	// By this name a program may run itself where it may not look into its folder.
	child := exec.Command("/proc/self/exe", "-test.run=^"+t.Name()+"$", "-test.v")
	child.Dir = "/"
	child.Env = append(os.Environ(), ownProcess+"=1")
	child.SysProcAttr = attr
	out, err := child.CombinedOutput()
	said := strings.Join(strings.Fields(string(out)), " ")
	switch {
	case errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) || strings.Contains(said, "operation not permitted"):
		t.Skipf("the system does not let this process: %v %s", err, said)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	case strings.Contains(said, "--- SKIP"):
		t.Skip(said)
	}
	t.Log(said)
}
