import LoadGeneration
import Settings

/// The keys of `load.journeys`: weighted mixes of steps. A step is a mapping whose one key names its kind.
///
///     journeys:
///       - weight: 3
///         steps: [ look: {}, think: { seconds: [1, 5] }, book: {} ]
///       - steps: [ book: {}, chance: { share_percent: 20, steps: [ cancel: {} ] } ]
enum JourneyKeys {
  static var form: ValueForm<[Journey]> {
    .list(of: ValueForm<Draft>.section(Draft(), Draft.settings).mapped(\.journey, from: Draft.init), 1...20)
  }

  /// The kinds of steps. A new one is one more entry, beside its keys in this folder.
  private static var kinds: [SettingAlternative<any VisitorStep>] {
    [
      LookStep.keys, ListStep.keys, DetailStep.keys, AvailableStep.keys, CreditsStep.keys, SyncStep.keys,
      ThinkStep.keys,
      BookStep.keys, CancelStep.keys,
    ]
  }

  /// Steps one after the other.
  ///
  /// - Parameter depth: how deep ways may stand in ways.
  static func steps(depth: Int) -> ValueForm<[any VisitorStep]> {
    let ways = depth > 0 ? [ChanceStep.keys(depth: depth - 1), RepeatStep.keys(depth: depth - 1)] : []
    return .list(of: .oneOf(kinds + ways), 1...50)
  }

  private struct Draft {
    var weight = 1
    var steps: [any VisitorStep] = []

    init() {}

    init(_ journey: Journey) {
      weight = journey.weight
      steps = journey.steps.all
    }

    var journey: Journey { Journey(weight: weight, steps) }

    static var settings: [Setting<Self>] {
      [
        Setting("weight", \.weight, .count(1...1_000_000), "Visitors who take it, in proportion to the others."),
        Setting("steps", \.steps, JourneyKeys.steps(depth: 2), isRequired: true, "What they do, one after the other."),
      ]
    }
  }
}
