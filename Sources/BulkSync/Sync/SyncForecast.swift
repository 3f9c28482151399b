package import HubSpotAPI

/// What a design would send for a source, and how long that takes at least: a dry run.
package struct SyncForecast: Hashable, Sendable {
  /// What an account lets pass.
  package struct Limits: Hashable, Sendable {
    /// Calls that are no searches, in any ten seconds.
    package var tenSecond: Int
    /// Searches in any second.
    package var search: Int
    /// All calls of a day; nil for no such limit.
    package var daily: Int?
    /// All calls in any second; nil for no such limit.
    package var burst: Int?
    /// From the start until a new day begins; of an unknown start nothing.
    package var untilReset: Duration

    package init(tenSecond: Int, search: Int, daily: Int?, burst: Int? = nil, untilReset: Duration = .zero) {
      self.tenSecond = tenSecond
      self.search = search
      self.daily = daily
      self.burst = burst
      self.untilReset = untilReset
    }
  }

  /// What sets the time.
  package enum Bound: String, Hashable, Sendable, CaseIterable {
    case tenSecond = "the ten-second limit"
    case search = "the search limit"
    case workers = "the workers"
    case daily = "the daily limit"
    case burst = "the limit of calls in a second"
    case nothing = "nothing"
  }

  /// Records that are new or changed.
  package let writes: Int
  /// Records that are gone.
  package let archives: Int
  /// Calls when nothing fails, by label.
  package private(set) var callsByLabel: [CallLabel: Int] = [:]
  /// Before the last call may go out, whoever sends it: a window admits its limit at once, and each next lot one window
  /// later.
  package let floor: Duration
  /// No less than the floor, and what the workers need that one after the other make these calls. Refusals come on top.
  package let estimate: Duration
  package let bound: Bound
  /// How often the day's quota is used up on the way; such a sync takes as many days more.
  package let quotasUsedUp: Int

  /// More than this is practically without end: a night's sync that takes months.
  package static let mostQuotas = 60

  /// How many calls a design makes when nothing fails, and what is to be archived is known by its id.
  package static func calls(of design: SyncDesign, writes: Int, archives: Int) -> Int {
    let size = design.batching.records
    func batches(_ records: Int) -> Int { (records + size - 1) / size }
    return (design.searches ? 2 * writes : batches(writes)) + batches(archives)
  }

  /// Why a sync of so many calls is none that anybody would wait for; nil when it is not so.
  ///
  /// - Parameters:
  ///   - design: of the sync, by name.
  ///   - daily: calls that a day's quota has; nil for no such limit.
  package static func objection(to design: String, calls: Int, daily: Int?) -> String? {
    guard let daily, case let quotas = (calls + daily - 1) / daily, quotas > mostQuotas else { return nil }
    return
      "\(design) needs \(calls) calls for it, which are the quotas of \(quotas) days with \(daily) calls a day; expected "
      + "at most \(mostQuotas). Leave such designs out, take fewer records, or raise the limit (hubspot.daily_limit)."
  }

  /// All calls.
  package var calls: Int { callsByLabel.values.reduce(0, +) }

  package var searches: Int { callsByLabel[RecordLabel.search] ?? 0 }

  /// - Parameter time: how long a call takes with so many inputs.
  package init(
    _ design: SyncDesign,
    _ source: SyncSource,
    known: [RecordKey: KnownRecord],
    removal: SyncSettings.Removal,
    limits: Limits,
    time: (CallLabel, Int) -> Duration
  ) {
    var work = Work()
    for item in design.delta.items(source, known: known, removal) {
      switch item.change {
      case .write(let record): if known[record.key] == nil { work.creates += 1 } else { work.updates += 1 }
      case .archive(_, nil): work.unknownArchives += 1
      case .archive: work.archives += 1
      }
    }
    self.init(design, work, limits: limits, time: time)
  }

  /// How many records of which kind go out.
  package struct Work: Hashable, Sendable {
    package var creates = 0
    package var updates = 0
    package var archives = 0
    /// Archives of objects whose ids are not known.
    package var unknownArchives = 0

    package init() {}
  }

  /// - Parameter time: how long a call takes with so many inputs.
  package init(_ design: SyncDesign, _ items: Work, limits: Limits, time: (CallLabel, Int) -> Duration) {
    precondition(limits.tenSecond > 0 && limits.search > 0, "limits of \(limits); expected at least 1 call")
    writes = items.creates + items.updates
    archives = items.archives + items.unknownArchives
    var (calls, work): ([CallLabel: Int], Duration) = ([:], .zero)
    func add(_ label: CallLabel, _ count: Int, inputs: Int = 1) {
      guard count > 0 else { return }
      calls[label, default: 0] += count
      work += time(label, inputs) * count
    }
    /// Full batches, and what is left over.
    func addBatches(_ label: CallLabel, _ records: Int) {
      let size = design.batching.records
      add(label, records / size, inputs: size)
      if records % size > 0 { add(label, 1, inputs: records % size) }
    }
    addBatches(RecordLabel.archive, archives)
    add(RecordLabel.read, items.unknownArchives)
    if design.searches {
      add(RecordLabel.search, writes)
      add(RecordLabel.update, items.updates)
      add(RecordLabel.create, items.creates)
    } else {
      addBatches(RecordLabel.upsert, writes)
    }
    let size = design.batching.records
    let batches = (writes + size - 1) / size + (archives + size - 1) / size
    callsByLabel = calls
    let all = calls.values.reduce(0, +)
    let searches = calls[RecordLabel.search] ?? 0
    let tenSecond = Duration.seconds(10) * (max(0, all - searches - 1) / limits.tenSecond)
    let search = Duration.seconds(1) * (max(0, searches - 1) / limits.search)
    // The last call comes back when its time is over, wherever the limits are.
    work /= min(design.workers.all, max(1, batches))
    quotasUsedUp = limits.daily.map { max(0, all - 1) / $0 } ?? 0
    let days =
      quotasUsedUp > 0 ? limits.untilReset + Duration.seconds(86_400) * (quotasUsedUp - 1) : .zero
    let burst = limits.burst.map { Duration.seconds(1) * (max(0, all - 1) / $0) } ?? .zero
    floor = max(tenSecond, search, days, burst)
    estimate = max(floor, work)
    bound =
      all == 0
      ? .nothing
      : work >= floor
        ? .workers : floor == days ? .daily : floor == search ? .search : floor == burst ? .burst : .tenSecond
  }
}
