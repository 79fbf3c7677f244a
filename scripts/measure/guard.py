"""Whether parsing has become slower.

A bare count of instructions depends on the machine's libc and the compiler. Its ratio to what
`serde_json` needs to skip the same body, in the same run, hardly does.
"""

from .common import LIVE, ROOT, TYPICAL, binary, table
from .counts import count

BASELINE = ROOT / "benches" / "baseline.tsv"
SLACK = 1.05
# What live traffic may cost, whatever it cost before: of which way, and how much.
LIMITS = {"recall-audio": ("IgnoredAny", 1.5), "recall-words": ("Value", 0.65)}


def check(renew):
    counted, _ = count(binary("--package=guard"))
    now = {body: counted["parse", body, "ours"] / counted["parse", body, "IgnoredAny"] for body in TYPICAL | LIVE}
    if renew:
        BASELINE.write_text("".join(f"{body}\t{ratio:.3f}\n" for body, ratio in now.items()))
    lines = [line.split("\t") for line in BASELINE.read_text().splitlines()]
    baseline = {body: float(ratio) for body, ratio in lines}
    rows = [
        [body, f"{baseline[body]:.3f}", f"{ratio:.3f}", "slower" if ratio > baseline[body] * SLACK else ""]
        for body, ratio in now.items()
    ]
    print(table(["times IgnoredAny", "baseline", "now", ""], rows))
    limits = []
    for body, (way, limit) in LIMITS.items():
        ratio = counted["parse", body, "ours"] / counted["parse", body, way]
        limits.append([f"{body}, of {way}", limit, f"{ratio:.3f}", "slower" if ratio > limit else ""])
    print(table(["", "at most", "now", ""], limits))
    slower = any(row[-1] for row in rows + limits)
    if slower:
        print("If it is worth that: scripts/performance --guard --renew")
    return int(slower)
