"""Allocations, and the most memory that is held at once."""

from collections import defaultdict

from .common import LARGE, TYPICAL, at_most, binary, figures, output, table
from .counts import ways_by_body


def tables():
    made, peaks, copies, sizes = {}, {}, {}, {}
    explained = defaultdict(list)
    for line in output(binary("--package=benches", "--bench=allocations")).splitlines():
        match line.split("\t"):
            case "case", question, body, way, number, peak:
                made[question, body, way] = int(number)
                peaks[question, body, way] = int(peak)
            case "copy", body, number:
                copies[body] = int(number)
            case "explain", body, path, kind, number:
                explained[body].append((path.removeprefix("."), kind, int(number)))
            case "size", event, number:
                sizes[event] = int(number)
            case "length", number, text:
                length, transcript = int(number), int(text)

    parse = lambda body, way="ours": made["parse", body, way]  # noqa: E731
    peak = peaks["parse", "pailflow-10MB", "ours"]
    signed = {body: body for (question, body, _) in made if question == "verify"}
    number = lambda question: lambda body, way: f"{made[question, body, way]:,}"  # noqa: E731
    dispatch = made["dispatch", "recall", "ours"] - made["dispatch", "recall", "match"]
    reach = [at_most(
            f"{name}: beyond the result and `serde_json`'s buffer", 0, parse(body) - copies[body] - parse(body, "walk")
        ) for body, name in TYPICAL.items()]
    reach += [at_most("dispatch", 0, dispatch)]
    reach += [at_most("verify, 256 B to 10 MB", 0, max(made["verify", body, "ours"] for body in signed))]
    reach += [at_most(f"size of `{event}::Event`, bytes", 256, size) for event, size in sizes.items()]
    reach += [at_most("peak at 10 MB, less the body, in lengths of its transcript", 3, peak / transcript)]
    largest = [["parse, " + way, f"{size:,}"] for (q, body, way), size in peaks.items() if q == "parse" and body in LARGE]
    return {
        "figures of allocations": figures(reach),
        "parse in allocations": ways_by_body(made, "parse", TYPICAL | LARGE, number("parse")),
        "allocations explained": "\n".join(explain(body, explained[body], parse(body), copies[body], parse(body, "walk")) for body in TYPICAL),
        "peak in bytes": table(
            ["10 MB", "held at once, beside the body"],
            [["(the body)", f"{length:,}"], ["(its transcript)", f"{transcript:,}"], *largest],
        ),
        "verify in allocations": ways_by_body(made, "verify", signed, number("verify")),
        "deliver in allocations": ways_by_body(
            made, "deliver", {"recall": "Recall, 250 B", "recall-1KB": "Recall, 1 KB"}, number("deliver")
        ),
    }


def explain(body, parts, all_, copied, buffer):
    """Strings of one object in one line, all else in a line each."""
    rows = defaultdict(int)
    for path, kind, number in parts:
        holder, _, name = path.rpartition(".")
        place = f"`{holder}`" if holder else "the body"
        rows[f"strings in {place}" if kind == "string" else f"{kind} `{path}`"] += number
    rows["the box of the event"] = rows.pop("event ``", 0)
    rows["in all"] = all_
    rows["beside it: a copy of the event"] = copied
    rows["beside it: `serde_json`'s buffer for strings with escapes"] = buffer
    return table([TYPICAL[body], "allocations"], rows.items())
