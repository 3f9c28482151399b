import Settings
import Testing

@Suite("An override of a settings file, written as a key and a value")
struct SettingsOverrideTextTests {
  @Test("is split at the first equals sign")
  func parsing() throws {
    #expect(try SettingsOverride(parsing: "table.seats=6") == SettingsOverride(path: "table.seats", value: "6"))
    #expect(try SettingsOverride(parsing: "title=a=b") == SettingsOverride(path: "title", value: "a=b"))
    #expect(try SettingsOverride(parsing: "title=") == SettingsOverride(path: "title", value: ""))
    #expect(try SettingsOverride(parsing: "time={hour: 3}").description == "time={hour: 3}")
  }

  @Test("is refused without an equals sign")
  func noValue() {
    #expect(
      refusal("table.seats")
        == "\"table.seats\" sets nothing; expected a key and its value, such as load.arrivals.users=50."
    )
    #expect(refusal("")?.hasPrefix("\"\" sets nothing;") == true)
  }

  @Test("is refused without a key", arguments: ["=5", ".=5", ".seats=5", "table.=5", "table..seats=5"])
  func emptyKey(text: String) {
    #expect(
      refusal(text)
        == "\"\(text)\" has a key without a name; expected keys with points between, such as load.arrivals.users=50."
    )
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try SettingsOverride(parsing: text)
      return nil
    } catch { return error.description }
  }
}

@Suite("A settings file of which keys are set from outside")
struct SettingsOverrideTests {
  private func overrides(_ texts: [String]) throws -> [SettingsOverride] {
    try texts.map { try SettingsOverride(parsing: $0) }
  }

  private func read(_ text: String, _ overrides: String...) throws -> Menu {
    try Menu.read(text, self.overrides(overrides))
  }

  private func problems(_ text: String, _ overrides: String...) throws -> [String] {
    Menu.problems(text, try self.overrides(overrides))
  }

  @Test(
    "reads like one in which the values are written",
    arguments: [
      ("guests: 3", "guests=2", "guests: 2"),
      ("title: A", "guests=2", "title: A\nguests: 2"),
      ("table: { seats: 9 }", "table.seats=8", "table: { seats: 8 }"),
      ("title: A", "table.cloth.white=false", "title: A\ntable: { cloth: { white: false } }"),
      ("table: { seats: 9 }", "table.cloth.white=false", "table: { seats: 9, cloth: { white: false } }"),
      ("table: { seats: 9 }", "table={cloth: {white: false}}", "table: { cloth: { white: false } }"),
      ("courses: [1, 2]", "courses=[3]", "courses: [3]"),
      ("courses:\n- 1\n- 2", "courses=[3, 4]", "courses: [3, 4]"),
      ("time: { hour: 3 }", "time={from_hour: 1, to_hour: 2}", "time: { from_hour: 1, to_hour: 2 }"),
      ("title: A", "title='12'", "title: '12'"),
      ("title: A", "title=b, c", "title: b, c"),
      ("title: A", "title= b # c", "title: b"),
      ("title: A", "table.cloth.age_seconds=0.000000001", "title: A\ntable: { cloth: { age_seconds: 0.000000001 } }"),
      ("\"guests\": 3", "guests=2", "guests: 2"),
      ("table: &a { seats: 9 }", "table.seats=8", "table: { seats: 8 }"),
    ]
  )
  func equal(text: String, override: String, equal: String) throws {
    #expect(try read(text, override) == Menu.read(equal))
  }

  @Test("takes them one after the other: the last one holds")
  func order() throws {
    #expect(try read("title: A", "guests=2", "guests=3").guests == 3)
    #expect(try read("title: A", "table.seats=9", "table={cloth: {white: false}}").table.seats == 4)
    let table = try read("title: A", "table={cloth: {white: false}}", "table.seats=9").table
    #expect(table.seats == 9)
    #expect(!table.cloth.isWhite)
    #expect(
      try problems("title: A", "guests=0", "guests=11") == [
        "menu.yaml with guests=11: guests is 11; expected at most 10."
      ]
    )
  }

  @Test("is judged by the same rules, and told with what was set instead of a line")
  func values() throws {
    #expect(
      try problems("title: A\nguests: 3", "guests=0") == ["menu.yaml with guests=0: guests is 0; expected at least 1."]
    )
    #expect(
      try problems("title: A", "table.cloth.white=yes") == [
        "menu.yaml with table.cloth.white=yes: table.cloth.white is \"yes\"; expected true or false."
      ]
    )
    #expect(
      try problems("title: A", "courses=[1, x]") == [
        "menu.yaml with courses=[1, x]: courses[1] is \"x\"; expected a whole number in plain decimal digits."
      ]
    )
    #expect(
      try problems("title: A", "guests=") == ["menu.yaml with guests=: guests is empty; expected a whole number."]
    )
  }

  @Test("is told the problems of its own with their lines, besides those of what was set")
  func both() throws {
    #expect(
      try problems("title: 5\nguests: 3\ncourses: []\n", "guests=0", "table.seats=0") == [
        "menu.yaml with guests=0: guests is 0; expected at least 1.",
        "menu.yaml with table.seats=0: table.seats is 0; expected at least 1.",
        "menu.yaml:1: title is 5; expected a text: put it in quotes.",
        "menu.yaml:3: courses has 0 items; expected a list of 1 to 3 items.",
      ]
    )
  }

  @Test("is refused when a key that was set is not known, with the nearest name")
  func unknown() throws {
    #expect(
      try problems("title: A", "table.seat=3") == [
        "menu.yaml with table.seat=3: table.seat is not a known key. Did you mean seats?"
      ]
    )
    #expect(
      try problems("title: A", "tables.seats=3") == [
        "menu.yaml with tables.seats=3: tables is not a known key. Did you mean table?"
      ]
    )
    #expect(
      try problems("title: A", "seats=3") == [
        "menu.yaml with seats=3: seats is not a known key here; it belongs in table."
      ]
    )
  }

  @Test("is refused when a path goes through something that is no mapping")
  func obstacles() throws {
    #expect(
      try problems("title: A\nguests: 3", "guests.seats=3") == [
        "menu.yaml:2 with guests.seats=3: guests is 3; expected a mapping, for seats to be set in it."
      ]
    )
    #expect(
      try problems("title: A\ncourses: [1]", "courses.0=3") == [
        "menu.yaml:2 with courses.0=3: courses is a list; expected a mapping, for 0 to be set in it. "
          + "A list is set as a whole: courses=[...]."
      ]
    )
    #expect(
      try problems("title: A", "table={cloth: 5}", "table.cloth.white=true") == [
        "menu.yaml with table.cloth.white=true: table.cloth is 5; expected a mapping, for white to be set in it.",
        "menu.yaml with table={cloth: 5}: table.cloth is 5; expected a mapping.",
      ]
    )
    #expect(
      try problems("title: A", "guests.seats=3") == [
        "menu.yaml with guests.seats=3: guests is a mapping; expected a whole number."
      ]
    )
  }

  @Test("is refused when a value is no plain or flow value of YAML")
  func malformedValues() throws {
    let wanted = "expected one line such as 50, [1, 2] or {users: 5}."
    func refusal(_ value: String) -> [String] {
      Menu.problems("title: A", [SettingsOverride(path: "guests", value: value)])
    }
    #expect(
      refusal("[1") == [
        "menu.yaml with guests=[1: the value is no YAML: did not find expected ',' or ']'; \(wanted)"
      ]
    )
    #expect(
      refusal("a: 1") == [
        "menu.yaml with guests=a: 1: the value is no YAML: mapping values are not allowed in this context; \(wanted)"
      ]
    )
    #expect(
      refusal("- 1") == [
        "menu.yaml with guests=- 1: the value is no YAML: block sequence entries are not allowed in this context; "
          + wanted
      ]
    )
    #expect(refusal("1\nseats: 2") == ["menu.yaml with guests=1 seats: 2: the value has several lines; \(wanted)"])
    #expect(refusal("*a") == ["menu.yaml with guests=*a: the value is no YAML: found undefined alias; \(wanted)"])
  }

  @Test("is refused when a path is none, also one that was made of parts")
  func malformedPaths() {
    let wanted = "expected keys with points between, such as load.arrivals.users."
    for path in ["", ".", "guests.", "table..seats"] {
      #expect(
        Menu.problems("title: A", [SettingsOverride(path: path, value: "1")]) == [
          "menu.yaml with \(path)=1: the path has a key without a name; \(wanted)"
        ]
      )
    }
    let deep = Array(repeating: "a", count: 100_000).joined(separator: ".")
    #expect(
      Menu.problems("title: A", [SettingsOverride(path: deep, value: "1")]) == [
        "menu.yaml with \(deep.prefix(60))...: the path has 100000 keys; expected at most 32."
      ]
    )
  }

  @Test("is told of a mapping that it has and that fits no more with what was set in it, by line and by what was set")
  func mappings() throws {
    let text = "title: A\ntime:\n  hour: 3\n"
    #expect(
      try problems(text, "time.from_hour=1") == [
        "menu.yaml:2 with time.from_hour=1: time has hour and from_hour; expected one of hour or from_hour."
      ]
    )
    #expect(
      try problems(text, "time.hour=13", "guests=2") == [
        "menu.yaml:2 with time.hour=13: time brings bad luck; expected another hour."
      ]
    )
    #expect(
      try problems(text, "time.hours=1", "time.minute=1") == [
        "menu.yaml with time.hours=1: time.hours is not a known key. Did you mean hour?",
        "menu.yaml with time.minute=1: time.minute is not a known key; known here are hour.",
      ]
    )
    #expect(
      try problems("title: A", "time.from_hour=1") == [
        "menu.yaml with time.from_hour=1: time.to_hour is missing; expected a whole number."
      ]
    )
    #expect(
      try problems("time: { hour: 3, minute: 1 }", "time.from_hour=1", "time.to_hour=2") == [
        "menu.yaml:1 with time.from_hour=1 and time.to_hour=2: time has hour and from_hour; "
          + "expected one of hour or from_hour."
      ]
    )
  }

  @Test("is told of keys that must fit each other at the one that was set")
  func rules() throws {
    let text = "guests: 3\ntable:\n  seats: 3\n"
    #expect(
      try problems(text, "table.seats=2") == [
        "menu.yaml with table.seats=2: table.seats does not fit: 3 guests, 2 seats."
      ]
    )
    #expect(try problems(text, "guests=4") == ["menu.yaml with guests=4: guests does not fit: 4 guests, 3 seats."])
    #expect(
      try problems(text, "table={seats: 1}") == [
        "menu.yaml with table={seats: 1}: table.seats does not fit: 3 guests, 1 seats."
      ]
    )
  }

  @Test("is refused for keys given twice, in it or in what was set")
  func repeated() throws {
    #expect(
      try problems("title: A", "table={seats: 5, seats: 6}") == [
        "menu.yaml with table={seats: 5, seats: 6}: table.seats is given again; expected each key once."
      ]
    )
    #expect(
      try problems("guests: 3\nguests: 4", "guests=2") == [
        "menu.yaml:2: guests is given again; expected each key once."
      ]
    )
  }

  @Test("is refused as ever when it is empty, no mapping or no YAML, with what is wrong by itself in what was set")
  func noMapping() throws {
    #expect(try problems("", "guests=3") == ["menu.yaml:1: the file is empty; expected a menu."])
    #expect(try problems("- 1", "guests=3") == ["menu.yaml:1: is a list; expected a mapping."])
    #expect(try problems("guests: *a", "guests=[").count == 2)
  }

  @Test("does not expand what aliases multiply")
  func bombs() throws {
    var items = ["&a0 [x, x]"]
    for level in 1...40 { items.append("&a\(level) [*a\(level - 1), *a\(level - 1)]") }
    let value = "[" + items.joined(separator: ", ") + "]"
    #expect(try problems("title: A", "nothing=\(value)").count == 1)
    #expect(try problems("title: A", "courses=\(value)").count == 1)
  }
}
