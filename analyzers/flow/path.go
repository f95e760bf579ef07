package flow

import "strings"

// A path leads from a value to a part of it: steps apart by "/". A step is a field's name, "[key]" for a constant
// key or index, "[]" for any element, "{}" for the keys of a map, "#0" for a result. Pointers take no step.
type path string

// maxSteps and maxLists bound the length of a path. What lies deeper is not followed: a whole that counts as its deepest part makes noise. What is in
// a list is no deeper than the list, so that the addresses in a list of customers are as near as those of one; in lists of lists, every step counts.
const (
	maxSteps = 3 // steps to fields and to elements under a key or number, and of every kind where there are more lists
	maxLists = 1 // steps that do not count: to any element, and to what contexts keep
)

const (
	anyElement path = "[]"
	anyKey     path = "{}"
)

// join appends q to p. It reports false when steps had to be left out.
func (p path) join(q path) (path, bool) {
	switch {
	case q == "":
		return p, true
	case p == "":
		return q.clip()
	}
	return (p + "/" + q).clip()
}

// long appends q to p, however long they are.
func (p path) long(q path) path {
	if p == "" || q == "" {
		return p + q
	}
	return p + "/" + q
}

func (p path) clip() (path, bool) {
	depth, lists := 0, 0
	for end := 0; ; {
		step, rest := firstStep(p[end:])
		if step.free() {
			lists++
		} else {
			depth++
		}
		switch {
		case depth > maxSteps || lists > maxLists && depth+lists > maxSteps:
			return p[:end-1], false
		case rest == "":
			return p, true
		}
		end += len(step) + 1
	}
}

// free reports whether a step does not count in maxSteps: to any element, and to what is kept under a key of a context.
func (p path) free() bool { return p == anyElement || strings.HasPrefix(string(p), "["+keptMark) }

// depth is the number of steps of p that are counted in maxSteps.
func (p path) depth() int {
	depth := 0
	for p != "" {
		var step path
		if step, p = firstStep(p); !step.free() {
			depth++
		}
	}
	return depth
}

// steps is the number of steps of p.
func (p path) steps() int {
	if p == "" {
		return 0
	}
	return strings.Count(string(p), "/") + 1
}

// first is p without what follows its first n steps.
func (p path) first(n int) path {
	if n == 0 {
		return ""
	}
	for i := range len(p) {
		if p[i] == '/' {
			if n--; n == 0 {
				return p[:i]
			}
		}
	}
	return p
}

// under reports whether p is q or a part of it, and returns the rest of p.
func (p path) under(q path) (rest path, ok bool) {
	switch {
	case q == "":
		return p, true
	case p == q:
		return "", true
	case strings.HasPrefix(string(p), string(q)) && p[len(q)] == '/':
		return p[len(q)+1:], true
	}
	return "", false
}

// parent drops the last step of p; the root has none.
func (p path) parent() (path, bool) {
	if p == "" {
		return "", false
	}
	return p[:max(0, strings.LastIndexByte(string(p), '/'))], true
}

// element is the step to the element with a constant key.
func element(key string) path {
	return path("[" + strings.ReplaceAll(key, "/", "_") + "]")
}

// many reports whether p stands for many places, so that a store to it replaces nothing.
func (p path) many() bool {
	return strings.Contains(string(p), string(anyElement)) || strings.Contains(string(p), string(anyKey))
}

// firstStep splits p behind its first step.
func firstStep(p path) (first, rest path) {
	for i := range len(p) {
		if p[i] == '/' {
			return p[:i], p[i+1:]
		}
	}
	return p, ""
}
