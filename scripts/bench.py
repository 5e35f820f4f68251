"""Runs `diary plan` on a ladder of scenarios and writes what came out; started by scripts/bench, which says how.

Nothing is measured twice or left out: each row is one run, with the wall-clock seconds and the gap that the command itself reports, CPU seconds and peak
memory as the operating system counts them for that process, and the verdict of `diary check` on the timetable that was written. The seconds to a gap
are read off the progress table, which grows about once a second, so they are no finer than that. The shares of GLPK, pricing and search are of the
processor time of the search alone, as the command reports it; `other` is what they leave.
With --peers other solvers plan the same scenarios, each after ours and with nothing beside it: scripts/peers/README.md says how.
"""

import argparse
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))

from running import Peers, installed, verdict  # noqa: E402

# Seconds that a scenario of each size gets, where --time-limit does not say.
LIMITS = {"tiny": 10, "team": 60, "borough": 60, "cluster": 600, "region": 1800}
OTHER_LIMIT = 60
# Shares of the processor time of the search, by the key of `effort` in the command's JSON.
SHARES = {"glpk": "linear-programs", "pricing": "pricing", "search": "search"}
GAPS = {"to_2pc": 0.02, "to_1pc": 0.01, "to_05pc": 0.005}
COLUMNS = [
    "scenario", "solver", "fingerprint", "requests", "threads", "limit", "score", "bound", "gap", "stop", "allowed", "seconds", *GAPS,
    *SHARES, "other", "cpu", "peak_mb",
]
RATIOS = ["score", "bound", "gap", "seconds", *GAPS, *SHARES, "other", "cpu", "peak_mb"]


def run(command, errors):
    """Runs a command to its end: its standard output, its exit code, its CPU seconds, its peak memory in MB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=errors, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return text, process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit


def seconds_to_gaps(table):
    """The first time in the progress table at which the proven gap was small enough, by column; None where it never was."""
    found = dict.fromkeys(GAPS)
    for line in table.splitlines():
        match = re.match(r"\s*([\d.]+)s  .*\s(-?[\d,.]+)\s+(-?[\d,.]+)\s+\S+$", line)
        if not match:
            continue
        seconds, best, bound = (float(group.replace(",", "")) for group in match.groups())
        for column, gap in GAPS.items():
            if found[column] is None and bound - best <= gap * abs(best):
                found[column] = seconds
    return found


def shares(effort):
    """The part of the search's processor time in GLPK, pricing and search, and what is left; None for all where it took none."""
    total = effort["total"]
    if total <= 0:
        return dict.fromkeys([*SHARES, "other"])
    parts = {column: effort[key] / total for column, key in SHARES.items()}
    return {column: round(part, 4) for column, part in {**parts, "other": max(0, 1 - sum(parts.values()))}.items()}


def measure(diary, name, scenario, limit, threads, folder):
    command = [diary, "plan", scenario, "--json", "--gap", "0", "--time-limit", str(limit), "--threads", str(threads), "--output", str(folder / "plan")]
    with open(folder / "progress.txt", "w+") as errors:
        text, status, cpu, peak = run(command, errors)
        errors.seek(0)
        table = errors.read()
    if status != 0:
        sys.exit(f"{name}: `diary plan` ended with {status}.\n{table[-2000:]}")
    plan = json.loads(text)
    _, verdict, _, _ = run([diary, "check", scenario, plan["timetable"]], subprocess.DEVNULL)
    to_gaps = seconds_to_gaps(table)
    for column, gap in GAPS.items():
        if to_gaps[column] is None and plan["bound"] - plan["score"] <= gap * abs(plan["score"]):
            to_gaps[column] = plan["seconds"]
    fingerprint = hashlib.sha256(Path(scenario).read_bytes()).hexdigest()[:12]
    return {
        "scenario": name, "solver": "diary", "fingerprint": fingerprint, "requests": plan["requests"], "threads": threads, "limit": limit, "score": plan["score"],
        "bound": plan["bound"], "gap": plan["gap"], "stop": plan["stop"], "allowed": "yes" if verdict == 0 else "NO",
        "seconds": plan["seconds"], **to_gaps, **shares(plan["effort"]), "cpu": round(cpu, 2), "peak_mb": round(peak, 1),
    }


WHATIF_COLUMNS = ["scenario", "gap", "points", "one_plan", "sweep", "ratio", "allowed", "monotone"]


def measure_whatif(diary, name, scenario, gap, limit, threads, folder):
    """Nine points of the evening curve against one plan of the same gap: wall-clock seconds of both, as the command reports them, and their ratio."""
    common = ["--json", "--quiet", "--gap", str(gap), "--threads", str(threads)]
    text, status, _, _ = run([diary, "plan", scenario, *common, "--time-limit", str(limit), "--output", str(folder / "plan")], subprocess.DEVNULL)
    if status != 0:
        sys.exit(f"{name}: `diary plan` ended with {status}.")
    plan = json.loads(text)
    text, status, _, _ = run(
        [diary, "whatif", scenario, "--evening-slots", "+0...+8", *common, "--time-limit", str(10 * limit), "--output", str(folder / "whatif")],
        subprocess.DEVNULL)
    if status != 0:
        sys.exit(f"{name}: `diary whatif` ended with {status}.")
    curve = json.loads(text)
    points = curve["points"]
    allowed = True
    for point in points:
        variant = folder / "variant.json"
        variant.write_text(json.dumps({"extends": os.path.abspath(scenario), "rules": {"after-hours-slots": point["slots"]}}))
        allowed &= run([diary, "check", str(variant), point["timetable"]], subprocess.DEVNULL)[1] == 0
    pairs = list(zip(points, points[1:]))
    monotone = all(one["score"] <= two["score"] and one["bound"] <= two["bound"] for one, two in pairs)
    late = [entry for entry in [plan, *points] if entry["stop"] == "time-limit"]
    return {
        "scenario": name, "gap": gap, "points": len(points), "one_plan": f"{plan['seconds']:.1f}", "sweep": f"{curve['seconds']:.1f}",
        "ratio": f"{curve['seconds'] / plan['seconds']:.2f}" + ("*" if late else ""), "allowed": "yes" if allowed else "NO",
        "monotone": "yes" if monotone else "NO",
    }


def bench_whatif(options, scratch):
    root = Path(__file__).resolve().parent.parent
    cases = [(Path(file).stem, file) for file in options.files]
    if not cases:
        borough = scratch / "borough-1.json"
        subprocess.run([options.diary, "generate", "borough", "--seed", "1", "--output", str(borough)], check=True)
        cases = [("hounslow", str(root / "Scenarios" / "hounslow.yaml")), ("borough-1", str(borough))]
    print_row(WHATIF_COLUMNS, WHATIF_COLUMNS)
    rows = []
    for name, file in cases:
        folder = scratch / f"whatif-{len(rows)}"
        folder.mkdir()
        row = measure_whatif(options.diary, name, file, options.gap, options.time_limit or 300, options.threads, folder)
        rows.append(row)
        print_row(WHATIF_COLUMNS, [str(row[column]) for column in WHATIF_COLUMNS])
    print("ratio: nine points of the curve, in plans of the same gap; * where some plan ended by its time and not by its gap")
    if options.output:
        with open(options.output, "w", newline="") as file:
            writer = csv.DictWriter(file, WHATIF_COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
    if any("NO" in (row["allowed"], row["monotone"]) for row in rows):
        sys.exit("A timetable is not allowed, or a curve falls: see the columns.")


def shown(column, value):
    if value is None or value == "":
        return "-"
    if column == "gap":
        return f"{100 * float(value):.3f}%"
    if column in SHARES or column == "other":
        return f"{100 * float(value):.0f}%"
    if column in ("score", "bound"):
        return f"{float(value):,.1f}"
    if column in ("seconds", "cpu", "peak_mb", *GAPS):
        return f"{float(value):.1f}"
    return str(value)


def print_row(columns, values):
    widths = {"scenario": -16, "fingerprint": -14, "stop": -11}
    print("  ".join(f"{value:{'<' if widths.get(column, 1) < 0 else '>'}{abs(widths.get(column, 9))}}" for column, value in zip(columns, values)), flush=True)


def identity(row):
    """Which rows of two runs belong together; there was a time when only our own plans were measured."""
    return row["scenario"], row.get("solver", "diary")


def compare(rows, path):
    with open(path, newline="") as file:
        before = {identity(row): row for row in csv.DictReader(file)}
    print(f"\nNow / {path}")
    columns = ["scenario", "solver", *RATIOS]
    print_row(columns, columns)
    for row in rows:
        old = before.get(identity(row))
        name = " ".join(identity(row))
        if old is None:
            print(f"{name}: not measured then")
            continue
        differing = [column for column in ("fingerprint", "threads", "limit") if old[column] != str(row[column])]
        if "fingerprint" in differing:
            print(f"{name}: another scenario then, so nothing can be compared")
            continue
        print_row(columns, [*identity(row), *(ratio(row.get(column), old.get(column)) for column in RATIOS)])
        for column in differing:
            print(f"    {column} was {old[column]}, is {row[column]}")


def ratio(new, old):
    if new in (None, "") or old in (None, "") or float(old) == 0:
        return "-"
    return f"{float(new) / float(old):.4f}"


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures how good and how fast plans are.")
    parser.add_argument("files", nargs="*", metavar="SCENARIO", help="scenario files to plan instead of generated ones")
    parser.add_argument("--diary", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--sizes", default="tiny,team,borough", help="as `diary generate` takes them, separated by commas")
    parser.add_argument("--seeds", default="1", help="separated by commas")
    parser.add_argument("--time-limit", type=float, help="seconds for each scenario")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--output", metavar="CSV", help="the file that receives the figures")
    parser.add_argument("--compare", metavar="CSV", help="figures of an earlier run")
    parser.add_argument("--whatif", action="store_true", help="what nine points of the evening curve cost against one plan of the same gap")
    parser.add_argument("--gap", type=float, default=0.01, help="with --whatif: the gap of every plan (default 0.01)")
    parser.add_argument("--peers", action="store_true", help="plan the same scenarios with CP-SAT and HiGHS too, where they are installed")
    parser.add_argument("--peer-time-limit", type=float, help="with --peers: seconds for each of them (default ten times our own)")
    parser.add_argument("--python", default=sys.executable, metavar="PATH", help="with --peers: the Python that has ortools and highspy")
    options = parser.parse_args()
    if options.whatif and options.peers:
        parser.error("--peers plans weeks alone: leave out --whatif")
    return options


def main():
    options = arguments()
    if options.whatif:
        with tempfile.TemporaryDirectory() as scratch:
            bench_whatif(options, Path(scratch))
        return
    peers = None
    if options.peers:
        found = installed(options.python)
        print("Peers: " + (", ".join(f"{peer} {version}" for peer, version in found.items()) or "none"))
        peers = Peers(options.diary, options.python, found, options.peer_time_limit, options.threads, run)
    with tempfile.TemporaryDirectory() as scratch:
        rows, faults = bench(options, peers, Path(scratch))
    if options.compare:
        compare(rows, options.compare)
    if peers:
        print(f"\n{verdict(rows)}")
    if any(row["allowed"] == "NO" for row in rows):
        faults.append("A timetable is not allowed: see the column `allowed`.")
    if faults:
        sys.exit("\n".join(["", *faults]))


def scenarios(options, scratch):
    """Name, file and usual time limit of every scenario."""
    if options.files:
        return [(Path(file).stem, file, OTHER_LIMIT) for file in options.files]
    cases = []
    for size in options.sizes.split(","):
        for seed in options.seeds.split(","):
            file = scratch / f"{size}-{seed}.json"
            subprocess.run([options.diary, "generate", size, "--seed", seed, "--output", str(file)], check=True)
            cases.append((f"{size}-{seed}", str(file), LIMITS.get(size, OTHER_LIMIT)))
    return cases


def bench(options, peers, scratch):
    """Plans every scenario, prints a row for each plan as it comes, and writes all so far: one that is broken off leaves what there is."""
    rows, faults = [], []
    columns = [column for column in COLUMNS if column != "fingerprint" and (peers or column != "solver")]

    def note(row):
        rows.append(row)
        print_row(columns, [shown(column, row.get(column)) for column in columns])
        if options.output:
            with open(options.output, "w", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                writer.writeheader()
                writer.writerows(rows)

    print_row(columns, columns)
    for number, (name, file, usual) in enumerate(scenarios(options, scratch)):
        folder = scratch / f"run-{number}"
        folder.mkdir()
        limit = float(usual if options.time_limit is None else options.time_limit)
        ours = measure(options.diary, name, file, limit, options.threads, folder)
        note(ours)
        for peer in peers.versions if peers else ():
            row, wrong = peers.measure(peer, ours, file, limit, folder)
            note(row)
            faults += wrong
    return rows, faults


if __name__ == "__main__":
    main()
