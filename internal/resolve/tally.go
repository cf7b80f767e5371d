package resolve

import "slices"

// tally counts words, few of them.
type tally []count

type count struct {
	word int32
	n    int
}

func (t *tally) add(word int32, n int) {
	for i := range *t {
		if (*t)[i].word == word {
			(*t)[i].n += n
			return
		}
	}
	*t = append(*t, count{word, n})
}

func (t *tally) take(word int32, n int) {
	for i := range *t {
		if (*t)[i].word == word {
			if (*t)[i].n -= n; (*t)[i].n <= 0 {
				*t = slices.Delete(*t, i, i+1)
			}
			return
		}
	}
}

func (t *tally) addAll(o tally) {
	for _, c := range o {
		t.add(c.word, c.n)
	}
}

// with returns the sum of two, and changes neither.
func (t tally) with(o tally) tally {
	if len(t) == 0 || len(o) == 0 {
		return append(t[:len(t):len(t)], o...)
	}
	sum, at := slices.Clone(t), make(map[int32]int, len(t))
	for i, c := range t {
		at[c.word] = i
	}
	for _, c := range o {
		if i, ok := at[c.word]; ok {
			sum[i].n += c.n
		} else {
			sum = append(sum, c)
		}
	}
	return sum
}

// counter counts words of which there are many: at has, by their numbers, where in
// what is counted each stands, plus one.
type counter struct {
	at     []int32
	counts tally
	spare  tally // room for what is returned
}

func (c *counter) add(word int32, n int) {
	if int(word) >= len(c.at) {
		c.at = append(c.at, make([]int32, int(word)+1-len(c.at))...)
	}
	if i := c.at[word]; i > 0 {
		c.counts[i-1].n += n
		return
	}
	c.counts = append(c.counts, count{word, n})
	c.at[word] = int32(len(c.counts))
}

// done returns what was counted, and begins anew.
func (c *counter) done() tally {
	for _, x := range c.counts {
		c.at[x.word] = 0
	}
	n := len(c.counts)
	if n > len(c.spare) {
		c.spare = make(tally, max(n, 1024))
	}
	out := c.spare[:n:n]
	c.spare = c.spare[n:]
	copy(out, c.counts)
	c.counts = c.counts[:0]
	return out
}
