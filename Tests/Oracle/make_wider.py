"""Writes Fixtures/wider.json: random scenarios with more choices than brute force gets through, so without their optima.

They are for checking two other solvers against each other. The same bytes each time.
"""

import argparse
import random

from bruteforce import BruteForce
from make_fixtures import write
from random_scenarios import Generator
from scenario import Scenario

OPTIONS = range(120, 500)


class WiderGenerator(Generator):
    """Scenarios of the usual kind, with a few more requests."""

    def scenario(self):
        data = super().scenario()
        for k in range(len(data["requests"]) + 1, self.rng.choice([5, 6, 7, 8]) + 1):
            data["requests"].append(self.request(f"r{k}", data))
        return data


def draw(seed):
    """(scenario, published or None) for a seed."""
    for attempt in range(1000):
        generator = WiderGenerator(random.Random(f"wider/{seed}/{attempt}"))
        data = generator.scenario()
        search = BruteForce(Scenario(data))
        if len(search.options) not in OPTIONS or sum(o.section == "sessions" for o in search.options) < 30:
            continue
        if generator.maybe(0.25):
            generator.pin(data, search)
        published = generator.published(BruteForce(Scenario(data))) if generator.maybe(0.3) else None
        return data, published
    raise SystemExit(f"no scenario for seed {seed}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=160)
    options = parser.parse_args()
    write("wider.json", [
        {"name": f"wider-{k:03d}", "scenario": data, "published": published}
        for k in range(options.count) for data, published in [draw(k)]])


if __name__ == "__main__":
    main()
