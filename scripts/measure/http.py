"""Requests per second: the endpoint beside a handler that only reads the body, in turns."""

import re
import statistics
import subprocess
import tempfile

from .common import at_least, binary, debian, figures, output, table

PAIRS, SECONDS = 10, 4

SCRIPT = """wrk.method = "POST"
wrk.body = [==[{body}]==]
{headers}
done = function(summary)
  local errors = summary.errors
  assert(errors.status + errors.connect + errors.read + errors.timeout == 0, "errors")
end
"""


def requests_per_second(server, way):
    """The server and the load program have a core each."""
    command = ["taskset", "-c", "0", server, way]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        url, body, *headers = iter(lambda: it.stdout.readline().strip(), "")
        headers = (header.split(": ", 1) for header in headers)
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            set_headers = "\n".join(f'wrk.headers["{name}"] = "{value}"' for name, value in headers)
            script.write(SCRIPT.format(body=body, headers=set_headers))
            script.flush()
            wrk = ["wrk", "--threads=1", "--connections=32", f"--duration={SECONDS}s"]
            said = output("taskset", "-c", "1", *wrk, f"--script={script.name}", url)
        it.stdin.close()
    if "Non-2xx" in said:
        raise SystemExit(f"the server refused:\n{said}")
    return float(re.search(r"Requests/sec:\s*([\d.]+)", said)[1])


def tables():
    debian("wrk")
    server = binary("--bench=server", "--features=receive")
    pairs = [[requests_per_second(server, way) for way in ("ours", "floor")] for _ in range(PAIRS)]
    ratios = [ours / floor for ours, floor in pairs]
    ours, floor = (statistics.median(each) for each in zip(*pairs))
    return {
        "figures of http": figures([at_least("of the requests per second of reading the body", 0.97, statistics.median(ratios))]),
        "http": table(
            [f"median of {PAIRS} pairs", "requests per second"],
            [
                ["endpoint: proof, parse, dispatch", f"{ours:,.0f}"],
                ["handler that only reads the body", f"{floor:,.0f}"],
                ["ratio of a pair: median", f"{statistics.median(ratios):.3f}"],
                ["ratio of a pair: least and most", f"{min(ratios):.3f} – {max(ratios):.3f}"],
            ],
        ),
    }
