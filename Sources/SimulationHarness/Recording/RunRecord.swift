import Audit
import BookingAPI
import HubSpotAPI
import Measures
import Recording

/// The counts of one run, and the outcomes that the audit needs.
struct RunRecord {
  /// What the instances did.
  private(set) var activity: ActivityRecord
  private(set) var bookings: BookingRecord
  /// Empty unless they are kept.
  let answers: SampleLog<AnswerSample>
  /// Empty unless they are kept.
  let looks: SampleLog<CacheLookSample>
  /// Booking requests that waited in a queue, in the order of their coming.
  let queued: [QueuedRequestSample]
  /// What pages have shown, in the order of the answers.
  let shown: [ShownAnswer]
  let workedOff: [WorkedOffEvent]
  /// What the monitoring has raised, in the order of time.
  let monitored: [AlertRecord]

  init(
    _ activity: ActivityRecord,
    _ bookings: BookingRecord,
    _ answers: SampleLog<AnswerSample>,
    _ looks: SampleLog<CacheLookSample>,
    queued: [QueuedRequestSample],
    shown: [ShownAnswer],
    workedOff: [WorkedOffEvent],
    monitored: [AlertRecord] = []
  ) {
    self.monitored = monitored
    self.activity = activity
    self.bookings = bookings
    self.answers = answers
    self.looks = looks
    self.queued = queued
    self.shown = shown
    self.workedOff = workedOff
  }

  /// Takes down what visitors were told who asked again after the run.
  mutating func note(lateAnswers: [ObjectID: BookingOutcome]) { bookings.lateAnswers = lateAnswers }

  /// What instances have raised and what the monitoring has, in the order of time.
  var alerts: [AlertRecord] {
    let all = activity.alerts.records + monitored
    return all.enumerated().sorted { ($0.element.atSeconds, $0.offset) < ($1.element.atSeconds, $1.offset) }
      .map(\.element)
  }

  /// Takes the end state of a record into the digest.
  mutating func seal(_ texts: [String]) { activity.seal(texts) }
}
