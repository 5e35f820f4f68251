/// Collects what is found wrong while the files of one input are read.
///
/// It keeps the files' texts, so that places can be turned into lines, columns and excerpts when, and only when, they are needed.
final class Report {
    /// Diagnostics kept of each severity; what comes after is counted only. More than a person reads, and little memory.
    static let capacity = 1000
    /// Diagnostics of each severity for which a likely meaning is looked up, which takes a look at every candidate.
    private static let suggestionLimit = 200

    private(set) var sources: [SourceText] = []
    private(set) var errorCount = 0
    private(set) var warningCount = 0
    private var found: [(span: Span, diagnostic: Diagnostic)] = []

    init() {}

    /// A report of its own on the same files, to be taken over or forgotten.
    init(like other: Report) {
        sources = other.sources
    }

    /// Adds what another report on the same files has found.
    func takeOver(_ other: Report) {
        errorCount += other.errorCount
        warningCount += other.warningCount
        found += other.found
    }

    var hasErrors: Bool { errorCount > 0 }

    /// Whether the next error is worth the search for a suggestion.
    var suggests: Bool { errorCount < Self.suggestionLimit }

    /// Takes a file in; its position is what ``Span/file`` refers to.
    func add(_ source: SourceText) -> Int {
        sources.append(source)
        return sources.count - 1
    }

    func error(
        _ span: Span, _ message: @autoclosure () -> String, expected: @autoclosure () -> String? = nil,
        suggestion: @autoclosure () -> String? = nil
    ) {
        errorCount += 1
        guard errorCount <= Self.capacity else { return }
        note(.error, span, message(), expected(), errorCount <= Self.suggestionLimit ? suggestion() : nil)
    }

    func warning(
        _ span: Span, _ message: @autoclosure () -> String, expected: @autoclosure () -> String? = nil,
        suggestion: @autoclosure () -> String? = nil
    ) {
        warningCount += 1
        guard warningCount <= Self.capacity else { return }
        note(.warning, span, message(), expected(), warningCount <= Self.suggestionLimit ? suggestion() : nil)
    }

    private func note(
        _ severity: Diagnostic.Severity, _ span: Span, _ message: String, _ expected: String?, _ suggestion: String?
    ) {
        let source = sources[Int(span.file)]
        let place = source.place(of: span)
        let diagnostic = Diagnostic(
            severity: severity, file: source.path, line: place.line, column: place.column,
            tableColumn: source.columnName(of: span),
            message: message, expected: expected, suggestion: suggestion, excerpt: place.excerpt,
            excerptOffset: place.excerptOffset,
            excerptLength: place.excerptLength)
        found.append((span, diagnostic))
    }

    /// Where a span stands, for messages that name a second place: `line 12`, or `base.yaml:12` from another file.
    func mention(_ span: Span, from other: Span) -> String {
        let source = sources[Int(span.file)]
        let line = source.place(of: span).line
        return span.file == other.file ? "line \(line)" : "\(source.path):\(line)"
    }

    /// Everything kept, by file (in the order of reading) and place.
    var diagnostics: [Diagnostic] {
        found.sorted {
            ($0.span.file, $0.span.offset, $0.diagnostic.message) < ($1.span.file, $1.span.offset, $1.diagnostic.message)
        }
        .map(\.diagnostic)
    }

    /// Errors counted but not kept.
    var omittedErrors: Int { max(0, errorCount - Self.capacity) }

    /// Warnings counted but not kept.
    var omittedWarnings: Int { max(0, warningCount - Self.capacity) }

    /// The errors so far as what a reader throws.
    var inputErrors: InputErrors {
        InputErrors(diagnostics: diagnostics, omitted: omittedErrors)
    }
}
