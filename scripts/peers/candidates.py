"""Everything that a timetable of a scenario could hold: each entry that no rule forbids by itself or beside the busy blocks of those who take part.

The scenario is as the Oracle's reader makes it (Tests/Oracle/scenario.py); points are in thousandths, times in minutes of a day 0..6.
"""

import itertools

MODES_AT_HOME = ("video", "phone")


class Option:
    """An entry: a session of a request, a supervision, or a meeting.

    `acts` are the activities it makes, as (practitioner, start, end with write-up, place); `end` is that of the session's own minutes.
    """

    __slots__ = ("kind", "thing", "people", "mode", "day", "start", "end", "points", "evening", "room", "acts")

    def __init__(self, kind, thing, people, day, start, end, acts, mode=None, points=0, evening=False, room=None):
        self.kind, self.thing, self.people, self.mode = kind, thing, people, mode
        self.day, self.start, self.end, self.acts = day, start, end, acts
        self.points, self.evening, self.room = points, evening, room


def inside(start, end, windows):
    return any(first <= start and end <= last for first, last in windows)


def overlaps(start, end, windows):
    return any(first < end and start < last for first, last in windows)


class Candidates:
    """`options`, and `kept`: for each request, what its published sessions are, as (set of practitioners, mode, day, start)."""

    def __init__(self, scenario, published=None):
        self.scenario = scenario
        self.kept = self._kept(published)
        self.supervisor_hours = [p.hours for p in scenario.practitioners.values() if p.supervises is not None]
        self.options = []
        for request in scenario.requests.values():
            self.options += self._sessions(request)
        for practitioner in scenario.practitioners.values():
            if practitioner.supervisors is not None:
                self.options += self._supervisions(practitioner)
        for meeting in scenario.meetings.values():
            self.options += self._meetings(meeting)

    def _kept(self, published):
        kept = {}
        for entry in (published or {}).get("sessions", []):
            if entry["request"] in self.scenario.requests:
                key = (frozenset(entry["practitioners"]), entry["mode"], entry["start"])
                kept.setdefault(entry["request"], []).append(key)
        return kept

    def stamp(self, day, minute):
        date = self.scenario.monday.fromordinal(self.scenario.monday.toordinal() + day)
        return f"{date.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"

    def _starts(self, windows, minutes):
        """Starts on the grid, within one day, whose minutes lie inside one of some windows."""
        grid = self.scenario.grid
        for first, last in windows:
            yield from range(-(-first // grid) * grid, last - minutes + 1, grid)

    # --- sessions ---

    def _teams(self, request, mode):
        """Who could deliver a session: S1 and S2."""
        s, kind = self.scenario, request.type
        area = s.places[request.school].area if request.school else None
        skills = kind.skills | request.skills
        able = [
            p for p in s.practitioners.values()
            if skills <= p.skills and mode in p.modes and (area is None or p.serves is None or area in p.serves)
            and (mode != "in-person" or p.in_person_at is None or request.place in p.in_person_at)
        ]
        for team in itertools.combinations(able, len(kind.seats)):
            if request.practitioner is not None and all(p.id != request.practitioner for p in team):
                continue
            if len(team) == 2 and not any(p.qualified for p in team):
                continue
            if any(all(seat <= p.skills for seat, p in zip(kind.seats, order)) for order in itertools.permutations(team)):
                yield team

    def _sessions(self, request):
        s, pin = self.scenario, request.pin
        for mode in dict.fromkeys(request.modes):
            if mode not in request.type.modes:
                continue
            venue = {"in-person": request.place, "hub": request.school}.get(mode)
            if mode not in MODES_AT_HOME and (venue is None or (mode == "in-person" and not s.places[venue].onsite)):
                continue
            if pin and pin.mode != mode:
                continue
            teams = [team for team in self._teams(request, mode) if not pin or {p.id for p in team} == pin.practitioners]
            minutes, after = request.type.modes[mode]
            room = None if venue is None else (venue, "hub" if mode == "hub" else request.type.room)
            for day in range(7):
                if venue is not None and day in s.places[venue].closed:
                    continue
                for start in self._starts((request.at_home if mode in MODES_AT_HOME else request.at_school)[day], minutes):
                    if pin and (day, start) != (pin.day, pin.start):
                        continue
                    end = start + minutes
                    if venue is not None:
                        place = s.places[venue]
                        if not inside(start, end, (place.open if mode == "in-person" else place.hub_open)[day]):
                            continue
                    evening = mode in MODES_AT_HOME and start >= s.after_hours_from
                    for team in teams:
                        if self._fits(team, day, start, end, end + after, evening, venue if mode == "in-person" else None):
                            yield self._session(request, mode, team, day, start, end, end + after, evening, room)

    def _fits(self, team, day, start, end, free, evening, place):
        """W1, S7, and the busy blocks."""
        if not all(p.qualified for p in team):
            if evening and self.scenario.cover_ratio is None:
                return False
            if not evening and not any(inside(start, end, hours[day]) for hours in self.supervisor_hours):
                return False
        return all(
            inside(start, free, (p.all_hours if evening else p.hours)[day]) and self._beside_busy(p, day, start, free)
            for p in team)

    def _beside_busy(self, p, day, start, free):
        """W2, W3 and W5 against the blocks of the day and of those around it: once the day holds anything, its blocks count as well."""
        blocks = p.busy[day]
        if overlaps(start, free, [block[:2] for block in blocks]):
            return False
        first = min([start, *(block[0] for block in blocks)])
        last = max([free, *(block[1] for block in blocks)])
        if last - first > p.span:
            return False
        before = p.busy[day - 1] if day > 0 else []
        after = p.busy[day + 1] if day < 6 else []
        return all(1440 + first - block[1] >= self.scenario.rest for block in before) and all(
            1440 + block[0] - last >= self.scenario.rest for block in after)

    def _session(self, request, mode, team, day, start, end, free, evening, room):
        s = self.scenario
        people = tuple(p.id for p in team)
        key = (frozenset(people), mode, self.stamp(day, start))
        points = (
            request.type.value + s.priority[request.priority] + s.weights["wait"] * min(request.weeks, 26)
            + sum(s.groups[group] for group in request.groups) - s.weights["mode-step"] * request.modes.index(mode)
            + (s.weights["named"] if request.school and s.places[request.school].named & set(people) else 0)
            + (s.weights["pin"] if request.pin else 0) + s.weights["change"] * self.kept.get(request.id, []).count(key))
        acts = [(p.id, start, free, request.place if mode == "in-person" else p.desk) for p in team]
        return Option("session", request.id, people, day, start, end, acts, mode, points, evening, room)

    # --- supervision and meetings ---

    def _supervisions(self, practitioner):
        minutes = practitioner.supervision_minutes
        for name in dict.fromkeys(practitioner.supervisors):
            both = [practitioner, self.scenario.practitioners[name]]
            yield from self._gatherings("supervision", practitioner.id, both, practitioner.hours, minutes, None)

    def _meetings(self, meeting):
        members = [self.scenario.practitioners[name] for name in dict.fromkeys(meeting.members)]
        yield from self._gatherings("meeting", meeting.id, members, meeting.when, meeting.minutes, meeting.place)

    def _gatherings(self, kind, thing, people, weekly, minutes, place):
        for day in range(7):
            for start in self._starts(weekly[day], minutes):
                end = start + minutes
                if all(inside(start, end, p.hours[day]) and self._beside_busy(p, day, start, end) for p in people):
                    acts = [(p.id, start, end, place or p.desk) for p in people]
                    yield Option(kind, thing, tuple(p.id for p in people), day, start, end, acts)
