import BookingAPI
import BookingCore
import DeterministicRuntime
import HubSpotAPI
import Measures
import Monitoring
import Ports
import SimulatedHubSpot
import VirtualTime

/// Tells the monitoring of a run what it watches, of all instances together. It enters no digest: what is watched is the same
/// run as what is not.
struct MonitoringFeed: Sendable {
  /// nil when nothing is watched.
  private let monitor: SimulationLocal<SystemMonitor>?
  /// Unix nanoseconds at virtual time 0.
  private let epoch: Int64

  init(_ monitor: SystemMonitor?, epochMilliseconds: Int64) {
    self.monitor = monitor.map { SimulationLocal($0) }
    epoch = epochMilliseconds * 1_000_000
  }

  /// What was raised until now.
  func finished(at now: VirtualInstant) -> [AlertRecord] { monitor?.withValue { $0.finished(at: now) } ?? [] }

  func tell(_ event: HubSpotRequestEvent) {
    guard let monitor else { return }
    let call = MonitoredCall(
      isRefused: event.refusedBy != nil,
      took: event.answeredAt - event.sentAt,
      countsInTenSeconds: LimitPolicy.tenSecond.scope.judges(isSearch: event.isSearch),
      inputs: event.inputCount,
      failedInputs: min(event.failedInputs, event.inputCount),
      tenSecondLeftPercent: event.rateLimit.map { $0.remaining * 100 / max(1, $0.max) },
      dailyLeftPercent: event.rateLimit?.dailyLeftPercent
    )
    monitor.withValue { $0.tell(call, at: event.answeredAt) }
  }

  func tell(_ event: CoreEvent, at now: VirtualInstant) {
    guard let monitor else { return }
    monitor.withValue { monitor in
      switch event {
      case .queueLength(let queue, let length): monitor.tell(length: length, ofQueue: queue, at: now)
      case .queuePass(let pass): monitor.tell(MonitoredPass(pass), at: now)
      case .deadLetter(let queue): monitor.tellDeadLetter(ofQueue: queue, at: now)
      case .cacheLook(let look) where look.origin.kind == .visitor:
        monitor.tellLook(isHit: look.miss == nil, at: now)
      case .cacheChecked(let different): monitor.tell(cacheDifferences: different, at: now)
      case .webhookWorkedOff(_, _, let occurredAt):
        let occurred = VirtualInstant(nanoseconds: occurredAt.nanoseconds - epoch)
        monitor.tell(webhookDelay: now - occurred, at: now)
      case .alert, .layer, .jobPass, .recovered, .unexpectedReply, .cacheLook, .queue: break
      }
    }
  }

  /// A pass of a job that is called from outside was ended, or its instance died.
  func tellFailure(ofJob job: String, at now: VirtualInstant) {
    monitor?.withValue { $0.tellFailure(ofJob: job, at: now) }
  }

  /// Of an answer of the booking API to a visitor or to HubSpot.
  func tell(_ endpoint: Endpoint, _ verdict: Verdict, took: VirtualSpan, at now: VirtualInstant) {
    guard let monitor else { return }
    var hasFailed = false
    if case .failed = verdict { hasFailed = true }
    let answer = MonitoredAnswer(endpoint: endpoint.name, took: took, hasFailed: hasFailed)
    monitor.withValue { $0.tell(answer, at: now) }
  }
}

extension RateLimitHeaders {
  fileprivate var dailyLeftPercent: Int? {
    guard let daily, let dailyRemaining, daily > 0 else { return nil }
    return dailyRemaining * 100 / daily
  }
}

extension MonitoredPass {
  fileprivate init(_ pass: QueuePass) {
    self.init(
      queue: pass.queue,
      interval: VirtualSpan(pass.pace.interval),
      isTaken: !pass.isRefused,
      settled: pass.settled,
      waiting: pass.waiting,
      batch: pass.pace.batch
    )
  }
}
