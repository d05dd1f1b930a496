# Tries to end the notebook's process before its functions can be called; this cell is lost with it.
# expects:
# class: forging
# falls: unittest lost
import os

os._exit(0)
