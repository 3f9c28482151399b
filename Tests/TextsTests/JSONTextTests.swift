import Testing

@testable import Texts

@Suite("A text in JSON")
struct JSONTextTests {
  @Test(
    "is quoted, with what JSON does not allow within quotes escaped",
    arguments: [
      ("", "\"\""), ("a \"b\"", "\"a \\\"b\\\"\""), ("c\\d", "\"c\\\\d\""), ("e\nf", "\"e\\nf\""),
      ("\u{1}\t", "\"\\u0001\\u0009\""), ("ü € 𝄞", "\"ü € 𝄞\""),
    ]
  )
  func quoting(_ text: String, _ json: String) { #expect(JSONText.quoted(text) == json) }
}
