"""What all parts need: commands, the benches' binaries, and Markdown."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

# The bodies that the tables show, and what they are called there.
TYPICAL = {
    "recall": "Recall, 250 B",
    "exotel": "Exotel, 1 KB",
    "synthflow": "Synthflow, 6.5 KB",
    "pailflow": "PailFlow, 36 KB",
}
LIVE = {"recall-audio": "Recall, 64 KB of audio", "recall-words": "Recall, 50 words"}
LARGE = {"pailflow-10MB": "PailFlow, 10 MB"}


def output(*command, **options):
    done = subprocess.run(command, **{"cwd": ROOT, "stdout": subprocess.PIPE, "text": True} | options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: failed")
    return done.stdout


def debian(package):
    """Installs a program of Debian's, unless it is there."""
    if not shutil.which(package):
        root = [] if os.geteuid() == 0 else ["sudo"]
        output(*root, "apt-get", "update", "-q")
        output(*root, "apt-get", "install", "-q", "-y", "--no-install-recommends", package)


def binary(*what):
    """Builds a target of the crate, or of benches/, and returns the path of its binary."""
    build = ["cargo", "build", "--quiet", "--release", "--message-format=json", *what]
    for message in map(json.loads, output(*build).splitlines()):
        if message.get("executable"):
            return message["executable"]
    sys.exit(f"{' '.join(build)}: no binary")


def table(head, rows):
    lines = [head, ["---"] + ["--:"] * (len(head) - 1), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)


def figures(rows, *more):
    """The table of the figures to reach: what, more columns, the limit, what was measured."""
    head = ["figure", *more, "to reach", "measured", ""]
    says = {True: "reached", False: "**not reached**", None: ""}
    return table(head, [[*row, says[reached]] for *row, reached in rows])


def at_most(what, limit, measured):
    return what, f"at most {limit:,}", f"{measured:,.2f}".removesuffix(".00"), measured <= limit


def at_least(what, limit, measured):
    return what, f"at least {limit:,}", f"{measured:,.2f}", measured >= limit
