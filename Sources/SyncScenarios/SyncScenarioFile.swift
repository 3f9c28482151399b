import AccountScenarios
import Measures
package import Settings

/// Reads scenario files of the sync. A file is judged whole: whatever is wrong with it is told at once, and nothing of it is used.
package enum SyncScenarioFile {
  private static let kind = SettingsDocument.Kind(contents: "a scenario", file: "a scenario file (.yaml)")

  /// The scenario of a file, named after it.
  ///
  /// - Parameter overrides: keys set from outside, one after the other, before anything is judged.
  /// - Throws: `SettingsProblems` when there is no such file, it cannot be read, is for another product, and as `parse`.
  package static func load(
    path: String,
    overrides: [SettingsOverride] = []
  ) throws(SettingsProblems) -> SyncScenario {
    try scenario(of: SettingsDocument.load(path: path, kind: kind), overrides)
  }

  /// The scenario of a text.
  ///
  /// - Parameter fileName: stands in messages; its last part without ending is the scenario's name.
  /// - Throws: `SettingsProblems`: no YAML, no mapping, and every key that is unknown, given twice, missing, of the wrong
  ///   type, out of range or at odds with another one.
  package static func parse(
    text: String,
    fileName: String,
    overrides: [SettingsOverride] = []
  ) throws(SettingsProblems) -> SyncScenario {
    try scenario(of: SettingsDocument(text: text, file: fileName, kind: kind), overrides)
  }

  /// Whether a file says that it is for the sync; false for one that cannot be read.
  package static func isMeant(path: String) -> Bool {
    guard let document = try? SettingsDocument.load(path: path, kind: kind) else { return false }
    return Product(of: document) == .bulkSync
  }

  private static func scenario(
    of document: SettingsDocument,
    _ overrides: [SettingsOverride]
  ) throws(SettingsProblems) -> SyncScenario {
    try Product.bulkSync.check(document)
    let draft = try document.read(SyncDraft(), SyncDraft.section, overrides: overrides) { draft, reading in
      draft.checkRules(&reading)
    }
    return SyncScenario(
      name: document.name,
      path: document.file,
      settings: overrides.map(\.description),
      draft
    )
  }
}

/// The format of these files as a JSON Schema (draft 2020-12), with which editors complete and check them.
package enum SyncScenarioSchema {
  static let identifier = "urn:booking-sim:sync-scenario:\(SyncDraft.version)"

  /// The schema, without a newline at its end.
  package static func json() -> String {
    let head: [SchemaNode.Member] = [
      .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
      .init("$id", .text(identifier)),
      .init("title", .text("Scenario of a sync for booking-sim")),
      .init("description", .text("What decides a run of a sync besides the design and the seed.")),
    ]
    return SchemaNode.object(head + SyncDraft.section.schema(SyncDraft())).json
  }

  /// Every key that a file may have, with the keys around it; in the order of the format.
  package static var keys: [String] { SyncDraft.section.paths }
}
