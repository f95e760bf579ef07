package chrome

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
)

// placeURL is the address of a script as it is kept. A data: address holds the whole script, so that it is cut to its media type and a hash of it; the
// probe does the same before it tells one.
func placeURL(address string) string {
	if len(address) < 5 || !strings.EqualFold(address[:5], "data:") {
		return address
	}
	hash := fnv.New32a()
	hash.Write([]byte(address)) // never fails, by its documentation
	end := strings.IndexAny(address, ";,")
	if end < 0 || end > maxMediaType {
		end = 5
	}
	if cut, ok := strings.CutPrefix(address[end:], ",fnv1a-"); ok && len(cut) == 8 {
		return address // by the probe
	}
	return fmt.Sprintf("%s,fnv1a-%08x", address[:end], hash.Sum32())
}

// maxMediaType is how long the beginning of a data: address may be that is kept.
const maxMediaType = 60

// initiator tells what caused a request.
func initiator(from *network.Initiator) crawler.Initiator {
	if from == nil {
		return crawler.Initiator{Type: "other"}
	}
	i := crawler.Initiator{Type: strings.ToLower(string(from.Type)), URL: placeURL(from.URL), Stack: stack(from.Stack)}
	if from.URL != "" {
		i.Line = int(from.LineNumber) + 1
	} else if len(i.Stack) > 0 {
		i.URL, i.Line = i.Stack[0].URL, i.Stack[0].Line
	}
	return i
}

// maxCalls bounds a stack that is kept; recursion makes them endless.
const maxCalls = 50

// stack flattens a call stack with its asynchronous callers.
func stack(from *runtime.StackTrace) []crawler.Call {
	var calls []crawler.Call
	for ; from != nil; from = from.Parent {
		for _, f := range withoutProbe(from.CallFrames) {
			if len(calls) == maxCalls {
				return calls
			}
			calls = append(calls, crawler.Call{Function: f.FunctionName, URL: placeURL(f.URL), Line: int(f.LineNumber) + 1, Column: int(f.ColumnNumber) + 1})
		}
	}
	return calls
}

// withoutProbe leaves out the innermost calls if they are the probe's, by which it hears of the page's call.
func withoutProbe(calls []*runtime.CallFrame) []*runtime.CallFrame {
	for len(calls) > 0 && calls[0].URL == "" && (calls[0].FunctionName == "handler.construct" || calls[0].FunctionName == "handler.apply") {
		calls = calls[1:]
	}
	return calls
}

// parseStack reads the call stack of an Error as V8 writes it, innermost call first:
//
//	Error
//	    at setUser (https://shop.example/app.js:12:5)
//	    at https://shop.example/app.js:40:1
//
// Lines without a place (native code) are left out. The text comes from the page's world, so it may be anything.
func parseStack(text string) []crawler.Call {
	var calls []crawler.Call
	for line := range strings.SplitSeq(text, "\n") {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "at ")
		if !ok || len(calls) == maxCalls {
			continue
		}
		if call, ok := parseCall(strings.TrimPrefix(rest, "async ")); ok {
			calls = append(calls, call)
		}
	}
	return calls
}

// parseCall reads "function (url:line:column)" or "url:line:column". For evaluated code, whose place is
// "eval at function (url:line:column), <anonymous>:1:8", it is the place of the call of eval.
func parseCall(text string) (crawler.Call, bool) {
	var call crawler.Call
	place := text
	if open := strings.Index(text, " ("); open >= 0 && strings.HasSuffix(text, ")") {
		call.Function, place = text[:open], text[open+2:len(text)-1]
	}
	if evaluated, _, ok := strings.Cut(place, ", <anonymous>"); ok {
		evaluated = strings.TrimRight(evaluated, ")")
		place = evaluated[strings.LastIndexByte(evaluated, '(')+1:]
	}
	place, column, ok := cutNumber(place)
	if !ok {
		return call, false
	}
	place, line, ok := cutNumber(place)
	call.URL, call.Line, call.Column = placeURL(place), line, column
	return call, ok && place != "" && place != "<anonymous>"
}

// cutNumber cuts ":number" from the end of text.
func cutNumber(text string) (rest string, number int, ok bool) {
	i := strings.LastIndexByte(text, ':')
	if i < 0 {
		return text, 0, false
	}
	number, err := strconv.Atoi(text[i+1:])
	return text[:i], number, err == nil && number >= 0
}
