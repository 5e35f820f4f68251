"""What a solver says of a model."""

from dataclasses import dataclass


@dataclass
class Answer:
    """`values` of the columns, or None; `objective` and `bound` in thousandths, None where unknown."""

    is_optimal: bool
    status: str
    values: list | None
    objective: int | None
    bound: int | None
