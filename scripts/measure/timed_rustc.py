#!/usr/bin/env python3
"""Runs rustc for cargo, and notes the CPU seconds that it took."""

import os
import resource
import subprocess
import sys

# Open files too: one of them is how cargo hands out its jobs.
code = subprocess.run(sys.argv[1:], close_fds=False).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if "--crate-name" in sys.argv:
    crate = sys.argv[sys.argv.index("--crate-name") + 1]
    if crate != "___":  # cargo's own questions
        with open(os.environ["RUSTC_TIMES"], "a") as log:
            log.write(f"{crate}\t{used.ru_utime + used.ru_stime}\n")
sys.exit(code)
