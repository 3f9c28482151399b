import AccountScenarios
import Measures
package import Settings

/// Reads scenario files. A file is judged whole: whatever is wrong with it is told at once, and nothing of it is used.
package enum ScenarioFile {
  private static let kind = SettingsDocument.Kind(contents: "a scenario", file: "a scenario file (.yaml)")

  /// The scenario of a file, named after it.
  ///
  /// - Parameter overrides: keys set from outside, one after the other, before anything is judged. The scenario is the
  ///   same as that of a file in which the values are written.
  /// - Throws: `SettingsProblems` when there is no such file, when it is a directory, cannot be read or is no UTF-8
  ///   text, and as `parse`.
  package static func load(
    path: String,
    overrides: [SettingsOverride] = []
  ) throws(SettingsProblems) -> Scenario {
    try scenario(of: SettingsDocument.load(path: path, kind: kind), overrides)
  }

  /// The scenario of a text.
  ///
  /// - Parameters:
  ///   - fileName: stands in messages; its last part without ending is the scenario's name.
  ///   - overrides: as for `load`.
  /// - Throws: `SettingsProblems`: no YAML, no mapping, and every key that is unknown, given twice, missing, of the
  ///   wrong type, out of range or at odds with another one, every override that fits nowhere, and a load that is too
  ///   large.
  package static func parse(
    text: String,
    fileName: String,
    overrides: [SettingsOverride] = []
  ) throws(SettingsProblems) -> Scenario {
    try scenario(of: SettingsDocument(text: text, file: fileName, kind: kind), overrides)
  }

  /// The scenario of a file, and every value that it comes to, in the order of the format.
  ///
  /// - Throws: as `load`.
  package static func resolved(
    path: String,
    overrides: [SettingsOverride] = []
  ) throws(SettingsProblems) -> (scenario: Scenario, values: [ScenarioValue]) {
    let document = try SettingsDocument.load(path: path, kind: kind)
    let section = ScenarioDraft.section
    let (draft, places) = try read(document, section, overrides)
    return (scenario(of: document, section, overrides, draft), draft.values(places))
  }

  private static func scenario(
    of document: SettingsDocument,
    _ overrides: [SettingsOverride]
  ) throws(SettingsProblems) -> Scenario {
    // The section of all keys takes longer to make than to use.
    let section = ScenarioDraft.section
    return scenario(of: document, section, overrides, try read(document, section, overrides).draft)
  }

  private static func scenario(
    of document: SettingsDocument,
    _ section: SettingSection<ScenarioDraft>,
    _ overrides: [SettingsOverride],
    _ draft: ScenarioDraft
  ) -> Scenario {
    let origin = Scenario.Origin(path: document.file, settings: overrides.map(\.description))
    return Scenario(name: document.name, origin: origin, draft, in: section)
  }

  private static func read(
    _ document: SettingsDocument,
    _ section: SettingSection<ScenarioDraft>,
    _ overrides: [SettingsOverride]
  ) throws(SettingsProblems) -> (draft: ScenarioDraft, places: [String: KeyPlace]) {
    try Product.booking.check(document)
    return try document.readWithPlaces(ScenarioDraft(), section, overrides: overrides) { draft, reading in
      draft.checkRules(&reading)
    }
  }
}
