package import AccountScenarios
package import BulkSync
import DeterministicRuntime
package import HubSpotClient
package import Measures
import Settings

/// Everything that decides a run of a sync besides the design and the seed: a scenario file, its values checked.
package struct SyncScenario: Sendable {
  /// The file's name without its ending.
  package let name: String
  /// As it was given; empty for a scenario that stands in no file.
  package let path: String
  /// Keys set from outside of the file, in their order, as `key=value`.
  package let settings: [String]
  /// 16 hexadecimal digits that are the same for scenarios that run alike, on every machine. A source that is a file is told
  /// by its path, and its records by their own digest.
  package let hash: String
  private let draft: SyncDraft

  init(name: String, path: String, settings: [String], _ draft: SyncDraft) {
    self.name = name
    self.path = path
    self.settings = settings
    self.draft = draft
    var digest = RunDigest()
    digest.combine(SyncDraft.section.canonicalText(draft))
    hash = digest.description
  }

  /// A source of the user's own, and everything but the account as it usually is.
  package init(planning file: String, before: String?, _ account: AccountSettings) {
    var draft = SyncDraft()
    draft.source = .file(SyncSourceSettings.File(path: file, before: before))
    draft.account = account
    self.init(name: file, path: "", settings: [], draft)
  }

  /// One line for lists.
  package var summary: String { draft.summary }
  /// The designs that it is for, in the order of the file, or all that there are.
  package var designs: [SyncDesign] { draft.designs.map { $0.compactMap { SyncDesign(named: $0) } } ?? SyncDesign.all }
  package var source: SyncSourceSettings {
    guard let source = draft.source else { preconditionFailure("\(name) is a scenario without a source") }
    return source
  }
  /// What comes later, in the order of time.
  package var urgent: [UrgentFileSettings] { draft.urgent ?? [] }
  package var account: AccountSettings { draft.account }
  package var sync: SyncSettings { draft.sync }
  /// What the parts that pace calls are told.
  package var pacing: PacingSettings { draft.pacing }
  /// How long a transaction of the journal takes.
  package var journalLatency: Duration { draft.journal.transaction }
  /// Which instances die, in the order of the file.
  package var crashes: [CrashSettings] { draft.crashes ?? [] }
  package var refused: RefusedInputs { draft.faults }
  /// When the journal takes no transaction.
  package var journalOutages: [JournalOutage] { draft.journal.outages ?? [] }
  package var alerts: SyncAlertSettings { draft.alerts ?? SyncAlertSettings() }
  /// Who else is in the account; nil for nobody.
  package var beside: Beside? { draft.beside }
  /// What every run is held against. They decide nothing in a run, so that they are no part of the hash.
  package var thresholds: [Threshold] { draft.thresholds }
}

extension SyncScenario {
  /// The same with so many made-up records, and an account with other limits.
  ///
  /// - Parameter dailyLimit: nil for none.
  package func with(records: Int, tenSecondLimit: Int, dailyLimit: Int?) -> SyncScenario {
    guard case .sample(var sample) = source else { preconditionFailure("\(name) has records of its own") }
    var draft = draft
    sample.records = records
    draft.source = .sample(sample)
    draft.account.tenSecond = tenSecondLimit
    draft.account.daily = dailyLimit.map { .at($0) } ?? .off
    return SyncScenario(name: name, path: path, settings: settings, draft)
  }
}

extension SyncScenario {
  /// A booking system in the same account.
  package struct Beside: Hashable, Sendable {
    /// A path, as it stands in the file.
    package var scenario = ""
    /// nil for those of its scenario.
    package var designs: [String]?
    package var reserve = 50

    package init() {}
  }
}

/// The records that a sync is given, and what HubSpot holds before.
package enum SyncSourceSettings: Hashable, Sendable {
  case sample(Sample)
  case file(File)

  /// Records that are made up, the same for the same numbers.
  package struct Sample: Hashable, Sendable {
    package var records = 0
    package var seed = 1
    /// Shares of the records, in percent, by which the source differs from what HubSpot and the journal hold; nil for all
    /// three when HubSpot holds nothing.
    package var changedPercent: Double?
    package var addedPercent: Double?
    package var removedPercent: Double?

    package init() {}

    /// How many records the sync is given.
    package var given: Int { records + share(addedPercent) - share(removedPercent) }

    /// How many records differ from those of before.
    package var changes: (writes: Int, archives: Int) {
      (share(changedPercent) + share(addedPercent), share(removedPercent))
    }

    private func share(_ percent: Double?) -> Int { Int((Double(records) * (percent ?? 0) / 100).rounded()) }

    /// Whether HubSpot holds the records as they were before.
    package var isIncremental: Bool { changedPercent != nil || addedPercent != nil || removedPercent != nil }
  }

  /// Records of files in the user's own place; paths are as they stand in the scenario.
  package struct File: Hashable, Sendable {
    package var path = ""
    /// What HubSpot and the journal hold; nil for nothing.
    package var before: String?

    package init(path: String = "", before: String? = nil) {
      self.path = path
      self.before = before
    }
  }
}

/// Inputs of batches that HubSpot refuses by name.
package struct RefusedInputs: Hashable, Sendable {
  /// Of all records, from 0 to 1.
  package var share = 0.0
  /// How often each of them is refused before it is taken.
  package var times = Int.max

  package init(share: Double = 0, times: Int = .max) {
    self.share = share
    self.times = times
  }
}
