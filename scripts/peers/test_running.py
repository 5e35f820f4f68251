"""What scripts/bench says of the peers' answers: `python3 scripts/peers/test_running.py`. Needs no solver."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from running import Peers, verdict

OURS = {"scenario": "week", "solver": "diary", "fingerprint": "f", "requests": 3, "score": 100.0, "bound": 110.0, "seconds": 2.0}


class Run:
    """Stands for bench's `run`: the peer leaves a timetable and says `answer`, and `diary check` says `score` and `status`."""

    def __init__(self, answer, score=None, status=0, peer_status=0):
        self.answer, self.score, self.status, self.peer_status = answer, score, status, peer_status

    def __call__(self, command, errors):
        if "check" in command:
            return json.dumps({"score": self.score}), self.status, 0.0, 1.0
        self.command = command
        if self.score is not None:
            Path(command[command.index("--output") + 1]).write_text("{}", encoding="utf-8")
        return json.dumps(self.answer), self.peer_status, 1.5, 20.0


class PeerAnswers(unittest.TestCase):
    def measured(self, run, limit=None):
        with tempfile.TemporaryDirectory() as folder:
            peers = Peers("diary", "python3", {"highs": "1"}, limit, 1, run)
            return peers.measure("highs", OURS, "week.json", 6.0, Path(folder))

    def answer(self, **values):
        return {"status": "time limit reached", "optimal": False, "objective": 90.0, "bound": 120.0, "seconds": 60.0} | values

    def test_an_answer_that_stands_up(self):
        run = Run(self.answer(), score=90.0)
        row, faults = self.measured(run)
        self.assertEqual(faults, [])
        self.assertEqual((row["score"], row["bound"], row["allowed"], row["solver"]), (90.0, 120.0, "yes", "highs"))
        self.assertAlmostEqual(row["gap"], 30 / 90)

    def test_time_is_ten_times_ours_unless_said(self):
        for limit, seconds in ((None, "60.0"), (7.5, "7.5")):
            run = Run(self.answer(), score=90.0)
            self.measured(run, limit)
            self.assertEqual(run.command[run.command.index("--time-limit") + 1], seconds)

    def test_what_is_not_allowed_is_said(self):
        row, faults = self.measured(Run(self.answer(), score=90.0, status=1))
        self.assertEqual(row["allowed"], "NO")
        self.assertIn("does not allow", faults[0])

    def test_points_that_differ_are_said(self):
        # Fewer than the solver counts is wrong at any time, more only where it calls its answer the best.
        for optimal, score, count in ((False, 89.999, 1), (False, 90.001, 0), (True, 90.001, 1), (True, 90.0, 0)):
            _, faults = self.measured(Run(self.answer(optimal=optimal), score=score))
            self.assertEqual(len(faults), count, (optimal, score))

    def test_bounds_that_contradict_a_timetable_are_said(self):
        _, faults = self.measured(Run(self.answer(bound=99.999), score=90.0))
        self.assertIn("no timetable scores more than", faults[0])
        _, faults = self.measured(Run(self.answer(objective=110.001), score=110.001))
        self.assertIn("our bound is wrong", faults[0])

    def test_a_solver_without_an_answer_has_a_row_all_the_same(self):
        for run in (Run(self.answer(objective=None, status="too large", bound=None)), Run({}, peer_status=-9)):
            row, faults = self.measured(run)
            self.assertEqual((faults, row["score"], row["allowed"]), ([], None, None))

    def test_the_closing_line(self):
        def row(score, allowed="yes"):
            return {"scenario": "week", "solver": "highs", "score": score, "allowed": allowed, "seconds": 60.0}

        self.assertIn("No peer has answered", verdict([OURS]))
        self.assertIn("No peer has answered", verdict([OURS, row(None, None)]))
        self.assertIn("No peer scored more", verdict([OURS, row(100.0)]))
        self.assertIn("No peer has answered", verdict([OURS, row(105.0, "NO")]))
        self.assertEqual(
            verdict([OURS, row(100.5)]), "week: highs scored 100.5 in 60.0 seconds, more than our 100.0 in 2.0.")


class Installed(unittest.TestCase):
    def test_versions_come_from_the_solver_alone(self):
        """A Python without the packages is told of as such, not as an error."""
        program = Path(__file__).resolve().parent / "peer.py"
        for solver in ("cp-sat", "highs"):
            asked = subprocess.run(["python3", "-S", str(program), solver, "--version"], capture_output=True, text=True)
            # -S leaves out the installed packages.
            self.assertEqual(asked.returncode, 69, asked.stderr)

    def test_what_a_solver_prints_is_no_answer(self):
        program = Path(__file__).resolve().parent / "peer.py"
        with tempfile.TemporaryDirectory() as folder:
            solver = "print('A banner')\n\nclass Highs:\n    def version(self):\n        print('Another')\n        return '9.9'\n"
            for module, text in (("highspy", solver), ("numpy", ""), ("yaml", "")):
                (Path(folder) / f"{module}.py").write_text(text, encoding="utf-8")
            asked = subprocess.run(
                ["python3", "-S", str(program), "highs", "--version"], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": folder})
            self.assertEqual((asked.returncode, asked.stdout), (0, "9.9\n"), asked.stderr)


if __name__ == "__main__":
    unittest.main()
