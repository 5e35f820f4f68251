public import GLPK

/// What can go wrong in a call to this module. A call that throws has changed nothing, unless its
/// documentation says otherwise.
public enum MasterError: Error, Sendable, Equatable {
    /// The row was removed, or belongs to another master problem.
    case unknownRow(MasterProblem.Row)
    /// The column was removed, or belongs to another master problem.
    case unknownColumn(MasterProblem.Column)
    /// The same row or column is named twice where it may stand once.
    case repeated(String)
    /// An option makes no sense.
    case invalidOption(String, reason: String)
    /// The master problem holds nothing that was solved yet.
    case notSolved
    /// The pricing problem broke its promise; what it answered and why that cannot be.
    case invalidPricing(reason: String)
    /// GLPK refused the call.
    case glpk(GLPKError)
}

extension MasterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownRow(let row):
            "The master problem has no row of slot \(row.slot), generation \(row.generation): it was removed, or belongs to another master problem."
        case .unknownColumn(let column):
            "The master problem has no column of slot \(column.slot), generation \(column.generation): it was removed, or belongs to another master problem."
        case .repeated(let what):
            "\(what) is named twice; name it once."
        case .invalidOption(let name, let reason):
            "The option \(name) is wrong: \(reason)."
        case .notSolved:
            "The master problem was not solved yet; solve it first."
        case .invalidPricing(let reason):
            "The pricing problem broke its promise: \(reason)."
        case .glpk(let error):
            "GLPK: \(error)"
        }
    }
}

/// Runs a call to GLPK, its errors as this module's.
@inline(__always)
func withGLPK<T>(_ body: () throws(GLPKError) -> T) throws(MasterError) -> T {
    do throws(GLPKError) { return try body() } catch { throw .glpk(error) }
}
