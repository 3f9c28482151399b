import BookingAPI
import LoadGeneration
import Settings

extension BookStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("book", as: BookStep.self, VisitorBehaviour().booking(.first), "Books, as often as it takes.") {
      [
        Setting("exam", \.exam, .choice, "The one they came for, that of the cancelled booking, or another one."),
        ComeBack.after(\.comeBack), ComeBack.atMost(\.comeBack),
        Setting("other_exams_at_most", \.otherExamsAtMost, VisitorSettings.otherExams, "Tried when an exam is full."),
        Setting("double_click", optional: \.doubleClick, VisitorSettings.doubleClick, "Who sends the form twice."),
        Setting(
          "priority",
          \.priority,
          .choice,
          laterThan: VisitorBehaviour().booking(.first),
          "Where requests wait in a queue: normal or high."
        ),
        Setting(
          "queue",
          \.queue,
          QueueWaitingKeys.form,
          laterThan: VisitorBehaviour().booking(.first),
          "What they do while the request waits in a queue."
        ),
      ]
    }
  }
}

extension CancelStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("cancel", as: CancelStep.self, CancelStep(comeBack: VisitorBehaviour().comeBack), "Cancels the booking.") {
      [ComeBack.after(\.comeBack), ComeBack.atMost(\.comeBack)]
    }
  }
}

extension ComeBack {
  /// The pause of a step before its visitor comes back.
  static func after<Step>(_ policy: WritableKeyPath<Step, ComeBack>) -> Setting<Step> {
    Setting(
      "come_back_after_seconds",
      policy.appending(path: \.after),
      VisitorSettings.pause,
      "After a failure, uniformly within this range, with the same idempotency key."
    )
  }

  /// How often the visitor of a step comes back.
  static func atMost<Step>(_ policy: WritableKeyPath<Step, ComeBack>) -> Setting<Step> {
    Setting(
      "come_backs_at_most",
      policy.appending(path: \.atMost),
      VisitorSettings.comeBacks,
      "Then the visitor gives up."
    )
  }
}
