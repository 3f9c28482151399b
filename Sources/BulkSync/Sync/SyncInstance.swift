import Composition
import HubSpotAPI
import HubSpotClient
import Ports

/// Why a sync has stopped before its work was done. Its journal says where: the same sync begun again goes on there.
package enum SyncStop: Error, Hashable, Sendable {
  case instanceGone
  case journal(JournalError)
}

/// One instance of a design at work: plans what each file asks for, and works until nothing is left in the queue.
package struct SyncInstance: Sendable {
  /// Under which name it sends its calls.
  package static let job = "sync"

  let design: SyncDesign
  let settings: SyncSettings
  private let time: any TimeSource
  let journal: any SyncJournal
  let intake: SourceIntake
  let delta: DeltaRule
  let batching: BatchSize
  private let workers: WorkerCount
  private let writing: any RecordWriting
  private let number: Int
  private let longestWayUp: Duration

  /// - Parameter context: its transport is the way to HubSpot without any layer.
  package init(_ design: SyncDesign, _ context: SyncContext) {
    var context = context
    context.client.transport = TransportStack(context.client) { design[$0] }.transport
    self.design = design
    settings = context.settings
    longestWayUp = context.client.settings.pacing.wayUpAtMost
    time = context.client.time
    number = context.client.instance
    journal = design[SyncRoles.queue].make(context)
    intake = design[SyncRoles.source].make(context)
    delta = design[SyncRoles.delta].make(context)
    batching = design[SyncRoles.batching].make(context)
    workers = design[SyncRoles.workers].make(context)
    writing = design[SyncRoles.writing].make(context)
  }

  private var owner: String { "instance-\(number)" }

  /// Brings the files of an inbox to HubSpot. The same again, after it has stopped, goes on where it stood.
  ///
  /// - Returns: how it stands in the end.
  package func run(_ inbox: any SourceInbox) async throws(SyncStop) -> SyncProgress {
    let unfinished: Set<String>
    do throws(JournalError) {
      // What a dead one has sent may still arrive. While its claims stand, nothing that was planned later on the same records goes
      // out before it.
      if try await journal.claims(of: owner) > 0 { try await sleep(settings.pauseAfterDeath ?? usualPause) }
      let identity = SyncIdentity(design: design.name, objectType: settings.objectType)
      unfinished = try await journal.open(identity, owner: owner)
    } catch {
      throw Self.stop(error)
    }
    switch intake {
    case .inTurn: return try await takeInTurn(inbox, unfinished)
    case .asTheyCome: return try await takeAsTheyCome(inbox, unfinished)
    }
  }

  /// A window of the limits, too: pacing does not know what the dead one has sent within it.
  private var usualPause: Duration { SyncSettings.usualPauseAfterDeath(longestWayUp) }

  private func sleep(_ duration: Duration) async throws(JournalError) {
    do { try await time.sleep(for: duration) } catch { throw .instanceGone }
  }

  /// Works until nothing is left in the queue, whoever has it claimed.
  func workUntilOver() async throws(SyncStop) -> SyncProgress {
    while true {
      try await workOff()
      do throws(JournalError) {
        let progress = try await journal.progress()
        if progress.isOver { return progress }
      } catch {
        throw Self.stop(error)
      }
      do { try await time.sleep(for: settings.lookAgainAfter) } catch { throw .instanceGone }
    }
  }

  /// Works until no batch can be claimed.
  private func workOff() async throws(SyncStop) {
    let stop = await withTaskGroup(of: SyncStop?.self) { group in
      for _ in 0..<workers.perInstance {
        group.addTask {
          do throws(SyncStop) { try await work() } catch { return error }
          return nil
        }
      }
      var first: SyncStop?
      for await case let stop? in group {
        first = first ?? stop
        // Some may wait for a turn that a dead instance does not give any more.
        group.cancelAll()
      }
      return first
    }
    if let stop { throw stop }
  }

  private func work() async throws(SyncStop) {
    do throws(JournalError) {
      while let batch = try await journal.claim(by: owner) { try await settle(batch) }
    } catch {
      throw Self.stop(error)
    }
  }

  private func settle(_ batch: ClaimedBatch) async throws(JournalError) {
    let origin = CallOrigin.job(Self.job, pass: batch.number * 128 + batch.attempts)
    let outcome: WriteOutcome
    do { outcome = try await writing.send(batch.items, for: origin) } catch { throw .instanceGone }
    switch outcome {
    case .items(let outcomes):
      try await journal.complete(batch.number, zip(batch.items, outcomes).map(end))
    case .unanswered(let reason):
      guard batch.attempts + 1 < settings.batchAttempts else {
        return try await journal.complete(batch.number, batch.items.map { _ in .dead(reason: reason) })
      }
      let pause = min(settings.pauseAfterFailure * (1 << min(batch.attempts, 6)), .seconds(60))
      do { try await time.sleep(for: pause) } catch { throw .instanceGone }
      try await journal.handBack(batch.number)
    }
  }

  private func end(of item: SyncItem, _ outcome: ItemOutcome) -> ItemEnd {
    switch outcome {
    case .done(let id): .done(id)
    case .failed(let reason): item.failures + 1 < settings.itemAttempts ? .again : .dead(reason: reason)
    }
  }

  static func stop(_ error: JournalError) -> SyncStop {
    error == .instanceGone ? .instanceGone : .journal(error)
  }
}
