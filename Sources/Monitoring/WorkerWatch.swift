import Measures
import VirtualTime

/// Judges the worker of a queue: whether it comes at all, and whether it settles what it could.
struct WorkerWatch: Sendable {
  let queue: String
  /// In seconds.
  private let interval: Int
  /// What it could settle in a second, in thousandths of an item.
  private let perSecond: Int
  private var lastSuccess: Int
  private var hasBacklog = false
  private var downtime: AlertWatch
  private var rate: AlertWatch

  init(_ pass: MonitoredPass, _ settings: MonitoringSettings, at now: VirtualInstant) {
    queue = pass.queue
    interval = Int(pass.interval.seconds.rounded(.up))
    perSecond = max(1, Int(Double(pass.batch) * 1_000 / max(0.001, pass.interval.seconds)))
    lastSuccess = now.wholeSecond
    let window = settings[.processing].window.wholeSecondsUp
    downtime = AlertWatch(.workerDown, settings[.workerDown], subject: queue)
    // A worker with nothing left to do is not slow: only a window with a backlog throughout is judged.
    rate = AlertWatch(.processing, settings[.processing], subject: queue, least: perSecond * window)
    note(pass, at: now)
  }

  mutating func note(_ pass: MonitoredPass, at now: VirtualInstant) {
    if pass.isTaken { lastSuccess = now.wholeSecond }
    // What one batch takes is no backlog.
    hasBacklog = pass.waiting > pass.batch
    if pass.settled > 0 { rate.add(events: pass.settled * 1_000, of: 0) }
  }

  mutating func judge(at second: Int, _ log: inout MonitoringLog) {
    if hasBacklog { rate.add(events: 0, of: perSecond) }
    rate.judge(at: second, &log)
    // Beyond the time in which it need not come.
    let down = second - lastSuccess - interval
    downtime.tell(max(0, down), in: second)
    downtime.judge(at: second, &log)
  }
}
