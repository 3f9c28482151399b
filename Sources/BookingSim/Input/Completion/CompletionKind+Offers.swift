import AccountScenarios
import ArgumentParser
import BulkSync
import Experiments
import Results
import Scenarios
import SyncScenarios

/// What shells offer while a user types. The program itself is asked, so that what it offers is what it takes.
extension CompletionKind {
  static var scenario: CompletionKind { asking(ScenarioOffers.files) }
  static var design: CompletionKind { asking(DesignOffers.one) }
  /// Separated by commas.
  static var designs: CompletionKind { asking(DesignOffers.list) }
  /// Likewise, of the sync.
  static var syncDesigns: CompletionKind { asking { WordOffers.list($0, of: SyncDesign.all.map(\.name)) } }
  static var measure: CompletionKind { asking(MeasureOffers.one) }
  /// Thresholds, separated by commas: what they measure.
  static var thresholds: CompletionKind { asking(MeasureOffers.list) }
  /// A service level, or thresholds.
  static var objective: CompletionKind { asking { ServiceLevel.allCases.map(\.rawValue) + MeasureOffers.list($0) } }
  /// Separated by commas.
  static var tiers: CompletionKind { asking { WordOffers.list($0, of: HubSpotTier.names) } }
  static var loadAxes: CompletionKind { asking { WordOffers.list($0, of: LoadAxis.allCases.map(\.rawValue)) } }
  static var pivot: CompletionKind { asking { WordOffers.list($0, of: VaryAxis.shortNamesInOrder + ["design"]) } }
  /// `key=`, of a scenario.
  static var setting: CompletionKind { asking(KeyOffers.settings) }
  /// Likewise, of a scenario of the sync.
  static var syncSetting: CompletionKind { asking { _ in KeyOffers.settings(of: SyncScenarioSchema.keys) } }
  /// `key=`, as `--vary` knows them.
  static var axis: CompletionKind { asking(KeyOffers.axes) }

  private static func asking(_ offers: @escaping @Sendable (String) -> [String]) -> CompletionKind {
    // The prefix that the parser hands over is that of the last word, not always the one that is completed.
    .custom { words, index, _ in
      let word = words.indices.contains(index) ? words[index] : ""
      return offers(word).filter { $0.hasPrefix(word) }
    }
  }
}
