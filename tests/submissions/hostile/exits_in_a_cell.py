# Tries to end the notebook's process before its functions can be called; what stands in this cell is lost with it.
# expects:
import os

os._exit(0)
