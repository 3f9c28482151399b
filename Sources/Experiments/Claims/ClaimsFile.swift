package import Settings

/// Reads files of claims. A file is judged whole, with every scenario and design that it names: whatever is wrong is told
/// at once, and nothing of it is used.
package enum ClaimsFile {
  private static let kind = SettingsDocument.Kind(contents: "a list of claims", file: "a file of claims (.yaml)")

  /// The claims of a file, in its order.
  ///
  /// - Throws: `SettingsProblems` when there is no such file or it cannot be read, and as `parse`.
  package static func load(path: String) throws(SettingsProblems) -> [ClaimCase] {
    try cases(of: SettingsDocument.load(path: path, kind: kind))
  }

  /// The claims of a text.
  ///
  /// - Parameter fileName: stands in messages; scenarios are looked for from its directory.
  /// - Throws: `SettingsProblems`: what is wrong with the YAML or with a key, a scenario that cannot be run, a design
  ///   that cannot be made, a promise without a bound or with one that is not in the measure's unit, a claim given twice.
  package static func parse(text: String, fileName: String) throws(SettingsProblems) -> [ClaimCase] {
    try cases(of: SettingsDocument(text: text, file: fileName, kind: kind))
  }

  private static func cases(of document: SettingsDocument) throws(SettingsProblems) -> [ClaimCase] {
    var cases: [ClaimCase] = []
    _ = try document.read(ClaimsDraft(), ClaimsDraft.section) { draft, reading in
      cases = draft.claims.indices.compactMap { number in
        ClaimResolution(draft, number, file: document.file).resolved(&reading)
      }
    }
    return cases
  }
}
