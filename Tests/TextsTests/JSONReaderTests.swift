import Testing
import Texts

@Suite("A JSON text")
struct JSONReaderTests {
  private func value(_ text: String) throws -> JSONNode.Value { try JSONReader.node(text).value }

  private func problem(_ text: String) -> String {
    do {
      _ = try JSONReader.node(text)
      return ""
    } catch { return "\(error.line): \(error.message)" }
  }

  @Test("has plain values of every kind")
  func plain() throws {
    #expect(try value(" null ") == .null)
    #expect(try value("true") == .flag(true))
    #expect(try value("false") == .flag(false))
    #expect(try value("0") == .whole(0))
    #expect(try value("18446744073709551615") == .whole(.max))
    #expect(try value("18446744073709551616") == .number(18_446_744_073_709_551_616))
    #expect(try value("-1") == .number(-1))
    #expect(try value("-0.5e+2") == .number(-50))
    #expect(try value("1E-3") == .number(0.001))
  }

  @Test("has texts with escapes of every kind")
  func texts() throws {
    #expect(try value(#""a\"b\\c\/d\b\f\n\r\t""#) == .text("a\"b\\c/d\u{8}\u{C}\n\r\t"))
    #expect(try value(#""\u00e9\uD83D\uDCDA é 📚""#) == .text("é📚 é 📚"))
    #expect(try value("\"\"") == .text(""))
  }

  @Test("has lists and objects in order, each value with its line")
  func nested() throws {
    let node = try JSONReader.node("{\n\"b\": [1,\n2, []],\r\n\"a\": {}}")
    guard case .object(let members) = node.value, case .list(let items) = members[0].node.value else {
      Issue.record("\(node)")
      return
    }
    #expect(members.map(\.name) == ["b", "a"])
    #expect(members.map(\.line) == [2, 4])
    #expect(items.map(\.line) == [2, 3, 3])
    #expect(items.map(\.value) == [.whole(1), .whole(2), .list([])])
    #expect(members[1].node.value == .object([]))
  }

  @Test(
    "that is none is refused",
    arguments: [
      ("", "1: expected a value"), ("nul", "1: expected a value"), ("[1,]", "1: expected a value"),
      ("[1 2]", "1: expected , or ] in a list"), ("[", "1: expected a value"),
      ("{\"a\" 1}", "1: expected : after the name \"a\""),
      ("{\"a\": 1 \"b\": 2}", "1: expected , or } in an object"), ("{a: 1}", "1: expected a name in quotes"),
      ("01", "1: expected the end after the value"), ("-", "1: expected a digit"), ("1.", "1: expected a digit"),
      ("1e", "1: expected a digit"), ("1e999", "1: 1e999 is too large for a number"),
      ("\"a", "1: expected the end of a text"),
      ("\"a\nb\"", "1: expected the end of a text before the end of its line"),
      (#""\x""#, "1: expected a known letter after \\"),
      (#""\u12G4""#, "1: expected four hexadecimal digits after \\u"),
      (#""\uD83D""#, "1: expected the second half of a pair of \\u"),
      (#""\uD83Da""#, "1: expected the second half of a pair of \\u"),
      (#""\uDCDA""#, "1: expected a letter of Unicode after \\u"),
      ("\n\n1 // one", "3: expected the end after the value"),
    ]
  )
  func malformed(_ text: String, _ problem: String) {
    #expect(self.problem(text) == problem)
  }

  @Test("nests 64 levels, and no more")
  func levels() {
    func nested(_ levels: Int) -> String {
      problem(String(repeating: "[", count: levels) + String(repeating: "]", count: levels))
    }
    #expect(nested(64) == "")
    #expect(nested(65) == "1: expected at most 64 levels")
    #expect(problem(String(repeating: "[", count: 100_000)) == "1: expected at most 64 levels")
  }
}
