"""The rules that only count (who, on which day, in the evening or not, never at which minute), as rows over entries that a timetable could hold."""

from collections import defaultdict

from candidates import overlaps
from rows import Rows, plus


class CountingModel:
    """S1, S6, V5, W6, W7, V1, V2, what V4 says of days, M1, and the score but for travel.

    `entries` are options, or representatives of options that differ in their start alone; `chosen` holds the column of each, in `rows`;
    `cover[practitioner, day]` is the column of an evening on cover.
    """

    def __init__(self, scenario, candidates, entries, most_columns):
        self.s, self.candidates, self.entries, self.rows = scenario, candidates, entries, Rows(most_columns)
        self.chosen = [self.rows.column(entry.points, is_choice=True) for entry in entries]
        self.of_practitioner = defaultdict(list)
        for entry, column in zip(entries, self.chosen):
            for practitioner in entry.people:
                self.of_practitioner[practitioner].append((entry, column))
        self._requests()
        for practitioner in scenario.practitioners.values():
            self._limits(practitioner)
            self._supervised(practitioner)
        self.cover = {}
        if scenario.cover_ratio is not None:
            self._cover_days()
        self._meetings()
        self._score()

    def _sum_at_most(self, limit, columns):
        self.rows.at_most(limit, plus(columns))

    def _gathered(self, key, entries=None):
        """Columns by what `key` says of their entry; None leaves one out."""
        found = defaultdict(list)
        for entry, column in zip(self.entries, self.chosen) if entries is None else entries:
            value = key(entry)
            if value is not None:
                found[value].append(column)
        return found

    # --- S1, S6, V5 ---

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

    # --- W6, W7, V1, V2 ---

    def _limits(self, p):
        """W6 and W7."""
        sessions = [(entry, column) for entry, column in self.of_practitioner[p.id] if entry.kind == "session"]
        self._sum_at_most(p.per_week, [column for _, column in sessions])
        for columns in self._gathered(lambda o: o.day, sessions).values():
            self._sum_at_most(p.per_day, columns)
        worked = []
        for day in range(7):
            late = [(entry, column) for entry, column in sessions if entry.evening and entry.day == day]
            if late:
                worked.append(self.rows.column(-self.s.weights["evening"]))
                for columns in self._gathered(lambda o: o.thing, late).values():
                    self.rows.at_most(0, [*plus(columns), (worked[-1], -1)])
                self.rows.at_most(0, [(worked[-1], 1), *((column, -1) for _, column in late)])
        self._sum_at_most(p.evenings_per_week, worked)

    def _supervised(self, p):
        """V1 of those who are supervised, V2 of those who supervise."""
        own = self.of_practitioner[p.id]
        if p.supervisors is not None:
            given = [column for entry, column in own if entry.kind == "supervision" and entry.thing == p.id]
            self._sum_at_most(1, given)
            for columns in self._gathered(lambda o: o.thing if o.kind == "session" else None, own).values():
                self.rows.at_most(0, [*plus(columns), *((column, -1) for column in given)])
        if p.supervises is not None:
            self.rows.at_most(
                p.supervises,
                [(column, entry.end - entry.start) for entry, column in own if entry.kind == "supervision" and entry.thing != p.id])

    def _cover_days(self):
        """V4: on which days, and on how many."""
        for p in self.s.practitioners.values():
            if not p.cover:
                continue
            days = [day for day in range(7) if p.evenings[day] and not any(overlaps(a, b, p.evenings[day]) for a, b, _ in p.busy[day])]
            for day in days:
                self.cover[p.id, day] = self.rows.column(is_choice=True)
            self._sum_at_most(p.cover, [self.cover[p.id, day] for day in days])

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

    def timetable(self, held, cover):
        """A timetable as files hold it, of entries with their starts, and of practitioners with their days on cover."""
        stamp = self.candidates.stamp
        result = {"format": "diary-timetable/1", "service": self.s.service, "week": self.s.week,
                  "sessions": [], "supervision": [], "meetings": [], "cover": []}
        for entry, minute in held:
            start = stamp(entry.day, minute)
            if entry.kind == "session":
                result["sessions"].append({"request": entry.thing, "practitioners": list(entry.people), "mode": entry.mode, "start": start})
            elif entry.kind == "supervision":
                result["supervision"].append({"practitioner": entry.thing, "supervisor": entry.people[1], "start": start})
            else:
                result["meetings"].append({"meeting": entry.thing, "start": start})
        result["cover"] = [{"practitioner": name, "date": stamp(day, 0)[:10]} for name, day in cover]
        return result
