import AccountScenarios
import BookingCore
import Foundation
import HubSpotAPI
import HubSpotClient
import SimulatedHubSpot

/// How long the core's calls to HubSpot take in a scenario.
struct CallTimes {
  /// A call and a length of time.
  struct Call {
    let label: CallLabel
    let time: Duration
  }

  private let latency: LatencyProfile
  /// Of a merged call, at the most.
  let mergedInputs: Int
  private let settings: CoreSettings

  /// - Parameter latency: unless it is given, that of the scenario's slowest episode.
  init(_ draft: ScenarioDraft, _ latency: LatencyProfile? = nil) {
    self.latency = latency ?? draft.hubSpot.account.slowestLatency
    settings = draft.core.settings
    mergedInputs = min(settings.client.coalescing.batch, draft.hubSpot.pages.batch)
  }

  /// Of the calls that a request or the recovery makes under its claim, and that do harm when they land after the claim
  /// has ended, the one that takes longest, one in a million times. (What is associated, archived or marked as cancelled
  /// twice is so once; the counter has its lock.)
  var longestOfRequest: Call { longest(of: [Labels.bookingCreate, Labels.contactUpdate, Labels.noteCreate]) }

  /// The same of what is merged for many requests.
  var longestMerged: Call {
    let calls = [Labels.bookingCreate, Labels.contactUpdate, Labels.noteCreate].map { label in
      Call(label: label, time: latency.oneInAMillion(median(label, inputs: mergedInputs)))
    }
    guard let longest = calls.max(by: { $0.time < $1.time }) else { preconditionFailure("no calls to compare") }
    return longest
  }

  /// The same of what a job writes: a note a second time, an older count over a newer one.
  var longestOfJob: Call { longest(of: [Labels.noteBatch, Labels.counterSync, Labels.noteCreate]) }

  var longestCounterWrite: Call { longest(of: [Labels.examUpdate]) }

  /// The median of a call, alone.
  func median(_ label: CallLabel) -> Duration { latency.medians[label] ?? latency.fallback }

  /// What a count of so many exams usually takes, one after the other: the lease is renewed, the
  /// exam is looked up, and seldom corrected. Besides, the lease is taken and given back, and the exams are listed.
  ///
  /// - Parameter store: a way to the store and back.
  func reconciliation(ofExams exams: Int, store: Duration) -> Duration {
    (median(Labels.counterCount) + CounterReconciliation.pause + store) * exams + store * 3
  }

  /// So many calls a pass of a job makes after one another, when it has something to do and little of it: a batch is read,
  /// written and looked up, and what the recovery undoes is looked up, marked, and written down.
  static let callsInARow = 5

  /// What they take.
  var longestPass: Duration { longestMedian * Self.callsInARow }

  /// What a call takes that HubSpot refuses or answers as usual at every try.
  var longestWithRetries: Duration {
    let tries = settings.retryDelays.count + 1
    return settings.retryDelays.reduce(max(latency.refusal, longestMedian) * tries, +)
  }

  private var longestMedian: Duration { Labels.all.map { median($0, inputs: inputs($0)) }.max() ?? latency.fallback }

  private static let batches: Set<CallLabel> = [
    Labels.contactAssociationBatch, Labels.examAssociationBatch, Labels.noteBatch, Labels.noteRead, Labels.counterSync,
  ]

  private func longest(of labels: [CallLabel]) -> Call {
    let calls = labels.map { Call(label: $0, time: latency.oneInAMillion(median($0, inputs: inputs($0)))) }
    guard let longest = calls.max(by: { $0.time < $1.time }) else { preconditionFailure("no calls to compare") }
    return longest
  }

  private func inputs(_ label: CallLabel) -> Int {
    Self.batches.contains(label) ? settings.queueBatch : 1
  }

  private func median(_ label: CallLabel, inputs: Int) -> Duration {
    median(label) + latency.batchExtraPerInput * (inputs - 1)
  }
}
