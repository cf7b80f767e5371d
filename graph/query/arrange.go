package query

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// CountVar is the variable that stands for the number of answers.
const CountVar = "count"

// arrange sorts the answers, which come in no order, or counts them, and keeps as many
// as wanted.
func (q *Query) arrange(res *Result, wanted int) {
	slices.SortFunc(res.Rows, func(a, b Row) int { return slices.Compare(a.Values, b.Values) })
	if q.Count {
		q.tally(res)
	}
	if len(q.Order) > 0 {
		slices.SortStableFunc(res.Rows, func(a, b Row) int { return q.compare(res.Vars, a, b) })
	}
	if len(res.Rows) > wanted {
		res.Rows = res.Rows[:wanted]
		res.More = true
	}
}

// compare compares answers by the order that is asked for: names by letters, whatever
// their case, counts by size.
func (q *Query) compare(vars []string, a, b Row) int {
	for _, o := range q.Order {
		c := 0
		if i := slices.Index(vars, o.Var); i >= 0 {
			c = cmp.Compare(strings.ToLower(a.Values[i]), strings.ToLower(b.Values[i]))
		} else {
			c = cmp.Compare(count(a), count(b))
		}
		if o.Desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// count reads what tally wrote.
func count(r Row) int {
	n, _ := strconv.Atoi(r.Values[len(r.Values)-1]) // tally writes numbers alone
	return n
}

// tally puts the numbers of answers in their place, the largest first.
func (q *Query) tally(res *Result) {
	var places []int
	for _, v := range q.By {
		places = append(places, slices.Index(res.Vars, v))
	}
	n := map[string]int{}
	groups := []Row{}
	if len(q.By) == 0 {
		groups = append(groups, Row{})
	}
	for _, row := range res.Rows {
		var values []string
		for _, p := range places {
			values = append(values, row.Values[p])
		}
		key := strings.Join(values, "\x00")
		if n[key]++; n[key] == 1 && len(q.By) > 0 {
			groups = append(groups, Row{Values: values})
		}
	}
	for i := range groups {
		key := strings.Join(groups[i].Values, "\x00")
		groups[i].Values = append(groups[i].Values, strconv.Itoa(n[key]))
	}
	slices.SortFunc(groups, func(a, b Row) int {
		return cmp.Or(cmp.Compare(count(b), count(a)), slices.Compare(a.Values, b.Values))
	})
	res.Vars = append(slices.Clone(q.By), CountVar)
	res.Rows = groups
}
