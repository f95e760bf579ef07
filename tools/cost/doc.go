// Package cost measures what a crawl costs beside a bare navigation of the same pages, with a client that is not ours. It is a
// module of its own, so that Candor does not depend on that client. It has nothing but its benchmark:
//
//	make cost
//
// Each line is one way to visit ten pages (twenty scripts, images and frames of other sites, a form and a worker each): navigate, which opens
// them one after the other in one tab and waits for half a second without a request; and the crawl of one and of three consent
// states, as candor crawl does it, with everything recorded. cpu-s/page counts the browser with all its processes and its driver, pss-MiB the
// most that the browser's processes held together; the ratios are those to navigate, of three states that to one.
package cost
