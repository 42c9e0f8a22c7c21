"""Runs a command whose output and input are a terminal, passes on what it prints, and takes the terminal away at the first
line of standard input. The terminal controls no session, so nobody sends the command a signal then."""
import os
import pty
import select
import signal
import subprocess
import sys

master, slave = pty.openpty()
child = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, start_new_session=True)
os.close(slave)
signal.signal(signal.SIGTERM, lambda number, frame: child.send_signal(number))
while True:
    readable, _, _ = select.select([master, sys.stdin], [], [])
    if sys.stdin in readable:
        break
    try:
        os.write(1, os.read(master, 65536))
    except OSError:
        break
os.close(master)
sys.exit(child.wait())
