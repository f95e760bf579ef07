// Package cost measures what a crawl costs beside a bare navigation of the same pages, with a client that is not ours. It is a
// module of its own, so that Candor does not depend on that client. It has nothing but its benchmark:
//
//	make cost
//
// Each line is one way to visit ten pages (twenty scripts, images and frames of other sites, a form and a worker each): navigate, which opens
// them one after the other in one tab and waits for half a second without a request; and the crawl of one and of three consent
// states, as candor crawl does it, with everything recorded. The ways alternate for some rounds, each time in a process of its own.
//
//	cpu-s/page, wall-s/page  the browser and its driver, from the browser's start to its end; processor time is what the kernel
//	                         counted of every process of them, those that were killed included
//	pss-MiB                  the most that these processes held together
//	cpu-ratio, wall-ratio    a page of the crawl of one state to one of navigate
//	...-of-states-ratio      the whole crawl of three states to that of one
//
// All are medians of the rounds. Under them stands between what a ratio lay.
package cost
