import AccountScenarios
import BookingCore
import LoadGeneration
import Settings

extension ScenarioRule {
  /// What designs demand in which booking requests wait in a queue.
  static let queueing = [
    ScenarioRule(
      "answer-outlives-silence",
      .refused,
      binding: [
        "core.answer_lifetime_seconds", "load.visitors.queue", "core.request_deadline_seconds", "crashes",
        "load.visitors.come_back_after_seconds",
      ]
    ) { draft in
      let (visitors, deadline) = (draft.load.visitors, draft.core.requestDeadline)
      let dead = (draft.crashes ?? []).map(\.backAfter).max() ?? .zero
      let least = deadline + visitors.queueSilence(deadline: deadline) + visitors.longestPause + dead
      guard draft.core.settings.answerLifetime < least else { return nil }
      return
        "who waits in the queue may hear of its end \(seconds(least)) s after it (load.visitors.queue, two questions and a "
        + "request of up to core.request_deadline_seconds each, the way back, and a crash), and an answer is kept for "
        + "\(seconds(draft.core.settings.answerLifetime)) s: who comes later queues anew. Expected "
        + "core.answer_lifetime_seconds of at least \(seconds(least))."
    },
    ScenarioRule(
      "back-off-grows",
      .refused,
      binding: ["core.queue.longest_back_off_seconds", "core.queue.back_off_seconds"]
    ) { draft in
      let queue = draft.core.settings.requestQueue
      guard queue.longestBackOff < queue.backOff else { return nil }
      return "a back-off that doubles with every try cannot end below where it begins; expected "
        + "core.queue.longest_back_off_seconds of at least core.queue.back_off_seconds, \(seconds(queue.backOff))."
    },
  ]
}
