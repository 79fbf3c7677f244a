"""Time, by criterion: the ratios of one run, as the rest is the machine's."""

import json
import subprocess

from .common import LARGE, ROOT, TYPICAL, at_least, figures, output
from .counts import ways_by_body


def tables():
    target = json.loads(output("cargo", "metadata", "--no-deps", "--format-version=1"))["target_directory"]
    output("cargo", "bench", "--quiet", "--package", "benches", "--bench", "time", stderr=subprocess.DEVNULL)
    files = ROOT.joinpath(target, "criterion").glob("*/*/*/new/estimates.json")
    took = {}
    for file in sorted(files, key=lambda file: file.stat().st_mtime):
        name = json.loads(file.with_name("benchmark.json").read_text())
        way = name["function_id"]
        took[name["group_id"], name["value_str"], way] = json.loads(file.read_text())["median"]["point_estimate"]

    def times(question, body, way):
        return took[question, body, way] / took[question, body, "ours"]

    def delivering(body, way):
        """Without the making of the request, which is not the handlers'."""
        request = took["deliver", body, "the request alone"]
        return (took["deliver", body, way] - request) / (took["deliver", body, "ours"] - request)

    def cell(question):
        return lambda body, way: f"{microseconds(took[question, body, way])} ({times(question, body, way):.2f})"

    signed = {body: body for body in ["256B", "4KB", "64KB", "1MB", "10MB"]}
    delivered = {"recall": "Recall, 250 B", "recall-1KB": "Recall, 1 KB"}
    reach = [
        at_least(f"verify, {body}: times as fast as `{way}`", 3, times("verify", body, way))
        for body in ("256B", "1MB")
        for way in ("standardwebhooks", "svix")
    ]
    reach += [
        at_least("deliver, 250 B: times as fast as by hand", 3, delivering("recall", "by hand")),
        at_least("deliver, 1 KB: times as fast as by hand", 2, delivering("recall-1KB", "by hand")),
    ]
    return {
        "figures of time": figures(reach),
        "parse in time": ways_by_body(took, "parse", TYPICAL | LARGE, cell("parse")),
        "verify in time": ways_by_body(took, "verify", signed, cell("verify")),
        "verify with 3 secrets in time": ways_by_body(took, "verify, 3 secrets", signed, cell("verify, 3 secrets")),
        "deliver in time": ways_by_body(took, "deliver", delivered, cell("deliver")),
    }


def microseconds(nanoseconds):
    return f"{nanoseconds / 1_000:,.3g} µs" if nanoseconds < 1e6 else f"{nanoseconds / 1_000:,.0f} µs"
