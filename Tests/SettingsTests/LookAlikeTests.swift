import Testing

@testable import Texts

@Suite("A letter that only looks like one of the keyboard")
struct LookAlikeTests {
  @Test("in a key is named, with what was meant")
  func keys() {
    #expect(
      Menu.problems("gu\u{435}sts: 2\n") == [
        "menu.yaml:1: gu\u{435}sts is not a known key: it has U+0435, which only looks like e. Did you mean guests?"
      ]
    )
    #expect(
      Menu.problems("guests\u{200B}: 2\n") == [
        "menu.yaml:1: guests\\u{200B} is not a known key: it has U+200B, which cannot be seen. Did you mean guests?"
      ]
    )
    #expect(Menu.problems("gäste: 2\n") == ["menu.yaml:1: gäste is not a known key; known here are \(Self.known)."])
  }

  private static let known = "title, guests, table, courses, time"

  @Test("in a value is named, too")
  func values() {
    #expect(
      Menu.problems("guests: \u{FF12}\n") == [
        "menu.yaml:1: guests is \"\u{FF12}\"; expected a whole number in plain decimal digits. It has U+FF12, which only looks like 2."
      ]
    )
  }
}

@Suite("A text that somebody else has written")
struct VisibleTextTests {
  @Test("is shown without anything that a terminal obeys")
  func shown() {
    #expect(
      VisibleText.shown("a\u{1B}[31mb\r\n\u{9B}\u{202E}\u{7F}") == "a\\u{1B}[31mb\\u{D}\\u{A}\\u{9B}\\u{202E}\\u{7F}"
    )
    #expect(VisibleText.shown("Größe 日本 👩‍💻 café") == "Größe 日本 👩‍💻 café")
    #expect(VisibleText.lines("a\n\tb\u{8}") == "a\n\tb\\u{8}")
  }

  @Test("cannot bring control characters into a message, nor into a line of a list")
  func problems() {
    let problems = Menu.problems("\"a\\e[2Jb\": 1\ntitle: \"x\\e[31m\"\nguests: \"\\a\"\n")
    #expect(problems.count == 3)
    for problem in problems { #expect(!problem.unicodeScalars.contains(where: VisibleText.isHidden), "\(problem)") }
  }
}
