package chrome

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
)

// A Viewport is the size of the window's inside in CSS pixels.
type Viewport struct {
	Width, Height int
	Mobile        bool // a telephone's: touched, and laid out as a page asks for by its viewport element
}

// usualWindow is the window of a browser that is not told a viewport, as flags.txt has it.
var usualWindow = Viewport{Width: 1366, Height: 900}

// largestViewport is more than screens have, and less than exhausts a machine that takes pictures of it.
const largestViewport = 10_000

// ParseViewport reads "390x844", or "390x844,mobile".
func ParseViewport(text string) (Viewport, error) {
	size, mobile := strings.CutSuffix(text, ",mobile")
	w, h, _ := strings.Cut(size, "x")
	width, wrong := strconv.Atoi(w)
	height, err := strconv.Atoi(h)
	if wrong != nil || err != nil || min(width, height) < 1 || max(width, height) > largestViewport {
		return Viewport{}, fmt.Errorf("viewport %q is no size: want width and height in pixels, as in 1280x720 or 390x844,mobile", text)
	}
	return Viewport{width, height, mobile}, nil
}

// String is what ParseViewport reads, "" for the zero value.
func (v Viewport) String() string {
	switch {
	case v.Width == 0:
		return ""
	case v.Mobile:
		return fmt.Sprintf("%dx%d,mobile", v.Width, v.Height)
	}
	return fmt.Sprintf("%dx%d", v.Width, v.Height)
}

// as is the agent as which the browser is to present itself. One with a name of its own tells nothing in client hints.
func (a agent) as(opts Options) agent {
	if opts.UserAgent != "" {
		a.userAgent, a.metadata = opts.UserAgent, nil
	} else if opts.Viewport.Mobile {
		a.metadata.Mobile = true
	}
	return a
}

// languages is a locale with the language that it is of, the way a browser prefers them.
func languages(locale string) string {
	if language, _, regional := strings.Cut(locale, "-"); regional {
		return locale + "," + language
	}
	return locale
}

// present makes a new target show itself as the options say. The answers are not awaited: where targets share a process, the second
// is told that its locale is set already.
func (a *attached) present() {
	opts, agent := a.session.browser.opts, a.session.browser.agent
	override := emulation.SetUserAgentOverrideParams{UserAgent: agent.userAgent, UserAgentMetadata: agent.metadata}
	if opts.Locale != "" {
		override.AcceptLanguage = languages(opts.Locale)
		a.send(emulation.CommandSetLocaleOverride, emulation.SetLocaleOverrideParams{Locale: strings.ReplaceAll(opts.Locale, "-", "_")})
	}
	a.send(emulation.CommandSetUserAgentOverride, override)
	if opts.Timezone != "" {
		a.send(emulation.CommandSetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: opts.Timezone})
	}
	if v := opts.Viewport; v.Width > 0 && a.kind == "page" {
		a.send(emulation.CommandSetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
			Width: int64(v.Width), Height: int64(v.Height), DeviceScaleFactor: 1, Mobile: v.Mobile, ScreenWidth: int64(v.Width), ScreenHeight: int64(v.Height),
		})
		a.send(emulation.CommandSetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: v.Mobile})
	}
}

// checkTimezone errs if the browser does not know the time zone that it is to have.
func (s *session) checkTimezone(ctx context.Context, tab *attached) error {
	name := s.browser.opts.Timezone
	if name == "" {
		return nil
	}
	_, err := cdp.Call(ctx, tab, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: name})
	if err != nil && strings.Contains(err.Error(), "Invalid timezone") {
		return fmt.Errorf("the browser knows no time zone %q: give one such as Europe/Paris", name)
	}
	return nil
}
