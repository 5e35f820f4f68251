"""The models of the other solvers against optima that are known: `python3 scripts/peers/test_peers.py [--solver cp-sat|highs] [--most N]`.

Needs a Python with pyyaml and ortools or highspy; a solver that is not installed is left out, and said to be. Every scenario of
Tests/Oracle/Fixtures/optima.json and more-optima.json, or the first of them (--most), is solved to the end, all in about a minute. The answer
must be the optimum that the Oracle's brute force knows, as objective and as bound, by a timetable that the Oracle's checker allows and finds worth
as much.
"""

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

from peer import NOT_INSTALLED, SOLVERS

ORACLE = Path(__file__).resolve().parent.parent.parent / "Tests" / "Oracle"
SECONDS = 60


def cases(most):
    found = []
    for name in ("optima.json", "more-optima.json"):
        found += json.loads((ORACLE / "Fixtures" / name).read_text(encoding="utf-8"))
    return found[:most]


def fault(case, solver):
    """What is wrong with a solver's answer, or None."""
    from greedy import Greedy
    from rulebook import Check
    from scenario import Scenario

    scenario, published, optimum = Scenario(case["scenario"]), case["published"], round(case["optimum"] * 1000)
    model = solver.Model(scenario, published, 100_000)
    answer = model.solve(Greedy(model, model.ways, published, SECONDS), SECONDS, 1)
    if answer.timetable is None:
        return f"no answer ({answer.status})"
    check = Check(scenario, answer.timetable, published)
    if not check.allowed:
        return f"not allowed: {check.violations[0]}"
    figures = {"objective": answer.objective, "bound": answer.bound, "the checker's score": check.score}
    wrong = {what: figure for what, figure in figures.items() if figure != optimum}
    if wrong or not answer.is_optimal:
        return f"{answer.status}, optimum {optimum}: {wrong}"
    return None


def run(name, most):
    """All scenarios with one solver, in this process."""
    try:
        solver = importlib.import_module(SOLVERS[name])
    except ImportError as error:
        print(f"{name}: NOT CHECKED, for it is not installed ({error})")
        return NOT_INSTALLED
    wrong = 0
    for case in cases(most):
        said = fault(case, solver)
        if said:
            wrong += 1
            print(f"{name}: {case['name']}: {said}", flush=True)
    print(f"{name} {solver.version}: {len(cases(most)) - wrong} of {len(cases(most))} scenarios solved to the known optimum")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--solver", choices=SOLVERS, help="one of them, in this process")
    parser.add_argument("--most", type=int, help="scenarios (default: all)")
    options = parser.parse_args()
    if options.solver:
        return run(options.solver, options.most)
    # Each in a process of its own: see `peer.SOLVERS`.
    most = [] if options.most is None else ["--most", str(options.most)]
    codes = [subprocess.run([sys.executable, __file__, "--solver", name, *most]).returncode for name in SOLVERS]
    if all(code == NOT_INSTALLED for code in codes):
        return NOT_INSTALLED
    return max((code for code in codes if code != NOT_INSTALLED), default=0)


if __name__ == "__main__":
    sys.exit(main())
