import Ports

/// Brings a truth to the ledger that the switches name. Every instance looks, and any of them may take a step.
struct HandOverJob: BackgroundJob {
  var name: String { "hand_over_" + handOver.role }
  let interval: Duration = .seconds(1)
  private let handOver: HandOver
  private let share: SwitchShare
  private let off: Departure
  private let on: Departure

  init(_ handOver: HandOver, _ share: SwitchShare, off: Departure, on: Departure) {
    self.handOver = handOver
    self.share = share
    self.off = off
    self.on = on
  }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let step: HandOver.Step
    do { step = try await handOver.advance(wantsOn: share.includesAnybody, leaving: off, on) } catch {
      throw InstanceGone()
    }
    // Visitors wait for it: what is owed is written now.
    if case .owing(let isOn) = step { _ = try await (isOn ? on : off).writing?.make(pass: pass) }
    return step == .settled ? .foundNothing : .foundWork
  }
}

/// The job of two ledgers by one name: that of the ledger which has the truth, if it has such a job. A pass of one that has
/// left the truth since would write what is past.
struct LedgerJob: BackgroundJob {
  private let off: (any BackgroundJob)?
  private let on: (any BackgroundJob)?
  private let handOver: HandOver
  let name: String
  let interval: Duration

  private init(_ job: any BackgroundJob, off: (any BackgroundJob)?, on: (any BackgroundJob)?, _ handOver: HandOver) {
    (name, interval) = (job.name, job.interval)
    self.off = off
    self.on = on
    self.handOver = handOver
  }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    let isOn: Bool
    do { isOn = try await handOver.state().isOn } catch { throw InstanceGone() }
    return try await (isOn ? on : off)?.make(pass: pass) ?? .foundNothing
  }

  /// The jobs of two ledgers, each name once.
  static func union(_ off: [any BackgroundJob], _ on: [any BackgroundJob], _ handOver: HandOver) -> [any BackgroundJob]
  {
    let own = off.map { job in LedgerJob(job, off: job, on: on.first { $0.name == job.name }, handOver) }
    let others = on.filter { job in !off.contains { $0.name == job.name } }
    return own + others.map { LedgerJob($0, off: nil, on: $0, handOver) }
  }
}
