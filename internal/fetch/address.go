package fetch

import (
	"fmt"
	"net/netip"
	"strings"
)

// privateError says that an address is not of the public internet.
type privateError struct {
	address string
	what    string // "a private network"
}

func (e *privateError) Error() string {
	return fmt.Sprintf("%s is the address of %s", e.address, e.what)
}

// reserved are networks of the registries of special addresses (RFC 6890) that
// netip does not know by name, and what each is.
var reserved = []struct {
	net  netip.Prefix
	what string
}{
	{netip.MustParsePrefix("0.0.0.0/8"), "this machine"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a provider's own network"},
	{netip.MustParsePrefix("192.0.0.0/24"), "no host on the internet"},
	{netip.MustParsePrefix("192.0.2.0/24"), "no host on the internet"},
	{netip.MustParsePrefix("192.88.99.0/24"), "no host on the internet"},
	{netip.MustParsePrefix("198.18.0.0/15"), "a network for measurements"},
	{netip.MustParsePrefix("198.51.100.0/24"), "no host on the internet"},
	{netip.MustParsePrefix("203.0.113.0/24"), "no host on the internet"},
	{netip.MustParsePrefix("240.0.0.0/4"), "no host on the internet"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "a private network"}, // NAT64 of its own kind
	{netip.MustParsePrefix("100::/64"), "no host on the internet"},
	{netip.MustParsePrefix("2001::/23"), "no host on the internet"}, // with Teredo, which may lead anywhere
	{netip.MustParsePrefix("2001:db8::/32"), "no host on the internet"},
	{netip.MustParsePrefix("3fff::/20"), "no host on the internet"},
	{netip.MustParsePrefix("5f00::/16"), "no host on the internet"},
	{netip.MustParsePrefix("fec0::/10"), "a private network"},
}

// embedding are networks of IPv6 whose addresses stand for one of IPv4, and at which
// byte that begins.
var embedding = []struct {
	net netip.Prefix
	at  int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12},    // NAT64, RFC 6052
	{netip.MustParsePrefix("2002::/16"), 2},        // 6to4, RFC 3056
	{netip.MustParsePrefix("::ffff:0:0:0/96"), 12}, // SIIT, RFC 7915
	{netip.MustParsePrefix("::/96"), 12},           // IPv4-compatible, RFC 4291
}

// private says what an address is of that is not of the public internet, "" where it
// is. What is no address is none of it.
func private(s string) string {
	a, err := netip.ParseAddr(s)
	if err != nil {
		return "no host on the internet"
	}
	a = a.Unmap().WithZone("")
	switch {
	case a.IsLoopback(), a.IsUnspecified():
		return "this machine"
	case a.IsPrivate():
		return "a private network"
	case a.IsLinkLocalUnicast():
		return "the local network"
	case a.IsMulticast():
		return "many machines at once"
	}
	for _, r := range reserved {
		if r.net.Contains(a) {
			return r.what
		}
	}
	for _, e := range embedding {
		if e.net.Contains(a) {
			b := a.As16()
			return private(netip.AddrFrom4([4]byte(b[e.at : e.at+4])).String())
		}
	}
	return ""
}

// privateName is what is known of a host that a proxy will look up: that of an
// address, and of the names that no name server has.
func privateName(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return private(host)
	}
	last := host[strings.LastIndexByte(host, '.')+1:]
	switch {
	case last == "localhost":
		return "this machine"
	case last == "local", last == "internal", last == "home", last == "lan":
		return "a private network"
	case last == "" || '0' <= last[0] && last[0] <= '9': // 127.1, 0x7f000001
		return "no host on the internet"
	}
	return ""
}
