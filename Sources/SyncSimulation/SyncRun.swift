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
  package var source: SyncSource
  /// What HubSpot holds at the start, and the journal knows of.
  package var before: [SourceRecord] = []
  package var settings = SyncSettings()
  package var world = SyncWorldSettings()
  package var seed: UInt64 = 1
  /// What goes wrong with an instance in each of its lives, from 0.
  package var faults: @Sendable (_ instance: Int, _ life: Int) -> (any FaultPlan)? = { _, _ in nil }

  package init(_ design: SyncDesign, _ source: SyncSource) {
    self.design = design
    self.source = source
  }

  /// A run of a scenario.
  package init(_ scenario: SyncScenario, _ design: SyncDesign, _ data: SyncData, seed: UInt64) {
    self.init(design, data.source)
    before = data.before
    settings = scenario.sync
    world = SyncWorldSettings(scenario)
    self.seed = seed
  }

  /// - Throws: `InvalidHubSpotConfiguration`, or what the simulation itself throws.
  package func summary() throws -> SyncSummary {
    let run = self
    return try Simulation.run { try await run.audited() }.output
  }

  private func audited() async throws -> SyncSummary {
    let world = try await SyncWorld(self)
    let endedAt = await world.drive()
    return await summary(of: world, endedAt: endedAt)
  }

  /// Audits a world whose sync has ended.
  func summary(of world: SyncWorld, endedAt: VirtualInstant) async -> SyncSummary {
    let state = world.disk.state
    let objects = await world.hubSpot.auditedObjects(of: settings.objectType)
    let isDurable = design.resumes
    let letters = isDurable ? state.deadLetters : []
    let audit = SyncAudit(
      source: source,
      before: before,
      removes: isDurable && settings.removal == .archive && source.isWhole,
      deadLetters: letters
    )
    var (findings, arrived) = audit.verdict(objects)
    let resent = world.account.resent
    // A design that knows of no changes sends everything, and says so.
    if design.delta == .checksums {
      findings += resent.map { key in
        SyncFinding(.acknowledgedSentAgain, "\(key) was sent with a content that was acknowledged and committed")
      }
    }
    if isDurable, !state.progress.isOver {
      let progress = state.progress
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
      digest: record.digest.description,
      records: SyncRecordNumbers(
        source: source.records.count,
        before: before.count,
        arrived: arrived,
        resent: resent.count
      ),
      durationSeconds: endedAt.seconds,
      hubSpot: HubSpotNumbers(record.calls, self.world.limits, results: source.records.count, endedAt: endedAt),
      deepestQueue: world.disk.deepestQueue,
      deepestQueueRecords: world.disk.deepestQueueRecords,
      deaths: world.deaths,
      deadLetters: letters.map { SyncDeadLetter(key: $0.key.description, reason: $0.reason) },
      findings: findings
    )
  }
}
