"""The whole rulebook as rows over the candidates: what does not live inside one day is here, the days are in `day_network`."""

from collections import defaultdict

from candidates import Candidates, overlaps
from day_network import DayNetwork
from rows import Rows, plus


class WeekModel:
    """`rows`, with `chosen[i]` the column of `candidates.options[i]` and `cover[practitioner, day]` that of an evening on cover."""

    def __init__(self, scenario, published=None):
        self.s, self.rows = scenario, Rows()
        self.candidates = Candidates(scenario, published)
        self.options = self.candidates.options
        self.chosen = [self.rows.column(option.points, is_choice=True) for option in self.options]
        self.of_practitioner = defaultdict(list)
        for option, column in zip(self.options, self.chosen):
            for practitioner in option.people:
                self.of_practitioner[practitioner].append((option, column))
        self.cover = {}
        self._requests()
        self._rooms()
        self.days = {}
        for practitioner in scenario.practitioners.values():
            self._days(practitioner)
            self._limits(practitioner)
            self._supervised(practitioner)
        self._cover()
        self._meetings()
        self._score()

    def _sum_at_most(self, limit, columns):
        self.rows.at_most(limit, plus(columns))

    def _gathered(self, key, options=None):
        """Columns by what `key` says of their option; None leaves one out."""
        found = defaultdict(list)
        for option, column in options if options is not None else zip(self.options, self.chosen):
            value = key(option)
            if value is not None:
                found[value].append(column)
        return found

    # --- S1, S6, V5, R1 ---

    def _requests(self):
        s = self.s
        for columns in self._gathered(lambda o: o.thing if o.kind == "session" else None).values():
            self._sum_at_most(1, columns)
        clients = defaultdict(set)
        for request in s.requests.values():
            clients[request.client].add(request.id)
        shared = {name for names in clients.values() if len(names) > 1 for name in names}
        for columns in self._gathered(
                lambda o: (s.requests[o.thing].client, o.day) if o.kind == "session" and o.thing in shared else None).values():
            self._sum_at_most(1, columns)
        if s.after_hours_slots is not None:
            self._sum_at_most(s.after_hours_slots, self._gathered(lambda o: True if o.evening else None)[True])

    def _rooms(self):
        held = defaultdict(list)
        for option, column in zip(self.options, self.chosen):
            if option.room is not None:
                held[option.room, option.day].append((option, column))
        for ((place, kind), _), sessions in held.items():
            rooms = self.s.places[place].rooms.get(kind, 0)
            for moment in {option.start for option, _ in sessions}:
                self._sum_at_most(rooms, [column for option, column in sessions if option.start <= moment < option.end])

    # --- W ---

    def _days(self, p):
        """W2, W3, W4 of each day, and W5 between days."""
        before = None
        for day in range(7):
            activities = [
                (column, start, end, place) for option, column in self.of_practitioner[p.id] if option.day == day
                for name, start, end, place in option.acts if name == p.id]
            network = DayNetwork(self.rows, self.s, p, day, activities) if activities else None
            if before and network:
                starts = sorted(network.has_begun)
                for end, column in before.goes_on.items():
                    soon = [start for start in starts if 1440 + start - end < self.s.rest]
                    if soon:
                        self._sum_at_most(1, [column, network.has_begun[soon[-1]]])
            before = network
            self.days[p.id, day] = network

    def _limits(self, p):
        """W6 and W7."""
        sessions = [(option, column) for option, column in self.of_practitioner[p.id] if option.kind == "session"]
        self._sum_at_most(p.per_week, [column for _, column in sessions])
        for columns in self._gathered(lambda o: o.day, sessions).values():
            self._sum_at_most(p.per_day, columns)
        evenings = []
        for day, starts in self._evening_starts(sessions).items():
            evening = self.rows.column(-self.s.weights["evening"])
            evenings.append(evening)
            for columns in starts.values():
                self.rows.at_most(0, [*plus(columns), (evening, -1)])
            self.rows.at_most(0, [(evening, 1), *((column, -1) for columns in starts.values() for column in columns)])
        self._sum_at_most(p.evenings_per_week, evenings)

    def _evening_starts(self, sessions):
        found = defaultdict(lambda: defaultdict(list))
        for option, column in sessions:
            if option.evening:
                found[option.day][option.start].append(column)
        return found

    # --- V1 to V4 ---

    def _supervised(self, p):
        """V1 of those who are supervised, V2 of those who supervise."""
        own = self.of_practitioner[p.id]
        if p.supervisors is not None:
            given = [column for option, column in own if option.kind == "supervision" and option.thing == p.id]
            self._sum_at_most(1, given)
            for columns in self._gathered(lambda o: o.thing if o.kind == "session" else None, own).values():
                self.rows.at_most(0, [*plus(columns), *((column, -1) for column in given)])
        if p.supervises is not None:
            self.rows.at_most(
                p.supervises,
                [(column, option.end - option.start) for option, column in own if option.kind == "supervision" and option.thing != p.id])

    def _cover(self):
        s = self.s
        if s.cover_ratio is None:
            return
        for p in s.practitioners.values():
            if not p.cover:
                continue
            for day in range(7):
                windows = p.evenings[day]
                if not windows or any(overlaps(start, end, windows) for start, end, _ in p.busy[day]):
                    continue
                column = self.cover[p.id, day] = self.rows.column(is_choice=True)
                # One activity at most starts at a time.
                meanwhile = defaultdict(list)
                for option, other in self.of_practitioner[p.id]:
                    if option.day == day and any(overlaps(a, b, windows) for name, a, b, _ in option.acts if name == p.id):
                        meanwhile[option.start].append(other)
                for columns in meanwhile.values():
                    self._sum_at_most(1, [*columns, column])
            self._sum_at_most(p.cover, [column for (name, _), column in self.cover.items() if name == p.id])
        for day in range(7):
            self._covered(day)

    def _covered(self, day):
        """V3: the balance can turn bad only where a session starts or a window of cover ends."""
        sessions = [(option, column) for option, column in zip(self.options, self.chosen) if option.evening and option.day == day]
        covers = [(self.s.practitioners[name].evenings[day], column) for (name, other), column in self.cover.items() if other == day]
        moments = {option.start for option, _ in sessions} | {end for windows, _ in covers for _, end in windows}
        for moment in moments:
            self.rows.at_most(0, [
                *((column, 1) for option, column in sessions if option.start <= moment < option.end),
                *((column, -self.s.cover_ratio) for windows, column in covers if any(a <= moment < b for a, b in windows))])

    # --- M1 and the score ---

    def _meetings(self):
        missed = self.s.weights["missed-meeting"]
        held = self._gathered(lambda o: o.thing if o.kind == "meeting" else None)
        self.rows.constant -= missed * len(self.s.meetings)
        for columns in held.values():
            self._sum_at_most(1, columns)
            for column in columns:
                self.rows.points[column] += missed

    def _score(self):
        s = self.s
        self.rows.constant -= s.weights["change"] * sum(len(kept) for kept in self.candidates.kept.values())
        by_school = self._gathered(lambda o: s.requests[o.thing].school if o.kind == "session" else None)
        self.short = {}
        for place in s.places.values():
            needed = min(place.minimum, sum(request.school == place.id for request in s.requests.values()))
            if needed:
                column = self.short[place.id] = self.rows.column(-s.weights["shortage"], upper=needed)
                self.rows.at_most(-needed, [(column, -1), *((other, -1) for other in by_school[place.id])])

    # --- answers ---

    @property
    def empty(self):
        """The values of the empty timetable, which is always allowed."""
        values = [0] * len(self.rows.upper)
        for column in self.short.values():
            values[column] = self.rows.upper[column]
        return values

    def timetable(self, values):
        """What some values choose, as a timetable file holds it."""
        c = self.candidates
        result = {"format": "diary-timetable/1", "service": self.s.service, "week": self.s.week,
                  "sessions": [], "supervision": [], "meetings": [], "cover": []}
        for option, column in zip(self.options, self.chosen):
            if values[column] < 0.5:
                continue
            start = c.stamp(option.day, option.start)
            if option.kind == "session":
                result["sessions"].append({"request": option.thing, "practitioners": list(option.people), "mode": option.mode, "start": start})
            elif option.kind == "supervision":
                result["supervision"].append({"practitioner": option.thing, "supervisor": option.people[1], "start": start})
            else:
                result["meetings"].append({"meeting": option.thing, "start": start})
        for (name, day), column in self.cover.items():
            if values[column] > 0.5:
                result["cover"].append({"practitioner": name, "date": c.stamp(day, 0)[:10]})
        return result
