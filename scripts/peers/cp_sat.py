"""The constraint program solved by CP-SAT of OR-Tools."""

import math

from ortools import __version__ as version
from ortools.sat.python import cp_model

from answer import Answer
from interval_model import IntervalModel

__all__ = ["Model", "version"]


class Model(IntervalModel):
    def solve(self, start, time_limit, threads):
        self.begin_with(start.held, start.cover)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = time_limit
        solver.parameters.num_workers = threads
        status = solver.solve(self.program)
        found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
        # Without a solution it says 0 where it knows no bound.
        bound = solver.best_objective_bound if found else math.inf
        timetable = None
        if found:
            held = [(entry, solver.value(moment)) for entry, is_chosen, moment in self.held if solver.value(is_chosen)]
            timetable = self.timetable(held, [key for key, column in self.cover.items() if solver.value(self.columns[column])])
        return Answer(
            status == cp_model.OPTIMAL, solver.status_name(status).lower(), timetable,
            round(solver.objective_value) if found else None, math.floor(bound + 1e-6) if math.isfinite(bound) else None)
