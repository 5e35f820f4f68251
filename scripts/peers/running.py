"""Other solvers beside `diary plan` in scripts/bench: runs them, lets our checker judge what they answer, and says where one did better."""

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent / "peer.py"
PACKAGES = {"cp-sat": "ortools", "highs": "highspy"}
# The Oracle's reader of scenarios needs it.
ALWAYS = "pyyaml"
# Thousandths of a point: all scores are whole multiples.
POINT = 0.0005


def installed(python):
    """The peers that a Python has, with their versions; of the others it is said how to come by them."""
    found = {}
    for peer in PACKAGES:
        try:
            asked = subprocess.run([python, str(PROGRAM), peer, "--version"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        except OSError as error:
            sys.exit(f"--python {python}: {error.strerror}")
        if asked.returncode == 0:
            found[peer] = asked.stdout.strip()
        else:
            reason = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(
                f"{peer} is not installed for {python} ({reason}) and is left out. To have it:\n"
                f"    python3 -m venv peers && peers/bin/pip install {PACKAGES[peer]} {ALWAYS}, then --python peers/bin/python")
    return found


class Peers:
    """`run` is bench's: it runs a command and measures it."""

    def __init__(self, diary, python, versions, limit, threads, run):
        self.diary, self.python, self.versions, self.limit, self.threads, self.run = diary, python, versions, limit, threads, run

    def measure(self, peer, ours, scenario, limit, folder):
        """A row of the table for a peer, and what is wrong with its answer: a list of sentences."""
        seconds = 10 * limit if self.limit is None else self.limit
        output = folder / f"{peer}.json"
        command = [self.python, str(PROGRAM), peer, scenario, "--output", str(output), "--time-limit", str(seconds), "--threads", str(self.threads)]
        with open(folder / f"{peer}.log", "w+", encoding="utf-8") as errors:
            text, status, cpu, peak = self.run(command, errors)
            errors.seek(0)
            log = errors.read()
        row = {
            "scenario": ours["scenario"], "solver": peer, "fingerprint": ours["fingerprint"], "requests": ours["requests"], "threads": self.threads,
            "limit": seconds, "cpu": round(cpu, 2), "peak_mb": round(peak, 1), "score": None, "bound": None, "gap": None, "allowed": None,
        }
        if status != 0:
            # Out of memory, as a rule: that is a result too, if none of ours.
            print(f"{ours['scenario']}: {peer} ended with {status}. {log[-500:].strip()}")
            return row | {"stop": f"ended {status}", "seconds": None}, []
        answer = json.loads(text)
        row |= {"stop": answer["status"], "seconds": answer["seconds"], "bound": answer["bound"]}
        if not output.exists():
            return row, []
        score, row["allowed"] = self._judged(scenario, output)
        row["score"] = score
        if row["bound"] is not None:
            row["gap"] = (row["bound"] - score) / abs(score) if score else 0 if row["bound"] == score else None
        return row, list(self._faults(peer, ours, row, answer))

    def _judged(self, scenario, timetable):
        text, status, _, _ = self.run([self.diary, "check", scenario, str(timetable), "--json"], subprocess.DEVNULL)
        return json.loads(text)["score"], "yes" if status == 0 else "NO"

    def _faults(self, peer, ours, row, answer):
        where = f"{ours['scenario']}: {peer}"
        if row["allowed"] != "yes":
            yield f"{where} answers a timetable that `diary check` does not allow."
        # A timetable may be worth more than what a solver that was stopped has counted (a shortage put too high), never less.
        low, high = answer["objective"] - POINT, (answer["objective"] + POINT if answer["optimal"] else float("inf"))
        if not low <= row["score"] <= high:
            yield f"{where} counts {answer['objective']:,} points for its timetable, `diary check` {row['score']:,}."
        if row["bound"] is not None and row["allowed"] == "yes":
            if row["bound"] < ours["score"] - POINT:
                yield f"{where} says that no timetable scores more than {row['bound']:,}, and ours scores {ours['score']:,}."
            if ours["bound"] < row["score"] - POINT:
                yield f"{where} scores {row['score']:,}, more than our bound of {ours['bound']:,}: our bound is wrong."


def verdict(rows):
    """Where a peer's timetable scores more than ours, in a line or a few."""
    ours = {row["scenario"]: row for row in rows if row["solver"] == "diary"}
    peers = [row for row in rows if row["solver"] != "diary" and row["score"] is not None and row["allowed"] == "yes"]
    if not peers:
        return "No peer has answered."
    better = [row for row in peers if row["score"] > ours[row["scenario"]]["score"] + POINT]
    if not better:
        return f"No peer scored more than our plan ({len(peers)} answers compared)."
    return "\n".join(
        f"{row['scenario']}: {row['solver']} scored {row['score']:,.1f} in {row['seconds']:.1f} seconds, more than our "
        f"{ours[row['scenario']]['score']:,.1f} in {ours[row['scenario']]['seconds']:.1f}." for row in better)
