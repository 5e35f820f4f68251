/// What libyaml's complaints mean for somebody who wrote a scenario file.
enum YAMLProblem {
    static func inWords(_ problem: String, context: String?) -> String {
        let context = context ?? ""
        switch problem {
        case "mapping values are not allowed in this context":
            return
                "a `:` is not expected here; is the line indented as the ones around it, and does a text with `: ` in it stand in quotes?"
        case "block sequence entries are not allowed in this context", "block mapping keys are not allowed in this context":
            return "a list item or a key is not expected here; is the line indented as the ones around it?"
        case "did not find expected key":
            return "a key is expected here; is the line indented as the ones around it, and is every bracket and quote closed?"
        case "did not find expected '-' indicator":
            return "a list item (`- `) is expected here; is the line indented as the items above?"
        case "did not find expected ',' or ']'":
            return "a `,` or the list's `]` is missing before this"
        case "did not find expected ',' or '}'":
            return "a `,` or the mapping's `}` is missing before this"
        case "could not find expected ':'":
            return "a `:` is missing after a key"
        case "found unexpected end of stream":
            return context.contains("quoted") ? "the file ends inside a text in quotes" : "the file ends too early"
        case "found character that cannot start any token":
            return
                "no value starts with this character; tabs do not indent YAML, and a text that starts with `@`, `%` or a backtick needs quotes"
        case "found a tab character that violates indentation", "found a tab character where an indentation space is expected":
            return "a tab stands here; YAML is indented by spaces"
        case _ where problem.hasPrefix("Maximum nesting level reached"):
            return "lists and mappings are nested too deep; a scenario never is"
        case "did not find expected node content":
            return "a value is expected here"
        case "found unknown escape character":
            return "a backslash in double quotes starts an escape, and there is none like this; use single quotes or `\\\\`"
        case "did not find expected <stream-start>", "did not find expected <document start>":
            return "the file's value has ended; nothing but keys and list items at the left margin can follow"
        default:
            return context.isEmpty ? problem : "\(problem) (\(context))"
        }
    }
}
