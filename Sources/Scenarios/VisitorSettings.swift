import LoadGeneration
import Settings
import Texts

/// The keys of `load.visitors`.
enum VisitorSettings {
  private static let day: Duration = .seconds(86_400)
  static var pause: ValueForm<ClosedRange<Duration>> { .durationRange(.seconds, .zero...day) }
  static var comeBacks: ValueForm<Int> { .count(0...999) }
  // Draws for another exam are numbered by wish x 10 + exams tried; more than 9 would repeat numbers.
  static var otherExams: ValueForm<Int> { .count(0...9) }

  static var settings: [Setting<VisitorBehaviour>] {
    [
      Setting(
        "come_back_after_seconds",
        \.comeBackAfter,
        pause,
        "After a failure a visitor comes back, uniformly within this range, with the same idempotency key."
      ),
      Setting("come_backs_at_most", \.comeBacksAtMost, comeBacks, "Then the visitor gives up."),
      Setting(
        "other_exams_at_most",
        \.otherExamsAtMost,
        otherExams,
        "How often a visitor who finds an exam full picks another one."
      ),
      Setting("browse", optional: \.browse, browse, "Who looks at the booking page before booking."),
      Setting("cancel", optional: \.cancel, cancel, "Who cancels a confirmed booking."),
      Setting("double_click", optional: \.doubleClick, doubleClick, "Who sends the form twice."),
      Setting(
        "queue",
        \.queue,
        QueueWaitingKeys.form,
        laterThan: VisitorBehaviour(),
        "What they do while their request waits in a queue."
      ),
    ]
  }

  // The values below stand for keys that are required and are never used as defaults.

  private static var browse: ValueForm<VisitorBehaviour.Browse> {
    .section(
      VisitorBehaviour.Browse(share: .certain, thinkTime: .zero ... .zero),
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Of all visitors."),
        Setting("think_seconds", \.thinkTime, pause, isRequired: true, "From the page to the booking."),
      ]
    )
  }

  private static var cancel: ValueForm<VisitorBehaviour.Cancel> {
    ValueForm<CancelDraft>.section(
      CancelDraft(),
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Of the visitors with a booking."),
        Setting("after_seconds", \.after, pause, isRequired: true, "From the confirmation on."),
        Setting("rebook", \.rebooks, .choice, isRequired: true, "What they book after the cancellation."),
        Setting(
          "rebook_after_seconds",
          optional: \.rebookAfter,
          pause,
          canonical: .orWhenAbsent("0...0"),
          "From the cancellation on; required unless rebook is no."
        ),
      ]
    )
    .checked { draft in
      switch (draft.rebooks, draft.rebookAfter) {
      case (.no, .some): "has rebook_after_seconds although rebook is no; expected one without the other."
      case (.sameExam, nil), (.otherExam, nil):
        "has no rebook_after_seconds although rebook is \(draft.rebooks.rawValue); expected [least, most]."
      default: nil
      }
    }
    .mapped { draft in
      VisitorBehaviour.Cancel(
        share: draft.share,
        after: draft.after,
        rebookAfter: draft.rebookAfter ?? .zero ... .zero,
        rebooks: draft.rebooks
      )
    } from: { cancel in
      CancelDraft(
        share: cancel.share,
        after: cancel.after,
        rebookAfter: cancel.rebookAfter,
        rebooks: cancel.rebooks
      )
    }
  }

  static var doubleClick: ValueForm<VisitorBehaviour.DoubleClick> {
    .section(
      VisitorBehaviour.DoubleClick(share: .certain, after: .zero, key: .same),
      [
        Setting("share_percent", \.share, .percent, isRequired: true, "Of all visitors."),
        Setting(
          "after_ms",
          \.after,
          .duration(.milliseconds, .zero...day),
          isRequired: true,
          "From the first click to the second."
        ),
        Setting(
          "key",
          \.key,
          .choice,
          isRequired: true,
          "The second request carries the same idempotency key (one page) or its own (a second tab)."
        ),
      ]
    )
  }

  private struct CancelDraft {
    var share = Probability.certain
    var after: ClosedRange<Duration> = .zero ... .zero
    var rebookAfter: ClosedRange<Duration>?
    var rebooks = VisitorBehaviour.Cancel.Rebooking.no
  }
}
