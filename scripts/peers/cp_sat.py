"""A model solved by CP-SAT of OR-Tools."""

import math

from ortools.sat.python import cp_model
from ortools import __version__ as version

from answer import Answer


def solve(rows, start, time_limit, threads):
    """`start`: values of an allowed answer to begin with."""
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") if upper == 1 else model.new_int_var(0, upper, "") for upper in rows.upper]
    for lower, upper, terms in rows.rows:
        if lower is None and upper == 1 and all(coefficient == 1 and rows.upper[column] == 1 for column, coefficient in terms):
            model.add_at_most_one(columns[column] for column, _ in terms)
        else:
            total = cp_model.LinearExpr.weighted_sum([columns[column] for column, _ in terms], [coefficient for _, coefficient in terms])
            model.add(total <= upper if lower is None else total == upper)
    priced = [position for position, points in enumerate(rows.points) if points]
    model.maximize(cp_model.LinearExpr.weighted_sum([columns[i] for i in priced], [rows.points[i] for i in priced]) + rows.constant)
    for column, value in zip(columns, start):
        model.add_hint(column, value)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit
    solver.parameters.num_workers = threads
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = solver.best_objective_bound
    return Answer(
        status == cp_model.OPTIMAL, solver.status_name(status).lower(), [solver.value(column) for column in columns] if found else None,
        round(solver.objective_value) if found else None, math.floor(bound + 1e-6) if math.isfinite(bound) else None)
