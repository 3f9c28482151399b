import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
import LoadGeneration
import Measures
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// The counts of one run, and the outcomes that the audit needs.
struct RunRecord {
  private(set) var digest = RunDigest()
  private(set) var bookings = BookingRecord()
  private(set) var calls = CallRecord()
  private(set) var alerts: [AlertRecord] = []
  private(set) var queues: [String: Int] = [:]
  private(set) var jobs: [String: JobNumbers] = [:]
  private(set) var recovered: [String: Int] = [:]
  private(set) var unexpectedReplies: [String] = []
  private(set) var storeCommands = 0
  /// Empty unless they are kept.
  private(set) var answers: SampleLog<AnswerSample> = []
  private(set) var requests: SampleLog<RequestSample> = []
  private let keepsSamples: Bool

  /// - Parameter keepsSamples: whether single observations are kept beside their counts; they take 100 bytes a request.
  init(keepsSamples: Bool) { self.keepsSamples = keepsSamples }

  mutating func begin(visitors: Int) { bookings.begin(visitors: visitors) }

  mutating func observe(_ event: HubSpotJudgement) {
    calls.observe(event)
    digest.combine(event.at)
    digest.combine(event.isSearch)
  }

  mutating func observe(_ event: HubSpotRequestEvent) {
    calls.observe(event)
    if keepsSamples { requests.append(RequestSample(event)) }
    digest.combine(event.answeredAt)
    digest.combine(event.label.name)
    digest.combine(event.status)
    digest.combine(event.tryNumber)
    digest.combine(event.inputCount)
    switch event.origin.identity {
    case .number(let number): digest.combine(number)
    case .name(let name): digest.combine(name)
    case .alone: break
    }
    digest.combine(event.origin.request)
  }

  mutating func observe(_ event: StoreEvent) {
    storeCommands += 1
    digest.combine(event.at)
    digest.combine(event.name)
  }

  mutating func observe(_ event: CoreEvent, at now: VirtualInstant) {
    // What a layer tells of itself is for watchers: it counts nowhere, and a layer that tells more is the same run.
    if case .layer = event { return }
    digest.combine(now)
    switch event {
    case .alert(let alert):
      digest.combine(alert.name)
      digest.combine(alert.value)
      alerts.append(
        AlertRecord(
          atSeconds: now.seconds,
          severity: alert.severity.rawValue,
          name: alert.name,
          value: alert.value,
          threshold: alert.threshold
        )
      )
    case .queueLength(let queue, let length):
      digest.combine(queue)
      digest.combine(length)
      queues[queue] = max(queues[queue] ?? 0, length)
    case .jobPass(let job, let instance, _, let changedSomething):
      digest.combine(job)
      digest.combine(instance)
      digest.combine(changedSomething)
      jobs[job, default: JobNumbers(name: job, passes: 0, passesWithWork: 0)].passes += 1
      if changedSomething { jobs[job]?.passesWithWork += 1 }
    case .layer: break
    case .deadLetter(let queue):
      digest.combine(queue)
    case .recovered(let recovery):
      digest.combine(recovery.rawValue)
      recovered[recovery.rawValue, default: 0] += 1
    case .unexpectedReply(let call, let status, let message):
      digest.combine(call)
      digest.combine(status)
      unexpectedReplies.append("\(call) was answered \(status): \(message)")
    }
  }

  mutating func observe(_ event: VisitorEvent, at now: VirtualInstant) {
    digest.combine(now)
    bookings.observe(event, at: now, &digest)
  }

  /// Keeps an answer of the booking API; it enters no digest.
  mutating func keep(_ answer: AnswerSample) { answers.append(answer) }

  /// Takes down what visitors were told who asked again after the run.
  mutating func note(lateAnswers: [ObjectID: BookingOutcome]) { bookings.lateAnswers = lateAnswers }

  /// Takes the end state of a record into the digest.
  mutating func seal(_ texts: [String]) {
    for text in texts { digest.combine(text) }
  }
}
