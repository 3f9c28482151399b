package import BulkSync
import DeterministicRuntime
package import Faults
import HubSpotAPI
import Measures
import Recording
import SimulatedHubSpot
import VirtualTime

/// A run of a design from its start to its audited end, in virtual time. The same values give the same summary.
package struct SyncRun: Sendable {
  package var design: SyncDesign
  package var source: SyncSource
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

  /// - Throws: `InvalidHubSpotConfiguration`, or what the simulation itself throws; of a sync that is kept also `SyncStop` and
  ///   `KeptSyncError`: then the same run again goes on where it stood.
  package func summary() throws -> SyncSummary {
    let run = self
    return try Simulation.run { try await run.audited() }.output
  }

  private func audited() async throws -> SyncSummary {
    let world = try await SyncWorld(self)
    let endedAt = try await world.drive()
    let objects = await world.hubSpot.auditedObjects(of: settings.objectType)
    let isDurable = design.resumes
    let letters = isDurable ? try await world.journal.deadLetters() : []
    let audit = SyncAudit(
      source: source,
      earlier: world.earlier,
      removes: isDurable && settings.removal == .archive && source.isWhole,
      deadLetters: letters
    )
    var findings = audit.findings(objects)
    findings += world.account.resent.map { key in
      SyncFinding(.acknowledgedSentAgain, "\(key) was sent with a content that was acknowledged and committed")
    }
    let progress = try await world.journal.progress()
    if isDurable, !progress.isOver {
      findings.append(SyncFinding(.unfinishedWork, "\(progress.openItems) records are not settled; expected none"))
    }
    findings += await world.hubSpot.selfCheckFindings().map { SyncFinding(.limitExceeded, "\($0)") }
    var record = world.recorder.finished()
    for object in objects {
      record.digest {
        $0.combine(object.id.number)
        $0.combine(object.updatedAt)
      }
    }
    record.seal(letters.map { "\($0.key) \($0.reason)" } + findings.map(\.detail))
    return SyncSummary(
      design: design.name,
      seed: seed,
      records: source.records.count,
      durationSeconds: endedAt.seconds,
      hubSpot: HubSpotNumbers(record.calls, self.world.limits, results: source.records.count, endedAt: endedAt),
      deepestQueue: world.deepestQueue,
      deadLetters: letters,
      deaths: world.deaths,
      findings: findings,
      digest: record.digest.description
    )
  }
}
