import LoadGeneration
import Settings

// Steps that are no request: pauses, and ways that are taken by some or several times.

extension ThinkStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("think", as: ThinkStep.self, ThinkStep(.zero ... .zero), "Does nothing for a while.") {
      [Setting("seconds", \.time, VisitorSettings.pause, isRequired: true, "Uniformly within this range.")]
    }
  }
}

extension ChanceStep {
  static func keys(depth: Int) -> SettingAlternative<any VisitorStep> {
    .step("chance", as: ChanceStep.self, ChanceStep(.certain, []), "Some take a way, the others pass it by.") {
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Who take it."),
        Setting("steps", \.steps.all, JourneyKeys.steps(depth: depth), isRequired: true, "The way."),
      ]
    }
  }
}

extension RepeatStep {
  static func keys(depth: Int) -> SettingAlternative<any VisitorStep> {
    .step("repeat", as: RepeatStep.self, RepeatStep(1, []), "Goes a way several times.") {
      [
        Setting("times", \.times, .count(1...1_000), isRequired: true, "How often."),
        Setting("steps", \.steps.all, JourneyKeys.steps(depth: depth), isRequired: true, "The way."),
      ]
    }
  }
}

extension SettingAlternative where Value == any VisitorStep {
  /// A kind of step: a mapping with its name as the only key.
  ///
  /// - Parameters:
  ///   - defaults: what holds for keys that are not there.
  ///   - summary: one line for whoever writes the file.
  static func step<Step: VisitorStep>(
    _ name: String,
    as _: Step.Type,
    _ defaults: Step,
    _ summary: String,
    settings: () -> [Setting<Step>]
  ) -> Self {
    SettingAlternative(
      StepDraft(step: defaults),
      [Setting(name, \.step, .section(defaults, settings()), isRequired: true, summary)],
      { $0.step },
      from: { ($0 as? Step).map(StepDraft.init) }
    )
  }
}

private struct StepDraft<Step: VisitorStep> {
  var step: Step
}
