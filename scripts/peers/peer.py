"""Plans one scenario with another solver.

    peer.py cp-sat|highs SCENARIO --output TIMETABLE [--published TIMETABLE] [--time-limit SECONDS] [--threads N] [--most-columns N]

writes the timetable and prints one JSON object: `solver`, `version`, `status`, `optimal`, `objective` and `bound` (points, null where there is none),
`columns` and `rows` of the model, `building` (seconds for making it), `start` (points of the timetable that the solver begins with) and `seconds` (for
making that timetable and solving). A model of more columns than it may have (default two million) is not solved: that is a status.
With `--version` alone it prints the version of the solver, and ends with 69 where that is not installed.
"""

import argparse
import importlib
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Tests" / "Oracle"))

# The module here that calls each solver. One process uses one of them: OR-Tools carries a HiGHS of its own, which clashes with that of highspy.
SOLVERS = {"cp-sat": "cp_sat", "highs": "highs"}
NOT_INSTALLED = 69


def points(thousandths):
    return None if thousandths is None else thousandths / 1000


def plan(options, solver):
    from greedy import Greedy
    from rows import TooLarge
    from rulebook import read_timetable
    from scenario import load

    began = time.monotonic()
    published = read_timetable(options.published) if options.published else None
    about = {"solver": options.solver, "version": solver.version}
    try:
        model = solver.Model(load(options.scenario), published, options.most_columns)
    except TooLarge:
        return about | {"status": "too large", "optimal": False, "objective": None, "bound": None, "seconds": 0}
    built = time.monotonic()
    about |= {**model.size, "building": round(built - began, 3)}
    start = Greedy(model, model.ways, published, options.time_limit / 10)
    answer = model.solve(start, options.time_limit - (time.monotonic() - built), options.threads)
    seconds = time.monotonic() - built
    about["start"] = points(start.worth)
    if answer.timetable is not None:
        Path(options.output).write_text(json.dumps(answer.timetable, indent=1) + "\n", encoding="utf-8")
    return about | {"status": answer.status, "optimal": answer.is_optimal, "objective": points(answer.objective),
                    "bound": points(answer.bound), "seconds": round(seconds, 3)}


def main():
    parser = argparse.ArgumentParser(prog="peer.py", description=__doc__.splitlines()[0])
    parser.add_argument("solver", choices=SOLVERS)
    parser.add_argument("scenario", nargs="?")
    parser.add_argument("--output")
    parser.add_argument("--published")
    parser.add_argument("--time-limit", type=float, default=600)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--most-columns", type=int, default=2_000_000)
    parser.add_argument("--version", action="store_true")
    options = parser.parse_args()
    # Solvers may print what they like, HiGHS its banner from version 1.16 on, and so may their libraries when the process ends: none of it is the answer.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        solver = importlib.import_module(SOLVERS[options.solver])
        importlib.import_module("yaml")
    except ImportError as error:
        print(error, file=sys.stderr)
        return NOT_INSTALLED
    if options.version:
        print(solver.version, file=answer)
        return 0
    if options.scenario is None or options.output is None:
        parser.error("a scenario and --output are needed")
    print(json.dumps(plan(options, solver)), file=answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
