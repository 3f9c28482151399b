import Foundation
import Settings
import Testing

@Suite("A settings file of any format")
struct SettingsDocumentTests {
  @Test("has the defaults of its format for what it does not say")
  func defaults() throws {
    let menu = try Menu.read("guests: 3\ntable: { cloth: { age_seconds: 0.5 } }\n")
    var expected = Menu()
    expected.guests = 3
    expected.table.cloth.age = .milliseconds(500)
    #expect(menu == expected)
  }

  @Test("is told all its problems at once, by line, those of rules between keys included")
  func problems() {
    #expect(
      Menu.problems("title: 5\nguests: 6\ntable: { cloth: { color: red } }\ntime: { hour: 24 }\n") == [
        "menu.yaml:1: title is 5; expected a text: put it in quotes.",
        "menu.yaml:2: guests does not fit: 6 guests, 4 seats.",
        "menu.yaml:3: table.cloth.color is not a known key; known here are white, age_seconds.",
        "menu.yaml:4: time.hour is 24; expected at most 23.",
      ]
    )
  }

  @Test("is refused by what it was expected to be")
  func names() throws {
    #expect(Menu.problems("") == ["menu.yaml:1: the file is empty; expected a menu."])
    #expect(load("no/menu.yaml") == "no/menu.yaml: there is no such file; expected a menu file (.yaml).")
    #expect(load("/") == "/: is a directory; expected a menu file (.yaml).")
    #expect(Menu.problems("guests: [1\n") == ["menu.yaml:2: the file is no YAML: did not find expected ',' or ']'."])
  }

  @Test("has the name of its path without folders and ending")
  func fileNames() {
    #expect(SettingsDocument.name(of: "menus/sunday.yaml") == "sunday")
    #expect(SettingsDocument.name(of: "sunday.yml") == "sunday")
    #expect(SettingsDocument.name(of: "sunday.txt") == "sunday.txt")
    #expect(SettingsDocument(text: "", file: "menus/sunday.yaml", kind: Menu.kind).name == "sunday")
  }

  private func load(_ path: String) -> String {
    do { return try SettingsDocument.load(path: path, kind: Menu.kind).text } catch { return error.description }
  }
}

@Suite("A word that may stand instead of a value")
struct SpecialWordTests {
  private let form = ValueForm<Int>.count(1...9).or("off", 0)

  @Test("is read as the value that it stands for")
  func reading() throws {
    #expect(try read("off") == 0)
    #expect(try read("3") == 3)
  }

  @Test("is named when something else stands there")
  func problems() {
    #expect(problems("on") == ["limit.yaml:1: limit is \"on\"; expected a whole number in plain decimal digits."])
    #expect(problems("0") == ["limit.yaml:1: limit is 0; expected at least 1."])
    #expect(form.expectation == "a whole number or off")
  }

  @Test("is in the schema, also as a default")
  func schema() {
    #expect(form.json(0) == .text("off"))
    #expect(form.json(7) == .number("7"))
  }

  private struct Limit {
    var number = 5
  }

  private func read(_ value: String) throws(SettingsProblems) -> Int {
    let section = SettingSection([Setting("limit", \Limit.number, form, "How many.")])
    let kind = SettingsDocument.Kind(contents: "a limit", file: "a limit file (.yaml)")
    return try SettingsDocument(text: "limit: \(value)", file: "limit.yaml", kind: kind).read(Limit(), section).number
  }

  private func problems(_ value: String) -> [String] {
    do { return ["\(try read(value))"] } catch { return error.problems.map(\.description) }
  }
}
