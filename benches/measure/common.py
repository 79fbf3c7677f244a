"""What all parts need: commands, the binary of benches/, and Markdown."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def output(*command, **options):
    done = subprocess.run(command, **{"cwd": ROOT, "stdout": subprocess.PIPE, "text": True} | options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: failed")
    return done.stdout


def finish(process):
    """The CPU seconds of a process and all that it started, when it has ended."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(process.args)}: failed")
    return used.ru_utime + used.ru_stime


def cpu_seconds(*command, **environment):
    return finish(subprocess.Popen(command, cwd=ROOT, env=os.environ | environment))


def debian(package):
    """Installs a program of Debian's, unless it is there."""
    if not shutil.which(package):
        root = [] if os.geteuid() == 0 else ["sudo"]
        output(*root, "apt-get", "update", "-q")
        output(*root, "apt-get", "install", "-q", "-y", "--no-install-recommends", package)


def benches(*flags):
    """Builds benches/, and returns the path of its binary."""
    build = ["cargo", "build", "--quiet", "--release", "--package=benches", "--message-format=json"]
    messages = map(json.loads, output(*build, *flags).splitlines())
    return next(message["executable"] for message in messages if message.get("executable"))


def table(head, rows):
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def figures(rows):
    """The table of the figures to reach: what, the limit, what was measured."""
    says = {True: "reached", False: "**not reached**", None: ""}
    return table(["figure", "to reach", "measured", ""], [[*row, says[reached]] for *row, reached in rows])


def at_most(what, limit, measured):
    return what, f"at most {limit:,}", f"{measured:,.2f}".removesuffix(".00"), measured <= limit


def at_least(what, limit, measured):
    return what, f"at least {limit:,}", f"{measured:,.2f}", measured >= limit
