import AccountScenarios
import BulkSync
import HubSpotClient
import Measures
import Settings
package import SimulatedHubSpot
import Texts

/// A scenario file of the sync as it is written: the value of each key, or its default. The keys of the whole format start here.
struct SyncDraft {
  static let version = 1

  struct Journal {
    var transaction: Duration = .milliseconds(2)
    /// nil when it is always there.
    var outages: [JournalOutage]?
  }

  var version = SyncDraft.version
  /// nil for an account of its own.
  var beside: SyncScenario.Beside?
  var summary = ""
  var product = Product.bulkSync
  /// nil for all that there are.
  var designs: [String]?
  /// Nil while the file has none that is right.
  var source: SyncSourceSettings?
  /// nil when nothing comes later.
  var urgent: [UrgentFileSettings]?
  var account = AccountSettings(.records)
  var sync = SyncSettings()
  var pacing = PacingSettings()
  var journal = Journal()
  /// nil when every instance lives to the end.
  var crashes: [CrashSettings]?
  var faults = RefusedInputs()
  /// nil for the documents' numbers.
  var alerts: SyncAlertSettings?
  var thresholds: [Threshold] = []

  static var section: SettingSection<Self> { SettingSection(settings) }

  private static var settings: [Setting<Self>] {
    [
      Setting("scenario_version", \.version, .count(1...version), isRequired: true, "The version of this format."),
      Setting(
        "summary",
        \.summary,
        .line(atMost: 200),
        isRequired: true,
        canonical: .left,
        "What the scenario is, in one line."
      ),
      Setting(
        "product",
        \.product,
        .choice([(Product.bulkSync.rawValue, .bulkSync)]),
        isRequired: true,
        canonical: .left,
        "What is run: the sync of records."
      ),
      Setting(
        "designs",
        optional: \.designs,
        .list(of: designName, 1...50),
        canonical: .left,
        "The designs that it is for, where none are named; without this key all that there are."
      ),
      Setting(
        "source",
        optional: \.source,
        SourceKeys.form,
        isRequired: true,
        "The records, and what HubSpot holds before."
      ),
      Setting(
        "urgent",
        optional: \.urgent,
        UrgentFileKeys.form,
        "Files that come while the sync runs, or when it has nothing left to do."
      ),
      Setting("hubspot", \.account, accountForm, "HubSpot's behaviour."),
      Setting(
        "beside",
        optional: \.beside,
        .section(SyncScenario.Beside(), SyncKeys.beside),
        "A booking system in the same account, which is then that of its scenario."
      ),
      Setting("sync", \.sync, .section(SyncSettings(), SyncKeys.settings), "The numbers of the sync."),
      Setting(
        "pacing",
        \.pacing,
        .section(PacingSettings(), PacingKeys.limits),
        laterThan: SyncDraft(),
        "What the designs that pace their calls believe of the limits, and how much of them they use."
      ),
      Setting(
        "journal",
        \.journal,
        .section(
          Journal(),
          [
            Setting(
              "transaction_ms",
              \.transaction,
              .duration(.milliseconds, .zero ... .seconds(60)),
              "A transaction of the journal, constant."
            ),
            Setting(
              "outages",
              optional: \.outages,
              SyncAlertKeys.outages,
              "Times in which it takes no transaction: who meets one stops, and begins again after a second."
            ),
          ]
        ),
        "The durable queue."
      ),
      Setting(
        "crashes",
        optional: \.crashes,
        CrashKeys.form,
        "Which instances of the sync die, when, and when others take their places."
      ),
      Setting("faults", \.faults, .section(RefusedInputs(), SyncKeys.faults), "What goes wrong besides."),
      Setting(
        "alerts",
        optional: \.alerts,
        .section(SyncAlertSettings(), SyncAlertKeys.settings),
        "When the monitoring raises its alerts. They decide nothing in a run."
      ),
      Setting(
        "thresholds",
        \.thresholds,
        ThresholdSettings(of: .bulkSync, designObjection: SyncDesignName.objection).form,
        canonical: .left,
        "What every run is held against; by measure, as in k6. They decide nothing in a run."
      ),
    ]
  }

  private static var accountForm: ValueForm<AccountSettings> {
    let usual = AccountSettings(.records)
    let keys = usual.settings(\AccountSettings.self, labels: RecordLabel.all)
    // The sync associates nothing.
    return .section(
      usual,
      keys.filter { !$0.key.hasPrefix("association") },
      resolved: AccountSettings.resolvedLines
    )
  }

  private static var designName: ValueForm<String> {
    ValueForm<String>.line(atMost: 400).checked { name in
      SyncDesignName.objection(name).map { "names no design: \($0)" }
    }
  }
}

extension LatencyProfile {
  /// How long the calls on records take, as seen from the sync. The documents on the sync have no measurements: these are those of
  /// the same customer's calls of the same kinds (phase 1, section 2.2; a search of duplicates, a create, an update, a read).
  package static var records: LatencyProfile {
    LatencyProfile(
      medians: [
        RecordLabel.search: .milliseconds(300), RecordLabel.create: .milliseconds(300),
        RecordLabel.update: .milliseconds(250), RecordLabel.read: .milliseconds(200),
        RecordLabel.upsert: .milliseconds(300), RecordLabel.archive: .milliseconds(250),
      ],
      fallback: .milliseconds(250)
    )
  }
}
