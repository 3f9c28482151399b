package import Measures
package import VirtualTime

/// The monitoring of a run: told of what all instances do, in the order of time, it judges at each full second what was told
/// before, as one that looks at its numbers once a second does. What nobody has told of yet is watched by nobody.
///
/// To tell it of something is a few additions; a second without anything to judge is a look at each watch.
package struct SystemMonitor: Sendable {
  private let settings: MonitoringSettings
  private let slow: VirtualSpan
  private let slowCall: VirtualSpan
  private let nearLimit: VirtualSpan
  private var log = MonitoringLog()
  /// Those of the whole stand first, in the order of the kinds.
  private var watches: [AlertWatch]
  /// Where the watches of each begin.
  private var endpoints: [String: Int] = [:]
  private var queues: [String: Int] = [:]
  private var jobs: [String: Int] = [:]
  private var workers: [WorkerWatch] = []
  /// The next second at which is judged what was told before.
  private var next = 1

  /// - Parameters:
  ///   - tenSecondLimit: calls that the account may make in ten seconds, as its contract says; positive.
  ///   - requestDeadline: after it the host answers in a request's place.
  package init(_ settings: MonitoringSettings, tenSecondLimit: Int, requestDeadline: VirtualSpan) {
    self.settings = settings
    slow = VirtualSpan(settings.slow)
    slowCall = VirtualSpan(settings.slowCall)
    nearLimit = VirtualSpan(nanoseconds: requestDeadline.nanoseconds / 100 * Int64(settings.nearLimitPercent))
    watches = AlertKind.allCases.map { AlertWatch($0, settings[$0], whole: tenSecondLimit) }
  }

  // MARK: What is told

  package mutating func tell(_ call: MonitoredCall, at now: VirtualInstant) {
    judge(until: now)
    let refused = call.isRefused ? 1 : 0
    if call.countsInTenSeconds { watches[Place.tenSecondCalls].add(events: 1, of: 1) }
    if call.isRefused { watches[Place.refusedCalls].add(events: 1, of: 1) }
    watches[Place.refusedShare].add(events: refused, of: 1)
    watches[Place.slowCalls].add(events: call.took > slowCall ? 1 : 0, of: 1)
    if call.inputs > 1, !call.isRefused { watches[Place.batchFailures].add(events: call.failedInputs, of: call.inputs) }
    if let left = call.tenSecondLeftPercent { watches[Place.tenSecondLeft].tell(left, in: now.wholeSecond) }
    if let left = call.dailyLeftPercent { watches[Place.dailyLeft].tell(left, in: now.wholeSecond) }
  }

  package mutating func tell(_ answer: MonitoredAnswer, at now: VirtualInstant) {
    judge(until: now)
    let first = place(of: answer.endpoint, in: \.endpoints, Self.ofEndpoints)
    let (slow, failed) = (answer.took > slow ? 1 : 0, answer.hasFailed ? 1 : 0)
    watches[first].add(events: slow, of: 1)
    watches[first + 1].add(events: failed, of: 1)
    if answer.took > nearLimit { watches[first + 2].add(events: 1, of: 1) }
    watches[first + 3].add(events: slow, of: 1)
    watches[first + 4].add(events: failed, of: 1)
  }

  /// Of a queue's length, whoever looked at it.
  package mutating func tell(length: Int, ofQueue queue: String, at now: VirtualInstant) {
    judge(until: now)
    let first = place(of: queue, in: \.queues, Self.ofQueues)
    for place in [first, first + 1] { watches[place].tell(length, in: now.wholeSecond) }
  }

  package mutating func tellDeadLetter(ofQueue queue: String, at now: VirtualInstant) {
    judge(until: now)
    let place = place(of: queue, in: \.queues, Self.ofQueues) + 2
    watches[place].tellOneMore(in: now.wholeSecond)
  }

  package mutating func tell(_ pass: MonitoredPass, at now: VirtualInstant) {
    judge(until: now)
    if let worker = workers.firstIndex(where: { $0.queue == pass.queue }) {
      workers[worker].note(pass, at: now)
    } else {
      workers.append(WorkerWatch(pass, settings, at: now))
    }
  }

  /// Of a look at what is remembered, for somebody who waits.
  package mutating func tellLook(isHit: Bool, at now: VirtualInstant) {
    judge(until: now)
    watches[Place.cacheHits].add(events: isHit ? 1 : 0, of: 1)
  }

  /// Of a comparison of what is remembered with HubSpot.
  package mutating func tell(cacheDifferences: Int, at now: VirtualInstant) {
    judge(until: now)
    watches[Place.cacheDifferences].tell(cacheDifferences, in: now.wholeSecond)
  }

  /// - Parameter delay: from a change in HubSpot until what it means was done.
  package mutating func tell(webhookDelay delay: VirtualSpan, at now: VirtualInstant) {
    judge(until: now)
    watches[Place.webhookDelay].tell(Int(delay.seconds.rounded(.up)), in: now.wholeSecond)
  }

  /// Of a run of a scheduled job that has not come to its end.
  package mutating func tellFailure(ofJob job: String, at now: VirtualInstant) {
    judge(until: now)
    let place = place(of: job, in: \.jobs, [.cronFailures])
    watches[place].add(events: 1, of: 1)
  }

  /// What was raised until the run was over, in the order of time.
  package mutating func finished(at end: VirtualInstant) -> [AlertRecord] {
    judge(until: end)
    return log.records
  }

  // MARK: What comes of it

  /// In the order in which `tell` counts them.
  private static let ofEndpoints: [AlertKind] = [
    .slowAnswers, .failedAnswers, .answersNearLimit, .slowAnswersNow, .failedAnswersNow,
  ]
  private static let ofQueues: [AlertKind] = [.queueItems, .queueBacklog, .deadLetters]

  private mutating func judge(until now: VirtualInstant) {
    while next <= now.wholeSecond {
      for place in watches.indices { watches[place].judge(at: next, &log) }
      for place in workers.indices { workers[place].judge(at: next, &log) }
      next += 1
    }
  }

  /// Where the watches of a subject begin, which are made when it is first told of.
  private mutating func place(
    of subject: String,
    in places: WritableKeyPath<SystemMonitor, [String: Int]>,
    _ kinds: [AlertKind]
  ) -> Int {
    if let place = self[keyPath: places][subject] { return place }
    let place = watches.count
    self[keyPath: places][subject] = place
    watches += kinds.map { AlertWatch($0, settings[$0], subject: subject) }
    return place
  }
}

extension SystemMonitor {
  /// Where the watches of the whole stand. Numbers, so that what is told changes a watch in its place.
  private enum Place {
    static let tenSecondCalls = AlertKind.tenSecondCalls.position
    static let tenSecondLeft = AlertKind.tenSecondLeft.position
    static let dailyLeft = AlertKind.dailyLeft.position
    static let refusedCalls = AlertKind.refusedCalls.position
    static let refusedShare = AlertKind.refusedShare.position
    static let slowCalls = AlertKind.slowCalls.position
    static let batchFailures = AlertKind.batchFailures.position
    static let cacheHits = AlertKind.cacheHits.position
    static let cacheDifferences = AlertKind.cacheDifferences.position
    static let webhookDelay = AlertKind.webhookDelay.position
  }
}
