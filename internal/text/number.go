package text

import "fmt"

// Thousands writes a whole number as people read it, thousands apart: 1,204.
func Thousands(n int) string {
	switch {
	case n < 0:
		return "-" + Thousands(-n)
	case n < 1000:
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", Thousands(n/1000), n%1000)
}
