package fetch

import (
	"context"
	"sync"
	"time"
)

// hosts sees to it that a host has one request at a time.
type hosts struct {
	pause time.Duration
	mutex sync.Mutex
	known map[string]*host
}

type host struct {
	turn chan struct{} // holds one who is at it
	left time.Time     // when the last one went
}

// enter waits for a turn at a host, in the order of the calls, and until it has had
// its pause, which somebody whom another host sent on need not wait for. It returns
// what ends the turn, or ctx's error.
func (h *hosts) enter(ctx context.Context, name string, sentOn bool) (leave func(), err error) {
	h.mutex.Lock()
	at := h.known[name]
	if at == nil {
		at = &host{turn: make(chan struct{}, 1)}
		h.known[name] = at
	}
	h.mutex.Unlock()
	select {
	case at.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() {
		at.left = time.Now()
		<-at.turn
	}
	if rest := h.pause - time.Since(at.left); !sentOn && rest > 0 {
		if err := sleep(ctx, rest); err != nil {
			<-at.turn
			return nil, err
		}
	}
	return leave, nil
}

// sleep waits, or returns ctx's error.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errSlow is the cause by which a context ends when the time of a URL is up.
type errSlow struct{ limit time.Duration }

func (e *errSlow) Error() string { return "no answer within " + e.limit.String() }

// clock ends a context after a time in which it may be stopped.
type clock struct {
	timer *time.Timer
	left  time.Duration
	since time.Time
}

// limited returns a context that ends when its clock has run for so long. The clock
// stands still at first.
func limited(ctx context.Context, limit time.Duration) (context.Context, *clock, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	c := &clock{left: limit}
	c.timer = time.AfterFunc(limit, func() { cancel(&errSlow{limit}) })
	c.timer.Stop()
	return ctx, c, func() {
		c.timer.Stop()
		cancel(nil)
	}
}

func (c *clock) run() {
	c.since = time.Now()
	c.timer.Reset(max(0, c.left))
}

func (c *clock) stop() {
	if c.timer.Stop() {
		c.left -= time.Since(c.since)
	}
}

// remaining returns how long a running clock has yet to run.
func (c *clock) remaining() time.Duration { return c.left - time.Since(c.since) }
