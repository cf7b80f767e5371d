package layout

import (
	"cmp"
	"math"
	"slices"
)

// separate pushes boxes off each other, near ones found by a grid.
func separate(at []Point, sizes []Size) {
	side := 1.0
	for _, s := range sizes {
		side = max(side, s.W, s.H)
	}
	for range 120 {
		if !separateOnce(at, sizes, side) {
			return
		}
	}
}

func separateOnce(at []Point, sizes []Size, side float64) bool {
	grid := map[square][]int{}
	any := false
	for i := range at {
		own := squareOf(at[i], side)
		for x := own.x - 1; x <= own.x+1; x++ {
			for y := own.y - 1; y <= own.y+1; y++ {
				for _, j := range grid[square{x, y}] {
					if push, ok := overlap(at[i], sizes[i], at[j], sizes[j]); ok {
						at[i] = at[i].add(push.times(0.5))
						at[j] = at[j].sub(push.times(0.5))
						any = true
					}
				}
			}
		}
		own = squareOf(at[i], side)
		grid[own] = append(grid[own], i)
	}
	return any
}

// square is a place on a grid.
type square struct{ x, y int }

func squareOf(p Point, side float64) square {
	return square{int(math.Floor(p.X / side)), int(math.Floor(p.Y / side))}
}

// blob is a connected part with its places around the origin, which gather moves.
type blob struct {
	at    []Point
	sizes []Size
	edges [][2]int
}

// gather puts the parts around the first, each as near to the middle as it finds
// room, by the squares of a grid that they cover (Freivalds, Dogrusoz and
// Kikusts, 2002).
func gather(blobs []blob) {
	taken := map[square]bool{}
	spots := spiral()
	from := map[int]int{} // by the number of squares, where the last one found room
	for k := range blobs {
		b := &blobs[k]
		covers := b.covers()
		// Where the last part of so many squares was too large, this one mostly is too.
		n := from[len(covers)]
		for !fits(covers, spots(n), taken) {
			n++
		}
		from[len(covers)] = n
		s := spots(n)
		for _, c := range covers {
			taken[c.plus(s)] = true
		}
		for i := range b.at {
			b.at[i] = b.at[i].add(Point{float64(s.x) * gridSide, float64(s.y) * gridSide})
		}
	}
}

// fits reports whether squares, moved by s, are all free.
func fits(covers []square, s square, taken map[square]bool) bool {
	return !slices.ContainsFunc(covers, func(c square) bool { return taken[c.plus(s)] })
}

// gridSide is the side of a square of the packing grid, in pixels.
const gridSide = 60.0

// covers lists the squares that a part covers, with some room around, sorted.
func (b *blob) covers() []square {
	set := map[square]bool{}
	add := func(p Point, s Size) {
		low := squareOf(Point{p.X - s.W/2 - gridSide/3, p.Y - s.H/2 - gridSide/3}, gridSide)
		high := squareOf(Point{p.X + s.W/2 + gridSide/3, p.Y + s.H/2 + gridSide/3}, gridSide)
		for x := low.x; x <= high.x; x++ {
			for y := low.y; y <= high.y; y++ {
				set[square{x, y}] = true
			}
		}
	}
	for i, p := range b.at {
		add(p, b.sizes[i])
	}
	for _, e := range b.edges {
		a, z := b.at[e[0]], b.at[e[1]]
		steps := math.Ceil(z.sub(a).length() / gridSide)
		for i := 1.0; i < steps; i++ {
			add(a.between(z, i/steps), Size{})
		}
	}
	all := make([]square, 0, len(set))
	for s := range set {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b square) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y)) })
	return all
}

// spiral returns the squares of the plane by their distance from the middle, the
// nearest first. Distances up and down count half again as much, for screens are
// wider than high.
func spiral() func(n int) square {
	var known []square
	reach := 0
	return func(n int) square {
		for n >= len(known) {
			// All within an ellipse of twice the reach are known before the next.
			before := float64(reach)
			reach = max(8, 2*reach)
			var ring []square
			for x := -reach; x <= reach; x++ {
				for y := -reach; y <= reach; y++ {
					if d := (square{x, y}).reach(); d <= float64(reach) && (d > before || before == 0) {
						ring = append(ring, square{x, y})
					}
				}
			}
			slices.SortFunc(ring, func(a, b square) int {
				return cmp.Or(cmp.Compare(a.reach(), b.reach()), cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y))
			})
			known = append(known, ring...)
		}
		return known[n]
	}
}

func (s square) plus(t square) square { return square{s.x + t.x, s.y + t.y} }

// reach is the distance from the middle, as spiral reckons it.
func (s square) reach() float64 { return math.Hypot(float64(s.x), 1.5*float64(s.y)) }
