"""The exact optimum of a tiny scenario, by branch and bound over every entry that a timetable could hold.

    python3 bruteforce.py SCENARIO [--published TIMETABLE] [--nodes N] [--plain]

prints {"optimum", "timetable", "nodes"}. Every request, meeting and supervision is one *item* with its *options*: each entry
that no rule forbids on its own (the empty option too). A branch is cut only on grounds that no further entry can cure (overlap,
span, rest, rooms, limits, clients, slots, supervisor minutes, no cover left), and on a bound: the values so far and the best
of every open item, less evenings and the least travel. Travel too short and a break not there are not such grounds, because an
entry in between may cure them where overrides are not metric; they, and all else, are judged by the checker at the leaves.
`--plain` tries every combination with the checker alone: only for checking this program on scenarios of very few options.
"""

import argparse
import datetime
import itertools
import json
import sys

from rulebook import REMOTE, Check, inside, overlap, read_timetable
from scenario import DAYS, Record, load

# Broken by some entries, these rules stay broken whatever is added.
LASTING = {"F1", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "R1", "W1", "W3", "W5", "W6", "W7", "V2", "V5", "M1"}


class TooLarge(Exception):
    """More nodes than allowed."""


def bits(mask):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class BruteForce:
    def __init__(self, scenario, published=None, node_limit=None):
        self.s, self.published, self.node_limit = scenario, published, node_limit
        self.nodes, self.best, self.best_timetable = 0, None, None
        places = list(scenario.places)
        # Least travel with any number of stops on the way: adding entries never takes a day's travel below it.
        self.least = {(a, b): scenario.travel(a, b) for a in places for b in places}
        for c, a, b in itertools.product(places, repeat=3):
            self.least[a, b] = min(self.least[a, b], self.least[a, c] + self.least[c, b])
        self._collect()

    # --- options ---

    def stamp(self, day, minute):
        date = self.s.monday + datetime.timedelta(days=day)
        return f"{date.isoformat()}T{minute // 60:02d}:{minute % 60:02d}"

    def timetable(self, options, cover=()):
        result = {"format": "diary-timetable/1", "service": self.s.service, "week": self.s.week,
                  "sessions": [], "supervision": [], "meetings": [], "cover": []}
        for option in options:
            result[option.section].append(option.entry)
        for name, day in cover:
            result["cover"].append({"practitioner": name, "date": self.stamp(day, 0)[:10]})
        return result

    def starts(self, windows, minutes):
        """Every (day, start) on the grid whose `minutes` lie inside one window of a Weekly."""
        for day in range(7):
            for first, last in windows[day]:
                for start in range(-(-first // self.s.grid) * self.s.grid, last - minutes + 1, self.s.grid):
                    yield day, start

    def _session_options(self, r):
        s = self.s
        for mode in r.modes:
            if mode not in r.type.modes:
                continue
            minutes, after = r.type.modes[mode]
            for people in itertools.combinations(sorted(s.practitioners), len(r.type.seats)):
                who = [s.practitioners[name] for name in people]
                for day, start in self.starts(r.at_home if mode in REMOTE else r.at_school, minutes):
                    end, free = start + minutes, start + minutes + after
                    evening = mode in REMOTE and start >= s.after_hours_from
                    if not all(inside(start, free, (p.all_hours if evening else p.hours)[day]) for p in who):
                        continue
                    value = (r.type.value + s.priority[r.priority] + s.weights["wait"] * min(r.weeks, 26)
                             + sum(s.groups[g] for g in r.groups) - s.weights["mode-step"] * r.modes.index(mode)
                             + (s.weights["named"] if r.school and s.places[r.school].named & set(people) else 0)
                             + (s.weights["pin"] if r.pin else 0)
                             - self._changes(r, set(people), mode, self.stamp(day, start)))
                    room = {"in-person": (r.place, r.type.room), "hub": (r.school, "hub")}.get(mode)
                    yield Record(
                        section="sessions", value=value, day=day, start=start, end=end, client=r.client, evening=evening,
                        room=room, people=people, minutes=0, school=r.school,
                        acts=[(p.id, day, start, free, r.place if mode == "in-person" else p.desk) for p in who],
                        entry={"request": r.id, "practitioners": list(people), "mode": mode, "start": self.stamp(day, start)})

    def _changes(self, r, people=None, mode=None, start=None):
        return self.s.weights["change"] * sum(
            (set(e["practitioners"]), e["mode"], e["start"]) != (people, mode, start)
            for e in (self.published or {}).get("sessions", []) if e["request"] == r.id)

    def _other(self, section, day, start, end, acts, entry, **more):
        values = dict(value=0, client=None, evening=False, room=None, people=(), minutes=0, school=None) | more
        return Record(section=section, day=day, start=start, end=end, acts=acts, entry=entry, **values)

    def _supervision_options(self, p):
        for name in dict.fromkeys(p.supervisors):
            other = self.s.practitioners[name]
            for day, start in self.starts(p.hours, p.supervision_minutes):
                end = start + p.supervision_minutes
                yield self._other("supervision", day, start, end,
                                  [(q.id, day, start, end, q.desk) for q in (p, other)],
                                  {"practitioner": p.id, "supervisor": name, "start": self.stamp(day, start)},
                                  minutes=p.supervision_minutes, supervisor=name)

    def _meeting_options(self, m):
        for day, start in self.starts(m.when, m.minutes):
            end = start + m.minutes
            members = [self.s.practitioners[name] for name in dict.fromkeys(m.members)]
            yield self._other("meetings", day, start, end,
                              [(p.id, day, start, end, m.place or p.desk) for p in members],
                              {"meeting": m.id, "start": self.stamp(day, start)})

    def _possible(self, option):
        if Check(self.s, self.timetable([option])).rules & LASTING:
            return False
        days = [[(start, end, place), *self.s.practitioners[name].busy[day]] for name, day, start, end, place in option.acts]
        return all(self._apart(*pair) for day in days for pair in itertools.combinations(day, 2))

    def _apart(self, one, other):
        """Whether two activities of one person and day can both stand, whatever else does."""
        return other[0] - one[1] >= self.least[one[2], other[2]] or one[0] - other[1] >= self.least[one[2], other[2]]

    def _collect(self):
        s, self.options, self.items = self.s, [], []
        sources = [("meeting", m, self._meeting_options(m), -s.weights["missed-meeting"]) for m in s.meetings.values()]
        sources += [("request", r, self._session_options(r), -self._changes(r)) for r in s.requests.values()]
        sources += [("supervision", p, self._supervision_options(p), 0)
                    for p in s.practitioners.values() if p.supervisors is not None]
        for kind, thing, options, skip in sources:
            options = sorted(filter(self._possible, options), key=lambda o: (-o.value, o.day, o.start))
            first = len(self.options)
            for option in options:
                option.item = len(self.items)
                option.by = {(p, d): (a, b, place) for p, d, a, b, place in option.acts}
            self.options += options
            self.items.append(Record(kind=kind, thing=thing, skip=skip, school=getattr(thing, "school", None),
                                     mask=(1 << len(self.options)) - (1 << first)))
        n = len(self.options)
        self.evening_mask = sum(1 << k for k, o in enumerate(self.options) if o.evening)
        self.compatible = [(1 << n) - 1 & ~self.items[o.item].mask for o in self.options]
        for i, j in itertools.combinations(range(n), 2):
            if self.options[i].item != self.options[j].item and not self._fit(self.options[i], self.options[j]):
                self.compatible[i] &= ~(1 << j)
                self.compatible[j] &= ~(1 << i)

    def _fit(self, i, j):
        s = self.s
        if i.client is not None and i.client == j.client and i.day == j.day:
            return False
        for (name, day), one in i.by.items():
            p = s.practitioners[name]
            other = j.by.get((name, day))
            if other:
                if not self._apart(one, other):
                    return False
                spans = [one, other, *p.busy[day]]
                if max(a[1] for a in spans) - min(a[0] for a in spans) > p.span:
                    return False
            for first, second in ((one, j.by.get((name, day + 1))), (j.by.get((name, day - 1)), one)):
                if first and second and 1440 + second[0] - first[1] < s.rest:
                    return False
        return True

    # --- search ---

    def solve(self):
        s = self.s
        self.chosen, self.acts, self.cost = [], {}, 0
        self.asked = {p.id: min(p.minimum, sum(r.school == p.id for r in s.requests.values())) for p in s.places.values()}
        if Check(s, self.timetable([])).violations:
            raise AssertionError("the empty timetable is always allowed")
        self._branch((1 << len(self.options)) - 1, list(range(len(self.items))))
        return self.best, self.best_timetable

    def _needs(self, item):
        return item.kind == "supervision" and any(item.thing.id in o.people for o in self.chosen)

    def _bound(self, live, open_items):
        total, got = sum(o.value for o in self.chosen) + self.settled - self.cost, {}
        for o in self.chosen:
            got[o.school] = got.get(o.school, 0) + 1
        for index in open_items:
            item, mask = self.items[index], live & self.items[index].mask
            if mask:
                total += max(item.skip, self.options[(mask & -mask).bit_length() - 1].value)
                got[item.school] = got.get(item.school, 0) + 1
            else:
                total += item.skip
        return total - self.s.weights["shortage"] * sum(
            max(0, asked - got.get(place, 0)) for place, asked in self.asked.items())

    settled = 0  # what the items left empty so far score

    def _branch(self, live, open_items):
        self.nodes += 1
        if self.node_limit and self.nodes > self.node_limit:
            raise TooLarge
        if self.best is not None and self._bound(live, open_items) <= self.best:
            return
        if not open_items:
            self._leaf()
            return

        def rank(index):
            item = self.items[index]
            return (item.kind == "supervision" and not self._needs(item), (live & item.mask).bit_count())

        index = min(open_items, key=rank)
        item, rest = self.items[index], [i for i in open_items if i != index]
        needed = self._needs(item)
        options = list(bits(live & item.mask))
        # Without a session to allow, supervision is tried empty first: it rarely pays.
        for i in ([None] + options if item.kind == "supervision" else options + [None]):
            if i is None:
                if not needed:
                    self.settled += item.skip
                    self._branch(live & ~item.mask, rest)
                    self.settled -= item.skip
            else:
                self._choose(i, live & self.compatible[i], rest)

    def _choose(self, i, live, rest):
        option, s = self.options[i], self.s
        self.chosen.append(option)
        before, old = self.cost, {}
        for key, act in option.by.items():
            old[key] = self.acts.get(key)
            self.acts[key] = sorted((old[key] or list(s.practitioners[key[0]].busy[key[1]])) + [act])
            self.cost += s.weights["travel"] * (self._least_travel(self.acts[key]) - (
                self._least_travel(old[key]) if old[key] else 0))
        evenings = {(p, o.day) for o in self.chosen[:-1] if o.evening for p in o.people}
        if option.evening:
            self.cost += s.weights["evening"] * sum((p, option.day) not in evenings for p in option.people)
        live = self._lasting(option, live)
        if live is not None and all(live & self.items[k].mask for k in rest if self._needs(self.items[k])):
            self._branch(live, rest)
        self.cost = before
        for key, value in old.items():
            if value is None:
                del self.acts[key]
            else:
                self.acts[key] = value
        self.chosen.pop()

    def _least_travel(self, acts):
        return sum(self.least[one[2], other[2]] for one, other in zip(acts, acts[1:]))

    def _lasting(self, option, live):
        """What stays possible beside the chosen options; None where they break a rule for good."""
        s, sessions = self.s, [o for o in self.chosen if o.section == "sessions"]
        evening = [o for o in sessions if o.evening]
        if s.after_hours_slots is not None:
            if len(evening) > s.after_hours_slots:
                return None
            if len(evening) == s.after_hours_slots:
                live &= ~self.evening_mask
        for name in option.people:
            p, own = s.practitioners[name], [o for o in sessions if name in o.people]
            today = sum(o.day == option.day for o in own)
            evenings = {o.day for o in own if o.evening}
            if today > p.per_day or len(own) > p.per_week or len(evenings) > p.evenings_per_week:
                return None
            for k in bits(live):
                other = self.options[k]
                if name in other.people and (
                        len(own) == p.per_week or today == p.per_day and other.day == option.day
                        or other.evening and len(evenings) == p.evenings_per_week and other.day not in evenings):
                    live &= ~(1 << k)
        if option.minutes:
            used = sum(o.minutes for o in self.chosen if o.minutes and o.supervisor == option.supervisor)
            if used > s.practitioners[option.supervisor].supervises:
                return None
        if option.room:
            spans = [(o.start, o.end) for o in sessions if o.room == option.room and o.day == option.day]
            rooms = s.places[option.room[0]].rooms.get(option.room[1], 0)
            if any(sum(a <= moment < b for a, b in spans) > rooms for moment, _ in spans):
                return None
        for key in option.by:
            if not self._break_possible(s.practitioners[key[0]], self.acts[key]):
                return None
        if s.cover_ratio is not None and evening and self.cover(evening) is None:
            return None
        return live

    def _break_possible(self, p, acts):
        """W4 as far as it lasts: some free time inside the window, before the first and after the last too, is long enough."""
        s, last = self.s, max(a[1] for a in acts)
        if last - acts[0][0] <= s.break_after:
            return True
        gaps = [(one[1], other[0]) for one, other in zip(acts, acts[1:])] + [(0, acts[0][0]), (last, 1440)]
        return any(overlap(*gap, *s.break_window) >= s.break_minutes for gap in gaps)

    def cover(self, evening):
        """Cover for some after-hours sessions beside the chosen activities, or None. Cover has no price: any will do."""
        s = self.s
        quota = {p.id: p.cover for p in s.practitioners.values() if p.cover}
        days = sorted({o.day for o in evening})

        def enough(day, names):
            windows = [w for name in names for w in s.practitioners[name].evenings[day]]
            now = [(o.start, o.end) for o in evening if o.day == day]
            return all(sum(a <= t < b for a, b in now) <= s.cover_ratio * sum(a <= t < b for a, b in windows)
                       for t in {a for a, _ in now} | {b for _, b in windows})

        def cover_from(k):
            if k == len(days):
                return []
            free = [name for name in quota if quota[name] and s.practitioners[name].evenings[days[k]] and not any(
                overlap(a[0], a[1], *w) for w in s.practitioners[name].evenings[days[k]]
                for a in self.acts.get((name, days[k]), s.practitioners[name].busy[days[k]]))]
            for size in range(1, len(free) + 1):
                for names in itertools.combinations(free, size):
                    if enough(days[k], names):
                        for name in names:
                            quota[name] -= 1
                        later = cover_from(k + 1)
                        for name in names:
                            quota[name] += 1
                        if later is not None:
                            return [(name, days[k]) for name in names] + later
            return None

        return cover_from(0)

    def _leaf(self):
        evening = [o for o in self.chosen if o.evening]
        cover = self.cover(evening) if self.s.cover_ratio is not None and evening else []
        if cover is None:
            return
        timetable = self.timetable(self.chosen, cover)
        check = Check(self.s, timetable, self.published)
        if check.rules - {"W2", "W4"}:
            raise AssertionError(f"the search let through {check.violations}")
        if check.score > self._bound(0, []):
            raise AssertionError("the bound is wrong")
        if check.allowed and (self.best is None or check.score > self.best):
            self.best, self.best_timetable = check.score, timetable

    def plain(self):
        """The optimum by the checker alone, over all combinations of options and of cover, without any cut."""
        s = self.s
        covers = [(p.id, d) for p in s.practitioners.values() if p.cover for d in range(7) if p.evenings[d]]
        groups = [[None] + [self.options[i] for i in bits(item.mask)] for item in self.items]
        for combination in itertools.product(*groups):
            options = [o for o in combination if o]
            for size in range(len(covers) + 1):
                for cover in itertools.combinations(covers, size):
                    timetable = self.timetable(options, cover)
                    check = Check(s, timetable, self.published)
                    if check.allowed and (self.best is None or check.score > self.best):
                        self.best, self.best_timetable = check.score, timetable
        return self.best, self.best_timetable


def solve(scenario, published=None, node_limit=None):
    search = BruteForce(scenario, published, node_limit)
    return (*search.solve(), search.nodes)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--published")
    parser.add_argument("--nodes", type=int)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    scenario = load(options.scenario)
    search = BruteForce(scenario, read_timetable(options.published) if options.published else None, options.nodes)
    try:
        best, timetable = search.plain() if options.plain else search.solve()
    except TooLarge:
        print(f"more than {options.nodes} nodes", file=sys.stderr)
        return 1
    print(json.dumps({"optimum": best / 1000, "timetable": timetable, "nodes": search.nodes}, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
