#!/usr/bin/env python3
"""Writes Fixtures/curves.json: the exact optima of tiny scenarios with 0, 1, ... after-hours slots, for tests of what more slots buy.

The scenarios are those of Fixtures/optima.json and Fixtures/more-optima.json whose optimum depends on the slots, by their names there.
"""

import copy
import json
from pathlib import Path

from bruteforce import TooLarge, solve
from make_fixtures import write
from scenario import Scenario

FIXTURES = Path(__file__).parent / "Fixtures"
MOST_SLOTS = 3
NODES = 1_000_000


def curve(entry):
    """For each number of slots the optimum in points and the sessions of a timetable that reaches it, or None where one takes too long to find."""
    optima, sessions = [], []
    for slots in range(MOST_SLOTS + 1):
        data = copy.deepcopy(entry["scenario"])
        data.setdefault("rules", {})["after-hours-slots"] = slots
        try:
            best, timetable, _ = solve(Scenario(data), entry.get("published"), NODES)
        except TooLarge:
            return None
        optima.append(best / 1000)
        sessions.append(len(timetable["sessions"]))
    return optima, sessions


def main():
    curves = []
    for file in ("optima.json", "more-optima.json"):
        for entry in json.loads((FIXTURES / file).read_text()):
            found = curve(entry)
            if found and found[0][0] < found[0][-1]:
                curves.append({"file": file, "name": entry["name"], "optima": found[0], "sessions": found[1]})
    write("curves.json", curves)
    print(f"{len(curves)} curves")


if __name__ == "__main__":
    main()
