# An endless cell at the top level, which ignores its interrupt.
# expects:
import signal

signal.signal(signal.SIGALRM, signal.SIG_IGN)
while True:
    pass
