package import Results
import Texts

extension PivotAxes {
  /// `users,tier`: what makes the rows, and what makes the columns, as `--vary` names it; `design` for the designs.
  ///
  /// - Throws: `PivotError`.
  package init(parsing text: String, _ grid: SweepGrid) throws(PivotError) {
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let varied = grid.axes.map(\.name) + [Self.design]
    guard names.count == 2 else { throw .notTwo(text, varied) }
    var keys: [String] = []
    for name in names {
      guard let key = name == Self.design ? name : grid.axes.first(where: { $0.name == name || $0.key == name })?.key
      else { throw .notVaried(text, name, varied) }
      guard !keys.contains(key) else { throw .twice(text, name) }
      keys.append(key)
    }
    self.init(rows: keys[0], columns: keys[1])
  }
}

/// Why `--pivot` names no rows and columns.
package enum PivotError: Error, Hashable, Sendable, CustomStringConvertible {
  case notTwo(String, [String])
  case notVaried(String, String, [String])
  case twice(String, String)

  package var description: String {
    switch self {
    case .notTwo(let text, let varied):
      "--pivot \(text): does not have two names; expected what makes the rows and what makes the columns, for example "
        + "\(varied.prefix(2).joined(separator: ",")). Varied are \(varied.joined(separator: ", "))."
    case .notVaried(let text, let name, let varied):
      "--pivot \(text): \(name.isEmpty ? "an empty name" : name) is not varied; expected two of "
        + "\(varied.joined(separator: ", "))."
        + (NearestName(candidates: varied).match(name).map { " Did you mean \($0)?" } ?? "")
    case .twice(let text, let name): "--pivot \(text): has \(name) twice; expected two different ones."
    }
  }
}
