import Testing

@testable import Settings

@Suite("A settings file with very many problems")
struct ManyProblemsTests {
  private func passes(_ text: String) -> Int {
    var passes = 0
    _ = YAMLTree(text, passes: &passes)
    return passes
  }

  @Test("is told the first hundred, and how many more there are")
  func many() {
    let lines = (1...250).map { "k\($0): 1\n" }.joined()
    do {
      _ = try Menu.read(lines)
      Issue.record("unknown keys were read")
    } catch {
      let told = error.description.split(separator: "\n")
      #expect(told.count == 101)
      #expect(told[0] == "menu.yaml:1: k1 is not a known key; known here are title, guests, table, courses, time.")
      #expect(told[99].hasPrefix("menu.yaml:100: k100 is not a known key"))
      #expect(told[100] == "and 150 more problems")
      #expect(error.problems.count == 250)
    }
  }

  @Test("is told the last one in full when it is the hundredth")
  func hundred() {
    let problems = (1...100).map { SettingsProblem(file: "f", line: $0, key: nil, message: "is wrong.") }
    #expect(!SettingsProblems(problems).description.contains("more"))
    #expect(SettingsProblems(problems + problems.prefix(1)).description.hasSuffix("\nand 1 more problem"))
  }

  @Test(
    "is read twice however often keys of a mapping stand in it",
    arguments: [400, 4_000]
  )
  func repeated(_ count: Int) {
    #expect(passes(String(repeating: "guests: 1\n", count: count)) == 2)
    #expect(passes((0..<count).map { "z\(count - $0): 1\nz\(count - $0): 2\n" }.joined()) == 2)
    #expect(passes("table: { " + Array(repeating: "seats: 1", count: count).joined(separator: ", ") + " }\n") == 2)
    #expect(passes("table:\n" + String(repeating: "  \"seats\": 'a: b'\n\n  # c\n", count: count)) == 2)
    #expect(passes("- x: 1\n" + String(repeating: "  x: [1, { x: 2 }]\n", count: count)) == 2)
  }

  @Test("is given up after so many bytes when many mappings have a key twice")
  func bounded() {
    let small = String(repeating: "- { a: 1, a: 2 }\n", count: 300)
    let large = String(repeating: "- { a: 1, a: 2 }\n", count: 15_000)
    #expect(passes(small) == 101)
    #expect(passes(large) == 17)
    guard case .repeatedKey(line: 1) = YAMLTree(large) else {
      Issue.record("another outcome")
      return
    }
  }

  @Test("has the names that were written, whatever they were marked with")
  func names() {
    let problems = Menu.problems("'guests': 1\n\"guests\": 2\nguests: 3\ntable: { seats: 1, seats: 2, seats: 3 }\n")
    #expect(
      problems == [
        "menu.yaml:2: guests is given again; it stands in line 1 already.",
        "menu.yaml:3: guests is given again; it stands in line 1 already.",
        "menu.yaml:4: table.seats is given again; it stands in line 4 already.",
        "menu.yaml:4: table.seats is given again; it stands in line 4 already.",
      ]
    )
    #expect(
      Menu.problems("table:\n  seats: 4\n  cloth:\n    white: true\n    white: true\n  seats: 5\nguests: 11\n") == [
        "menu.yaml:5: table.cloth.white is given again; it stands in line 4 already.",
        "menu.yaml:6: table.seats is given again; it stands in line 2 already.",
        "menu.yaml:7: guests is 11; expected at most 10.",
      ]
    )
  }
}
