"""Writes Fixtures/optima.json and Fixtures/verdicts.json: the same bytes each time.

Out of a larger pool of random scenarios it keeps those which, between them, hold every key of a scenario file and in which
most rules *bind*: with the rule taken away the optimum would be another. Out of many timetables it keeps, beside right ones,
those that break few rules at once, and every rule.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from bruteforce import BruteForce, TooLarge
from random_scenarios import draw
from random_timetables import Breaker, greedy, judged
from scenario import Scenario

FIXTURES = Path(__file__).parent / "Fixtures"
SECTIONS = ("sessions", "supervision", "meetings", "cover")


def everybody(**values):
    return lambda s: [p.__dict__.update(values) for p in s.practitioners.values()]


def every(table, **values):
    return lambda s: [thing.__dict__.update(values) for thing in getattr(s, table).values()]


# What a scenario would be without a rule or a feature.
WITHOUT = {
    "S1 serves": everybody(serves=None), "S1 in-person-at": everybody(in_person_at=None),
    "S2 course": every("requests", practitioner=None), "S2 S7 trainees": everybody(qualified=True),
    "S3 onsite": every("places", onsite=True), "S4 closed": every("places", closed=set()), "S5": every("requests", pin=None),
    "S6": lambda s: [r.__dict__.update(client=("own", r.id)) for r in s.requests.values()],
    "R1": every("places", rooms={"private": 9, "hub": 9, "hall": 9}),
    "W2 travel": lambda s: setattr(s, "travel", lambda one, other: 0), "W2 overrides": lambda s: s.overrides.clear(),
    "W3": everybody(span=1440), "W4": lambda s: setattr(s, "break_after", 1440), "W5": lambda s: setattr(s, "rest", 0),
    "W6 day": everybody(per_day=12), "W6 week": everybody(per_week=99), "W7": everybody(evenings_per_week=7),
    "V1": everybody(supervisors=None),
    "V2": lambda s: [p.__dict__.update(supervises=9999) for p in s.practitioners.values() if p.supervises is not None],
    "V3 ratio": lambda s: setattr(s, "cover_ratio", s.cover_ratio and 99), "V3": lambda s: setattr(s, "cover_ratio", None),
    "V4": lambda s: [p.__dict__.update(cover=7) for p in s.practitioners.values() if p.cover is not None],
    "V5": lambda s: setattr(s, "after_hours_slots", None), "busy": everybody(busy=[[] for _ in range(7)]),
    "M1": lambda s: s.meetings.clear(), "named": every("places", named=set()), "minimum": every("places", minimum=0),
}


def binding(data, published, best):
    found = set()
    for name, change in WITHOUT.items():
        scenario = Scenario(data)
        change(scenario)
        try:
            if BruteForce(scenario, published, 3000).solve()[0] != best:
                found.add(name)
        except TooLarge:
            found.add(name)  # so much larger without it that the rule surely cuts
    return found


def keys(value, path=()):
    """Every key path of a scenario, list items and ids left out, with the grid's value and the kind of `staff`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            free = path in (("session-types",), ("weights", "groups"), ("weights", "priority"))
            weekly = path and path[-1] in ("open", "hub-open", "hours", "evenings", "when", "at-school", "at-home")
            here = path if free or weekly else (*path, key)
            yield "/".join(here) + (f"={inner}" if key == "grid" else "")
            yield from keys(inner, here)
    elif isinstance(value, list):
        if not value:
            yield "/".join(path) + "=[]"
        for inner in value:
            yield from keys(inner, path)
    elif value == 0 or value is False or isinstance(value, str) and path[-1:] in (("mode",), ("modes",)):
        yield "/".join(path) + f"={value}"


def spread(candidates, count):
    """`count` of (features, thing), each time the one whose features are rarest among those taken so far."""
    taken, seen = [], Counter()
    candidates = list(candidates)
    while candidates and len(taken) < count:
        best = max(candidates, key=lambda c: sum(1 / (1 + seen[f]) ** 2 for f in c[0]))
        candidates.remove(best)
        seen.update(best[0])
        taken.append(best)
    return taken, seen


def write(name, items):
    lines = ",\n".join(json.dumps(item, separators=(",", ":")) for item in items)
    FIXTURES.mkdir(exist_ok=True)
    (FIXTURES / name).write_text("[\n" + lines + "\n]\n")


def make_optima(pool_size, count):
    pool = []
    for k in range(pool_size):
        data, published, best = draw(f"fixture/{k}")
        features = {f"binds {name}" for name in binding(data, published, best)} | set(keys(data))
        pool.append((features | ({"published"} if published else set()), (k, data, published, best)))
    chosen, seen = spread(pool, count)
    write("optima.json", [
        {"name": f"random-{k:03d}", "scenario": data, "published": published, "optimum": best / 1000}
        for _, (k, data, published, best) in sorted(chosen, key=lambda c: c[1][0])])
    print("scenarios in which a rule binds:", {name: seen[f"binds {name}"] for name in WITHOUT}, "published", seen["published"])


def make_verdicts(count, tries):
    right, broken = [], []
    cases = json.loads((FIXTURES / "optima.json").read_text())
    for case in cases:
        name, search = case["name"], BruteForce(Scenario(case["scenario"]))
        rng = random.Random(f"timetables/{name}")
        breaker = Breaker(search, rng)
        for _ in range(tries):
            timetable = greedy(search, rng, rng.choice([1.0, 1.0, 0.5]))
            breaker.applied = []
            if rng.random() < 0.85:
                timetable = breaker.broken(timetable)
            verdict = judged(search.s, timetable, case["published"])
            if verdict["allowed"]:
                if verdict["score"] > case["optimum"]:
                    raise AssertionError(f"{name}: better than the optimum")
                right.append(({f"of {name}"} | {f"{key} {len(timetable[key])}" for key in SECTIONS}, (name, verdict)))
            else:
                sure = [rule for rule in verdict["rules"] if rule not in verdict["perhaps"]]
                features = {f"of {name}", *sure} | {f"{how} {rule}" for rule in sure for how in breaker.applied if len(sure) < 3}
                broken.append((features | ({f"only {sure[0]}"} if len(sure) == 1 else set()), (name, verdict)))
    kept_right, _ = spread(right, count * 3 // 8)
    # First those that break one rule alone, each rule three times where so many were met, then whatever is rarest.
    alone = [c for rule in sorted({f for c in broken for f in c[0] if f.startswith("only ")})
             for c in spread([c for c in broken if rule in c[0]], 3)[0]]
    kept_broken, _ = spread([c for c in broken if c not in alone], count - len(kept_right) - len(alone))
    seen = Counter(f for features, _ in kept_broken + alone for f in features)
    kept = [thing for _, thing in kept_right + kept_broken + alone]
    verdicts = [{"name": case["name"], "scenario": case["scenario"], "published": case["published"],
                 "timetables": [verdict for name, verdict in kept if name == case["name"]]} for case in cases]
    write("verdicts.json", [item for item in verdicts if item["timetables"]])
    print("broken, and broken alone:", {rule: (seen[rule], seen["only " + rule]) for rule in sorted(seen) if len(rule) == 2})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pool", type=int, default=300)
    parser.add_argument("--optima", type=int, default=64)
    parser.add_argument("--timetables", type=int, default=192)
    parser.add_argument("--tries", type=int, default=60, help="timetables drawn for each scenario")
    parser.add_argument("--verdicts-only", action="store_true", help="take the scenarios of the optima.json that is there")
    options = parser.parse_args()
    if not options.verdicts_only:
        make_optima(options.pool, options.optima)
    make_verdicts(options.timetables, options.tries)


if __name__ == "__main__":
    main()
