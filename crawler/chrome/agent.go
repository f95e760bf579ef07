package chrome

import (
	"runtime"
	"strings"

	"github.com/chromedp/cdproto/emulation"
)

// An agent is how the browser presents itself: as the Chromium that it is, without the word Headless,
// because banners and trackers hide from robots. It is kept in the record.
type agent struct {
	product   string // "Chromium/156.0.8078.79"
	userAgent string
	metadata  *emulation.UserAgentMetadata // the same, in client hints
}

// newAgent takes the version that the browser tells, such as "Chromium 156.0.8078.79".
func newAgent(version string) agent {
	full := version[strings.LastIndex(version, " ")+1:]
	major, _, _ := strings.Cut(full, ".")
	system, platform := "X11; Linux x86_64", "Linux"
	switch runtime.GOOS {
	case "darwin":
		system, platform = "Macintosh; Intel Mac OS X 10_15_7", "macOS"
	case "windows":
		system, platform = "Windows NT 10.0; Win64; x64", "Windows"
	}
	architecture := "x86"
	if runtime.GOARCH == "arm64" {
		architecture = "arm"
	}
	brands := func(version, other string) []*emulation.UserAgentBrandVersion {
		return []*emulation.UserAgentBrandVersion{{Brand: "Chromium", Version: version}, {Brand: "Not)A;Brand", Version: other}}
	}
	return agent{
		product: strings.ReplaceAll(version, " ", "/"),
		// Chromium freezes the minor version and the system in this string; details are in the client hints.
		userAgent: "Mozilla/5.0 (" + system + ") AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + major + ".0.0.0 Safari/537.36",
		metadata: &emulation.UserAgentMetadata{
			Brands:          brands(major, "8"),
			FullVersionList: brands(full, "8.0.0.0"),
			Platform:        platform,
			Architecture:    architecture,
			Bitness:         "64",
		},
	}
}
