import Settings
import Texts

/// What the tests of this room read: a format with mappings in mappings, a list, and mappings of several kinds.
struct Menu: Equatable {
  var title = "None"
  var guests = 4
  var table = Table()
  var courses: [Int] = [1]
  var time: Time?

  struct Table: Equatable {
    var seats = 4
    var cloth = Cloth()
  }

  struct Cloth: Equatable {
    var isWhite = true
    var age: Duration = .seconds(2)
  }

  enum Time: Equatable {
    case at(Int)
    case between(Int, Int)
  }

  static let kind = SettingsDocument.Kind(contents: "a menu", file: "a menu file (.yaml)")

  /// The menu of a text that is called `menu.yaml`.
  static func read(_ text: String, _ overrides: [SettingsOverride] = []) throws(SettingsProblems) -> Menu {
    try SettingsDocument(text: text, file: "menu.yaml", kind: kind)
      .read(Menu(), section, overrides: overrides) { menu, reading in menu.checkSeats(&reading) }
  }

  /// Whatever is wrong with a text, one problem each; empty when nothing is.
  static func problems(_ text: String, _ overrides: [SettingsOverride] = []) -> [String] {
    do {
      _ = try read(text, overrides)
      return []
    } catch { return error.problems.map(\.description) }
  }

  /// A rule between keys: each guest has a seat.
  private func checkSeats(_ reading: inout SettingsReading) {
    guard guests > table.seats, reading.areSound("guests", "table.seats") else { return }
    reading.report(
      "does not fit: \(guests) guests, \(table.seats) seats.",
      at: reading.place(of: "guests", "table.seats")
    )
  }

  static var section: SettingSection<Menu> {
    SettingSection([
      Setting("title", \.title, .line(atMost: 20), "What it is."),
      Setting("guests", \.guests, .count(1...10), "How many eat."),
      Setting(
        "table",
        \.table,
        .section(
          Table(),
          [
            Setting("seats", \.seats, .count(1...10), "How many may sit."),
            Setting(
              "cloth",
              \.cloth,
              .section(
                Cloth(),
                [
                  Setting("white", \.isWhite, .flag, "Or coloured."),
                  Setting("age_seconds", \.age, .duration(.seconds, .zero ... .seconds(9)), "Since it was washed."),
                ]
              ),
              "On the table."
            ),
          ]
        ),
        "Where they sit."
      ),
      Setting("courses", \.courses, .list(of: .count(0...9), 1...3), "Dishes of each course."),
      Setting("time", optional: \.time, time, "When."),
    ])
  }

  private static var time: ValueForm<Time> {
    .oneOf([
      SettingAlternative(
        Hours(),
        [Setting("hour", \.first, .count(0...23), isRequired: true, "On the hour.")]
      ) {
        .at($0.first)
      } from: { time in
        if case .at(let hour) = time { Hours(first: hour) } else { nil }
      },
      SettingAlternative(
        Hours(),
        [
          Setting("from_hour", \.first, .count(0...23), isRequired: true, "The first."),
          Setting("to_hour", \.last, .count(0...23), isRequired: true, "The last."),
        ]
      ) {
        .between($0.first, $0.last)
      } from: { time in
        if case .between(let first, let last) = time { Hours(first: first, last: last) } else { nil }
      },
    ])
    .checked { $0 == .at(13) ? "brings bad luck; expected another hour." : nil }
  }

  private struct Hours {
    var first = 0
    var last = 0
  }
}
