package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// received notes what the message brings in that a handler of gRPC, Twirp or Connect takes: Create(ctx, *CreateRequest) (*User, error).
func (p *Program) received(fn *ssa.Function) {
	message := messageOf(fn.Signature)
	if message == nil {
		return
	}
	at := p.step(fn.Pos(), fn.Name())
	for _, f := range p.inside(message) {
		p.collected[Source{Data: f.class.Data, Name: f.class.Name, Owner: f.class.Owner, Kind: Request, Expr: fn.Name(), At: at}] = true
	}
}

// messageOf is the type of the message that a method of a service takes, nil for another function.
func messageOf(sig *types.Signature) types.Type {
	if sig.Recv() == nil || sig.Params().Len() != 2 || sig.Results().Len() != 2 || !isError(sig.Results().At(1).Type()) {
		return nil
	}
	if qualified(sig.Params().At(0).Type()) != "context.Context" {
		return nil
	}
	taken, returned := messageIn(sig.Params().At(1).Type()), messageIn(sig.Results().At(0).Type())
	if taken == nil || returned == nil {
		return nil
	}
	return taken
}

// messageIn is a protobuf message behind a pointer, or in a request or an answer of Connect; nil if there is none.
func messageIn(t types.Type) types.Type {
	named, ok := deref(t).(*types.Named)
	if !ok || !isPointer(t) {
		return nil
	}
	if args := named.TypeArgs(); args.Len() == 1 && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "connectrpc.com/connect" {
		return messageIn(types.NewPointer(args.At(0)))
	}
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "ProtoReflect")
	if _, ok := obj.(*types.Func); !ok {
		return nil
	}
	return named
}
