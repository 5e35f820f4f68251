"""The whole rulebook as rows over options, one column for each start: a time-indexed model. What lives inside one day is in `day_network`."""

from collections import defaultdict

from candidates import Candidates, overlaps
from counting_model import CountingModel
from day_network import DayNetwork


class TimeIndexedModel(CountingModel):
    def __init__(self, scenario, published, most_columns):
        candidates = Candidates(scenario, published)
        super().__init__(scenario, candidates, candidates.options, most_columns)
        self.active = {}
        self._rooms()
        for practitioner in scenario.practitioners.values():
            self._days(practitioner)
        for (practitioner, day), column in self.cover.items():
            self._free_evening(practitioner, day, column)
        if scenario.cover_ratio is not None:
            for day in range(7):
                self._covered(day)

    def _rooms(self):
        held = defaultdict(list)
        for option, column in zip(self.entries, self.chosen):
            if option.room is not None:
                held[option.room, option.day].append((option, column))
        for ((place, kind), _), sessions in held.items():
            rooms = self.s.places[place].rooms.get(kind, 0)
            for moment in {option.start for option, _ in sessions}:
                self._sum_at_most(rooms, [column for option, column in sessions if option.start <= moment < option.end])

    def _days(self, p):
        """W2, W3, W4 of each day, and W5 between days."""
        before = None
        for day in range(7):
            activities = [
                (column, start, end, place) for option, column in self.of_practitioner[p.id] if option.day == day
                for name, start, end, place in option.acts if name == p.id]
            network = DayNetwork(self.rows, self.s, p, day, activities) if activities else None
            if network:
                self.active[p.id, day] = network.active
            if before and network:
                starts = sorted(network.has_begun)
                for end, column in before.goes_on.items():
                    soon = [start for start in starts if 1440 + start - end < self.s.rest]
                    if soon:
                        self._sum_at_most(1, [column, network.has_begun[soon[-1]]])
            before = network

    def _free_evening(self, practitioner, day, column):
        """V4: nothing overlaps the evenings of a day on cover. One activity at most starts at a time."""
        windows = self.s.practitioners[practitioner].evenings[day]
        meanwhile = defaultdict(list)
        for option, other in self.of_practitioner[practitioner]:
            if option.day == day and any(overlaps(a, b, windows) for name, a, b, _ in option.acts if name == practitioner):
                meanwhile[option.start].append(other)
        for columns in meanwhile.values():
            self._sum_at_most(1, [*columns, column])

    def _covered(self, day):
        """V3: the balance can turn bad only where a session starts or a window of cover ends."""
        sessions = [(option, column) for option, column in zip(self.entries, self.chosen) if option.evening and option.day == day]
        covers = [(self.s.practitioners[name].evenings[day], column) for (name, other), column in self.cover.items() if other == day]
        moments = {option.start for option, _ in sessions} | {end for windows, _ in covers for _, end in windows}
        for moment in moments:
            self.rows.at_most(0, [
                *((column, 1) for option, column in sessions if option.start <= moment < option.end),
                *((column, -self.s.cover_ratio) for windows, column in covers if any(a <= moment < b for a, b in windows))])

    @property
    def ways(self):
        """Everything that can be held, with its start."""
        return [(option, option.start) for option in self.entries]

    def choices(self, held, cover):
        """The columns that are 1 in a timetable, of those that are choices."""
        options = {id(option) for option, _ in held}
        active = {(name, option.day) for option, _ in held for name in option.people}
        return {
            *(column for option, column in zip(self.entries, self.chosen) if id(option) in options),
            *(self.cover[key] for key in cover), *(self.active[key] for key in active)}

    def answer(self, values):
        """The timetable that some values of the columns stand for."""
        held = [(option, option.start) for option, column in zip(self.entries, self.chosen) if values[column] > 0.5]
        return self.timetable(held, [key for key, column in self.cover.items() if values[column] > 0.5])
