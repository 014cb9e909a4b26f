"""Weilu 围炉, a community bot."""

import os

# The matrices here are small: a second thread of numpy's costs more than it gives. It is read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
