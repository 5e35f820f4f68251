"""The time-indexed model solved by HiGHS."""

import math

import highspy
import numpy

from answer import Answer
from time_indexed_model import TimeIndexedModel

version = highspy.Highs().version()


class Model(TimeIndexedModel):
    @property
    def size(self):
        return {"columns": len(self.rows.upper), "rows": len(self.rows.rows)}

    def solve(self, start, time_limit, threads):
        solver = highspy.Highs()
        for option, value in (
                ("output_flag", False), ("threads", threads), ("time_limit", float(time_limit)), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0004)):
            solver.setOptionValue(option, value)
        solver.passModel(_program(self.rows))
        known = self.choices(start.held, start.cover)
        choices = numpy.array([column for column, is_choice in enumerate(self.rows.is_choice) if is_choice], dtype=numpy.int32)
        # The columns that follow from these HiGHS finds by itself.
        solver.setSolution(len(choices), choices, numpy.array([float(column in known) for column in choices]))
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        bound = info.mip_dual_bound
        return Answer(
            status == highspy.HighsModelStatus.kOptimal, solver.modelStatusToString(status).lower(),
            self.answer(solver.getSolution().col_value) if found else None,
            round(info.objective_function_value * 1000) if found else None,
            # In points and floating point, so that a thousandth of a thousandth may be missing.
            math.floor(bound * 1000 + 1e-3) if math.isfinite(bound) else None)


def _program(rows):
    """In points, for the solver's tolerances are absolute."""
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(rows.upper), len(rows.rows)
    program.sense_ = highspy.ObjSense.kMaximize
    program.offset_ = rows.constant / 1000
    program.col_cost_ = numpy.array(rows.points) / 1000
    program.col_lower_ = numpy.zeros(len(rows.upper))
    program.col_upper_ = numpy.array(rows.upper, dtype=float)
    program.integrality_ = [highspy.HighsVarType.kInteger if choice else highspy.HighsVarType.kContinuous for choice in rows.is_choice]
    program.row_lower_ = numpy.array([-highspy.kHighsInf if lower is None else lower for lower, _, _ in rows.rows], dtype=float)
    program.row_upper_ = numpy.array([upper for _, upper, _ in rows.rows], dtype=float)
    matrix = program.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = program.num_col_, program.num_row_
    matrix.start_ = numpy.cumsum([0, *(len(terms) for _, _, terms in rows.rows)])
    matrix.index_ = numpy.array([column for _, _, terms in rows.rows for column, _ in terms])
    matrix.value_ = numpy.array([coefficient for _, _, terms in rows.rows for _, coefficient in terms], dtype=float)
    return program
