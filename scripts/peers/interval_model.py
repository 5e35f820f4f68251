"""The whole rulebook as a constraint program: intervals for sessions, and each day as a row of positions that activities take in order of time."""

from collections import defaultdict

from ortools.sat.python import cp_model

from candidates import Candidates
from counting_model import CountingModel
from day_positions import DayPositions
from rows import TooLarge

Domain = cp_model.Domain


class IntervalModel(CountingModel):
    """`program`; `moment[thing]` is the start, in minutes of its day, of a request's session, a practitioner's supervision, a meeting.

    The options that differ in their start alone are one entry; whether an entry is chosen is a Boolean variable.
    """

    def __init__(self, scenario, published, most_columns):
        candidates = Candidates(scenario, published)
        groups = defaultdict(list)
        for option in candidates.options:
            groups[option.kind, option.thing, option.people, option.mode, option.day, option.evening, option.points].append(option)
        super().__init__(scenario, candidates, [options[0] for options in groups.values()], most_columns)
        self.ways = [(options[0], option.start) for options in groups.values() for option in options]
        self.program = cp_model.CpModel()
        self.columns = [
            self.program.new_bool_var("") if upper == 1 else self.program.new_int_var(0, upper, "") for upper in self.rows.upper]
        self._count()
        self.moment, self.held = {}, []
        self._moments([[option.start for option in options] for options in groups.values()])
        self._rooms()
        self.travelled, self.days = [], []
        for practitioner in scenario.practitioners.values():
            self._days(practitioner)
            if self.size["columns"] > most_columns:
                raise TooLarge
        if scenario.cover_ratio is not None:
            for day in range(7):
                self._covered(day)
        self._points()

    def _count(self):
        for lower, upper, terms in self.rows.rows:
            columns, coefficients = [self.columns[column] for column, _ in terms], [coefficient for _, coefficient in terms]
            if lower is None and upper == 1 and set(coefficients) == {1}:
                self.program.add_at_most_one(columns)
            else:
                total = cp_model.LinearExpr.weighted_sum(columns, coefficients)
                self.program.add(total <= upper if lower is None else total == upper)

    def _moments(self, starts):
        """A start for everything that can be held, inside the starts of the entry that is chosen."""
        of_thing = defaultdict(set)
        for entry, own in zip(self.entries, starts):
            of_thing[entry.kind, entry.thing].update(own)
        for key, values in of_thing.items():
            self.moment[key] = self.program.new_int_var_from_domain(Domain.from_values(sorted(values)), "")
        for entry, column, own in zip(self.entries, self.chosen, starts):
            is_chosen, moment = self.columns[column], self.moment[entry.kind, entry.thing]
            if set(own) != of_thing[entry.kind, entry.thing]:
                self.program.add_linear_expression_in_domain(moment, Domain.from_values(own)).only_enforce_if(is_chosen)
            self.held.append((entry, is_chosen, moment))

    def _interval(self, entry, is_chosen, moment):
        """Of the session's own minutes."""
        return self.program.new_optional_fixed_size_interval_var(moment, entry.end - entry.start, is_chosen, "")

    def _rooms(self):
        sessions = defaultdict(list)
        for held in self.held:
            if held[0].room is not None:
                sessions[held[0].room, held[0].day].append(held)
        for ((place, kind), _), inside in sessions.items():
            rooms = self.s.places[place].rooms.get(kind, 0)
            if rooms < len({entry.thing for entry, _, _ in inside}):
                self.program.add_cumulative([self._interval(*held) for held in inside], [1] * len(inside), rooms)

    # --- working time ---

    def _days(self, p):
        mine, numbers = defaultdict(list), defaultdict(list)
        for entry, is_chosen, moment in self.held:
            for name, start, end, place in entry.acts:
                if name == p.id:
                    mine[entry.day].append((is_chosen, moment, end - start, place, entry.kind == "session"))
                    numbers[entry.day].append(entry)
        before = None
        for day in range(7):
            cover = self.cover.get((p.id, day))
            now = None
            if mine[day]:
                now = DayPositions(self.program, self.s, p, day, mine[day], None if cover is None else self.columns[cover])
                self.travelled += now.travelled
                self.days.append((now, numbers[day]))
            if before and now and 1440 + now.earliest - before.latest < self.s.rest:
                # W5
                for end, is_used in zip(before.ends, before.is_used):
                    self.program.add(1440 + now.starts[0] - end >= self.s.rest).only_enforce_if(is_used, now.is_used[0])
            before = now

    def _covered(self, day):
        """V3: each who could cover takes up as many sessions as they could cover, wherever they do not."""
        sessions = [held for held in self.held if held[0].evening and held[0].day == day]
        ratio = self.s.cover_ratio
        intervals = [self._interval(*held) for held in sessions]
        demands = [1] * len(intervals)
        covers = [(self.s.practitioners[name].evenings[day], self.columns[column]) for (name, other), column in self.cover.items() if other == day]
        for windows, is_on_cover in covers:
            moment = 0
            for start, end in [*windows, (1440, 1440)]:
                if moment < start:
                    intervals.append(self.program.new_fixed_size_interval_var(moment, start - moment, ""))
                    demands.append(ratio)
                if start < end:
                    intervals.append(self.program.new_optional_fixed_size_interval_var(start, end - start, ~is_on_cover, ""))
                    demands.append(ratio)
                moment = end
        if sessions:
            self.program.add_cumulative(intervals, demands, ratio * len(covers))

    def begin_with(self, held, cover):
        """Hints of a timetable."""
        start_of = {id(entry): start for entry, start in held}
        on_cover = {self.cover[key] for key in cover}
        for entry, is_chosen, moment in self.held:
            self.program.add_hint(is_chosen, id(entry) in start_of)
        for entry, start in held:
            self.program.add_hint(self.moment[entry.kind, entry.thing], start)
        for column in self.cover.values():
            self.program.add_hint(self.columns[column], column in on_cover)
        for day, entries in self.days:
            day.hint({number: start_of[id(entry)] for number, entry in enumerate(entries) if id(entry) in start_of})

    def _points(self):
        priced = [position for position, points in enumerate(self.rows.points) if points]
        worth = cp_model.LinearExpr.weighted_sum([self.columns[i] for i in priced], [self.rows.points[i] for i in priced])
        self.program.maximize(worth + self.rows.constant - self.s.weights["travel"] * cp_model.LinearExpr.sum(self.travelled))

    @property
    def size(self):
        return {"columns": len(self.program.proto.variables), "rows": len(self.program.proto.constraints)}
