"""The cases of benches/: instructions and allocations, which are the same on an idle machine and a busy
one; and time, by criterion, whose ratios of one run say more than the rest.
"""

import json
import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .common import ROOT, at_least, at_most, benches, debian, figures, output, table

# The bodies that the tables show, and what they are called there.
TYPICAL = {
    "recall": "Recall, 250 B",
    "exotel": "Exotel, 1 KB",
    "synthflow": "Synthflow, 6.5 KB",
    "pailflow": "PailFlow, 36 KB",
}
LIVE = {"recall-audio": "Recall, 64 KB of audio", "recall-words": "Recall, 50 words"}
QUESTIONS = {
    "parse": TYPICAL | LIVE,
    "dispatch": {"recall": "Recall, 250 B"},
    "verify": {"256B": "256 B", "64KB": "64 KB", "1MB": "1 MB"},
    "deliver": {"recall": "Recall, 250 B", "recall-1KB": "Recall, 1 KB"},
}
ROUNDS = 10
ALLOCATE = {"malloc", "calloc", "realloc", "posix_memalign"}
# Times `IgnoredAny`, before `payload!` became a table and one reader for all; in the order of TYPICAL.
BEFORE = [2.60, 2.56, 2.33, 1.51]
# To valgrind, `rep movsb` is an instruction for every byte, to a processor it is one. So glibc copies in
# vectors here, whatever the length.
COPY_IN_VECTORS = {"GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=1000000000"}
BASELINE = ROOT / "benches" / "baseline.tsv"
SLACK = 1.05


def callgrind(program, case, rounds):
    """The instructions and the allocations of so many rounds, and of the start of the process."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
        environment = os.environ | COPY_IN_VECTORS
        output(*valgrind, program, *case, str(rounds), stderr=subprocess.DEVNULL, env=environment)
        profile = out.read_text()
    names, allocations = {}, 0
    # A function has its name where it comes first, and a number wherever it comes.
    for number, name, calls in re.findall(r"^c?fn=\((\d+)\)(?: (.*))?\n(?:calls=(\d+))?", profile, re.M):
        name = names.setdefault(number, name)
        if calls and name in ALLOCATE:
            allocations += int(calls)
    return int(re.search(r"^(?:totals|summary): (\d+)", profile, re.M)[1]), allocations


def listed(program):
    return [tuple(line.split("\t")) for line in output(program).splitlines()]


def count(program, wanted=lambda question, body, way: True):
    """The instructions and the allocations of one round of every case."""
    debian("valgrind")

    def one(case):
        few, many = (callgrind(program, case, rounds) for rounds in (ROUNDS, 2 * ROUNDS))
        return case, *(round((more - less) / ROUNDS) for less, more in zip(few, many))

    with ThreadPoolExecutor(2) as pool:
        counted = list(pool.map(one, (case for case in listed(program) if wanted(*case))))
    return ({case: numbers[place] for case, *numbers in counted} for place in (0, 1))


def time(program):
    """The nanoseconds of every case."""
    output(program, "time", stderr=subprocess.DEVNULL)
    target = json.loads(output("cargo", "metadata", "--no-deps", "--format-version=1"))["target_directory"]
    took = {}
    for file in ROOT.joinpath(target, "criterion").glob("*/*/*/new/estimates.json"):
        name = json.loads(file.with_name("benchmark.json").read_text())
        case = name["group_id"], name["value_str"], name["function_id"]
        took[case] = json.loads(file.read_text())["median"]["point_estimate"]
    return {case: took[case] for case in listed(program)}


def tables_in(unit, measured, show):
    """A table for each question: a row for each way, a column for each body."""

    def cell(question, body, way):
        number, ours = measured.get((question, body, way)), measured[question, body, "ours"]
        return show(number, number / ours if ours else 1) if number is not None else "–"

    def rows(question, bodies):
        ways = dict.fromkeys(way for (asked, _, way) in measured if asked == question)
        return [[way, *(cell(question, body, way) for body in bodies)] for way in ways]

    return {
        f"{question} in {unit}": table(["", *bodies.values()], rows(question, bodies))
        for question, bodies in QUESTIONS.items()
    }


def counts():
    counted, allocated = count(benches())

    def times(body, way, question="parse"):
        return counted[question, body, "ours"] / counted[question, body, way]

    def name_last(body):
        return counted["parse", f"{body}-name-last", "ours"] / counted["parse", body, "ours"]

    def of_parts(body):
        """Without the making of the request, which is not the endpoint's."""
        ours = counted["deliver", body, "ours"] - counted["deliver", body, "the request alone"]
        return ours / counted["deliver", body, "verify and parse alone"]

    dispatch = counted["dispatch", "recall", "ours"] - counted["dispatch", "recall", "match"]
    reach = [
        *(at_most(f"{name}: times `IgnoredAny`", 2.2, times(body, "IgnoredAny")) for body, name in TYPICAL.items()),
        *(
            at_most(f"{name}: the same, {before} before the core's rewrite", round(before * 1.03, 2), times(body, "IgnoredAny"))
            for (body, name), before in zip(TYPICAL.items(), BEFORE)
        ),
        *(
            at_most(f"{name}: of `Value`", 1.05 if body == "pailflow" else 0.65, times(body, "Value"))
            for body, name in TYPICAL.items()
        ),
        *(at_most(f"{name}: of a derived struct", 1, times(body, "struct")) for body, name in TYPICAL.items()),
        at_most("Recall, 64 KB of audio: times `IgnoredAny`", 1.5, times("recall-audio", "IgnoredAny")),
        at_most("Recall, 50 words: of `Value`", 0.65, times("recall-words", "Value")),
        at_most("Recall, 250 B: the event's name last, times first", 1.6, name_last("recall")),
        at_most("PailFlow, 36 KB: the event's name last, times first", 1.6, name_last("pailflow")),
        at_most("dispatch: over the `match` itself", 100, dispatch),
        at_most("verify, 256 B: times the bare HMAC", 1.6, times("256B", "bare HMAC", "verify")),
        at_most("verify, 1 MB: times the bare HMAC", 1.02, times("1MB", "bare HMAC", "verify")),
        at_most("deliver, 250 B: times `verify` and parse alone", 1.2, of_parts("recall")),
        at_most("deliver, 1 KB: times `verify` and parse alone", 1.2, of_parts("recall-1KB")),
    ]
    return {
        "figures in instructions": figures(reach),
        **tables_in("instructions", counted, lambda number, times: f"{number:,} ({times:.2f})"),
        **tables_in("allocations", allocated, lambda number, _: f"{number:,}"),
    }


def times():
    took = time(benches())

    def delivering(body, way):
        """Without the making of the request, which is not the handlers'."""
        request = took["deliver", body, "the request alone"]
        return (took["deliver", body, way] - request) / (took["deliver", body, "ours"] - request)

    def show(nanoseconds, times):
        digits = ".3g" if nanoseconds < 1e6 else ".0f"
        return f"{nanoseconds / 1_000:,{digits}} µs ({times:.2f})"

    reach = [
        at_least(
            f"verify, {QUESTIONS['verify'][body]}: times as fast as `{way}`",
            3,
            took["verify", body, way] / took["verify", body, "ours"],
        )
        for body in ("256B", "1MB")
        for way in ("standardwebhooks", "svix")
    ]
    reach += [
        at_least("deliver, 250 B: times as fast as by hand", 3, delivering("recall", "by hand")),
        at_least("deliver, 1 KB: times as fast as by hand", 2, delivering("recall-1KB", "by hand")),
    ]
    return {"figures in time": figures(reach), **tables_in("time", took, show)}


def guard(renew):
    """Whether parsing has become slower.

    A bare count of instructions depends on the machine's libc and the compiler. Its ratio to what
    `serde_json` needs to skip the same body, in the same run, hardly does.
    """
    bodies = TYPICAL | LIVE
    program = benches("--no-default-features")
    counted, _ = count(program, lambda _, body, way: body in bodies and way != "struct")

    def times(body, way):
        return counted["parse", body, "ours"] / counted["parse", body, way]

    now = {body: times(body, "IgnoredAny") for body in bodies}
    if renew:
        BASELINE.write_text("".join(f"{body}\t{ratio:.3f}\n" for body, ratio in now.items()))
    baseline = dict(line.split("\t") for line in BASELINE.read_text().splitlines())
    checks = [
        (f"{body}: times `IgnoredAny`, before {baseline[body]}", float(baseline[body]) * SLACK, ratio)
        for body, ratio in now.items()
    ]
    # What live traffic may cost, whatever it cost before.
    checks += [
        ("recall-audio: times `IgnoredAny`", 1.5, times("recall-audio", "IgnoredAny")),
        ("recall-words: of `Value`", 0.65, times("recall-words", "Value")),
    ]
    slower = [what for what, limit, ratio in checks if ratio > limit]
    print(table(["", "at most", "now"], [[what, f"{limit:.3f}", f"{ratio:.3f}"] for what, limit, ratio in checks]))
    for what in slower:
        print(f"slower: {what}")
    if slower:
        print("If it is worth that: benches/performance --guard --renew")
    return int(bool(slower))
