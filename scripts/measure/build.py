"""What it costs to compile the crate: CPU seconds of the compiler, a crate at a time."""

import os
import tempfile
from pathlib import Path

from .common import at_most, binary, figures, output, table

WRAPPER = Path(__file__).with_name("timed_rustc.py")


def tables():
    builds = [build() for _ in range(3)]
    seconds = {crate: min(build[crate] for build in builds) for crate in builds[0]}
    modules = profile()
    ours = seconds.pop("bot_webhooks")
    others = sum(seconds.values())
    largest = sorted(seconds.items(), key=lambda it: -it[1])[:5]
    return {
        "figures of build": figures([at_most("compile time, of that of the dependencies", 0.5, ours / others)]),
        "build": table(
            ["clean debug build, default features", "CPU seconds"],
            [
                ["this crate", f"{ours:.1f}"],
                ["its dependencies", f"{others:.1f}"],
                *([f"of them `{crate}`", f"{time:.1f}"] for crate, time in largest),
            ],
        ),
        "modules": table(
            ["module", "share of this crate's time"],
            [[module, f"{time / sum(modules.values()):.0%}"] for module, time in modules.items()],
        ),
    }


def build():
    """The CPU seconds of each crate in a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        environment = os.environ | {"RUSTC_WRAPPER": str(WRAPPER), "RUSTC_TIMES": str(log)}
        output("cargo", "build", "--quiet", "--jobs=1", f"--target-dir={folder}", env=environment)
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
        build = ["cargo", "rustc", "--quiet", "--lib", "--jobs=1", f"--target-dir={folder}"]
        output(*build, "--", *options, env=environment)
        (profile,) = Path(folder).glob("bot_webhooks-*.mm_profdata")
        rows = [line.split("\t") for line in output(modules, profile.with_suffix("")).splitlines()]
    return dict(sorted(((module, float(time)) for module, time in rows), key=lambda it: -it[1]))
