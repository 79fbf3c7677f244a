"""Instructions, which are the same on an idle machine and a busy one."""

import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .common import LARGE, TYPICAL, at_most, binary, debian, figures, output, table


# Times `IgnoredAny`, before `payload!` became a table and one reader for all; in the order of TYPICAL.
BEFORE = [2.60, 2.56, 2.33, 1.51]


# To valgrind, `rep movsb` is an instruction for every byte, to a processor it is one. So glibc copies in
# vectors here, whatever the length.
COPY_IN_VECTORS = {"GLIBC_TUNABLES": "glibc.cpu.x86_rep_movsb_threshold=1000000000"}


def instructions(program, case, rounds):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        output(
            *("valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"),
            *(program, *case, str(rounds)),
            stderr=subprocess.DEVNULL,
            env=os.environ | COPY_IN_VECTORS,
        )
        return int(re.search(r"^(?:totals|summary): (\d+)", out.read_text(), re.M)[1])


def count(program):
    """The instructions of one round of every case of a program, and the lengths of the bodies.

    They are the difference of two runs, so that the start of the process is not counted.
    """
    debian("valgrind")
    cases = [tuple(line.split("\t")) for line in output(program).splitlines()]

    def one(case):
        length = int(output(program, *case, "0"))
        few = max(1, min(100, 100_000 // length))
        many = instructions(program, case, 2 * few) - instructions(program, case, few)
        return case, round(many / few), length

    with ThreadPoolExecutor(2) as pool:
        counted = list(pool.map(one, cases))
    lengths = {body: length for (_, body, _), _, length in counted}
    return {case: number for case, number, _ in counted}, lengths


def ways_by_body(counted, question, bodies, cell):
    """A table of one question: a row for each way, a column for each body."""
    ways = dict.fromkeys(way for (q, body, way) in counted if q == question and body in bodies)
    rows = [
        [way] + [cell(body, way) if (question, body, way) in counted else "–" for body in bodies]
        for way in ways
    ]
    return table(["", *bodies.values()], rows)


def tables():
    counted, lengths = count(binary("--package=benches", "--bench=counts"))
    parse = lambda body, way="ours": counted["parse", body, way]  # noqa: E731
    of_value = lambda body, way: f"{parse(body, way):,} ({parse(body, way) / parse(body, 'Value'):.2f})"  # noqa: E731

    times = lambda body, way: parse(body) / parse(body, way)  # noqa: E731
    reversed_ = {body: parse(f"{body}-reversed") / parse(body) for body in TYPICAL}
    segments = [body for (q, body, way) in counted if "segments" in body and way == "ours"]
    text = ["pailflow", *LARGE]
    per_byte = {body: parse(body) / lengths[body] for body in [*segments, *text]}
    growth = lambda bodies: max(per_byte[body] for body in bodies[1:]) / per_byte[bodies[0]]  # noqa: E731
    dispatch = {way: counted["dispatch", "recall", way] for way in ("ours", "match")}

    reach = [
        at_most(f"{name}: of `Value`", 1.05 if body == "pailflow" else 0.65, times(body, "Value"))
        for body, name in TYPICAL.items()
    ]
    reach += [
        at_most(f"{name}: times `IgnoredAny`", 2.2, times(body, "IgnoredAny"))
        for body, name in (TYPICAL | LARGE).items()
    ]
    reach += [
        at_most("Recall, 64 KB of audio: times `IgnoredAny`", 1.5, times("recall-audio", "IgnoredAny")),
        at_most("Recall, 50 words: of `Value`", 0.65, times("recall-words", "Value")),
    ]
    reach += [
        at_most(f"{name}: fields reversed, times documented order", 1.6, reversed_[body])
        for body, name in TYPICAL.items()
    ]
    reach += [
        at_most("Exotel: per byte, 10 to 10,000 segments", 1.1, growth(segments)),
        at_most("PailFlow: per byte, 36 KB to 10 MB", 1.1, growth(text)),
        at_most("dispatch: over the `match` itself", 100, dispatch["ours"] - dispatch["match"]),
    ]
    core = [
        (f"{name}: times `IgnoredAny`", f"{before:.2f}", *at_most("", round(before * 1.03, 2), times(body, "IgnoredAny"))[1:])
        for (body, name), before in zip(TYPICAL.items(), BEFORE)
    ]
    core += [
        (f"{name}: of a derived struct", "–", *at_most("", 1, times(body, "struct"))[1:])
        for body, name in TYPICAL.items()
    ]
    signed = {body: body for (q, body, _) in counted if q == "verify"}

    def of_hmac(body):
        return counted["verify", body, "ours"] / counted["verify", body, "bare HMAC"]

    def of_parts(body):
        """Without the making of the request, which is not the endpoint's."""
        ours = counted["deliver", body, "ours"] - counted["deliver", body, "the request alone"]
        return ours / counted["deliver", body, "verify and parse alone"]

    limits = [
        at_most("verify, 256 B: times the bare HMAC", 1.6, of_hmac("256B")),
        at_most("verify, 1 MB: times the bare HMAC", 1.02, of_hmac("1MB")),
        at_most("deliver, 250 B: times `verify` and parse alone", 1.2, of_parts("recall")),
        at_most("deliver, 1 KB: times `verify` and parse alone", 1.2, of_parts("recall-1KB")),
    ]
    number = lambda question: lambda body, way: f"{counted[question, body, way]:,}"  # noqa: E731
    delivered = {"recall": "Recall, 250 B", "recall-1KB": "Recall, 1 KB"}
    return {
        "figures of counts": figures(reach),
        "figures of the core": figures(core, "before"),
        "figures of verify and deliver in instructions": figures(limits),
        "parse in instructions": ways_by_body(counted, "parse", TYPICAL | LARGE, of_value),
        "shares in instructions": shares(counted),
        "order in instructions": table(
            ["", "documented order", "reversed", "ratio"],
            [
                [name, f"{parse(body):,}", f"{parse(f'{body}-reversed'):,}", f"{reversed_[body]:.2f}"]
                for body, name in TYPICAL.items()
            ],
        ),
        "growth in instructions": table(
            ["", "bytes", "instructions", "per byte"],
            [[body, f"{lengths[body]:,}", f"{parse(body):,}", f"{each:.2f}"] for body, each in per_byte.items()],
        ),
        "dispatch in instructions": table(
            ["", "instructions"],
            [*dispatch.items(), ["difference", dispatch["ours"] - dispatch["match"]]],
        ),
        "verify in instructions": ways_by_body(counted, "verify", signed, number("verify")),
        "deliver in instructions": ways_by_body(counted, "deliver", delivered, number("deliver")),
    }


def shares(counted):
    """Where the instructions of a parse go, in times `IgnoredAny`."""
    rows = {
        "the syntax alone (`IgnoredAny`)": [],
        "names and values as strings and numbers (`walk`)": [],
        "the result allocated and freed (a copy of the event)": [],
        "finding fields; unknown fields and unexpected types": [],
        "**ours**": [],
        "(a derived struct)": [],
    }
    for body in TYPICAL:
        parse = {way: counted["parse", body, way] for way in ("IgnoredAny", "walk", "ours", "struct")}
        floor, copied = parse["IgnoredAny"], counted["copy", body, "ours"]
        walked = parse["walk"] - floor
        parts = [floor, walked, copied, parse["ours"] - floor - walked - copied, parse["ours"], parse["struct"]]
        for row, part in zip(rows.values(), parts):
            row.append(f"{part / floor:.2f}")
    return table(["times `IgnoredAny`", *TYPICAL.values()], [[name, *row] for name, row in rows.items()])
