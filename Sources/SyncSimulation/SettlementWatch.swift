import BulkSync
import DeterministicRuntime
import Measures
import Ports
import VirtualTime

/// Sees what journals settle: when the records of each urgent file are, and what of the time left was told on the way.
struct SettlementWatch: EventSink {
  /// A tenth of the work.
  private struct Mark {
    let at: VirtualInstant
    let share: Double
    let timeLeft: Duration?
  }

  private struct Seen {
    /// Of each urgent file the records that are not settled.
    var open: [Set<RecordKey>]
    var settledAt: [VirtualInstant?]
    /// From the first tenth on.
    var marks: [Mark] = []
    var settled = 0
    /// When the work was done for the first time.
    var doneAt: VirtualInstant?
    /// By key, with the number of the letter.
    var letters: [RecordKey: (number: Int, letter: DeadLetter)] = [:]
    var lastLetter = 0
  }

  private static let steps = 10

  private let urgent: [SourceArrival]
  private let monitor: SyncMonitor
  private let seen: SimulationLocal<Seen>

  /// - Parameters:
  ///   - urgent: in the order in which they come.
  ///   - monitor: is told likewise.
  init(_ urgent: [SourceArrival], _ monitor: SyncMonitor) {
    self.urgent = urgent
    self.monitor = monitor
    let open = urgent.map { Set($0.source.records.map(\.key)) }
    seen = SimulationLocal(Seen(open: open, settledAt: urgent.map { _ in nil }))
  }

  func record(_ settlement: SyncSettlement) {
    let now = VirtualClock().now
    monitor.note(settlement)
    seen.withValue { seen in
      noteLetters(settlement, &seen)
      noteUrgent(settlement, at: now, &seen)
      noteProgress(settlement.progress, at: now, &seen)
    }
  }

  /// Where nothing is resumed, what was given up gets another chance when an instance begins again.
  private func noteLetters(_ settlement: SyncSettlement, _ seen: inout Seen) {
    if !seen.letters.isEmpty { for key in settlement.keys { seen.letters[key] = nil } }
    for letter in settlement.deadLetters {
      seen.lastLetter += 1
      seen.letters[letter.key] = (seen.lastLetter, letter)
    }
  }

  /// Of records that were given up when they were last settled, in the order in which they were.
  var deadLetters: [DeadLetter] {
    seen.withValue { $0.letters.values.sorted { $0.number < $1.number }.map(\.letter) }
  }

  /// What a later file says of a record settles it for the earlier ones.
  private func noteUrgent(_ settlement: SyncSettlement, at now: VirtualInstant, _ seen: inout Seen) {
    guard let last = urgent.lastIndex(where: { $0.source.digest == settlement.source }) else { return }
    for place in 0...last where seen.settledAt[place] == nil {
      guard now >= .start + VirtualSpan(urgent[place].at) else { continue }
      seen.open[place].subtract(settlement.keys)
      if seen.open[place].isEmpty { seen.settledAt[place] = now }
    }
  }

  private func noteProgress(_ progress: SyncProgress, at now: VirtualInstant, _ seen: inout Seen) {
    guard seen.doneAt == nil else { return }
    // An instance that cannot resume has begun again.
    if progress.settledItems < seen.settled { seen.marks = [] }
    seen.settled = progress.settledItems
    let all = progress.settledItems + progress.openItems
    guard all > 0 else { return }
    let left = progress.timeLeft(after: VirtualInstant.start.duration(to: now))
    while seen.marks.count < Self.steps, progress.settledItems * Self.steps >= (seen.marks.count + 1) * all {
      seen.marks.append(Mark(at: now, share: Double(seen.marks.count + 1) / Double(Self.steps), timeLeft: left))
    }
    if progress.openItems == 0 { seen.doneAt = now }
  }

  /// In the order in which the files come.
  var urgentFiles: [SyncUrgentFile] {
    let settledAt = seen.withValue { $0.settledAt }
    return zip(urgent, settledAt).map { arrival, settled in
      let arrived = VirtualInstant.start + VirtualSpan(arrival.at)
      return SyncUrgentFile(
        arrivedAtSeconds: arrived.seconds,
        records: arrival.source.records.count,
        priority: arrival.source.priority,
        settledAfterSeconds: settled.map { ($0 - arrived).seconds }
      )
    }
  }

  /// A mark for each tenth of the work; none of work that was never done.
  var progress: [SyncProgressMark] {
    let (marks, doneAt) = seen.withValue { ($0.marks, $0.doneAt) }
    guard let doneAt else { return [] }
    return marks.map { mark in
      SyncProgressMark(
        share: mark.share,
        atSeconds: mark.at.seconds,
        secondsLeftTold: mark.timeLeft.map { $0 / .seconds(1) },
        secondsLeft: (doneAt - mark.at).seconds
      )
    }
  }
}
