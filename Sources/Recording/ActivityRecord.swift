package import DeterministicRuntime
import HubSpotAPI
import HubSpotClient
package import Measures
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// The counts of what the instances of any product do in a run, and the run's digest.
package struct ActivityRecord: Sendable {
  package private(set) var digest = RunDigest()
  package private(set) var calls = CallRecord()
  package private(set) var alerts = AlertLog()
  /// The greatest length of each queue.
  package private(set) var queues: [String: Int] = [:]
  package private(set) var jobs: [String: JobNumbers] = [:]
  package private(set) var recovered: [String: Int] = [:]
  /// Each as a sentence.
  package private(set) var unexpectedReplies: [String] = []
  package private(set) var storeCommands = 0
  /// Empty unless they are kept.
  package private(set) var requests: SampleLog<RequestSample> = []
  private let keepsSamples: Bool

  /// - Parameter keepsSamples: whether single requests are kept beside their counts; they take 100 bytes each.
  package init(keepsSamples: Bool) { self.keepsSamples = keepsSamples }

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

  /// - Parameter instance: the number of the one that reports; nil when nobody knows.
  mutating func observe(_ event: InstanceEvent, of instance: Int?, at now: VirtualInstant) {
    if case .alert(let alert) = event, alert.isOver {
      // That it is over follows from what has raised it: it tells no run from another.
      alerts.end(alert, of: instance, at: now)
      return
    }
    digest.combine(now)
    switch event {
    case .alert(let alert):
      digest.combine(alert.name)
      digest.combine(alert.value)
      alerts.raise(alert, of: instance, at: now)
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
    case .deadLetter(let queue):
      digest.combine(queue)
    case .recovered(let what):
      digest.combine(what)
      recovered[what, default: 0] += 1
    case .unexpectedReply(let call, let status, let message):
      digest.combine(call)
      digest.combine(status)
      unexpectedReplies.append("\(call) was answered \(status): \(message)")
    }
  }

  mutating func noteResult(at now: VirtualInstant) { calls.noteResult(at: now) }

  /// Lets a product take what only it knows into the digest.
  package mutating func digest(_ body: (inout RunDigest) -> Void) { body(&digest) }

  /// Takes texts, such as the end state of a record, into the digest.
  package mutating func seal(_ texts: [String]) {
    for text in texts { digest.combine(text) }
  }
}

extension RequestSample {
  init(_ event: HubSpotRequestEvent) {
    self.init(
      at: event.sentAt,
      judgedAt: event.judgedAt,
      answeredAt: event.answeredAt,
      call: event.label.name,
      origin: event.origin,
      tryNumber: UInt8(clamping: event.tryNumber),
      isSearch: event.isSearch,
      status: UInt16(clamping: event.status),
      refusedBy: event.refusedBy,
      isFinalRefusal: event.refusedBy != nil && event.isLastTry,
      inputs: UInt16(clamping: event.inputCount)
    )
  }
}
