package detect

import (
	"encoding/base64"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The strings are those that the standard's own documents and its reference library give as examples, and what they say of them.
func TestTCStringsAreRead(t *testing.T) {
	tests := []struct {
		name, text string
		platform   int
		purposes   []int
		vendors    []int
	}{
		{"a list of bits for the vendors", "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA", 27, []int{1, 2, 3}, []int{2, 6, 8}},
		{"segments behind the core", "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA.IFoEUQQgAIQwgIwQABAEAAAAOIAACAIAAAAQAIAgEAACEAAAAAgAQBAAAAAAAGBAAgAAAAAAAFAAECAAAgAAQARAEQAAAAAJAAIAAgAAAYQEAAAQmAgBC3ZAYzUw", 27, []int{1, 2, 3}, []int{2, 6, 8}},
	}
	for _, tt := range tests {
		tc, err := ParseTCString(tt.text)
		if err != nil || tc.Platform != tt.platform || !slices.Equal(tc.Purposes, tt.purposes) || !slices.Equal(tc.Vendors, tt.vendors) {
			t.Errorf("%s: got %+v, %v, want platform %d, purposes %v, vendors %v", tt.name, tc, err, tt.platform, tt.purposes, tt.vendors)
		}
	}
}

func TestWhatIsNoTCStringIsAnError(t *testing.T) {
	for _, text := range []string{"", "1YNN", "COvFyGBOvFyG", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA", strings.Repeat("!", 60), "COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAA____"} {
		if tc, err := ParseTCString(text); err == nil {
			t.Errorf("ParseTCString(%q) = %+v, want an error", text, tc)
		}
	}
}

// vendorRanges is a TC string with the vendors given as ranges.
func vendorRanges(highest int, ranges ...[2]int) string {
	var bits strings.Builder
	fmt.Fprintf(&bits, "%06b%0207b%016b1%012b", 2, 0, highest, len(ranges))
	for _, r := range ranges {
		fmt.Fprintf(&bits, "1%016b%016b", r[0], r[1])
	}
	text := bits.String() + strings.Repeat("0", 8)
	data := make([]byte, len(text)/8)
	for i := range data {
		n, _ := strconv.ParseUint(text[8*i:8*i+8], 2, 8)
		data[i] = byte(n)
	}
	return base64.RawURLEncoding.EncodeToString(data)
}

func TestRangesOfVendorsMayOverlap(t *testing.T) {
	tc, err := ParseTCString(vendorRanges(12, [2]int{3, 5}, [2]int{9, 11}, [2]int{4, 6}, [2]int{3, 4}, [2]int{8, 7}, [2]int{12, 900}))
	if want := []int{3, 4, 5, 6, 9, 10, 11, 12}; err != nil || !slices.Equal(tc.Vendors, want) {
		t.Errorf("vendors %v, %v; want %v", tc.Vendors, err, want)
	}
}

// A short string of many wide ranges must cost little more than one of a few: its reader allocates by what comes out, not by what is said.
func TestOverlappingRangesDoNotMultiply(t *testing.T) {
	wide := make([][2]int, 400)
	for i := range wide {
		wide[i] = [2]int{1, 65535}
	}
	one, many := vendorRanges(65535, wide[0]), vendorRanges(65535, wide...)
	bytes := func(text string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		tc, err := ParseTCString(text)
		runtime.ReadMemStats(&after)
		if err != nil || len(tc.Vendors) != 65535 {
			t.Fatalf("%d vendors, %v; want 65535", len(tc.Vendors), err)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	if few, lots := bytes(one), bytes(many); lots > 2*few {
		t.Errorf("400 ranges allocate %d bytes, one %d", lots, few)
	}
}

func FuzzParseTCString(f *testing.F) {
	f.Add("COvFyGBOvFyGBAbAAAENAPCAAOAAAAAAAAAAAEEUACCKAAA")
	f.Add("DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN")
	f.Fuzz(func(t *testing.T, text string) {
		tc, err := ParseTCString(text)
		if err == nil && (len(tc.Purposes) > 24 || len(tc.Vendors) > 1<<16) {
			t.Errorf("%q: %d purposes, %d vendors", text, len(tc.Purposes), len(tc.Vendors))
		}
		for _, s := range gppSections(text) {
			saleOptOut(s.id, s.text)
		}
	})
}

func TestGPPStringsAreSplit(t *testing.T) {
	tests := []struct {
		text string
		want []gppSection
	}{
		{"DBABMA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA", []gppSection{{2, "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"}}},
		{"DBACNYA~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN", []gppSection{{2, "CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA"}, {6, "1YNN"}}},
		{"1YNN", nil},
		{"", nil},
		{"DBACNYA", nil},
	}
	for _, tt := range tests {
		if got := gppSections(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("gppSections(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}

func TestTheSaleOptOutIsRead(t *testing.T) {
	tests := []struct {
		id         int
		text, want string
	}{
		{gppUSP, "1YNN", "no"},
		{gppUSP, "1YYN", "yes"},
		{gppUSP, "1---", ""},
		{gppUSP, "2YYN", ""},
		{gppNational, "BAAUAAAAAABA", "yes"}, // notices not applicable, sale and sharing opted out (01 01)
		{gppNational, "BAAoAAAAAABA", "no"},  // not opted out (10 10)
		{gppNational, "", ""},
	}
	for _, tt := range tests {
		if got := saleOptOut(tt.id, tt.text); got != tt.want {
			t.Errorf("saleOptOut(%d, %q) = %q, want %q", tt.id, tt.text, got, tt.want)
		}
	}
}

func TestConsentModeIsRead(t *testing.T) {
	tests := []struct{ param, value, want string }{
		{"gcs", "G111", "ad_storage analytics_storage"},
		{"gcs", "G101", "analytics_storage"},
		{"gcs", "G100", ""},
		{"gcs", "G1--", ""},
		{"gcd", "13l3l3l3l1", ""},
		{"gcd", "13p3p3p3p5", ""},
		{"gcd", "13r3r3r3r5", "ad_storage analytics_storage ad_user_data ad_personalization"},
		{"gcd", "13t3t2t2t5", "ad_storage analytics_storage ad_user_data ad_personalization"},
		{"gcd", "13q3v3q3m5", "analytics_storage"},
		{"gcd", "11t1t1", "ad_storage analytics_storage"},
		{"gcd", "nonsense", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(ConsentMode(tt.param, tt.value), " "); got != tt.want {
			t.Errorf("ConsentMode(%s, %s) = %q, want %q", tt.param, tt.value, got, tt.want)
		}
	}
}
