"""Runs `diary plan` on a ladder of scenarios and writes what came out; started by scripts/bench, which says how.

Nothing is measured twice or left out: each row is one run, with the wall-clock seconds and the gap that the command itself reports, CPU seconds and peak
memory as the operating system counts them for that process, and the verdict of `diary check` on the timetable that was written. The seconds to a gap
are read off the progress table, which grows about once a second, so they are no finer than that.
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

# Seconds that a scenario of each size gets, where --time-limit does not say.
LIMITS = {"tiny": 10, "team": 60, "borough": 60, "cluster": 600, "region": 1800}
OTHER_LIMIT = 60
GAPS = {"to_2pc": 0.02, "to_1pc": 0.01, "to_05pc": 0.005}
COLUMNS = [
    "scenario", "fingerprint", "requests", "threads", "limit", "score", "bound", "gap", "stop", "allowed", "seconds", *GAPS, "cpu", "peak_mb",
]
RATIOS = ["score", "bound", "gap", "seconds", *GAPS, "cpu", "peak_mb"]


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
        "scenario": name, "fingerprint": fingerprint, "requests": plan["requests"], "threads": threads, "limit": limit, "score": plan["score"],
        "bound": plan["bound"], "gap": plan["gap"], "stop": plan["stop"], "allowed": "yes" if verdict == 0 else "NO",
        "seconds": plan["seconds"], **to_gaps, "cpu": round(cpu, 2), "peak_mb": round(peak, 1),
    }


def shown(column, value):
    if value is None or value == "":
        return "-"
    if column == "gap":
        return f"{100 * float(value):.3f}%"
    if column in ("score", "bound"):
        return f"{float(value):,.1f}"
    if column in ("seconds", "cpu", "peak_mb", *GAPS):
        return f"{float(value):.1f}"
    return str(value)


def print_row(columns, values):
    widths = {"scenario": -16, "fingerprint": -14, "stop": -11}
    print("  ".join(f"{value:{'<' if widths.get(column, 1) < 0 else '>'}{abs(widths.get(column, 9))}}" for column, value in zip(columns, values)), flush=True)


def compare(rows, path):
    with open(path, newline="") as file:
        before = {row["scenario"]: row for row in csv.DictReader(file)}
    print(f"\nNow / {path}")
    columns = ["scenario", *RATIOS]
    print_row(columns, columns)
    for row in rows:
        old = before.get(row["scenario"])
        if old is None:
            print(f"{row['scenario']}: not measured then")
            continue
        differing = [column for column in ("fingerprint", "threads", "limit") if old[column] != str(row[column])]
        if "fingerprint" in differing:
            print(f"{row['scenario']}: another scenario then, so nothing can be compared")
            continue
        print_row(columns, [row["scenario"], *(ratio(row[column], old[column]) for column in RATIOS)])
        for column in differing:
            print(f"    {column} was {old[column]}, is {row[column]}")


def ratio(new, old):
    if new is None or old in (None, "") or float(old) == 0:
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
    return parser.parse_args()


def main():
    options = arguments()
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        if options.files:
            cases = [(Path(file).stem, file, OTHER_LIMIT) for file in options.files]
        else:
            cases = []
            for size in options.sizes.split(","):
                for seed in options.seeds.split(","):
                    file = scratch / f"{size}-{seed}.json"
                    subprocess.run([options.diary, "generate", size, "--seed", seed, "--output", str(file)], check=True)
                    cases.append((f"{size}-{seed}", str(file), LIMITS.get(size, OTHER_LIMIT)))
        columns = [column for column in COLUMNS if column != "fingerprint"]
        print_row(columns, columns)
        for name, file, usual in cases:
            folder = scratch / f"run-{len(rows)}"
            folder.mkdir()
            limit = usual if options.time_limit is None else options.time_limit
            row = measure(options.diary, name, file, float(limit), options.threads, folder)
            print_row(columns, [shown(column, row[column]) for column in columns])
            rows.append(row)
            if options.output:
                # After every run, so that one that is broken off leaves what there is.
                with open(options.output, "w", newline="") as file:
                    writer = csv.DictWriter(file, COLUMNS)
                    writer.writeheader()
                    writer.writerows(rows)
    if options.compare:
        compare(rows, options.compare)
    if any(row["allowed"] != "yes" for row in rows):
        sys.exit("A timetable is not allowed: see the column `allowed`.")


if __name__ == "__main__":
    main()
