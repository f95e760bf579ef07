package chrome

import (
	"io"
	"os"
	"os/exec"
)

// ends are those of the two pipes between a browser and us.
type ends struct{ ourRead, ourWrite, theirRead, theirWrite *os.File }

func newEnds() (ends, error) {
	var e ends
	var err error
	if e.theirRead, e.ourWrite, err = os.Pipe(); err != nil {
		return ends{}, err
	}
	if e.ourRead, e.theirWrite, err = os.Pipe(); err != nil {
		closeAll(e.theirRead, e.ourWrite)
		return ends{}, err
	}
	return e, nil
}

// start starts cmd, which was told where its ends are, and returns ours.
func (e ends) start(cmd *exec.Cmd) (io.ReadCloser, io.WriteCloser, error) {
	err := cmd.Start()
	closeAll(e.theirRead, e.theirWrite) // or the pipes would stay open when the browser has ended
	if err != nil {
		closeAll(e.ourRead, e.ourWrite)
		return nil, nil, err
	}
	return e.ourRead, e.ourWrite, nil
}

func closeAll(files ...*os.File) {
	for _, f := range files {
		f.Close()
	}
}
