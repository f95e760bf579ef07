// Package precision tells how often a finding of candor code is right, on public modules of others whose findings were judged by hand.
// It is a module of its own, since it asks the module proxy, which no test of Candor does. It has nothing but its benchmark:
//
//	make precision
//
// It fetches each module of modules.txt, analyses it whole, and compares the findings with verdicts.txt:
//
//	precision     right findings among those that were judged and are still reported
//	judged, right, wrong, unjudged
//	              findings of today by their verdict; those that nobody has judged yet are listed, to be judged
//	lost, mended  right and wrong findings that are not reported any more; lost ones are listed
//
// and the other way round, of flows that were found by reading applications, how many candor code reports:
//
//	make recall
//
// A module that the proxy does not serve is skipped, saying so.
package precision
