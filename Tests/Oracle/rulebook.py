"""Checks a timetable against every rule of the rulebook and computes its exact score.

    python3 rulebook.py check SCENARIO TIMETABLE [--published TIMETABLE]

prints {"allowed", "score", "terms", "violations", "perhaps"} and exits 0 (allowed), 1 (not allowed) or 65 (bad input).
`perhaps` lists rules on which the rulebook is silent for this (never allowed) timetable; two checkers need agree
on the others only. See README.md.
"""

import argparse
import json
import sys
from decimal import Decimal

from form import REMOTE, Form
from scenario import DAYS, load
from scenario_files import ScenarioError


def clock(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def inside(start, end, windows):
    return any(first <= start and end <= last for first, last in windows)


def overlap(start, end, other_start, other_end):
    return max(0, min(end, other_end) - max(start, other_start))


class Check(Form):
    """The judgement of one timetable: `allowed`, `score` (thousandths), `terms`, `violations`, `perhaps`, `score_sure`."""

    def __init__(self, scenario, timetable, published=None):
        if published is not None and published.get("week") != scenario.week:
            raise ScenarioError(f"the published timetable is of week {published.get('week')}, not {scenario.week}")
        super().__init__(scenario, timetable)
        for session in self.sessions:
            self._session(session)
        self._requests()
        self._clients()
        self._rooms()
        for practitioner in scenario.practitioners.values():
            self._working_time(practitioner)
        self._supervision()
        self._cover()
        self._meetings()
        self._score(published)
        self.allowed = not self.violations

    @property
    def rules(self):
        return {rule for rule, _ in self.violations}

    # --- sessions ---

    def _session(self, x):
        s, r, kind = self.s, x.request, x.request.type
        people = [s.practitioners[name] for name in x.people]
        if len(x.names) != len(kind.seats) or len(people) != len(x.names):
            self.broken("S1", f"{x.what}: {len(kind.seats)} different practitioners are needed, not {x.names}")
            if len(people) != len(x.names):
                self.perhaps |= {"S2", "W2", "W6"}
            if len(kind.seats) == 2:
                self.perhaps.add("S2")
        elif not any(all(seat <= p.skills for seat, p in zip(kind.seats, order))
                     for order in (people, people[::-1])):
            self.broken("S1", f"{x.what}: no seating of {x.people} has the skills of the seats")
        for p in people:
            if not (kind.skills | r.skills) <= p.skills:
                self.broken("S1", f"{x.what}: {p.id} lacks skills")
            if x.mode not in p.modes:
                self.broken("S1", f"{x.what}: {p.id} does not work {x.mode}")
            area = s.places[r.school].area if r.school else None
            if area is not None and p.serves is not None and area not in p.serves:
                self.broken("S1", f"{x.what}: {p.id} does not serve {area}")
            if x.place is not None and p.in_person_at is not None and x.place not in p.in_person_at:
                self.broken("S1", f"{x.what}: {p.id} may not work at {x.place}")
        if r.practitioner is not None and r.practitioner not in x.people:
            self.broken("S2", f"{x.what}: the course is {r.practitioner}'s")
        if len(kind.seats) == 2 and not any(p.qualified for p in people):
            self.broken("S2", f"{x.what}: nobody of {x.people} is qualified")
        if x.mode not in r.modes:
            self.broken("S3", f"{x.what}: {x.mode} is none of its modes")
            self.score_sure = False
        if x.mode == "in-person" and x.place is None:
            self.broken("S3", f"{x.what}: in person without a place")
            self.perhaps |= {"W2", "W4"}
            self.score_sure = False
        elif x.mode == "in-person" and not s.places[x.place].onsite:
            self.broken("S3", f"{x.what}: {x.place} takes no in-person sessions yet")
        if x.mode == "hub" and r.school is None:
            self.broken("S3", f"{x.what}: hub without a school")
        self._session_windows(x)
        if r.pin and (set(x.names), x.mode, x.day, x.start) != (r.pin.practitioners, r.pin.mode, r.pin.day, r.pin.start):
            self.broken("S5", f"{x.what}: not as pinned")
        self._trainees(x, people)

    def _session_windows(self, x):
        s, r = self.s, x.request
        suits = (r.at_home if x.mode in REMOTE else r.at_school)[x.day]
        if not inside(x.start, x.end, suits):
            self.broken("S4", f"{x.what}: {DAYS[x.day]} {clock(x.start)}-{clock(x.end)} does not suit the client")
        where = {"in-person": x.place, "hub": r.school}.get(x.mode)
        if where is None:
            return
        place = s.places[where]
        if not inside(x.start, x.end, (place.open if x.mode == "in-person" else place.hub_open)[x.day]):
            self.broken("S4", f"{x.what}: {where} is not open {DAYS[x.day]} {clock(x.start)}-{clock(x.end)}")
        if x.day in place.closed:
            self.broken("S4", f"{x.what}: {where} is closed on {DAYS[x.day]}")

    def _trainees(self, x, people):
        s = self.s
        if all(p.qualified for p in people):
            return
        if x.after_hours:
            if s.cover_ratio is None:
                self.broken("S7", f"{x.what}: a trainee after hours, and no cover-ratio")
        elif not any(p.supervises is not None and inside(x.start, x.end, p.hours[x.day])
                     for p in s.practitioners.values()):
            self.broken("S7", f"{x.what}: a trainee while no supervisor is at work")

    def _requests(self):
        for request in self.s.requests.values():
            count = sum(x.request is request for x in self.sessions)
            if count > 1:
                self.broken("S1", f"{request.id} is scheduled {count} times")

    def _clients(self):
        seen = set()
        for x in self.sessions:
            if (x.request.client, x.day) in seen:
                self.broken("S6", f"{x.what}: {x.request.client} has another session on {DAYS[x.day]}")
            seen.add((x.request.client, x.day))

    def _rooms(self):
        held = {}
        for x in self.sessions:
            key = {"in-person": (x.place, x.request.type.room), "hub": (x.request.school, "hub")}.get(x.mode)
            if key is not None and key[0] is not None:
                held.setdefault((*key, x.day), []).append((x.start, x.end))
        for (place, kind, day), spans in held.items():
            rooms = self.s.places[place].rooms.get(kind, 0)
            if any(sum(start <= moment < end for start, end in spans) > rooms for moment, _ in spans):
                self.broken("R1", f"{place} {DAYS[day]}: more than {rooms} sessions at once in {kind} rooms")

    # --- working time ---

    def _working_time(self, p):
        s, days = self.s, self.activities[p.id]
        real = [any(not a.busy for a in day) for day in days]
        for day, acts in enumerate(days):
            for a in acts:
                if not a.busy and not inside(a.start, a.end, a.windows):
                    self.broken("W1", f"{p.id} {DAYS[day]}: {a.what} {clock(a.start)}-{clock(a.end)} outside working time")
            if real[day]:
                self._day(p, day, acts)
        for day in range(6):
            if days[day] and days[day + 1] and (real[day] or real[day + 1]):
                rest = 1440 + min(a.start for a in days[day + 1]) - max(a.end for a in days[day])
                if rest < s.rest:
                    self.broken("W5", f"{p.id}: {rest} minutes of rest after {DAYS[day]}")
        own = [x for x in self.sessions if p.id in x.people]
        for day in range(7):
            count = sum(x.day == day for x in own)
            if count > p.per_day:
                self.broken("W6", f"{p.id}: {count} sessions on {DAYS[day]}")
        if len(own) > p.per_week:
            self.broken("W6", f"{p.id}: {len(own)} sessions in the week")
        evenings = self.evenings(p)
        if evenings > p.evenings_per_week:
            self.broken("W7", f"{p.id}: {evenings} evenings")

    def evenings(self, p):
        return len({x.day for x in self.sessions if x.after_hours and p.id in x.people})

    def _day(self, p, day, acts):
        s, where = self.s, f"{p.id} {DAYS[day]}"
        overlapping = False
        for one, other in zip(acts, acts[1:]):
            gap, way = other.start - one.end, s.travel(one.place, other.place)
            if gap < way:
                self.broken("W2", f"{where}: {way} minutes to travel between {one.what} and {other.what}, {gap} there")
            overlapping |= gap < 0
        first, last = acts[0].start, max(a.end for a in acts)
        if overlapping:
            # Which activities are consecutive is then open, and with it the gaps and the ways.
            self.perhaps.add("W4")
            self.score_sure &= len({a.place for a in acts}) == 1
        if last - first > p.span:
            self.broken("W3", f"{where}: {last - first} minutes from first to last")
        if last - first > s.break_after and not any(
                overlap(one.end, other.start, *s.break_window) >= s.break_minutes
                and other.start - one.end >= s.travel(one.place, other.place) + s.break_minutes
                for one, other in zip(acts, acts[1:])):
            self.broken("W4", f"{where}: no break of {s.break_minutes} minutes")

    # --- supervision, cover, meetings ---

    def _supervision(self):
        s, supervised, given = self.s, {}, {}
        for one in self.supervisions:
            p = one.practitioner
            supervised[p.id] = supervised.get(p.id, 0) + 1
            if p.supervisors is None:
                self.broken("V1", f"{one.what}: {p.id} has no supervision")
                continue
            if one.supervisor.id not in p.supervisors:
                self.broken("V1", f"{one.what}: not a supervisor named")
            given[one.supervisor.id] = given.get(one.supervisor.id, 0) + p.supervision_minutes
        for p in s.practitioners.values():
            if p.supervisors is not None:
                if supervised.get(p.id, 0) > 1:
                    self.broken("V1", f"{p.id} has {supervised[p.id]} supervisions")
                if not supervised.get(p.id) and any(p.id in x.people for x in self.sessions):
                    self.broken("V1", f"{p.id} delivers sessions without supervision")
            if p.supervises is None and p.id in given:
                self.perhaps.add("V2")
            elif given.get(p.id, 0) > (p.supervises or 0):
                self.broken("V2", f"{p.id} gives {given[p.id]} minutes of supervision")

    def _cover(self):
        s = self.s
        evening = [x for x in self.sessions if x.after_hours]
        if s.after_hours_slots is not None and len(evening) > s.after_hours_slots:
            self.broken("V5", f"{len(evening)} after-hours sessions")
        for c in self.covers:
            p, where = c.practitioner, f"cover of {c.practitioner.id} on {DAYS[c.day]}"
            if p.cover is None or c.day in p.away or not p.evenings[c.day]:
                self.broken("V4", f"{where}: no cover, no evening, or away")
                self.perhaps.add("V3")
            if any(overlap(a.start, a.end, *w) for a in self.activities[p.id][c.day] for w in p.evenings[c.day]):
                self.broken("V4", f"{where}: an activity in the evening")
        for p in s.practitioners.values():
            days = sum(c.practitioner is p for c in self.covers)
            if p.cover is not None and days > p.cover:
                self.broken("V4", f"{p.id} covers {days} evenings")
        if s.cover_ratio is None:
            return
        for day in range(7):
            now = [x for x in evening if x.day == day]
            windows = [w for c in self.covers if c.day == day for w in c.practitioner.evenings[day]]
            # The balance can only turn bad where a session starts or a window of cover ends.
            for moment in {x.start for x in now} | {end for _, end in windows}:
                sessions = sum(x.start <= moment < x.end for x in now)
                covering = sum(start <= moment < end for start, end in windows)
                if sessions > s.cover_ratio * covering:
                    self.broken("V3", f"{DAYS[day]} {clock(moment)}: {sessions} after-hours sessions, {covering} on cover")
                    break

    def _meetings(self):
        for held in self.held:
            if not inside(held.start, held.end, held.meeting.when[held.day]):
                self.broken("M1", f"{held.what}: outside its windows")
        for meeting in self.s.meetings.values():
            if sum(held.meeting is meeting for held in self.held) > 1:
                self.broken("M1", f"meeting {meeting.id} is held more than once")

    # --- score ---

    def travelled(self):
        return sum(self.s.travel(one.place, other.place) for days in self.activities.values() for acts in days
                   if any(not a.busy for a in acts) for one, other in zip(acts, acts[1:]))

    def _score(self, published):
        s, w = self.s, self.s.weights
        terms = dict.fromkeys(("value", "priority", "wait", "groups", "mode-step", "named", "pin", "travel", "evening",
                               "shortage", "missed-meeting", "change"), 0)
        for x in self.sessions:
            r = x.request
            terms["value"] += r.type.value
            terms["priority"] += s.priority[r.priority]
            terms["wait"] += w["wait"] * min(r.weeks, 26)
            terms["groups"] += sum(s.groups[group] for group in r.groups)
            terms["mode-step"] -= w["mode-step"] * (r.modes.index(x.mode) if x.mode in r.modes else 0)
            terms["named"] += w["named"] if r.school and s.places[r.school].named & set(x.people) else 0
            terms["pin"] += w["pin"] if r.pin else 0
        terms["travel"] = -w["travel"] * self.travelled()
        terms["evening"] = -w["evening"] * sum(self.evenings(p) for p in s.practitioners.values())
        for place in s.places.values():
            asked = sum(r.school == place.id for r in s.requests.values())
            got = sum(x.request.school == place.id for x in self.sessions)
            terms["shortage"] -= w["shortage"] * max(0, min(place.minimum, asked) - got)
        missed = sum(all(held.meeting is not meeting for held in self.held) for meeting in s.meetings.values())
        terms["missed-meeting"] = -w["missed-meeting"] * missed
        kept = {(x.request.id, frozenset(x.names), x.mode, (x.day, x.start)) for x in self.sessions}
        for entry in (published or {}).get("sessions", []):
            if entry["request"] in s.requests:
                key = (entry["request"], frozenset(entry["practitioners"]), entry["mode"], self.moment(entry["start"]))
                terms["change"] -= 0 if key in kept else w["change"]
        self.terms, self.score = terms, sum(terms.values())

    def points(self, thousandths):
        return int(thousandths // 1000) if thousandths % 1000 == 0 else float(Decimal(thousandths) / 1000)

    def report(self):
        return {"allowed": self.allowed, "score": self.points(self.score),
                "terms": {key: self.points(value) for key, value in self.terms.items()},
                "violations": [{"rule": rule, "message": message} for rule, message in sorted(self.violations)],
                "perhaps": sorted(self.perhaps)}


def read_timetable(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check")
    check.add_argument("scenario")
    check.add_argument("timetable")
    check.add_argument("--published")
    options = parser.parse_args()
    try:
        result = Check(load(options.scenario), read_timetable(options.timetable),
                       read_timetable(options.published) if options.published else None)
    except (ScenarioError, KeyError, OSError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 65
    print(json.dumps(result.report(), indent=1))
    return 0 if result.allowed else 1


if __name__ == "__main__":
    sys.exit(main())
