import Audit
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import LoadGeneration
import Measures
import Monitoring
import Ports
import Recording
import SimulatedHubSpot
import SimulatedRedis
import VirtualTime

/// Listens to everything that happens in a run of the booking system: what any product does the `ActivityRecorder` counts,
/// what visitors are told stands here.
struct RunRecorder: Sendable {
  let activity: ActivityRecorder
  /// Whether single observations are kept beside their counts.
  let keepsSamples: Bool
  private let bookings = SimulationLocal(BookingRecord())
  private let answers = SimulationLocal<SampleLog<AnswerSample>>([])
  private let shown = SimulationLocal<[ShownAnswer]>([])
  private let serving = SimulationLocal<[CallOrigin: Int]>([:])
  private let workedOff = SimulationLocal<[WorkedOffEvent]>([])
  private let looks = SimulationLocal<SampleLog<CacheLookSample>>([])
  private let queue = SimulationLocal(QueueLog())
  private let observer: RunObserver
  private let clock = VirtualClock()
  let monitoring: MonitoringFeed

  /// - Parameter monitor: told of all that it watches; without one nothing is watched.
  init(keepsSamples: Bool = false, observer: RunObserver, monitor: SystemMonitor? = nil) {
    let monitoring = MonitoringFeed(monitor, epochMilliseconds: observer.epochMilliseconds)
    self.monitoring = monitoring
    activity = ActivityRecorder(
      keepsSamples: keepsSamples,
      epochMilliseconds: observer.epochMilliseconds,
      watchRequest: { event in
        monitoring.tell(event)
        observer.observe(.request(event))
      }
    )
    self.keepsSamples = keepsSamples
    self.observer = observer
  }

  func begin(visitors: Int) { bookings.withValue { $0.begin(visitors: visitors) } }

  /// Keeps an answer of the booking API; it enters no digest.
  func keep(_ answer: AnswerSample) { answers.withValue { $0.append(answer) } }

  /// Takes down which instance serves a request whose answer is kept.
  func note(_ origin: CallOrigin, servedBy instance: Int) { serving.withValue { $0[origin] = instance } }

  /// Keeps what a page has shown, for the audit.
  func keep(_ answer: ShownAnswer, to origin: CallOrigin) {
    var answer = answer
    answer.instance = serving.withValue { $0.removeValue(forKey: origin) }
    shown.withValue { $0.append(answer) }
  }

  /// What was recorded; the run must be over.
  func finished() -> RunRecord {
    RunRecord(
      activity.finished(),
      bookings.withValue { $0 },
      answers.withValue { $0 },
      looks.withValue { $0 },
      queued: queue.withValue { $0.samples },
      shown: shown.withValue { $0 },
      workedOff: workedOff.withValue { $0 },
      monitored: monitoring.finished(at: clock.now)
    )
  }

  /// - Parameter number: of the instance that reports.
  func core(of number: Int) -> any EventSink<CoreEvent> {
    EventCall { event in
      let now = clock.now
      if let event = InstanceEvent(event) { activity.observe(event, of: number, at: now) }
      monitoring.tell(event, at: now)
      if case .cacheLook(let look) = event { keep(look, at: now) }
      if case .webhookWorkedOff(let instance, let object, _) = event {
        workedOff.withValue { $0.append(WorkedOffEvent(instance: instance, object: object, at: now)) }
      }
      if case .queue(let event) = event { queue.withValue { $0.observe(event, at: now) } }
      observer.observe(.core(event, at: now))
    }
  }

  /// Keeps what was found in memory for a visitor; it enters no digest. What a job looks for nobody waits for.
  private func keep(_ look: CacheLook, at now: VirtualInstant) {
    guard keepsSamples, look.origin.kind == .visitor else { return }
    let sample = CacheLookSample(
      at: now,
      key: look.kind.rawValue,
      origin: look.origin,
      miss: look.miss?.rawValue,
      age: VirtualSpan(look.age)
    )
    looks.withValue { $0.append(sample) }
  }

  var visitors: any EventSink<VisitorEvent> {
    EventCall { event in
      let now = clock.now
      activity.digest { digest in
        digest.combine(now)
        bookings.withValue { $0.observe(event, at: now, &digest) }
      }
      if case .ended(_, .confirmed) = event { activity.noteResult(at: now) }
      observer.observe(.visitor(event, at: now))
    }
  }
}

extension InstanceEvent {
  /// nil for what a layer tells of itself: that is for watchers. It counts nowhere, and a layer that tells more is the same
  /// run.
  fileprivate init?(_ event: CoreEvent) {
    switch event {
    case .layer, .queuePass, .cacheLook, .cacheChecked, .webhookWorkedOff, .queue: return nil
    case .alert(let alert): self = .alert(alert)
    case .queueLength(let queue, let length): self = .queueLength(queue: queue, length: length)
    case .jobPass(let job, let instance, let startedAt, let changedSomething):
      self = .jobPass(job: job, instance: instance, startedAt: startedAt, changedSomething: changedSomething)
    case .deadLetter(let queue): self = .deadLetter(queue: queue)
    case .recovered(let recovery): self = .recovered(recovery.rawValue)
    case .unexpectedReply(let call, let status, let message):
      self = .unexpectedReply(call: call, status: status, message: message)
    }
  }
}
