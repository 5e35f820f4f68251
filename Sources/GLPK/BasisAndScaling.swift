import CGLPKShims

extension Problem {
    /// The basis as it stands.
    public func basis() throws(GLPKError) -> Basis {
        let size = try size()
        var rows = [UInt8](repeating: 0, count: size.rows)
        var columns = [UInt8](repeating: 0, count: size.columns)
        try check(cglpk_get_basis(handle, &rows, &columns))
        return Basis(
            rows: rows.map { VariableStatus(rawValue: $0) ?? .free },
            columns: columns.map { VariableStatus(rawValue: $0) ?? .free })
    }

    /// Sets a basis to start the next solve from. The basic solution becomes stale.
    ///
    /// - Throws: ``GLPKError/shapeMismatch(_:)`` when the counts differ from the problem's;
    ///   ``GLPKError/invalidBasis(_:)`` when the number of basic variables is not the number of rows.
    ///   A singular basis shows at the next solve (``SimplexOptions/basis``).
    public func setBasis(_ basis: Basis) throws(GLPKError) {
        let size = try size()
        guard basis.rows.count == size.rows, basis.columns.count == size.columns else {
            throw .shapeMismatch(
                "The basis is for \(basis.rows.count) rows and \(basis.columns.count) columns; the problem has \(size.rows) and \(size.columns).")
        }
        guard basis.basicCount == size.rows else { throw .invalidBasis(.wrongSize) }
        try check(cglpk_set_basis(handle, basis.rows.map(\.rawValue), basis.columns.map(\.rawValue)))
        forgetBasicSolution()
    }

    /// Sets a basis that GLPK builds from nothing.
    public func setBasis(_ basis: StartingBasis) throws(GLPKError) {
        let code =
            switch basis {
            case .slack: CGLPK_SLACK_BASIS
            case .advanced: CGLPK_ADVANCED_BASIS
            case .bixby: CGLPK_BIXBY_BASIS
            }
        try check(cglpk_make_basis(handle, Int32(code)))
        forgetBasicSolution()
    }

    private func forgetBasicSolution() {
        if solved[.basic] != nil { solved[.basic] = -1 }
    }

    /// How to scale.
    public struct Scaling: OptionSet, Sendable, Hashable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }
        public static let geometricMean = Scaling(rawValue: 0x01)
        public static let equilibration = Scaling(rawValue: 0x10)
        /// Factors become powers of two, so that scaling adds no rounding.
        public static let powersOfTwo = Scaling(rawValue: 0x20)
        /// Leave a well-scaled problem alone.
        public static let skipIfGood = Scaling(rawValue: 0x40)
        /// GLPK chooses; alone only.
        public static let automatic = Scaling(rawValue: 0x80)
        static let known: Scaling = [.geometricMean, .equilibration, .powersOfTwo, .skipIfGood, .automatic]
    }

    /// Chooses scale factors for rows and columns. Values read and written stay unscaled. The
    /// factorisation of the basis is made anew at the next solve.
    public func scale(_ scaling: Scaling = .automatic) throws(GLPKError) {
        guard Scaling.known.isSuperset(of: scaling) else {
            throw .invalidOption("scaling", reason: "\(scaling.rawValue) has unknown bits")
        }
        if scaling.contains(.automatic), scaling != .automatic {
            throw .unsupported("scaling", reason: "automatic scaling makes its own choice of the others")
        }
        try check(cglpk_scale(handle, scaling.rawValue))
    }

    /// Removes scale factors.
    public func unscale() throws(GLPKError) { try check(cglpk_unscale(handle)) }
}
