package chrome

import (
	"context"
	"fmt"
	"slices"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// keepRoot leaves a shadow root where read.js looks for it.
const keepRoot = `function() { (globalThis.closedRoots ??= new Map()).set(this.host, this); }`

// openRoots makes the closed shadow roots of the elements that read.js was shown known in its world, which no script can do. It returns false if there was none.
// What is typed does not go there: keys that go astray in a closed root could not be stopped.
func openRoots(ctx context.Context, a *attached, frame cdp.FrameID, hosts int) bool {
	made, err := cdp.Call(ctx, a, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: world})
	if err != nil {
		return false
	}
	opened := make([]bool, hosts)
	sideBySide(hosts, func(i int) { opened[i] = openRoot(ctx, a, i, made.ExecutionContextID) })
	return slices.Contains(opened, true)
}

// openRoot does so for one of the elements.
func openRoot(ctx context.Context, a *attached, i int, in runtime.ExecutionContextID) bool {
	host, err := cdp.Call(ctx, a, runtime.Evaluate, runtime.EvaluateParams{Expression: fmt.Sprintf("globalThis.closedHosts[%d]", i), ContextID: in})
	if err != nil || host.Result == nil || host.Result.ObjectID == "" {
		return false
	}
	depth, through := int64(1), true
	told, err := cdp.Call(ctx, a, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: host.Result.ObjectID, Depth: &depth, Pierce: &through})
	if err != nil || told.Node == nil {
		return false
	}
	at := slices.IndexFunc(told.Node.ShadowRoots, func(root *cdp.Node) bool { return root.ShadowRootType == cdp.ShadowRootTypeClosed })
	return at >= 0 && hand(ctx, a, told.Node.ShadowRoots[at].BackendNodeID, in)
}

// hand gives a shadow root to our world.
func hand(ctx context.Context, a *attached, root cdp.BackendNodeID, in runtime.ExecutionContextID) bool {
	got, err := cdp.Call(ctx, a, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: root, ExecutionContextID: in})
	if err != nil || got.Object == nil {
		return false
	}
	_, err = cdp.Call(ctx, a, runtime.CallFunctionOn, runtime.CallFunctionOnParams{ObjectID: got.Object.ObjectID, FunctionDeclaration: keepRoot})
	return err == nil
}
