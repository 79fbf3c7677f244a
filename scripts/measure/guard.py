"""Whether parsing has become slower.

A bare count of instructions depends on the machine's libc and the compiler. Its ratio to what
`serde_json` needs to skip the same body, in the same run, hardly does.
"""

from .common import ROOT, TYPICAL, binary, table
from .counts import count

BASELINE = ROOT / "benches" / "baseline.tsv"
SLACK = 1.05


def check(renew):
    counted, _ = count(binary("--package=guard"))
    now = {body: counted["parse", body, "ours"] / counted["parse", body, "IgnoredAny"] for body in TYPICAL}
    if renew:
        BASELINE.write_text("".join(f"{body}\t{ratio:.3f}\n" for body, ratio in now.items()))
    lines = [line.split("\t") for line in BASELINE.read_text().splitlines()]
    baseline = {body: float(ratio) for body, ratio in lines}
    rows = [
        [body, f"{baseline[body]:.3f}", f"{ratio:.3f}", "slower" if ratio > baseline[body] * SLACK else ""]
        for body, ratio in now.items()
    ]
    print(table(["times IgnoredAny", "baseline", "now", ""], rows))
    slower = any(row[-1] for row in rows)
    if slower:
        print("If it is worth that: scripts/performance --guard --renew")
    return int(slower)
