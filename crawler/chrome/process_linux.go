package chrome

import "syscall"

// endWithUs has the kernel kill the browser when we end in whatever way, also if it hangs and does not notice that its pipe has closed.
func endWithUs(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }
