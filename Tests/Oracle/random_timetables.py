"""Random timetables for one scenario, right and broken, each with this folder's verdict.

    python3 random_timetables.py SCENARIO [--published TIMETABLE] [--seed N] [--count M]

prints a JSON list of {"timetable", "allowed", "score", "rules", "perhaps"}; `score` is null where the rulebook leaves a broken
timetable's score open. Right ones come from inserting random entries while the checker allows the result. Broken ones are right
ones changed in one to three ways that people and programs get wrong; between them they break every rule.
"""

import argparse
import copy
import datetime
import json
import random
import sys

from bruteforce import BruteForce
from rulebook import Check, read_timetable
from scenario import MODES, load


def judged(scenario, timetable, published):
    check = Check(scenario, timetable, published)
    return {"timetable": timetable, "allowed": check.allowed,
            "score": check.points(check.score) if check.score_sure else None,
            "rules": sorted(check.rules), "perhaps": sorted(check.perhaps)}


def greedy(search, rng, fill=1.0):
    """An allowed timetable: random options of a `BruteForce` inserted one by one, cover added where a session needs it."""
    s, chosen, cover = search.s, [], []
    options = rng.sample(search.options, len(search.options))
    if rng.random() < 0.8:
        options.sort(key=lambda o: o.section == "sessions")
    covers = [(p.id, day) for p in s.practitioners.values() if p.cover for day in range(7) if p.evenings[day]]
    for option in options:
        if any(o.item == option.item for o in chosen) or rng.random() > fill:
            continue
        check = Check(s, search.timetable(chosen + [option], cover))
        if check.allowed:
            chosen.append(option)
        elif check.rules == {"V3"}:
            for more in rng.sample(covers, len(covers)):
                if more not in cover and Check(s, search.timetable(chosen + [option], cover + [more])).allowed:
                    chosen.append(option)
                    cover.append(more)
                    break
    for more in covers:
        if more not in cover and rng.random() < 0.15 and Check(s, search.timetable(chosen, cover + [more])).allowed:
            cover.append(more)
    return search.timetable(chosen, cover)


class Breaker:
    """Changes to a timetable. Each method alters it in place; those that find nothing to alter leave it."""

    def __init__(self, search, rng):
        self.search, self.s, self.rng, self.applied = search, search.s, rng, []

    def pick(self, timetable, *sections):
        entries = [entry for section in sections for entry in timetable[section]]
        return self.rng.choice(entries) if entries else None

    def time(self, low=7 * 60, high=21 * 60):
        grid = self.s.grid
        return self.search.stamp(self.rng.choice([self.rng.randrange(7), *self.days()]),
                                 self.rng.randrange(low // grid, high // grid) * grid)

    def days(self):
        return sorted({o.day for o in self.search.options}) * 3

    def shift(self, entry, minutes):
        moment = datetime.datetime.fromisoformat(entry["start"]) + datetime.timedelta(minutes=minutes)
        entry["start"] = moment.isoformat(timespec="minutes")

    # form

    def unknown(self, t):
        section, key = self.rng.choice([("sessions", "request"), ("sessions", "practitioners"), ("meetings", "meeting"),
                                        ("supervision", "supervisor"), ("supervision", "practitioner"), ("cover", "practitioner")])
        entry = self.pick(t, section)
        if entry:
            entry[key] = entry[key][:-1] + ["nobody"] if key == "practitioners" else "nobody"

    def form_of_start(self, t):
        entry = self.pick(t, "sessions", "sessions", "supervision", "meetings")
        if entry:
            change = self.rng.choice([":00", "Z", "+00:00", 7, 10080, -10080])
            if isinstance(change, str):
                entry["start"] += change
            else:
                self.shift(entry, change)

    def head(self, t):
        t.update(self.rng.choice([{"service": "Another"}, {"week": "2026-11-30"}]))

    def cover_twice(self, t):
        entry = self.pick(t, "cover")
        if entry:
            t["cover"].append(dict(entry))

    # sessions

    def mode(self, t):
        entry = self.pick(t, "sessions")
        if entry:
            entry["mode"] = self.rng.choice(MODES)

    def people(self, t):
        entry = self.pick(t, "sessions")
        if entry:
            names, here = list(self.s.practitioners), entry["practitioners"]
            entry["practitioners"] = self.rng.choice([
                self.rng.sample(names, len(here)), self.rng.sample(names, len(here)), here + [self.rng.choice(names)], here[:-1] or here])

    def move(self, t):
        entry = self.pick(t, "sessions", "sessions", "meetings", "supervision")
        if entry:
            self.shift(entry, self.rng.choice([-4, -3, -2, -1, 1, 2, 3, 4]) * self.s.grid)

    def move_day(self, t):
        entry = self.pick(t, "sessions", "sessions", "meetings", "supervision")
        if entry:
            entry["start"] = self.time()

    def again(self, t):
        section = self.rng.choice(["sessions", "sessions", "supervision", "meetings"])
        entry = self.pick(t, section)
        if entry:
            t[section].append(dict(entry, start=self.time()))

    def wild(self, t):
        request = self.s.requests[self.rng.choice(list(self.s.requests))]
        people = list(self.s.practitioners)
        t["sessions"].append({"request": request.id, "mode": self.rng.choice(list(request.type.modes)), "start": self.time(),
                              "practitioners": self.rng.sample(people, min(len(people), len(request.type.seats)))})

    def pile(self, t):
        """Entries that are right on their own, put in beside the others."""
        present = {o.item for o in self.search.options
                   if any(o.entry.get(key) == e.get(key) for e in t[o.section] for key in ("request", "meeting") if e.get(key))}
        for _ in range(self.rng.choice([1, 1, 2, 3])):
            options = [o for o in self.search.options if o.item not in present]
            if options:
                option = self.rng.choice(options)
                present.add(option.item)
                t[option.section].append(dict(option.entry))

    def one_rule(self, t):
        """One more session that breaks one drawn rule and nothing else, where some time can be found."""
        rule = self.rng.choice(["S2", "S6", "S7", "R1", "W2", "W3", "W4", "W5", "W6", "W7", "V2", "V3", "V5"])
        present = {e["request"] for e in t["sessions"]}
        for _ in range(60):
            more = copy.deepcopy(t)
            if self.search.options and self.rng.random() < 0.7:
                option = self.rng.choice(self.search.options)
                more[option.section].append(dict(option.entry))
            else:
                self.wild(more)
            if more["sessions"] and more["sessions"][-1]["request"] not in present and Check(self.s, more).rules == {rule}:
                t.update(more)
                return

    def too_much_supervision(self, t):
        """Every supervision that has none, by one supervisor, each where it breaks no other rule."""
        for option in self.rng.sample(self.search.options, len(self.search.options)):
            if option.section == "supervision" and not any(
                    e["practitioner"] == option.entry["practitioner"] for e in t["supervision"]):
                more = copy.deepcopy(t)
                more["supervision"].append(dict(option.entry))
                if Check(self.s, more).rules <= {"V2"}:
                    t.update(more)

    def swap_option(self, t):
        """One session at another of the times, or by another of the people, that are right on their own."""
        entry = self.pick(t, "sessions")
        if entry:
            others = [o.entry for o in self.search.options if o.entry.get("request") == entry["request"]]
            entry.update(self.rng.choice(others) if others else {})

    # supervision and cover

    def drop(self, t):
        section = self.rng.choice(["supervision", "cover"])
        if t[section]:
            t[section].pop(self.rng.randrange(len(t[section])))

    def supervise(self, t):
        people = self.rng.sample(list(self.s.practitioners), 2)
        needing = [p.id for p in self.s.practitioners.values() if p.supervisors is not None and p.id != people[1]]
        if needing and self.rng.random() < 0.7:
            people[0] = self.rng.choice(needing)
        t["supervision"].append({"practitioner": people[0], "supervisor": people[1], "start": self.time()})

    def supervisor(self, t):
        entry = self.pick(t, "supervision")
        if entry:
            entry["supervisor"] = self.rng.choice([p for p in self.s.practitioners if p != entry["practitioner"]])

    def cover(self, t):
        day = self.search.stamp(self.rng.choice(self.days() or [0]), 0)[:10]
        names = [p.id for p in self.s.practitioners.values() if p.cover is not None] * 3 + list(self.s.practitioners)
        entry = {"practitioner": self.rng.choice(names), "date": day}
        if entry not in t["cover"]:
            t["cover"].append(entry)

    def cover_moved(self, t):
        entry = self.pick(t, "cover")
        if entry:
            entry["date"] = self.search.stamp(self.rng.randrange(7), 0)[:10]

    ALL = [unknown, form_of_start, head, cover_twice, mode, people, people, move, move, move_day, again, wild, wild, pile, pile, pile,
           pile, swap_option, swap_option, one_rule, one_rule, too_much_supervision, drop, drop, supervise, supervisor, cover, cover, cover_moved]

    def broken(self, timetable):
        timetable, self.applied = copy.deepcopy(timetable), []
        for _ in range(self.rng.choice([1, 1, 1, 2, 3])):
            change = self.rng.choice(self.ALL)
            try:
                change(self, timetable)
                self.applied.append(change.__name__)
            except ValueError:
                continue  # a start that an earlier change made unreadable cannot be moved
        return timetable


def timetables(scenario, rng, count, published=None):
    """Judged timetables, about two right ones to three changed ones."""
    search, result = BruteForce(scenario), []
    breaker = Breaker(search, rng)
    while len(result) < count:
        right = greedy(search, rng, rng.choice([1.0, 1.0, 0.6, 0.2]))
        timetable = right if rng.random() < 0.4 else breaker.broken(right)
        result.append(judged(scenario, timetable, published))
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario")
    parser.add_argument("--published")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    published = read_timetable(options.published) if options.published else None
    print(json.dumps(timetables(load(options.scenario), random.Random(options.seed), options.count, published), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
