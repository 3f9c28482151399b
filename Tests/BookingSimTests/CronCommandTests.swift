import Testing

@testable import booking_sim

@Suite("A cron that no host would keep")
struct CronCommandTests {
  private static let refusals: [(settings: String, message: String)] = [
    (
      "--set core.jobs=cron --set cron.interval_seconds.process-notes=30",
      "expected at least cron.shortest_interval_seconds (60)"
    ),
    ("--set core.jobs=cron --set cron.interval_seconds.process-notes=0", "is 0; expected at least 0.01"),
    ("--set cron.doubled=true", "is not read with core.jobs resident"),
    ("--set core.jobs=cron --set cron.interval_seconds.proces-notes=60", "Did you mean process-notes?"),
  ]

  @Test("is refused with what was expected, and exit code 2", arguments: refusals)
  func refused(_ settings: String, _ message: String) throws {
    let program = try Program()
    defer { program.remove() }
    try program.write(Program.scenario(), to: "s.yaml")
    let ending = try program.shell("booking-sim run s.yaml --design phase2 \(settings)")
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }
}
