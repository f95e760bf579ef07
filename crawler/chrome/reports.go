package chrome

import (
	"bytes"
	"net/url"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/network"
)

// reports are what the browser itself tells the site's endpoints about the page (Reporting API: violations of a policy, deprecations,
// crashes). They are sent by no document, so that they are no requests to the protocol.
type reports struct {
	endpoints map[endpoint]string // their addresses
	hops      map[network.ReportID]*hop
}

// An endpoint is named by an origin for reports of its documents.
type endpoint struct{ origin, name string }

// report records an event about reports. The caller holds r.mu.
func (r *recording) report(a *attached, e event) {
	switch e.method {
	case network.ReportingAPIEndpointsChangedForOrigin.Method:
		on(e, func(ev network.EventReportingAPIEndpointsChangedForOrigin) {
			for _, to := range ev.Endpoints {
				if r.take(someRequests, len(r.reports.endpoints), r.limits.requests, len(to.URL)) {
					r.reports.endpoints[endpoint{ev.Origin, to.GroupName}] = to.URL
				}
			}
		})
	case network.ReportingAPIReportAdded.Method:
		on(e, func(ev network.EventReportingAPIReportAdded) { r.reported(a, ev.Report) })
	case network.ReportingAPIReportUpdated.Method:
		on(e, func(ev network.EventReportingAPIReportUpdated) { r.reported(a, ev.Report) })
	}
}

// reported keeps a report to an endpoint that is known. It is told again whenever its delivery gets on.
func (r *recording) reported(a *attached, report *network.ReportingAPIReport) {
	if report == nil || ours(report) {
		return
	}
	h := r.reports.hops[report.ID]
	if h == nil {
		from, _ := url.Parse(report.InitiatorURL)
		if from == nil {
			return
		}
		to := r.reports.endpoints[endpoint{from.Scheme + "://" + from.Host, report.Destination}]
		if !isNetwork(to) || !r.take(someRequests, len(r.hops), r.limits.requests, len(to)+len(report.InitiatorURL)) {
			return
		}
		h = r.add(&exchange{}, a, "", crawler.Request{
			URL: to, Method: "POST", Type: reportType, FrameURL: report.InitiatorURL,
			Initiator: crawler.Initiator{Type: "other", URL: report.InitiatorURL},
			Headers:   []crawler.Header{{Name: "Content-Type", Value: "application/reports+json"}},
			Time:      wall(report.Timestamp),
		})
		r.keepBody(h, report.Body)
		r.reports.hops[report.ID] = h
	}
	h.request.Error = ""
	if report.Status == network.ReportStatusQueued || report.Status == network.ReportStatusMarkedForRemoval {
		h.request.Error = "not sent before the page was left"
	}
}

// ours says whether a report is about a script of this program: those have no address, and one of them listens to the page's being unloaded.
func ours(report *network.ReportingAPIReport) bool {
	return report.Type == "deprecation" && !bytes.Contains(report.Body, []byte(`"sourceFile"`))
}

// reportType is the Type of requests by which the browser tells a site's endpoint what happened on a page.
const reportType = "report"
