import Testing
import Texts

@testable import Settings

@Suite("The canonical text of settings")
struct CanonicalTextTests {
  private func text(_ menu: Menu) -> String { Menu.section.canonicalText(menu) }

  @Test("has a line for every value, sorted, without units in names and with lengths of time in nanoseconds")
  func lines() throws {
    #expect(
      text(try Menu.read("title: Lunch\ncourses: [1, 2]\ntime: { from_hour: 12, to_hour: 14 }\n")) == """
        courses = 1, 2
        guests = 4
        table.cloth.age_ns = 2000000000
        table.cloth.white = true
        table.seats = 4
        time.from_hour = 12
        time.to_hour = 14
        title = Lunch

        """
    )
  }

  @Test("is the same for a default and for the same value written out, in whatever way")
  func alike() throws {
    let plain = try text(Menu.read("title: Lunch\n"))
    #expect(try text(Menu.read("title: \"Lunch\"\nguests: 4\ntable: { cloth: { age_seconds: 2.000 } }\n")) == plain)
    #expect(try text(Menu.read("title: Lunch\nguests: 3\n")) != plain)
  }

  @Test("has no line for what is absent, and for one of several kinds only its own lines")
  func absent() throws {
    #expect(!text(try Menu.read("title: Lunch\n")).contains("time"))
    let lines = text(try Menu.read("title: Lunch\ntime: { hour: 9 }\n"))
    #expect(lines.contains("time.hour = 9\n"))
    #expect(!lines.contains("from_hour"))
  }

  private struct Room {
    var number: Int?
    var note = ""
    var low = 1
    var high = 2
    var open: Duration = .seconds(1)
  }

  @Test("shows a key under another name, when it is absent, as part of something, or not at all")
  func forms() {
    let section = SettingSection<Room>(
      [
        Setting("number", optional: \.number, .count(0...9), canonical: .orWhenAbsent("any"), "Which."),
        Setting("note", \.note, .line(atMost: 9), canonical: .left, "For people."),
        Setting("low", \.low, .count(0...9), canonical: .resolved, "From."),
        Setting("high", \.high, .count(0...9), canonical: .resolved, "To."),
        Setting(
          "open_ms",
          \.open,
          .duration(.milliseconds, .zero ... .seconds(9)),
          canonical: .named("hours"),
          "When."
        ),
      ],
      resolved: { [CanonicalLine("range", "\($0.low)-\($0.high)")] }
    )
    #expect(section.canonicalText(Room()) == "hours_ns = 1000000000\nnumber = any\nrange = 1-2\n")
    #expect(section.canonicalText(Room(number: 7)).contains("number = 7\n"))
  }

  private struct Waits {
    var all: [Duration] = []
  }

  @Test("puts plain items of a list in one line, also when there are none")
  func lists() {
    let form = ValueForm<[Duration]>.list(of: .duration(.seconds, .zero ... .seconds(9)), 0...3)
    let section = SettingSection<Waits>([Setting("waits_seconds", \.all, form, "Each.")])
    #expect(section.canonicalText(Waits()) == "waits_ns = \n")
    #expect(section.canonicalText(Waits(all: [.seconds(1), .zero])) == "waits_ns = 1000000000, 0\n")
  }
}
