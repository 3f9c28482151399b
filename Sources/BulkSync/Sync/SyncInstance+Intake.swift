import HubSpotClient
import Ports

// How an instance takes the files of an inbox.

extension SyncInstance {
  func takeInTurn(_ inbox: any SourceInbox, _ open: Set<String>) async throws(SyncStop) -> SyncProgress {
    var (place, progress) = (0, SyncProgress())
    while try await take(place, inbox, open) {
      progress = try await workUntilOver()
      if !design.resumes { try await clear(place, inbox) }
      place += 1
    }
    return progress
  }

  func takeAsTheyCome(_ inbox: any SourceInbox, _ open: Set<String>) async throws(SyncStop) -> SyncProgress {
    _ = try await take(0, inbox, open)
    guard inbox.mayCome(1) else { return try await workUntilOver() }
    let end = await withTaskGroup(of: Step.self) { group -> Result<SyncProgress, SyncStop> in
      group.addTask { await step(taking: 1, inbox, open) }
      group.addTask { await workStep() }
      var (isWorking, hasMoreWork, mayCome) = (true, false, true)
      var progress = SyncProgress()
      while let step = await group.next() {
        switch step {
        case .taken(let place):
          hasMoreWork = true
          group.addTask { await self.step(taking: place + 1, inbox, open) }
        case .nothingComes: mayCome = false
        case .workedOff(let left): (isWorking, progress) = (false, left)
        case .stopped(let stop):
          // One may wait for a file that a dead instance does not take any more.
          group.cancelAll()
          return .failure(stop)
        }
        guard !isWorking else { continue }
        if hasMoreWork {
          (isWorking, hasMoreWork) = (true, false)
          group.addTask { await workStep() }
        } else if !mayCome {
          break
        }
      }
      return .success(progress)
    }
    return try end.get()
  }

  /// What an instance does at the same time as it waits for files.
  private enum Step: Sendable {
    case taken(Int), nothingComes
    case workedOff(SyncProgress)
    case stopped(SyncStop)
  }

  private func step(taking place: Int, _ inbox: any SourceInbox, _ open: Set<String>) async -> Step {
    do throws(SyncStop) { return try await take(place, inbox, open) ? .taken(place) : .nothingComes } catch {
      return .stopped(error)
    }
  }

  private func workStep() async -> Step {
    do throws(SyncStop) { return .workedOff(try await workUntilOver()) } catch { return .stopped(error) }
  }

  /// Plans the work of a file when it comes, unless that has been done. Where the plan survives an instance the file leaves the
  /// inbox with it.
  ///
  /// Two instances may plan a file at a time: the second plan is none, for nothing of the first is done before its planner's
  /// two transactions are.
  ///
  /// - Parameter open: the sources with unfinished work when the journal was opened.
  /// - Returns: false when no file comes any more.
  private func take(_ place: Int, _ inbox: any SourceInbox, _ open: Set<String>) async throws(SyncStop) -> Bool {
    let file: SourceInboxFile
    do throws(InstanceGone) { file = try await inbox.file(place) } catch { throw .instanceGone }
    let source: SyncSource
    switch file {
    case .source(let come): source = come
    case .cleared: return true
    case .none: return false
    }
    if !open.contains(source.digest) {
      do throws(JournalError) {
        let items = delta.items(source, known: try await journal.known(), settings.removal)
        try await journal.plan(source.digest, priority: source.priority, batching.batches(items))
      } catch {
        throw Self.stop(error)
      }
    }
    if design.resumes { try await clear(place, inbox) }
    return true
  }

  private func clear(_ place: Int, _ inbox: any SourceInbox) async throws(SyncStop) {
    do throws(InstanceGone) { try await inbox.clear(place) } catch { throw .instanceGone }
  }
}
