"""Form (F1) and activities (section 3): the entries of a timetable that take part in the other rules, and what they occupy."""

import datetime
import re

from scenario import DAYS, Record

REMOTE = ("video", "phone")


class Form:
    """The entries that take part: `sessions`, `supervisions`, `held`, `covers`; `activities[practitioner][day]` in order."""

    def __init__(self, scenario, timetable):
        self.s, self.violations, self.perhaps, self.score_sure = scenario, [], set(), True
        self._form(timetable)
        self.activities = {p: [[] for _ in DAYS] for p in scenario.practitioners}
        self._place_activities()

    def broken(self, rule, message):
        self.violations.append((rule, message))

    # --- F1 ---

    def moment(self, text):
        """(day, minute) of a start, or None where it is no start of this week on the grid."""
        if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", text):
            return None
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            return None
        day, minute = (moment.date() - self.s.monday).days, moment.hour * 60 + moment.minute
        return (day, minute) if 0 <= day < 7 and minute % self.s.grid == 0 else None

    def _form(self, timetable):
        s = self.s
        for key, value in (("service", s.service), ("week", s.week)):
            if timetable.get(key) != value:
                self.broken("F1", f"{key} {timetable.get(key)!r} is not the scenario's {value!r}")

        def sound(entry, ids, what):
            for one, table in ids:
                if one not in table:
                    self.broken("F1", f"{what}: there is no {one!r}")
                    return None
            moment = self.moment(entry.get("start"))
            if moment is None:
                self.broken("F1", f"{what}: start {entry.get('start')!r} is not on the grid of this week")
            return moment

        self.sessions, self.supervisions, self.held, self.covers = [], [], [], []
        for entry in timetable.get("sessions", []):
            what = f"session of {entry.get('request')}"
            ids = [(entry.get("request"), s.requests)] + [(p, s.practitioners) for p in entry["practitioners"]]
            moment = sound(entry, ids, what)
            if moment is None:
                continue
            request, (day, start) = s.requests[entry["request"]], moment
            if entry["mode"] not in request.type.modes:
                self.broken("S3", f"{what}: its type has no mode {entry['mode']!r}")
                continue
            minutes, after = request.type.modes[entry["mode"]]
            self.sessions.append(Record(
                what=what, request=request, names=list(entry["practitioners"]), people=sorted(set(entry["practitioners"])),
                mode=entry["mode"], day=day, start=start, end=start + minutes, free=start + minutes + after,
                after_hours=entry["mode"] in REMOTE and start >= s.after_hours_from,
                place=request.place if entry["mode"] == "in-person" else None))
        for entry in timetable.get("supervision", []):
            what = f"supervision of {entry.get('practitioner')} with {entry.get('supervisor')}"
            moment = sound(entry, [(entry.get(k), s.practitioners) for k in ("practitioner", "supervisor")], what)
            if moment is not None:
                self.supervisions.append(Record(what=what, practitioner=s.practitioners[entry["practitioner"]],
                                                supervisor=s.practitioners[entry["supervisor"]],
                                                day=moment[0], start=moment[1]))
        for entry in timetable.get("meetings", []):
            what = f"meeting {entry.get('meeting')}"
            moment = sound(entry, [(entry.get("meeting"), s.meetings)], what)
            if moment is not None:
                meeting = s.meetings[entry["meeting"]]
                self.held.append(Record(what=what, meeting=meeting, day=moment[0], start=moment[1],
                                        end=moment[1] + meeting.minutes))
        seen = set()
        for entry in timetable.get("cover", []):
            name, date = entry.get("practitioner"), entry.get("date")
            if name not in s.practitioners:
                self.broken("F1", f"cover: there is no {name!r}")
                continue
            try:
                day = (datetime.date.fromisoformat(date) - s.monday).days
            except (TypeError, ValueError):
                day = -1
            if not 0 <= day < 7:
                self.broken("F1", f"cover of {name}: {date!r} is no date of this week")
                self.perhaps.add("V4")
            elif (name, day) in seen:
                self.broken("F1", f"cover of {name} on {DAYS[day]} stands twice")
            else:
                seen.add((name, day))
                self.covers.append(Record(practitioner=s.practitioners[name], day=day))

    # --- section 3 ---

    def _place_activities(self):
        s = self.s

        def add(person, day, start, end, place, windows, what):
            if end > 1440:
                self.perhaps |= {"W2", "W3", "W4", "W5", "R1", "V3", "V4"}
            self.activities[person.id][day].append(Record(
                start=start, end=end, place=place, windows=windows, what=what, busy=windows is None))

        for p in s.practitioners.values():
            for day, blocks in enumerate(p.busy):
                for start, end, place in blocks:
                    add(p, day, start, end, place, None, "busy block")
        for session in self.sessions:
            for name in session.people:
                p = s.practitioners[name]
                windows = (p.all_hours if session.after_hours else p.hours)[session.day]
                place = session.place if session.mode == "in-person" else p.desk
                add(p, session.day, session.start, session.free, place, windows, session.what)
        for one in self.supervisions:
            if one.practitioner.supervisors is None:
                # Its length is nowhere given, so it occupies nobody.
                self.perhaps |= {"W1", "W2", "W3", "W4", "W5", "V2", "V4"}
                self.score_sure = False
                continue
            end = one.start + one.practitioner.supervision_minutes
            for p in {one.practitioner.id: one.practitioner, one.supervisor.id: one.supervisor}.values():
                add(p, one.day, one.start, end, p.desk, p.hours[one.day], one.what)
            if one.practitioner is one.supervisor:
                self.perhaps.add("W2")
        for held in self.held:
            for name in held.meeting.members:
                p = s.practitioners[name]
                add(p, held.day, held.start, held.end, held.meeting.place or p.desk, p.hours[held.day], held.what)
        for days in self.activities.values():
            for day in days:
                day.sort(key=lambda a: (a.start, a.end))
