package import Results
import Scenarios
package import Settings
import SyncScenarios
import SyncSimulation
import Texts

/// A claim with what is run for it.
package struct ClaimCase: Sendable {
  package let claim: Claim
  /// In the order of the claim's promises.
  package let subjects: [Subject]
  /// In the order of the claim's variants.
  package let variants: [Subject]
  /// The scenario's file, as a user would name it.
  package let path: String
  package let turns: [Turn]

  /// What a promise is about.
  package struct Subject: Sendable {
    /// The design's name; nil when a part of it does not exist yet.
    package let design: String?
    /// The design that it is compared with.
    package let other: String?
    package let world: World
  }

  /// A scenario, and which of its keys are set otherwise than in its file.
  package struct World: Sendable {
    package let scenario: ProductScenario
    package let settings: [SettingsOverride]

    /// - Throws: `SettingsProblems` when there is no such scenario, or it cannot be with these keys, or is a sync of files or
    ///   beside bookings, about which nothing can be claimed.
    init(path: String, settings: [SettingsOverride]) throws(SettingsProblems) {
      self.settings = settings
      guard SyncScenarioFile.isMeant(path: path) else {
        scenario = .booking(try ScenarioFile.load(path: path, overrides: settings))
        return
      }
      let sync = try SyncScenarioFile.load(path: path, overrides: settings)
      guard sync.beside == nil, case .sample(let sample) = sync.source else {
        let message = "is no sync alone of records that are made up; expected one without beside and source.file."
        throw SettingsProblems([SettingsProblem(file: path, line: nil, key: nil, message: message)])
      }
      scenario = .bulkSync(sync, .sample(sample))
    }
  }

  /// An input to vary.
  package struct Turn: Hashable, Sendable {
    package let key: String
    package let values: [Double]
    package let resolution: Double
  }

  /// The worlds of the promises as they are written.
  var worlds: [World] { subjects.map(\.world) }

  /// The worlds of the promises with one more key set.
  ///
  /// - Throws: `SettingsProblems` when a scenario cannot be with it.
  func worlds(_ key: String, _ value: Double) throws(SettingsProblems) -> [World] {
    var worlds: [World] = []
    for subject in subjects {
      worlds.append(try World(path: path, settings: subject.world.settings + [Self.override(key, value)]))
    }
    return worlds
  }

  static func override(_ key: String, _ value: Double) -> SettingsOverride {
    SettingsOverride(path: key, value: DoubleText.shortest(value))
  }
}
