import Foundation
import Reports
import Testing

@testable import booking_sim

@Suite("What the program reads and writes")
struct OutputTests {
  private func with(_ body: (Program) throws -> Void) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 2), to: "s.yaml")
    try body(program)
  }

  private static let shard = "booking-sim compare s.yaml --designs phase2 --replications 2 --shard 1/1 --output"

  @Test("goes into pipes and devices as it comes, and through links, and not over a directory")
  func places() throws {
    try with { program in
      #expect(try program.shell("\(Self.shard) whole.jsonl").code == 0)
      let whole = try program.text("whole.jsonl")
      #expect(try program.shell("\(Self.shard) /dev/stdout | cat").output == whole)
      #expect(try program.shell("\(Self.shard) /dev/fd/3 3>&1 >/dev/null | cat").output == whole)
      #expect(try program.shell("echo kept >log; \(Self.shard) /dev/stdout >>log; cat log").output == "kept\n" + whole)
      #expect(try program.shell("mkfifo f; cat f & \(Self.shard) f; wait").output == whole)
      #expect(try program.shell("\(Self.shard) /dev/null").code == 0)
      #expect(try program.shell("ln -s later.jsonl l; \(Self.shard) l; test -L l && cat later.jsonl").output == whole)
      #expect(try program.shell("chmod 600 later.jsonl; \(Self.shard) l; stat -c %a later.jsonl").output == "600\n")
      let directory = try program.shell("mkdir d; \(Self.shard) d")
      #expect(directory.code == 2)
      #expect(directory.errors == "d is a directory; expected the path of a file to write.\n")
      let loop = try program.shell("ln -s a b; ln -s b a; \(Self.shard) a")
      #expect(loop.code == 2)
      #expect(try program.shell("\(Self.shard) /dev/full").errors.contains("free space on the disk"))
      #expect(!program.contents.contains { $0.hasSuffix(".part") })
    }
  }

  @Test("as rows fails before the run when a file cannot be")
  func rows() throws {
    try with { program in
      let ending = try program.shell("mkdir -p d/requests.csv; booking-sim run s.yaml --csv d")
      #expect(ending.code == 2)
      #expect(ending.output.isEmpty)
      #expect(ending.errors == "d/requests.csv is a directory; expected the path of a file to write.\n")
      #expect(try program.shell("ls d").output == "requests.csv\n")
      #expect(try program.shell("booking-sim run s.yaml --csv e --log-level loud").code == 2)
      #expect(!program.contents.contains("e"))
    }
  }

  @Test("comes from pipes as well as from files: scenarios, shards and baselines")
  func pipes() throws {
    try with { program in
      let direct = try program.shell("booking-sim compare s.yaml --designs phase2 --replications 2")
      let merged = try program.shell("\(Self.shard) p.jsonl; booking-sim merge <(cat p.jsonl)")
      #expect(merged.output == direct.output)
      #expect(try program.shell("cat p.jsonl | booking-sim merge /dev/stdin").output == direct.output)
      let check = "booking-sim check s.yaml --designs phase2 --seeds 1"
      #expect(try program.shell("\(check) --baseline b.json --update").code == 0)
      #expect(try program.shell("\(check) --baseline <(cat b.json)").code == 0)
      #expect(try program.shell("cat b.json | \(check) --baseline /dev/stdin").code == 0)
      let update = try program.shell("\(check) --baseline <(cat b.json) --update")
      #expect(update.code == 2)
      #expect(update.errors.contains("is a pipe or a device; expected with --update a file"))
      #expect(try program.shell("cat s.yaml | booking-sim validate /dev/stdin").code == 0)
      #expect(try program.shell("booking-sim validate <(cat s.yaml)").code == 0)
    }
  }

  @Test("is not read to the end by whoever has seen enough: the exit code still tells the outcome")
  func closed() throws {
    try with { program in
      for line in ["booking-sim run s.yaml | true; exit ${PIPESTATUS[0]}", "booking-sim run s.yaml >&-"] {
        let ending = try program.shell(line)
        #expect(ending.code == 0, "\(line)")
        #expect(ending.errors.isEmpty)
      }
      // What is opened next does not become the standard output.
      #expect(try program.shell("\(Self.shard) q.jsonl >&- 2>&-; booking-sim merge q.jsonl").code == 0)
      let full = try program.shell("booking-sim run s.yaml >/dev/full")
      #expect(full.code == 2)
      #expect(full.errors.hasPrefix("standard output cannot be written (No space left on device)"))
    }
  }

  @Test("is no valid scenario with a threshold for a design that does not exist, or for a metric with a look-alike")
  func thresholds() throws {
    try with { program in
      for (metric, words) in [
        ("success{design:phse2}", "Did you mean phase2?"),
        ("s\u{443}ccess", "it has U+0443, which only looks like y in the name of a metric."),
        ("success{d\u{435}sign:phase2}", "it has U+0435, which only looks like e in the name of a tag."),
      ] {
        try program.write(Program.scenario() + "thresholds:\n  \"\(metric)\": rate > 1%\n", to: "t.yaml")
        let ending = try program.shell("booking-sim validate t.yaml")
        #expect(ending.code == 2)
        #expect(ending.output.isEmpty)
        #expect(ending.errors.contains(words), "\(ending.errors)")
      }
    }
  }

  @Test("has colour on a terminal that has some, unless somebody wants none")
  func colour() {
    #expect(Console.style(isTerminal: true, ["TERM": "xterm"]) == .coloured)
    #expect(Console.style(isTerminal: true, ["TERM": "xterm", "NO_COLOR": ""]) == .coloured)
    #expect(Console.style(isTerminal: true, ["TERM": "dumb"]) == .plain)
    #expect(Console.style(isTerminal: true, ["TERM": "xterm", "NO_COLOR": "1"]) == .plain)
    #expect(Console.style(isTerminal: false, ["TERM": "xterm"]) == .plain)
  }

  @Test("is a screen of a run or a comparison, everything, its charts, or the rows that were asked for")
  func sights() throws {
    try with { program in
      let screen = try program.shell("booking-sim compare s.yaml --replications 2")
      #expect(screen.code == 0)
      let lines = screen.output.split(separator: "\n")
      #expect(lines.count <= 23 && lines.allSatisfy { $0.count <= 80 })
      let full = try program.shell("booking-sim compare s.yaml --replications 2 --full").output
      #expect(full.contains("Differences") && full.hasSuffix("\n\n" + screen.output))
      let charts = try program.shell("booking-sim compare s.yaml --replications 2 --charts").output
      #expect(charts.contains("Calls in the rolling 10 s window") && !charts.contains("What binds"))
      let chosen = "--measure 'note_delay p(99)' --measure offered"
      let rows = try program.shell("booking-sim compare s.yaml --replications 2 \(chosen)").output
      #expect(rows.contains("\nnote_delay p(99)") && rows.contains("\noffered") && !rows.contains("booked in the end"))
      #expect(try program.shell("booking-sim run s.yaml \(chosen)").output.contains("\nnote_delay p(99)"))
    }
  }

  @Test("is refused where what is to be seen cannot be: twice, elsewhere, or of a measure that there is not")
  func sightless() throws {
    try with { program in
      for (command, words) in [
        ("compare s.yaml --full --charts", "--full has the charts as well; give it or --charts."),
        ("run s.yaml --seeds 1-2 --measure offered", "--measure chooses rows of one run's text"),
        ("run s.yaml --format json --measure offered", "--measure chooses rows of one run's text"),
        ("compare s.yaml --measure share_428", "did you mean share_429?"),
        ("compare s.yaml --measure 'success{design:phase9}'", "Did you mean phase1?"),
      ] {
        let ending = try program.shell("booking-sim \(command)")
        #expect(ending.code == 2, "\(command)")
        #expect(ending.output.isEmpty)
        #expect(ending.errors.contains(words), "\(ending.errors)")
      }
    }
  }

  @Test("names one visitor as one")
  func one() throws {
    try with { program in
      try program.write(Program.scenario(visitors: 1), to: "one.yaml")
      #expect(try program.shell("booking-sim validate one.yaml").output.contains("valid, 1 visitor, resolves"))
    }
  }

  @Test("never moves the cursor of a terminal", arguments: ["a\u{1B}[2Jb", "\u{9B}31m", "a\rb", "\u{202E}x", "\u{7}"])
  func control(_ text: String) {
    let safe = TerminalText.safe("\u{1B}[31;1mbad\u{1B}[0m \(text)\n")
    #expect(safe.hasPrefix("\u{1B}[31;1mbad\u{1B}[0m "))
    let rest = safe.dropFirst("\u{1B}[31;1mbad\u{1B}[0m ".count)
    #expect(
      rest.unicodeScalars.allSatisfy { $0 == "\n" || !$0.properties.generalCategory.isHidden },
      "\(rest.debugDescription)"
    )
    #expect(rest.contains("\\u{"))
  }

  @Test("has nothing of a file that a terminal obeys, wherever the file's letters go")
  func messages() throws {
    try with { program in
      try program.write(
        "scenario_version: 1\n\"x\\e[2Jy\": \"\\e]0;t\\a\"\nsummary: \"a\\e[31m\"\nload: 1\n",
        to: "bad.yaml"
      )
      try program.write("{\"\u{1B}[2J\": 1}", to: "bad.json")
      for command in ["validate bad.yaml", "scenarios .", "check s.yaml --baseline bad.json", "merge bad.json"] {
        let ending = try program.shell("booking-sim \(command)")
        #expect(ending.code == 2)
        #expect(!(ending.output + ending.errors).contains("\u{1B}"), "\(command): \(ending.errors.debugDescription)")
      }
    }
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isHidden: Bool { [.control, .format, .lineSeparator, .paragraphSeparator].contains(self) }
}

@Suite("A value of an option that cannot be")
struct OptionValueTests {
  @Test(
    "is answered with what was expected",
    arguments: [
      ("run s.yaml --seed=-1", "expected a whole number from 0 to"), ("run s.yaml --seed x", "such as 7"),
      ("run s.yaml --seeds 5-1", "expected one seed or a range"),
      ("run s.yaml --instances two", "expected a whole number"),
      ("run s.yaml --format xml", "text"), ("compare s.yaml --until-half-width 200%", "expected a share above 0"),
      ("compare s.yaml --replications 1e3", "expected a whole number"),
      ("capacity s.yaml --hold 20", "expected a share"),
      ("capacity s.yaml --max-users 1.5", "expected a whole number"),
      ("sweep s.yaml --replications many", "expected a whole"),
      ("check s.yaml --seeds 1..3", "such as 7 or 1-200"), ("claims --replications 0x10", "expected a whole number"),
      ("run s.yaml --instances 99999999999999999999", "expected a whole number"),
    ]
  )
  func expected(_ line: String, _ words: String) throws {
    let program = try Program()
    defer { program.remove() }
    let ending = try program.shell("booking-sim \(line)")
    #expect(ending.code == 2)
    #expect(ending.errors.contains(words), "\(ending.errors)")
  }
}

@Suite("The directory of a path")
struct DirectoryPathTests {
  @Test(
    "is what stands before the last part",
    arguments: [
      ("l", "."), ("a/b/c", "a/b"), ("/c", "/"), ("/", "/"), ("a/", "."), ("a//b/", "a/"), ("./x", "."), ("../x", ".."),
    ]
  )
  func parents(_ path: String, _ parent: String) { #expect(DirectoryPath.parent(of: path) == parent) }
}
