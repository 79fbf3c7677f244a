"""The size of the core, and what it costs to compile the crate."""

import re
import shutil
import tempfile
from pathlib import Path

from .common import ROOT, at_most, cpu_seconds, figures, output, table

TURNS = 3
# As cargo builds what a user depends on, and not as this workspace says.
AS_DEPENDENCY = ["--config=profile.dev.debug=true", '--config=profile.dev.package."*".debug=true']
# What a Recall body runs through from `from_slice` until its fields are set, by callgrind on a debug
# build; without what only makes empty values (`extra`, `error_path`) or declares (`mod`, `rows`).
PASSED = ["event_table/read", "open/read", "open/payload", "open/field", "open/string"]


def tables():
    core = [file.read_text() for room in ("open", "event_table") for file in ROOT.glob(f"src/{room}/*.rs")]
    traits = sum(len(re.findall(r"^ *(?:pub(?:\(\w+\))? )?trait ", file, re.M)) for file in core)
    tree = ["cargo", "tree", "--package=bot-webhooks", "--edges=normal", "--prefix=none", "--format={p}"]
    crates = {crate.removesuffix(" (*)") for crate in output(*tree).splitlines()}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "target")

        def build(package="bot-webhooks", *flags, clean=False):
            """The CPU seconds of this crate; in a clean build, of all crates.

            Without incremental compilation, which cargo keeps for the workspace.
            """
            if clean:
                shutil.rmtree(target, ignore_errors=True)
            where = ["--quiet", f"--package={package}", f"--target-dir={target}", *AS_DEPENDENCY]
            output("cargo", "clean", *where)
            return cpu_seconds("cargo", "build", "--jobs=1", *where, *flags, CARGO_INCREMENTAL="0")

        whole = min(build(clean=True) for _ in range(TURNS))
        (rlib,) = (file.stat().st_size for file in target.glob("debug/deps/libbot_webhooks-*.rlib"))
        ours = min(build() for _ in range(TURNS))
        serde_derive = min(build("serde_derive") for _ in range(TURNS))
        recall = ["--no-default-features", "--features=recall"]
        recall = min(build("bot-webhooks", *recall) for _ in range(TURNS))
    others = whole - ours
    reach = [
        at_most("lines of `src/open` and `src/event_table`", 2000, sum(file.count("\n") for file in core)),
        at_most("traits of our own in the two", 5, traits),
        at_most("files of the two that a Recall body passes", 5, len(PASSED)),
        at_most("compile time, of that of the dependencies", 0.60, ours / others),
        at_most("the same, of the dependencies but `serde_derive`", 0.60, ours / (others - serde_derive)),
        at_most("debug rlib, MB", 18, rlib / 1e6),
        at_most("crates of the default tree", 18, len(crates)),
    ]
    seconds = {"this crate": ours, "this crate with Recall alone": recall, "its dependencies": others, "of them `serde_derive`": serde_derive}
    return {
        "figures of build": figures(reach),
        "build": table(["debug build, default features", "CPU seconds"], [[what, f"{it:.1f}"] for what, it in seconds.items()]),
    }
