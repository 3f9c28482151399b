import BulkSync
import DeterministicRuntime
import HubSpotAPI
import Recording
import SimulatedHubSpot

/// What outlives the instances of a sync: an account at HubSpot, and what is committed in a journal. Where the sync is kept, it
/// outlives the process as well.
struct SyncLasting: Sendable {
  /// How much later than its last record HubSpot's clock is when a process begins that goes on with what is kept: more than
  /// any window of the limits, so that none of them needs to be kept.
  private static let pauseMilliseconds: Int64 = 60_000

  let hubSpot: SimulatedHubSpot
  let account: WatchedAccount
  /// What is committed.
  let journal: any SyncJournal
  /// What HubSpot held at the start.
  let earlier: Set<RecordKey>
  /// Milliseconds since the Unix epoch at virtual time 0.
  let epoch: Int64
  /// Is told what HubSpot is asked for and answers.
  let recorder: ActivityRecorder
  /// Watches it from outside.
  let monitor: SyncMonitor
  /// The files that come in.
  let shelf: InboxShelf
  /// Of a journal that is kept it sees nothing.
  let settlements: SettlementWatch
  private let disk: JournalDisk?
  private let keeper: EffectKeeper?

  init(_ run: SyncRun, _ random: KeyedRandom) async throws {
    let kept = try run.kept?.objects() ?? []
    epoch = kept.map(\.updatedAt).max().map { $0 + Self.pauseMilliseconds } ?? run.world.epoch
    recorder = ActivityRecorder(epochMilliseconds: epoch)
    keeper = run.kept.map { EffectKeeper($0) }
    shelf = InboxShelf(run.arrivals)
    monitor = SyncMonitor(run.world.alerts)
    settlements = SettlementWatch(run.urgent, monitor)
    hubSpot = SimulatedHubSpot(
      try Self.configuration(run, epoch: epoch),
      random: random,
      requests: recorder.requests,
      judgements: recorder.judgements,
      effects: keeper
    )
    if let files = run.kept, let keeper {
      try await hubSpot.restore(kept)
      earlier = Set(kept.filter { $0.archivedAt == nil }.compactMap(\.recordKey))
      (journal, disk) = (files.journal, nil)
      account = WatchedAccount(KeptAccount(hubSpot: hubSpot, keeper: keeper), random, run.world.refused, monitor) {
        keeper.isAcknowledged($0, $1)
      }
    } else {
      let disk: JournalDisk
      (disk, account) = try await Self.seeded(run, random, in: hubSpot, settlements, monitor)
      earlier = Set(run.before.map(\.key))
      (journal, self.disk) = (disk, disk)
    }
  }

  /// In an account that somebody else has made and keeps.
  ///
  /// - Parameter recorder: told of the sync's own requests.
  init(_ run: SyncRun, _ random: KeyedRandom, in hubSpot: SimulatedHubSpot, _ recorder: ActivityRecorder) async throws {
    self.hubSpot = hubSpot
    self.recorder = recorder
    epoch = run.world.epoch
    keeper = nil
    shelf = InboxShelf(run.arrivals)
    monitor = SyncMonitor(run.world.alerts)
    settlements = SettlementWatch(run.urgent, monitor)
    let disk: JournalDisk
    (disk, account) = try await Self.seeded(run, random, in: hubSpot, settlements, monitor)
    earlier = Set(run.before.map(\.key))
    (journal, self.disk) = (disk, disk)
  }

  /// Puts what HubSpot holds at the start into it, and into a journal.
  private static func seeded(
    _ run: SyncRun,
    _ random: KeyedRandom,
    in hubSpot: SimulatedHubSpot,
    _ settlements: SettlementWatch,
    _ monitor: SyncMonitor
  ) async throws -> (JournalDisk, WatchedAccount) {
    let objects = run.before.map { ObjectInput(run.settings.objectType, properties: $0.properties) }
    let disk = JournalDisk(journal(knowing: run.before, try await hubSpot.seed(objects)), settlements, monitor)
    return (disk, WatchedAccount(hubSpot, random, run.world.refused, monitor) { disk.isAcknowledged($0, $1) })
  }

  /// Why an effect could not be kept; nil while all are.
  var failure: KeptSyncError? { keeper?.failure }

  /// The most batches that ever waited; of a journal that is kept it is not known, and 0.
  var deepestQueue: Int { disk?.deepestQueue ?? 0 }

  /// The most records that ever were not settled; likewise.
  var deepestQueueRecords: Int { disk?.deepestQueueRecords ?? 0 }

  private static func configuration(_ run: SyncRun, epoch: Int64) throws -> HubSpotConfiguration {
    try HubSpotConfiguration(
      schema: .records(run.settings.objectType),
      limits: run.world.limits,
      latency: run.world.latency,
      indexLag: run.world.indexLag,
      epoch: epoch,
      portalID: 1,
      appID: 1,
      pages: run.world.pages,
      otherTraffic: run.world.otherTraffic,
      episodes: run.world.episodes
    )
  }

  /// A journal after a sync of these records that has gone well.
  private static func journal(knowing records: [SourceRecord], _ ids: [ObjectID]) -> JournalState {
    var state = JournalState()
    guard !records.isEmpty else { return state }
    state.plan("before", priority: 1, [records.map { SyncItem(.write($0)) }])
    if let batch = state.claim(by: "before") { state.complete(batch.number, ids.map { .done($0) }) }
    return state
  }
}

extension KeptObject {
  fileprivate var recordKey: RecordKey? {
    properties.first { $0.name == RecordProperty.key }.flatMap { RecordKey($0.value) }
  }
}
