package pdf

import (
	"cmp"
	"slices"
)

func sortBy[T any](list []T, key func(T) int) {
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}
