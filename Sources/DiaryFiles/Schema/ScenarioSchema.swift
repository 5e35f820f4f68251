/// The JSON Schema of scenario files, for editors that complete and check them.
///
///     # yaml-language-server: $schema=diary-scenario.schema.json
///
/// It says what one file can say by itself: keys, types, ranges, patterns and defaults. What needs the whole scenario (ids that exist, pins on
/// the grid, CSV tables, files that extend others) is for ``ScenarioReader``.
public enum ScenarioSchema {
    /// The schema in JSON Schema draft 2020-12, ending with a line end.
    public static var json: String {
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Scenario of the diary planner (diary-scenario/1)",
          "description": "One week of a service: places, practitioners, meetings and requests, with the rules and weights to plan them by.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
        \(top),
        \(rulesTravelWeights),
        \(lists)
          },
          "if": {"not": {"required": ["extends"]}},
          "then": {
            "required": ["format", "service", "week"],
            "properties": {
              "session-types": {"additionalProperties": {"required": ["modes"]}},
              "places": {"items": {"required": ["id", "kind", "at"]}},
              "practitioners": {"items": {"required": ["id", "desk", "hours"]}},
              "meetings": {"items": {"required": ["id", "with", "minutes", "when"]}},
              "requests": {"items": {"required": ["id", "type"]}}
            }
          },
          "$defs": {
        \(values),
        \(things)
          }
        }

        """
    }

    private static let top = #"""
            "format": {"description": "The format of this file.", "const": "diary-scenario/1"},
            "service": {"description": "The service's name.", "type": "string", "minLength": 1},
            "week": {"description": "The Monday of the week to plan.", "$ref": "#/$defs/date"},
            "timezone": {"description": "IANA name of the time zone of all times. Default: Europe/London.", "type": ["string", "null"], "default": "Europe/London"},
            "grid": {"description": "Minutes; every start is a multiple of it. Default: 15.", "enum": [1, 5, 10, 15, 20, 30, 60, null], "default": 15},
            "extends": {"description": "Path of a scenario file that this one builds on, relative to this file: its content comes first, then this one's.", "type": ["string", "null"]},
            "remove": {
              "description": "Ids of things to take out after the merge with the file that this one extends.",
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "places": {"$ref": "#/$defs/ids"}, "practitioners": {"$ref": "#/$defs/ids"}, "meetings": {"$ref": "#/$defs/ids"},
                "requests": {"$ref": "#/$defs/ids"}, "session-types": {"$ref": "#/$defs/ids"}
              }
            }
        """#

    private static let rulesTravelWeights = #"""
            "rules": {
              "description": "Rules of the service; every one has a default.",
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "after-hours-from": {"description": "A video or phone session that starts at or after this is after-hours. Default: 16:30.", "$ref": "#/$defs/optional-time", "default": "16:30"},
                "after-hours-slots": {"description": "Most after-hours sessions in the week; null means no cap.", "$ref": "#/$defs/count", "default": null},
                "cover-ratio": {"description": "After-hours sessions in progress for each supervisor on cover; null means that no cover is needed.", "type": ["integer", "null"], "minimum": 1, "maximum": 1000000, "default": null},
                "rest": {"description": "Minutes between one day's last activity and the next day's first. Default: 660.", "type": ["integer", "null"], "minimum": 0, "maximum": 1440, "default": 660},
                "break": {
                  "description": "The break of a long day.",
                  "type": ["object", "null"], "additionalProperties": false,
                  "properties": {
                    "after": {"description": "A day longer than this many minutes needs a break. Default: 360.", "type": ["integer", "null"], "minimum": 0, "maximum": 1440, "default": 360},
                    "minutes": {"description": "The break's length in minutes. Default: 30.", "type": ["integer", "null"], "minimum": 0, "maximum": 1440, "default": 30},
                    "window": {"description": "Where in the day the break lies. Default: 11:30-14:30.", "anyOf": [{"$ref": "#/$defs/window"}, {"type": "null"}], "default": "11:30-14:30"}
                  }
                }
              }
            },
            "travel": {
              "description": "Minutes between two different places: fixed + minutes-per-km x detour x kilometres of the great circle.",
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "fixed": {"description": "Minutes that every way costs at least. Default: 10.", "type": ["number", "null"], "minimum": 0, "default": 10},
                "minutes-per-km": {"description": "Default: 3.", "type": ["number", "null"], "minimum": 0, "default": 3.0},
                "detour": {"description": "How much longer ways are than the great circle. Default: 1.3.", "type": ["number", "null"], "minimum": 1, "default": 1.3},
                "between": {
                  "description": "Minutes that replace the computed ones for two places, both ways.",
                  "type": ["array", "null"],
                  "items": {
                    "type": "object", "additionalProperties": false, "required": ["from", "to", "minutes"],
                    "properties": {"from": {"$ref": "#/$defs/id"}, "to": {"$ref": "#/$defs/id"}, "minutes": {"type": "number", "minimum": 0}}
                  }
                }
              }
            },
            "weights": {
              "description": "Points, with at most three decimals; every weight has a default.",
              "type": ["object", "null"], "additionalProperties": false,
              "properties": {
                "priority": {"description": "Points for each priority. Default: routine 0, high 50, urgent 150.", "$ref": "#/$defs/points-by-name", "default": {"routine": 0, "high": 50, "urgent": 150}},
                "wait": {"description": "For each week waited, up to 26. Default: 2.", "$ref": "#/$defs/points", "default": 2},
                "groups": {"description": "For a request that names the group.", "$ref": "#/$defs/points-by-name", "default": {}},
                "mode-step": {"description": "Lost for each step down the request's own list of modes. Default: 8.", "$ref": "#/$defs/points", "default": 8},
                "named": {"description": "When a practitioner named for the request's school delivers it. Default: 5.", "$ref": "#/$defs/points", "default": 5},
                "travel": {"description": "Lost for each minute travelled. Default: 0.1.", "$ref": "#/$defs/points", "default": 0.1},
                "evening": {"description": "Lost for each evening a practitioner works. Default: 10.", "$ref": "#/$defs/points", "default": 10},
                "shortage": {"description": "Lost for each session a school falls below its minimum. Default: 30.", "$ref": "#/$defs/points", "default": 30},
                "missed-meeting": {"description": "Lost for each meeting not held. Default: 500.", "$ref": "#/$defs/points", "default": 500},
                "pin": {"description": "For each pinned request that is scheduled. Default: 1000.", "$ref": "#/$defs/points", "default": 1000},
                "change": {"description": "Lost for each published session that is not kept. Default: 20.", "$ref": "#/$defs/points", "default": 20}
              }
            }
        """#

    private static let lists = #"""
            "session-types": {
              "description": "The kinds of session, by id.",
              "type": ["object", "null"], "additionalProperties": {"$ref": "#/$defs/session-type"}
            },
            "places": {"description": "Schools, bases and community places, or the path of a CSV table.", "type": ["array", "string", "null"], "items": {"$ref": "#/$defs/place"}},
            "practitioners": {"description": "Everybody whose diary is planned, or the path of a CSV table.", "type": ["array", "string", "null"], "items": {"$ref": "#/$defs/practitioner"}},
            "meetings": {"description": "Meetings to hold once in the week, or the path of a CSV table.", "type": ["array", "string", "null"], "items": {"$ref": "#/$defs/meeting"}},
            "requests": {"description": "Sessions that somebody waits for, or the path of a CSV table.", "type": ["array", "string", "null"], "items": {"$ref": "#/$defs/request"}}
        """#
}
