"""What a solver says of a model."""

from dataclasses import dataclass


@dataclass
class Answer:
    """`timetable` as a file holds it, or None; `objective` and `bound` in thousandths, None where unknown."""

    is_optimal: bool
    status: str
    timetable: dict | None
    objective: int | None
    bound: int | None
