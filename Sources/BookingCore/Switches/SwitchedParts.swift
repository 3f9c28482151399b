import HubSpotAPI
import Ports

// Parts that are two: each contact's work goes to the one that the share says, and the jobs of both run.

struct SwitchedReads: ReadPlan {
  private let off: any ReadPlan
  private let on: any ReadPlan
  private let share: SwitchShare

  init(off: any ReadPlan, on: any ReadPlan, _ share: SwitchShare) { (self.off, self.on, self.share) = (off, on, share) }

  func read(for work: RequestWork, _ parts: ReadParts) async throws(Interruption) -> BookingFacts {
    try await (share.includes(work.intent.contact) ? on : off).read(for: work, parts)
  }
}

struct SwitchedNotes: NoteWriting {
  private let off: any NoteWriting
  private let on: any NoteWriting
  private let share: SwitchShare

  init(off: any NoteWriting, on: any NoteWriting, _ share: SwitchShare) {
    (self.off, self.on, self.share) = (off, on, share)
  }

  var jobs: [any BackgroundJob] { SwitchedJob.union(off.jobs, on.jobs, share) }

  func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    try await (share.includes(work.intent.contact) ? on : off).write(for: work)
  }
}

/// A booking may be created under one part and associated under the other. What the call that created it has associated is
/// associated; of a booking that an earlier request has created nobody knows how, and associating twice changes nothing.
struct SwitchedAssociations: AssociationWriting {
  private let off: any AssociationWriting
  private let on: any AssociationWriting
  private let share: SwitchShare

  init(off: any AssociationWriting, on: any AssociationWriting, _ share: SwitchShare) {
    (self.off, self.on, self.share) = (off, on, share)
  }

  var jobs: [any BackgroundJob] { SwitchedJob.union(off.jobs, on.jobs, share) }

  func inline(_ intent: Intent) -> [InlineAssociation] { (share.includes(intent.contact) ? on : off).inline(intent) }

  func write(for work: RequestWork) async throws(Interruption) -> StoreStep? {
    if work.isAssociatedInline { return nil }
    let isOn = share.includes(work.intent.contact)
    let chosen = isOn ? on : off
    // It would leave to the creation what the creation may not have done.
    let isLate = !chosen.inline(work.intent).isEmpty
    return try await (isLate ? (isOn ? off : on) : chosen).write(for: work)
  }
}

/// A job that both parts have: that of the part which anybody uses. Both work on the same queue.
struct SwitchedJob: BackgroundJob {
  private let off: any BackgroundJob
  private let on: any BackgroundJob
  private let share: SwitchShare

  var name: String { off.name }
  var interval: Duration { off.interval }
  var keepsWatch: Bool { off.keepsWatch && on.keepsWatch }

  func make(pass: Int) async throws(InstanceGone) -> PassEnd {
    try await (share.includesAnybody ? on : off).make(pass: pass)
  }

  /// The jobs of two parts, each name once.
  static func union(
    _ off: [any BackgroundJob],
    _ on: [any BackgroundJob],
    _ share: SwitchShare
  ) -> [any BackgroundJob] {
    let both = off.map { job -> any BackgroundJob in
      guard let other = on.first(where: { $0.name == job.name }) else { return job }
      return SwitchedJob(off: job, on: other, share: share)
    }
    return both + on.filter { job in !off.contains { $0.name == job.name } }
  }
}
