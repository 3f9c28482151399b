import BulkSync
import Settings
import Texts

/// The keys of `source`: records that are made up, or files.
enum SourceKeys {
  static var form: ValueForm<SyncSourceSettings> {
    .oneOf([
      SettingAlternative(SyncSourceSettings.Sample(), sample) {
        SyncSourceSettings.sample($0)
      } from: { source in
        if case .sample(let sample) = source { sample } else { nil }
      },
      SettingAlternative(SyncSourceSettings.File(), file) {
        SyncSourceSettings.file($0)
      } from: { source in
        if case .file(let file) = source { file } else { nil }
      },
    ])
  }

  private static var sample: [Setting<SyncSourceSettings.Sample>] {
    let share = ValueForm<Double>.number("0", "100")
    return [
      Setting("records", \.records, .count(0...10_000_000), isRequired: true, "How many there are, made up."),
      Setting("seed", \.seed, .count(0...Int.max), "Which ones: the same for the same seed."),
      Setting(
        "changed_percent",
        optional: \.changedPercent,
        share,
        "HubSpot and the journal hold the records of before, and so many have another count since."
      ),
      Setting("added_percent", optional: \.addedPercent, share, "Likewise: so many are new."),
      Setting("removed_percent", optional: \.removedPercent, share, "Likewise: so many are gone."),
    ]
  }

  private static var file: [Setting<SyncSourceSettings.File>] {
    [
      Setting(
        "file",
        \.path,
        .line(atMost: 1_000),
        isRequired: true,
        "CSV with the columns name, year, sex and count; its path is seen from this file's directory."
      ),
      Setting(
        "before",
        optional: \.before,
        .line(atMost: 1_000),
        "Likewise: what HubSpot and the journal hold at the start; without this key nothing."
      ),
    ]
  }
}

/// The keys of `sync` and of `faults`.
enum SyncKeys {
  static var settings: [Setting<SyncSettings>] {
    let pause = ValueForm<Duration>.duration(.seconds, .milliseconds(1) ... .seconds(86_400))
    return [
      Setting("removal", \.removal, .choice, "What becomes of an object whose record is gone from the source."),
      Setting(
        "item_attempts",
        \.itemAttempts,
        .count(1...10),
        "How often a record that HubSpot names as failed is sent in all."
      ),
      Setting(
        "batch_attempts",
        \.batchAttempts,
        .count(1...100),
        "How often a batch without a usable answer is sent in all; retries of its calls are not counted."
      ),
      Setting(
        "pause_after_failure_seconds",
        \.pauseAfterFailure,
        .duration(.seconds, .zero ... .seconds(3_600)),
        "How long a worker waits before it hands back such a batch; doubled with each attempt, up to 60 s."
      ),
      Setting(
        "pause_at_daily_limit_seconds",
        \.pauseAtDailyLimit,
        pause,
        "How long a worker waits before it sends a call again that the daily limit has refused."
      ),
      Setting(
        "pause_after_death_seconds",
        optional: \.pauseAfterDeath,
        .duration(.seconds, .zero ... .seconds(86_400)),
        "How long an instance that finds claims of a dead one in its place waits: what that has sent may still arrive; without this key 10.1."
      ),
      Setting(
        "look_again_after_seconds",
        \.lookAgainAfter,
        pause,
        "How long an instance without work waits before it looks again while others work."
      ),
    ]
  }

  static var beside: [Setting<SyncScenario.Beside>] {
    [
      Setting(
        "scenario",
        \.scenario,
        .line(atMost: 1_000),
        isRequired: true,
        "The scenario file of the booking system; its path is seen from this file's directory."
      ),
      Setting(
        "designs",
        optional: \.designs,
        .list(of: .line(atMost: 400), 1...50),
        "Designs of the booking system; without this key those of its scenario."
      ),
      Setting(
        "reserve",
        \.reserve,
        .count(1...1_000_000),
        "Calls of the ten-second window that the sync leaves free where the booking system goes first."
      ),
    ]
  }

  static var faults: [Setting<RefusedInputs>] {
    [
      Setting(
        "refused_percent",
        \.percent,
        .number("0", "100"),
        "Of the records: HubSpot refuses them by name within a batch (207)."
      ),
      Setting(
        "refused_times",
        optional: \.limitedTimes,
        .count(1...1_000),
        "How often each of them is refused before it is taken; without this key always."
      ),
    ]
  }
}

extension RefusedInputs {
  fileprivate var percent: Double {
    get { share * 100 }
    set { share = newValue / 100 }
  }

  fileprivate var limitedTimes: Int? {
    get { times == .max ? nil : times }
    set { times = newValue ?? .max }
  }
}
