import AccountScenarios
import BulkSync
import Measures
import Settings
package import SimulatedHubSpot
import Texts

/// A scenario file of the sync as it is written: the value of each key, or its default. The keys of the whole format start here.
struct SyncDraft {
  static let version = 1

  struct Journal {
    var transaction: Duration = .milliseconds(2)
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
  var account = AccountSettings(.records)
  var sync = SyncSettings()
  var journal = Journal()
  /// nil when every instance lives to the end.
  var crashes: [CrashSettings]?
  var faults = RefusedInputs()
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
      Setting("hubspot", \.account, accountForm, "HubSpot's behaviour."),
      Setting(
        "beside",
        optional: \.beside,
        .section(SyncScenario.Beside(), SyncKeys.beside),
        "A booking system in the same account, which is then that of its scenario."
      ),
      Setting("sync", \.sync, .section(SyncSettings(), SyncKeys.settings), "The numbers of the sync."),
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
            )
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

  /// Reports what is wrong between keys that are right by themselves.
  func checkRules(_ reading: inout SettingsReading) {
    account.check(&reading)
    checkSource(&reading)
    checkCrashes(&reading)
    checkBeside(&reading)
  }

  /// Keys that nobody would read are a mistake of their author's.
  private func checkBeside(_ reading: inout SettingsReading) {
    guard beside != nil, reading.areSound("beside", "hubspot", "thresholds") else { return }
    var own = SyncDraft()
    own.account = account
    if Self.section.canonicalText(own) != Self.section.canonicalText(SyncDraft()) {
      reading.report(
        "is not read with beside: the account is that of the booking system's scenario; expected one without the other.",
        at: reading.place(of: "hubspot"),
        besides: "beside"
      )
    }
    if !thresholds.isEmpty {
      reading.report(
        "is not read with beside, where runs of both products are compared; expected one without the other.",
        at: reading.place(of: "thresholds"),
        besides: "beside"
      )
    }
  }

  private func checkSource(_ reading: inout SettingsReading) {
    guard case .sample(let sample) = source, reading.areSound("source") else { return }
    let (changed, removed) = (sample.changedPercent ?? 0, sample.removedPercent ?? 0)
    guard changed + removed > 100 else { return }
    reading.report(
      "is \(DoubleText.shortest(removed)), and source.changed_percent \(DoubleText.shortest(changed)), of different records; "
        + "expected at most 100 together.",
      at: reading.place(of: "source.removed_percent", "source.changed_percent"),
      besides: "source.changed_percent"
    )
  }

  /// Nobody dies who is not there.
  private func checkCrashes(_ reading: inout SettingsReading) {
    guard let crashes, reading.areSound("crashes", "designs") else { return }
    let designs = designs.map { $0.compactMap { SyncDesign(named: $0) } } ?? SyncDesign.all
    let most = designs.map(\.workers.instances).max() ?? 1
    for crash in crashes {
      guard let instance = crash.instance, instance >= most else { continue }
      reading.report(
        "names instance \(instance), and no design has more than \(most), from 0; expected at most \(most - 1).",
        at: reading.place(of: "crashes"),
        besides: "designs"
      )
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
