"""A scenario (rulebook, section 1) as plain Python objects, every default filled in.

Valid input is assumed: what is checked is that ids resolve and that values can be read at all. Numbers with
decimals are exact (`Decimal`, then `Fraction`), times are minutes of the day, dates are days of the week 0..6.
"""

import datetime
import math
import re
from decimal import Decimal
from fractions import Fraction

from scenario_files import ScenarioError, read_data

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MODES = ["in-person", "hub", "video", "phone"]
EARTH_RADIUS_KM = 6371.0088


def minutes_of(text):
    match = re.fullmatch(r"(\d\d):(\d\d)", text)
    if not match or int(match[2]) > 59 or int(match[1]) * 60 + int(match[2]) > 1440:
        raise ScenarioError(f"not a time of day: {text!r}")
    return int(match[1]) * 60 + int(match[2])


def window_of(text):
    start, end = (minutes_of(part) for part in text.split("-"))
    if start >= end:
        raise ScenarioError(f"a window that does not run forward: {text!r}")
    return start, end


def merged(windows):
    """Windows of one day, sorted, those that touch or overlap made one."""
    result = []
    for start, end in sorted(windows):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def weekly_of(value):
    days = [[] for _ in DAYS]
    for key, windows in value.items():
        for part in key.split():
            first, _, last = part.partition("-")
            for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
                days[day] += [window_of(w) for w in ([windows] if isinstance(windows, str) else windows)]
    return [merged(day) for day in days]


def thousandths(value):
    exact = number(value) * 1000
    if exact.denominator != 1:
        raise ScenarioError(f"more than three decimals: {value}")
    return int(exact)


def number(value):
    """Exact; a float stands for the shortest decimal that reads back as it."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


class Record:
    """A named bundle of values."""

    def __init__(self, **values):
        self.__dict__.update(values)

    def __repr__(self):
        return f"Record({self.__dict__})"


class Scenario:
    """One week, every default filled in. Weeklies are lists of seven sorted lists of `(start, end)`."""

    def __init__(self, data):
        get = lambda mapping, key, default=None: default if mapping.get(key) is None else mapping[key]
        self.service, self.week = data["service"], str(data["week"])
        self.monday = datetime.date.fromisoformat(self.week)
        self.grid = get(data, "grid", 15)

        rules = get(data, "rules", {})
        self.after_hours_from = minutes_of(get(rules, "after-hours-from", "16:30"))
        self.after_hours_slots = rules.get("after-hours-slots")
        self.cover_ratio = rules.get("cover-ratio")
        self.rest = get(rules, "rest", 660)
        pause = get(rules, "break", {})
        self.break_after, self.break_minutes = get(pause, "after", 360), get(pause, "minutes", 30)
        self.break_window = window_of(get(pause, "window", "11:30-14:30"))

        weights = get(data, "weights", {})
        self.priority = {"routine": 0, "high": 50, "urgent": 150} | get(weights, "priority", {})
        self.priority = {key: thousandths(value) for key, value in self.priority.items() if value is not None}
        self.groups = {key: thousandths(value) for key, value in get(weights, "groups", {}).items() if value is not None}
        defaults = {"wait": 2, "mode-step": 8, "named": 5, "travel": Decimal("0.1"), "evening": 10, "shortage": 30,
                    "missed-meeting": 500, "pin": 1000, "change": 20}
        self.weights = {key: thousandths(get(weights, key, default)) for key, default in defaults.items()}

        self.types = {}
        for key, item in get(data, "session-types", {}).items():
            modes = {mode: (length["minutes"], get(length, "after", 0)) for mode, length in item["modes"].items()
                     if length is not None}
            staff = get(item, "staff", 1)
            self.types[key] = Record(
                id=key, modes=modes, order=get(item, "order", [mode for mode in MODES if mode in modes]),
                room=get(item, "room", "private"), skills=set(get(item, "skills", [])),
                seats=[set(seat) for seat in staff] if isinstance(staff, list) else [set() for _ in range(staff)],
                value=thousandths(get(item, "value", 100)))

        self.places = {item["id"]: Record(
            id=item["id"], area=item.get("area"),
            at=tuple(float(x) for x in item["at"]) if item.get("at") is not None else None,
            open=weekly_of(get(item, "open", {"mon-fri": "08:30-16:00"})), closed=self._days(get(item, "closed", [])),
            onsite=get(item, "onsite", True), rooms=get(item, "rooms", {"private": 1}),
            hub_open=weekly_of(item["hub-open"] if item.get("hub-open") is not None
                               else get(item, "open", {"mon-fri": "08:30-16:00"})),
            named=set(get(item, "named", [])), minimum=get(item, "minimum", 0))
            for item in get(data, "places", [])}
        self.practitioners = {item["id"]: self._practitioner(item, get) for item in get(data, "practitioners", [])}
        self.meetings = {item["id"]: Record(
            id=item["id"], members=list(item["with"]), minutes=item["minutes"], when=weekly_of(item["when"]),
            place=item.get("place")) for item in get(data, "meetings", [])}
        self.requests = {item["id"]: self._request(item, get) for item in get(data, "requests", [])}
        self._travel_rules(get(data, "travel", {}), get)
        self._resolve()

    def _days(self, dates):
        """Days 0..6 of this week among some dates."""
        numbers = ((datetime.date.fromisoformat(str(date)) - self.monday).days for date in dates)
        return {day for day in numbers if 0 <= day < 7}

    def _practitioner(self, item, get):
        away = self._days(get(item, "away", []))
        limits = get(item, "limits", {})
        hours, evenings = weekly_of(item["hours"]), weekly_of(get(item, "evenings", {}))
        for day in away:
            hours[day], evenings[day] = [], []
        busy = [[] for _ in DAYS]
        for block in get(item, "busy", []):
            busy[DAYS.index(block["day"])].append((*window_of(block["window"]), get(block, "place", item["desk"])))
        supervision = item.get("supervision")
        return Record(
            id=item["id"], qualified=get(item, "qualified", True), desk=item["desk"],
            serves=None if item.get("serves") is None else set(item["serves"]), skills=set(get(item, "skills", [])),
            hours=hours, evenings=evenings, all_hours=[merged(a + b) for a, b in zip(hours, evenings)], away=away,
            modes=set(get(item, "modes", MODES)),
            in_person_at=None if item.get("in-person-at") is None else set(item["in-person-at"]),
            per_day=min(12, get(limits, "sessions-per-day", 6)), per_week=get(limits, "sessions-per-week", 20),
            evenings_per_week=get(limits, "evenings-per-week", 1), span=get(limits, "span", 480), busy=busy,
            supervisors=None if supervision is None else list(supervision["with"]),
            supervision_minutes=None if supervision is None else supervision["minutes"],
            supervises=None if item.get("supervises") is None else item["supervises"]["minutes-per-week"],
            cover=None if item.get("cover") is None else item["cover"]["evenings-per-week"])

    def _request(self, item, get):
        pin = item.get("pinned")
        if pin is not None:
            day, time = pin["start"].split()
            pin = Record(practitioners=set(pin["practitioners"]), mode=pin["mode"],
                         day=DAYS.index(day), start=minutes_of(time))
        school = item.get("school")
        if item["type"] not in self.types:
            raise ScenarioError(f"request {item['id']}: there is no session type {item['type']!r}")
        return Record(
            id=item["id"], client=get(item, "client", item["id"]), school=school, place=get(item, "place", school),
            type=self.types[item["type"]], modes=get(item, "modes", self.types[item["type"]].order),
            at_school=weekly_of(get(item, "at-school", {"mon-sun": "00:00-24:00"})),
            at_home=weekly_of(get(item, "at-home", {"mon-fri": "15:45-20:00"})), practitioner=item.get("practitioner"),
            skills=set(get(item, "skills", [])), priority=get(item, "priority", "routine"),
            weeks=get(item, "weeks-waiting", 0), groups=list(get(item, "groups", [])), pin=pin)

    def _travel_rules(self, travel, get):
        self.travel_fixed = number(get(travel, "fixed", 10))
        self.travel_rate = number(get(travel, "minutes-per-km", 3)) * number(get(travel, "detour", Decimal("1.3")))
        self.overrides = {}
        for item in get(travel, "between", []):
            pair = frozenset((item["from"], item["to"]))
            if len(pair) == 1 or pair in self.overrides or not pair <= set(self.places):
                raise ScenarioError(f"travel.between: {item['from']} - {item['to']}")
            self.overrides[pair] = number(item["minutes"])
        self._travel_cache = {}

    def _resolve(self):
        def known(ids, table, where):
            for one in ids:
                if one is not None and one not in table:
                    raise ScenarioError(f"{where}: there is no {one!r}")
        people, places = self.practitioners, self.places
        for p in people.values():
            known([p.desk, *(p.in_person_at or []), *(block[2] for day in p.busy for block in day)], places, p.id)
            known(p.supervisors or [], people, p.id)
            for s in p.supervisors or []:
                if s == p.id or people[s].supervises is None:
                    raise ScenarioError(f"{p.id}: supervision with {s!r}, who cannot give it")
        for place in places.values():
            known(place.named, people, place.id)
        for meeting in self.meetings.values():
            known(meeting.members, people, meeting.id)
            known([meeting.place], places, meeting.id)
        for r in self.requests.values():
            known([r.school, r.place], places, r.id)
            known([r.practitioner, *(r.pin.practitioners if r.pin else [])], people, r.id)
            known([r.priority], self.priority, r.id)
            known(r.groups, self.groups, r.id)

    def travel(self, one, other):
        """Whole minutes between two places, a multiple of the grid."""
        if one == other or one is None or other is None:
            return 0
        pair = frozenset((one, other))
        if pair not in self._travel_cache:
            if pair in self.overrides:
                exact = self.overrides[pair]
            else:
                km = haversine(self.places[one].at, self.places[other].at)
                exact = self.travel_fixed + self.travel_rate * Fraction(km)
                exact = Fraction(math.floor(exact * 10**6 + Fraction(1, 2)), 10**6)
            self._travel_cache[pair] = math.ceil(exact / self.grid) * self.grid
        return self._travel_cache[pair]


def haversine(one, other):
    """Great-circle distance in km between two (latitude, longitude) pairs in degrees."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in point] for point in (one, other))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def load(path):
    return Scenario(read_data(path))
