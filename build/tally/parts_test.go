package main

import (
	"net"
	"os/exec"
	"strings"
	"testing"
)

func TestTheDisplayIsThereUntilItIsStopped(t *testing.T) {
	if _, err := exec.LookPath("Xvfb"); err != nil {
		t.Skip("no Xvfb on this machine")
	}
	display, stop, err := startDisplay()
	if err != nil {
		t.Fatal(err)
	}
	socket := "/tmp/.X11-unix/X" + strings.TrimPrefix(display, ":")
	c, err := net.Dial("unix", socket)
	if err != nil {
		stop()
		t.Fatalf("display %q: %v", display, err)
	}
	c.Close()
	stop()
	if c, err := net.Dial("unix", socket); err == nil {
		c.Close()
		t.Fatal("the display is still there")
	}
}
