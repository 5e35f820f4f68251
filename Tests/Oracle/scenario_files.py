"""Reads the files of a scenario (rulebook, section 1): YAML 1.2, JSON, CSV tables, `extends` and `remove`, into one mapping."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import yaml

WEEKLY_KEYS = {"open", "hub-open", "hours", "evenings", "when", "at-school", "at-home"}
LISTS_WITH_IDS = ("places", "practitioners", "meetings", "requests")


class ScenarioError(Exception):
    """The scenario cannot be read, or an id does not resolve."""


# --- YAML 1.2, core schema (PyYAML's own resolver is 1.1: it reads 16:30 as a number and `on` as true) ---

class CoreLoader(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


def _construct_int(loader, node):
    text = node.value
    if text.startswith("0o"):
        return int(text[2:], 8)
    if text.startswith("0x"):
        return int(text[2:], 16)
    return int(text, 10)


def _construct_mapping(loader, node):
    mapping = {}
    yield mapping
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in mapping:
            raise ScenarioError(f"{key_node.start_mark}: key {key!r} stands twice")
        mapping[key] = loader.construct_object(value_node, deep=True)


CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), None)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), None)
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"), None)
CoreLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"), None)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _construct_int)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))
CoreLoader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


def read_mapping(path):
    text = Path(path).read_text(encoding="utf-8-sig")
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text, parse_float=Decimal)
        except json.JSONDecodeError:
            pass  # a YAML flow mapping may also start with a brace
    return yaml.load(text, Loader=CoreLoader)


# --- CSV tables ---

LIST_COLUMNS = {"closed", "named", "serves", "skills", "away", "modes", "in-person-at", "supervision.with", "with",
                "groups", "pinned.practitioners"}
BOOL_COLUMNS = {"onsite", "qualified"}
INT_COLUMNS = {"minimum", "minutes", "weeks-waiting", "limits.sessions-per-day", "limits.sessions-per-week",
               "limits.evenings-per-week", "limits.span", "supervision.minutes", "supervises.minutes-per-week",
               "cover.evenings-per-week"}


def _parts(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def _cell(column, cell):
    if column in WEEKLY_KEYS:
        weekly = {}
        for part in ([] if cell == "-" else _parts(cell)):
            days, window = part.rsplit(None, 1)
            weekly.setdefault(days, []).append(window)
        return weekly
    if column == "busy":
        blocks = []
        for part in ([] if cell == "-" else _parts(cell)):
            day, window, *rest = part.split(None, 2)
            block = {"day": day, "window": window}
            words = rest[0].split() if rest else []
            if words and words[-1].startswith("@"):
                block["place"] = words.pop()[1:]
            if words:
                block["label"] = " ".join(words)
            blocks.append(block)
        return blocks
    if column in LIST_COLUMNS:
        return [] if cell == "-" else _parts(cell)
    if column == "rooms":
        return {} if cell == "-" else {k.strip(): int(v) for k, v in (part.split("=") for part in _parts(cell))}
    if column.startswith("rooms.") or column in INT_COLUMNS:
        return int(cell)
    if column == "at":
        return [Decimal(part) for part in _parts(cell)]
    if column in BOOL_COLUMNS:
        return {"true": True, "false": False}[cell.lower()]
    return cell


def read_table(path):
    text = Path(path).read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    items = []
    for row in rows[1:]:
        item = {}
        for column, cell in zip((name.strip() for name in rows[0]), row):
            cell = cell.strip()
            if not cell:
                continue
            target = item
            *outer, last = column.split(".")
            for key in outer:
                target = target.setdefault(key, {})
            target[last] = _cell(column, cell)
        if item:
            items.append(item)
    return items


# --- extends and remove ---

def _merge(base, over, key=None):
    if isinstance(base, dict) and isinstance(over, dict) and key not in WEEKLY_KEYS:
        merged = dict(base)
        for name, value in over.items():
            if value is None:
                merged.pop(name, None)
            else:
                merged[name] = _merge(merged[name], value, name) if name in merged else value
        return merged
    if key in LISTS_WITH_IDS and isinstance(base, list) and isinstance(over, list):
        merged = {item["id"]: item for item in base}
        for item in over:
            merged[item["id"]] = _merge(merged[item["id"]], item) if item["id"] in merged else item
        return list(merged.values())
    return over


def _remove(data, removal):
    for kind, ids in removal.items():
        things = data.get(kind) or {}
        present = set(things) if kind == "session-types" else {item["id"] for item in things}
        for gone in ids:
            if gone not in present:
                raise ScenarioError(f"remove.{kind}: there is no {gone!r}")
        if kind == "session-types":
            data[kind] = {key: value for key, value in things.items() if key not in ids}
        else:
            data[kind] = [item for item in things if item["id"] not in ids]
        if kind == "practitioners":
            kept = lambda names: [name for name in names if name not in ids]
            data["meetings"] = [dict(m, **{"with": kept(m["with"])}) for m in data.get("meetings") or []]
            data["places"] = [dict(p, named=kept(p["named"])) if p.get("named") else p for p in data.get("places") or []]
            data["practitioners"] = [
                dict(p, supervision=dict(p["supervision"], **{"with": kept(p["supervision"]["with"])}))
                if p.get("supervision") else p for p in data["practitioners"]]


def read_data(path, seen=()):
    """The content of a scenario file with its tables read, its `extends` merged and its `remove` done."""
    path = Path(path).resolve()
    if path in seen:
        raise ScenarioError(f"{path}: extends itself")
    data = read_mapping(path)
    for key in LISTS_WITH_IDS:
        if isinstance(data.get(key), str):
            data[key] = read_table(path.parent / data[key])
    base, removal = data.pop("extends", None), data.pop("remove", None)
    if base is not None:
        data = _merge(read_data(path.parent / base, (*seen, path)), data)
    if removal:
        _remove(data, removal)
    return data
