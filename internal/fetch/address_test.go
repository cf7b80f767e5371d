package fetch

import "testing"

func TestWhichAddressesArePrivate(t *testing.T) {
	for address, want := range map[string]string{
		"93.184.216.34":          "",
		"8.8.8.8":                "",
		"2606:4700::6810:84e5":   "",
		"2001:4860:4860::8888":   "",
		"64:ff9b::5db8:d822":     "", // a public host, by NAT64
		"2002:5db8:d822::1":      "",
		"127.0.0.1":              "this machine",
		"127.255.255.254":        "this machine",
		"0.0.0.0":                "this machine",
		"0.1.2.3":                "this machine",
		"::":                     "this machine",
		"::1":                    "this machine",
		"::ffff:127.0.0.1":       "this machine",
		"::127.0.0.1":            "this machine",
		"10.0.0.1":               "a private network",
		"172.16.0.1":             "a private network",
		"172.31.255.255":         "a private network",
		"172.32.0.1":             "",
		"192.168.1.1":            "a private network",
		"::ffff:192.168.1.1":     "a private network",
		"fc00::1":                "a private network",
		"fd12:3456::1":           "a private network",
		"fec0::1":                "a private network",
		"64:ff9b:1::1":           "a private network",
		"64:ff9b::a00:1":         "a private network",
		"64:ff9b::a9fe:a9fe":     "the local network",
		"2002:c0a8:101::1":       "a private network",
		"::ffff:0:10.0.0.1":      "a private network",
		"169.254.169.254":        "the local network",
		"fe80::1":                "the local network",
		"fe80::1%eth0":           "the local network",
		"100.64.0.1":             "a provider's own network",
		"100.127.255.255":        "a provider's own network",
		"100.128.0.1":            "",
		"224.0.0.1":              "many machines at once",
		"239.255.255.250":        "many machines at once",
		"ff02::1":                "many machines at once",
		"255.255.255.255":        "no host on the internet",
		"240.0.0.1":              "no host on the internet",
		"192.0.2.1":              "no host on the internet",
		"198.18.0.1":             "a network for measurements",
		"2001:db8::1":            "no host on the internet",
		"2001:0:5ef5:79fd::1":    "no host on the internet", // Teredo
		"100::1":                 "no host on the internet",
		"2130706433":             "no host on the internet",
		"::ffff:100.64.0.1":      "a provider's own network",
		"::ffff:169.254.169.254": "the local network",
	} {
		if got := private(address); got != want {
			t.Errorf("%s is of %q, want %q", address, got, want)
		}
	}
}

func TestWhichNamesAProxyIsNotAskedFor(t *testing.T) {
	for host, want := range map[string]string{
		"example.org": "", "a.b.example.org.": "", "localhost": "this machine", "LOCALHOST.": "this machine", "a.localhost": "this machine",
		"127.1": "no host on the internet", "0x7f000001": "no host on the internet", "017700000001": "no host on the internet",
		"10.0.0.1": "a private network", "nas.local": "a private network", "metadata.google.internal": "a private network", "8.8.8.8": "",
	} {
		if got := privateName(host); got != want {
			t.Errorf("%s is of %q, want %q", host, got, want)
		}
	}
}
