import Testing
import Texts

@Suite("A word of a command to paste")
struct ShellWordTests {
  @Test(
    "is quoted when the shell would read it otherwise",
    arguments: [
      ("load.arrivals.users=50", "load.arrivals.users=50"), ("phase2+reads=sequential", "phase2+reads=sequential"),
      ("load.arrivals={users: 5, within_seconds: 1}", "'load.arrivals={users: 5, within_seconds: 1}'"),
      ("it's", "'it'\\''s'"), ("", "''"), ("a b", "'a b'"), ("$HOME", "'$HOME'"),
      ("a\u{1B}[31m'\\", "$'a\\x1B[31m\\'\\\\'"), ("a\nb", "$'a\\x0Ab'"), ("\u{9B}", "$'\\xC2\\x9B'"),
    ]
  )
  func quoting(_ text: String, _ word: String) { #expect(ShellWord.quoted(text) == word) }

  @Test("is no option when it is a path")
  func paths() {
    #expect(ShellWord.path("-x.yaml") == "./-x.yaml")
    #expect(ShellWord.path("my scenario.yaml") == "'my scenario.yaml'")
  }
}
