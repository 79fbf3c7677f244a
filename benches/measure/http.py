"""Requests per second: the endpoint beside a handler that only reads the body, in turns, and a handler
as it is usually written.

The CPU time of a request is measured too: other programs on the machine disturb it less.

First the floor is measured against itself. Where that says nothing, nothing else does.
"""

import re
import subprocess
import tempfile
from statistics import median, quantiles

from .common import at_least, benches, debian, figures, finish, output, table

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


def load(program, way):
    """The requests per second, and the microseconds of the server's CPU for a request."""
    server = subprocess.Popen([program, "serve", way], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    url, body, *headers = iter(lambda: server.stdout.readline().strip(), "")
    headers = [header.split(": ", 1) for header in headers]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        set_headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in headers)
        script.write(SCRIPT.format(body=body, headers=set_headers))
        script.flush()
        wrk = ["wrk", "--threads=1", "--connections=32", f"--duration={SECONDS}s"]
        said = output(*wrk, f"--script={script.name}", url)
    server.stdin.close()
    requests = int(re.search(r"(\d+) requests in", said)[1])
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1]), finish(server) / requests * 1e6


def tables():
    debian("wrk")
    program = benches()
    itself = [load(program, "floor")[0] / load(program, "floor")[0] for _ in range(TURNS)]
    low, _, high = quantiles(itself, n=4)
    spread = f"\n(the floor against itself, in {TURNS} turns, spreads by {high - low:.1%})\n"
    what = "of the requests per second of a handler that only reads the body"
    if high - low > SPREAD:
        _, limit, *_ = at_least(what, 0.97, 0)
        return {"figures of http": figures([(what, limit, NOT_MEASURABLE, None)]), "http": NOT_MEASURABLE + spread}
    turns = [{way: load(program, way) for way in WAYS} for _ in range(TURNS)]

    def ratios(way, measure):
        return [turn[way][measure] / turn["floor"][measure] for turn in turns]

    def row(way, name):
        rate, cpu = zip(*(turn[way] for turn in turns))
        times = ratios(way, 0)
        return [
            name,
            f"{median(rate):,.0f}",
            f"{median(times):.3f} ({min(times):.3f} – {max(times):.3f})",
            f"{median(cpu):.1f} µs",
            f"{median(ratios(way, 1)):.2f}",
        ]

    head = ["requests per second", "of the floor (least – most)", "server's CPU for a request", "of the floor"]
    return {
        "figures of http": figures([at_least(what, 0.97, median(ratios("ours", 0)))]),
        "http": table([f"median of {TURNS} turns", *head], [row(*way) for way in WAYS.items()]) + spread,
    }
