"""Requests per second: the endpoint beside a handler that only reads the body, in turns, and a handler
as it is usually written.

The CPU time of a request is measured too: other programs on the machine disturb it less.

First the floor is measured against itself. Where that says nothing, nothing else does.
"""

import os
import re
import statistics
import subprocess
import tempfile

from .common import at_least, binary, debian, figures, output, table

TURNS, SECONDS = 30, 1
# How far apart the quartiles of the floor's ratios to itself may be.
SPREAD = 0.05
NOT_MEASURABLE = "*not measurable here*"
WAYS = {
    "floor": "handler that only reads the body",
    "ours": "endpoint: authentication, parse, dispatch",
    "by-hand": "handler by hand: svix, `Value`, `match`",
}

SCRIPT = """wrk.method = "POST"
wrk.body = [==[{body}]==]
{headers}
done = function(summary)
  local errors = summary.errors
  assert(errors.status + errors.connect + errors.read + errors.timeout == 0, "errors")
end
"""


def load(server, way):
    with subprocess.Popen([server, way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        url, body, *headers = iter(lambda: it.stdout.readline().strip(), "")
        headers = (header.split(": ", 1) for header in headers)
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            set_headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in headers)
            script.write(SCRIPT.format(body=body, headers=set_headers))
            script.flush()
            wrk = ["wrk", "--threads=1", "--connections=32", f"--duration={SECONDS}s"]
            said = output(*wrk, f"--script={script.name}", url)
        it.stdin.close()
        _, _, used = os.wait4(it.pid, 0)
        it.returncode = 0
    requests = int(re.search(r"(\d+) requests in", said)[1])
    per_second = float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])
    return per_second, (used.ru_utime + used.ru_stime) / requests * 1e6


def spread_of_floor(server):
    """How far apart the quartiles are of the rates of two runs of the same server, one after the other."""
    ratios = [load(server, "floor")[0] / load(server, "floor")[0] for _ in range(TURNS)]
    low, _, high = statistics.quantiles(ratios, n=4)
    return high - low


def tables():
    debian("wrk")
    server = binary("--package=benches", "--bench=server")
    spread = spread_of_floor(server)
    itself = f"(the floor against itself, in {TURNS} turns, spreads by {spread:.1%})\n"
    what = "of the requests per second of a handler that only reads the body"
    if spread > SPREAD:
        _, limit, *_ = at_least(what, 0.97, 0)
        return {
            "figures of http": figures([(what, limit, NOT_MEASURABLE, None)]),
            "http": f"{NOT_MEASURABLE} {itself}",
        }
    turns = [{way: load(server, way) for way in WAYS} for _ in range(TURNS)]
    median = statistics.median

    def ratios(way, measure):
        return [turn[way][measure] / turn["floor"][measure] for turn in turns]

    def row(way, name):
        rate, cpu = zip(*(turn[way] for turn in turns))
        times, more = ratios(way, 0), ratios(way, 1)
        return [
            name,
            f"{median(rate):,.0f}",
            f"{median(times):.3f} ({min(times):.3f} – {max(times):.3f})",
            f"{median(cpu):.1f} µs",
            f"{median(more):.2f}",
        ]

    return {
        "figures of http": figures([at_least(what, 0.97, median(ratios("ours", 0)))]),
        "http": table(
            [f"median of {TURNS} turns", "requests per second", "of the floor (least – most)", "server's CPU for a request", "of the floor"],
            [row(*way) for way in WAYS.items()],
        )
        + f"\n{itself}",
    }
