package import BulkSync
import DeterministicRuntime
package import Faults
import HubSpotAPI
package import Measures
import Recording
import SimulatedHubSpot
package import SyncScenarios
import VirtualTime

/// A run of a design from its start to its audited end, in virtual time. The same values give the same summary.
package struct SyncRun: Sendable {
  package var design: SyncDesign
  /// Is there at the start.
  package var source: SyncSource
  /// What comes later, in its order; each a part.
  package var urgent: [SourceArrival] = []
  /// What HubSpot holds at the start, and the journal knows of.
  package var before: [SourceRecord] = []
  package var settings = SyncSettings()
  package var world = SyncWorldSettings()
  package var seed: UInt64 = 1
  /// What goes wrong with an instance in each of its lives, from 0.
  package var faults: @Sendable (_ instance: Int, _ life: Int) -> (any FaultPlan)? = { _, _ in nil }
  /// What outlives the process, if anything does: then HubSpot holds at the start what is kept, and not `before`.
  package var kept: (any KeptSync)?
  /// What stands between an instance and the journal; nothing, if not told otherwise.
  package var journalLayer: @Sendable (any SyncJournal) -> any SyncJournal = { $0 }

  package init(_ design: SyncDesign, _ source: SyncSource) {
    self.design = design
    self.source = source
  }

  /// A run of a scenario.
  package init(_ scenario: SyncScenario, _ design: SyncDesign, _ data: SyncData, seed: UInt64) {
    self.init(design, data.source)
    before = data.before
    urgent = scenario.urgent.enumerated().map { place, file in
      SourceArrival(at: file.at, data.urgent(file, place: place))
    }
    settings = scenario.sync
    world = SyncWorldSettings(scenario)
    self.seed = seed
  }

  /// - Throws: `InvalidHubSpotConfiguration`, or what the simulation itself throws; of a sync that is kept also `SyncStop` and
  ///   `KeptSyncError`: then the same run again goes on where it stood.
  package func summary() throws -> SyncSummary {
    let run = self
    return try Simulation.run { try await run.audited() }.output
  }

  var arrivals: [SourceArrival] { [SourceArrival(at: .zero, source)] + urgent }

  /// All records, each as it was given last.
  private var given: SyncSource {
    guard !urgent.isEmpty else { return source }
    let last = Dictionary(urgent.flatMap(\.source.records).map { ($0.key, $0) }) { _, last in last }
    var given = source
    given.records = source.records.map { last[$0.key] ?? $0 }
    return given
  }

  private func audited() async throws -> SyncSummary {
    let world = try await SyncWorld(self)
    let endedAt = try await world.drive()
    return try await summary(of: world, endedAt: endedAt)
  }

  private struct Update: Sendable {
    let id: ObjectID
    let at: VirtualInstant
  }

  /// HubSpot's records against those that were given, and when each object was changed last, in the order of ids.
  private func compared(_ hubSpot: SimulatedHubSpot) async -> (RecordComparison, [Update]) {
    let end = await hubSpot.foldAuditedObjects(
      of: settings.objectType,
      into: (comparer: RecordComparer(given.records), updates: [Update]())
    ) { all, object in
      all.comparer.take(object)
      all.updates.append(Update(id: object.id, at: object.updatedAt))
    }
    return (end.comparer.result, end.updates)
  }

  /// Audits a world whose sync has ended.
  func summary(of world: SyncWorld, endedAt: VirtualInstant) async throws -> SyncSummary {
    let lasting = world.lasting
    let (records, updates) = await compared(lasting.hubSpot)
    let isDurable = design.resumes
    let letters = isDurable ? try await lasting.journal.deadLetters() : lasting.settlements.deadLetters
    var audited = AuditedSync(records)
    audited.earlier = lasting.earlier
    audited.removes = isDurable && settings.removal == .archive && source.isWhole
    audited.givenUp = Set(letters.map(\.key))
    audited.sentAgain = lasting.account.resent
    audited.knowsChanges = design.delta == .checksums
    if isDurable { audited.progress = try await lasting.journal.progress() }
    audited.limitsExceeded = await lasting.hubSpot.selfCheckFindings().map { "\($0)" }
    let findings = audited.findings
    var record = world.recorder.finished()
    for update in updates {
      record.digest {
        $0.combine(update.id.number)
        $0.combine(update.at)
      }
    }
    record.seal(letters.map { "\($0.key) \($0.reason)" } + findings.map(\.detail))
    return SyncSummary(
      design: design.name,
      seed: seed,
      digest: record.digest.description,
      records: SyncRecordNumbers(
        source: source.records.count,
        before: lasting.earlier.count,
        arrived: audited.records.arrived,
        resent: audited.sentAgain.count
      ),
      durationSeconds: endedAt.seconds,
      hubSpot: HubSpotNumbers(record.calls, self.world.limits, results: source.records.count, endedAt: endedAt),
      deepestQueue: lasting.deepestQueue,
      deepestQueueRecords: lasting.deepestQueueRecords,
      deaths: world.deaths,
      urgent: lasting.settlements.urgentFiles,
      progress: lasting.settlements.progress,
      alerts: lasting.monitor.alerts(until: endedAt),
      deadLetters: letters.map { SyncDeadLetter(key: $0.key.description, reason: $0.reason) },
      findings: findings
    )
  }
}
