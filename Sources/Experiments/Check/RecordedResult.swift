import Foundation
import Measures
import Results
package import Settings
import Texts

/// The result of another check, as `check --format json` wrote it, in the form of a baseline: what it expects is what that
/// check got.
package enum RecordedResult {
  private struct Document: Decodable {
    let cells: [RecordedCell]
  }

  /// - Parameters:
  ///   - file: stands in messages.
  ///   - modelRevision: of this program.
  /// - Throws: `SettingsProblems`: no JSON, no result of a check, another version or model, or a measure that it lacks.
  package static func baseline(
    _ text: String,
    file: String,
    modelRevision: Int
  ) throws(SettingsProblems) -> Baseline {
    func refuse(_ message: String, line: Int? = nil, key: String? = nil) -> SettingsProblems {
      SettingsProblems([SettingsProblem(file: file, line: line, key: key, message: message)])
    }
    let root: JSONNode
    do { root = try JSONReader.node(text) } catch {
      throw refuse("is no JSON: \(error.message); \(Self.expected).", line: error.line)
    }
    guard case .object(let members) = root.value, members.contains(where: { $0.name == "cases" }) else {
      throw refuse("is no result of a check; \(Self.expected).")
    }
    guard members.first(where: { $0.name == "format" })?.node.value == .text(DataFormat.check.name) else {
      throw refuse("is no \(DataFormat.check.name); \(Self.expected).", key: "format")
    }
    try refuseOther("version", members, DataFormat.check.version, "of another version of this program", refuse)
    try refuseOther("model_revision", members, modelRevision, "of another revision of the model", refuse)
    let cells: [RecordedCell]
    do { cells = try JSONDecoder().decode(Document.self, from: Data(text.utf8)).cells } catch {
      throw refuse("cannot be read (\(Self.reason(error))); \(Self.expected).", key: "cells")
    }
    var baseline = Baseline(modelRevision: modelRevision)
    for cell in cells {
      guard let values = values(cell) else {
        let message =
          "has not a value of every measure for every seed (\(cell.scenario), \(cell.design)); \(Self.expected)."
        throw refuse(message, key: "cells")
      }
      if baseline.scenarios[cell.scenario]?.designs[cell.design] != nil || Set(cell.seeds).count < cell.seeds.count {
        let message = "tell \(cell.scenario), \(cell.design) or one of its seeds twice; expected each once."
        throw refuse(message, key: "cells")
      }
      var entry =
        baseline.scenarios[cell.scenario]
        ?? Baseline.Entry(product: cell.product ?? .booking, path: cell.path, hash: cell.scenarioHash)
      entry.designs[cell.design] = values
      baseline.scenarios[cell.scenario] = entry
    }
    return baseline
  }

  private static let expected = "expected what check --format json of this version writes"

  private static func refuseOther(
    _ key: String,
    _ members: [JSONNode.Member],
    _ known: Int,
    _ what: String,
    _ refuse: (String, Int?, String?) -> SettingsProblems
  ) throws(SettingsProblems) {
    guard let member = members.first(where: { $0.name == key }) else {
      throw refuse("is missing, as in a result \(what); expected \(known). Write it anew with this program.", nil, key)
    }
    guard case .whole(UInt64(known)) = member.node.value else {
      let message = "is \(member.node.shown), \(what); expected \(known). Write both results with one program."
      throw refuse(message, member.line, key)
    }
  }

  private static func values(_ cell: RecordedCell) -> [UInt64: [MeasureValue]]? {
    var rows: [[MeasureValue]] = []
    for measure in MeasureSet.baseline(of: cell.product ?? .booking) {
      guard let row = cell.values[measure.description], row.count == cell.seeds.count else { return nil }
      rows.append(row)
    }
    let bySeed = cell.seeds.enumerated().map { index, seed in (seed, rows.map { $0[index] }) }
    return Dictionary(bySeed) { first, _ in first }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context): "\(place(context)) has no \(key.stringValue)"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(place(context)) is of another form"
    default: "\(error)"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }.joined()
    return path.isEmpty ? "the document" : path.drop { $0 == "." }.description
  }
}
