import Testing

@testable import Findings

@Suite("A word of a command to paste")
struct ShellWordTests {
  @Test(
    "is quoted when the shell would read it otherwise",
    arguments: [
      ("load.arrivals.users=50", "load.arrivals.users=50"), ("phase2+reads=sequential", "phase2+reads=sequential"),
      ("load.arrivals={users: 5, within_seconds: 1}", "'load.arrivals={users: 5, within_seconds: 1}'"),
      ("it's", "'it'\\''s'"), ("", "''"), ("a b", "'a b'"), ("$HOME", "'$HOME'"),
    ]
  )
  func quoting(_ text: String, _ word: String) { #expect(ShellWord.quoted(text) == word) }
}
