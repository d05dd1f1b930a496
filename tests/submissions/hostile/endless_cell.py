# Tries to keep the notebook busy for ever, at the top level, deaf to its interrupt.
# expects:
# class: exhausting
# falls: unittest lost
import signal

signal.signal(signal.SIGALRM, signal.SIG_IGN)
while True:
    pass
