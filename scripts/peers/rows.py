"""A linear program with whole-number variables that belongs to no solver: columns with limits and points, rows with limits."""


class TooLarge(Exception):
    """A model of more columns than it may have."""


class Rows:
    """Maximises `constant` + the points of the columns (thousandths, whole) subject to rows with whole coefficients.

    A column that is not `is_choice` takes whole values by itself where the choices do; a solver may treat it as a real number.
    """

    def __init__(self, most_columns):
        self.most_columns = most_columns
        self.upper, self.points, self.is_choice = [], [], []
        # (lower limit or None, upper limit, [(column, coefficient)]), each column at most once.
        self.rows = []
        self.constant = 0

    def column(self, points=0, upper=1, is_choice=False):
        """A new column with values from 0 to `upper`; its position."""
        if len(self.upper) == self.most_columns:
            raise TooLarge
        self.upper.append(upper)
        self.points.append(points)
        self.is_choice.append(is_choice)
        return len(self.upper) - 1

    def at_most(self, limit, terms):
        """Sum of coefficient x column at most a limit; terms are (column, coefficient)."""
        terms = gathered(terms)
        if sum(max(0, coefficient) * self.upper[column] for column, coefficient in terms) > limit:
            self.rows.append((None, limit, terms))

    def equal(self, value, terms):
        self.rows.append((value, value, gathered(terms)))


def gathered(terms):
    total = {}
    for column, coefficient in terms:
        total[column] = total.get(column, 0) + coefficient
    return [(column, coefficient) for column, coefficient in total.items() if coefficient]


def plus(columns):
    return [(column, 1) for column in columns]
