"""The size of the core, and what it costs to compile the crate: CPU seconds, a crate at a time."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from .common import ROOT, at_most, binary, figures, output, table

WRAPPER = Path(__file__).with_name("timed_rustc.py")
CRATE = "bot_webhooks"
TURNS = 3
# What a Recall body runs through from `from_slice` until its fields are set, by callgrind on a debug
# build; without what only makes empty values (`extra`, `error_path`) or declares (`mod`, `rows`).
PASSED = [
    *("event_table/read", "open/read", "open/payload", "open/field", "open/string"),
]


def tables():
    modules = profile()
    lines, traits = core()
    crates = output("cargo", "tree", "--package=bot-webhooks", "--edges=normal", "--prefix=none", "--format={p}").splitlines()
    crates = {crate.removesuffix(" (*)") for crate in crates}
    with tempfile.TemporaryDirectory() as folder:
        tree, target = Path(folder, "tree"), Path(folder, "target")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", "target"))
        seconds = least(build(tree, target, clean=True) for _ in range(TURNS))
        (rlib,) = (file.stat().st_size for file in target.glob(f"debug/deps/lib{CRATE}-*.rlib"))
        recall = least(
            build(tree, target, "--no-default-features", "--features=recall") for _ in range(TURNS)
        )[CRATE]
    ours = seconds.pop(CRATE)
    others = sum(seconds.values())
    largest = sorted(seconds.items(), key=lambda it: -it[1])[:5]
    before = others - seconds["serde_derive"]
    reach = [
        ("3,031", at_most("lines of `src/open` and `src/event_table`", 2000, lines)),
        ("10", at_most("traits of our own in the two", 5, traits)),
        ("12", at_most("files of the two that a Recall body passes", 5, len(PASSED))),
        ("–", at_most("compile time, of that of the dependencies", 0.60, ours / others)),
        ("–", at_most("the same, of the dependencies but `serde_derive`", 0.60, ours / before)),
        ("29.4", at_most("debug rlib, MB", 18, rlib / 1e6)),
        ("16", at_most("crates of the default tree", 18, len(crates))),
    ]
    return {
        "figures of build": figures([(what, was, *rest) for was, (what, *rest) in reach], "before"),
        "build": table(
            ["clean debug build, default features", "CPU seconds"],
            [
                ["this crate", f"{ours:.1f}"],
                ["this crate with Recall alone", f"{recall:.1f}"],
                ["its dependencies", f"{others:.1f}"],
                *([f"of them `{crate}`", f"{time:.1f}"] for crate, time in largest),
            ],
        ),
        "modules": table(
            ["module", "share of this crate's time"],
            [[module, f"{time / sum(modules.values()):.0%}"] for module, time in modules.items()],
        ),
    }


def core():
    """The lines and the traits of the core."""
    files = [file.read_text() for room in ("open", "event_table") for file in ROOT.glob(f"src/{room}/*.rs")]
    traits = (re.findall(r"^ *(?:pub(?:\(\w+\))? )?trait ", file, re.M) for file in files)
    return sum(file.count("\n") for file in files), sum(map(len, traits))


def least(builds):
    """The least CPU seconds of each crate in several builds."""
    builds = list(builds)
    return {crate: min(build[crate] for build in builds) for crate in builds[0]}


def build(tree, target, *flags, clean=False):
    """The CPU seconds of each crate in a build: all of them in a clean one, otherwise ours.

    Without incremental compilation, as cargo builds what a user depends on.
    """
    if clean:
        shutil.rmtree(target, ignore_errors=True)
    else:
        output("cargo", "clean", "--quiet", "--package=bot-webhooks", f"--target-dir={target}", cwd=tree)
    log = target.with_name("log")
    log.write_text("")
    environment = os.environ | {"RUSTC_WRAPPER": str(WRAPPER), "RUSTC_TIMES": str(log), "CARGO_INCREMENTAL": "0"}
    build = ["cargo", "build", "--quiet", "--package=bot-webhooks", "--jobs=1", f"--target-dir={target}"]
    output(*build, *flags, cwd=tree, env=environment)
    seconds = {}
    for crate, time in (line.split("\t") for line in log.read_text().splitlines()):
        if crate.startswith("autocfg_"):
            crate = "what build scripts try"  # under names that are new each time
        seconds[crate] = seconds.get(crate, 0) + float(time)
    return seconds


def profile():
    """The seconds of each module, largest first.

    One build, incremental because the compiler then keeps modules apart, with options that need
    a nightly compiler or this variable.
    """
    environment = os.environ | {"RUSTC_BOOTSTRAP": "1", "CARGO_INCREMENTAL": "1"}
    modules = binary("--manifest-path=benches/modules/Cargo.toml")
    with tempfile.TemporaryDirectory() as folder:
        wishes = ["human-readable-cgu-names", f"self-profile={folder}", "self-profile-events=default,args"]
        options = [f"-Z{wish}" for wish in wishes]
        build = ["cargo", "rustc", "--quiet", "--package=bot-webhooks", "--lib", "--jobs=1", f"--target-dir={folder}"]
        output(*build, "--", *options, env=environment)
        (profile,) = Path(folder).glob("bot_webhooks-*.mm_profdata")
        rows = [line.split("\t") for line in output(modules, profile.with_suffix("")).splitlines()]
    return dict(sorted(((module, float(time)) for module, time in rows), key=lambda it: -it[1]))
