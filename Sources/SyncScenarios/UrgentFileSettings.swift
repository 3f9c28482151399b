import Settings
import Texts

/// A file that comes while the sync runs, or when it has nothing left to do: some of the source's records with another count.
package struct UrgentFileSettings: Hashable, Sendable {
  /// Since the start of the run.
  package var at: Duration = .zero
  package var records = 1
  package var seed = 1
  /// A lower number goes first; the nightly file has 1.
  package var priority = 0

  package init(at: Duration = .zero, records: Int = 1, seed: Int = 1, priority: Int = 0) {
    self.at = at
    self.records = records
    self.seed = seed
    self.priority = priority
  }
}

/// The keys of an item of `urgent`.
enum UrgentFileKeys {
  static var form: ValueForm<[UrgentFileSettings]> {
    .list(of: .section(UrgentFileSettings(), settings), 1...20).checked { files in
      for (number, file) in files.enumerated().dropFirst() where file.at < files[number - 1].at {
        let times = [files[number - 1].at, file.at].map(TimeUnit.seconds.text)
        return
          "goes back from \(times[0]) s to \(times[1]) s at its item \(number); expected files in the order of time."
      }
      return nil
    }
  }

  private static var settings: [Setting<UrgentFileSettings>] {
    [
      Setting(
        "at_seconds",
        \.at,
        .duration(.seconds, .zero ... .seconds(7 * 86_400)),
        isRequired: true,
        "When it comes, in virtual time. A sync that has nothing else to do waits for it."
      ),
      Setting(
        "records",
        \.records,
        .count(1...1_000_000),
        isRequired: true,
        "How many of the source's records it has."
      ),
      Setting("seed", \.seed, .count(0...Int.max), "Which of them: the same for the same seed."),
      Setting(
        "priority",
        \.priority,
        .count(0...9),
        "What goes first where the design lets files overtake each other: the lower number. The nightly file has 1."
      ),
    ]
  }
}
