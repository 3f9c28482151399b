import Testing

@Suite("A digest that the program prints")
struct ReplayTests {
  private func program() throws -> Program {
    let program = try Program()
    try program.write(Program.scenario(), to: "my rush.yaml")
    return program
  }

  /// Each digest of a text with the command behind it.
  private func pairs(_ text: String) -> [(digest: String, command: String)] {
    var digest: String?
    return text.split(separator: "\n").compactMap { line in
      if let found = line.firstMatch(of: /digest ([0-9a-f]{16})/) { digest = String(found.1) }
      guard let command = line.firstMatch(of: /^[^ ].*replay: (.*)$|^replay: (.*)$/), let known = digest else {
        return nil
      }
      digest = nil
      return (known, String(command.1 ?? command.2 ?? ""))
    }
  }

  @Test(
    "comes from the command beside it, to the last digit",
    arguments: [
      "run 'my rush.yaml'", "run './my rush.yaml' --design phase2 --seed 3 --instances 2",
      "run 'my rush.yaml' --design phase1 --set load.arrivals.users=3 --set 'core.retry_after_seconds=[1, 2]'",
      "run 'my rush.yaml' --design phase2 --seeds 4-6 --set load.arrivals.users=3 --instances 3",
      "compare 'my rush.yaml' --replications 3 --seed 2", "compare 'my rush.yaml' --replications 1 --designs phase2",
      "compare 'my rush.yaml' --designs phase1,phase2+reads=sequential --until-half-width 50% --set portal.exams=2",
      "compare 'my rush.yaml' --designs phase2 --ablation --replications 2",
    ]
  )
  func replay(_ command: String) throws {
    let program = try program()
    defer { program.remove() }
    let told = try program.shell("booking-sim \(command) --full")
    #expect(told.code == 0, "\(told.errors)")
    let pairs = pairs(told.output)
    #expect(!pairs.isEmpty || command.contains("--ablation"), "\(told.output)")
    for pair in pairs {
      let again = try program.shell(pair.command)
      #expect(again.output.contains("digest \(pair.digest)"), "\(pair.command)")
    }
  }

  @Test("stands in JSON with its command, too")
  func json() throws {
    let program = try program()
    defer { program.remove() }
    let told = try program.shell("booking-sim compare 'my rush.yaml' --designs phase2 --replications 3 --format json")
    let digest = try #require(told.output.firstMatch(of: /"digest" ?: ?"([0-9a-f]{16})"/)).1
    let command = try #require(told.output.firstMatch(of: /"replay" ?: ?"([^"]*)"/)).1
    #expect(try program.shell(String(command)).output.contains("digest \(digest)"))
  }
}
