import Foundation
import Testing

@testable import booking_sim

@Suite("The command sync")
struct SyncCommandTests {
  private static let scenario =
    "scenario_version: 1\nsummary: small\nproduct: bulk-sync\nsource: { records: 250 }\n"

  private static func program(_ addition: String = "") throws -> Program {
    let program = try Program()
    try program.write(scenario + addition, to: "s.yaml")
    return program
  }

  @Test("runs the scenario's designs, or those that are named, and ends with 0 when all is sound")
  func run() throws {
    let program = try Self.program("designs: [batched, batched-paced]\n")
    defer { program.remove() }
    let all = try program.shell("booking-sim sync s.yaml --full")
    #expect(all.code == 0, "\(all.errors)")
    #expect(all.output.contains("batched-paced") && !all.output.contains("five-workers"))
    let one = try program.shell("booking-sim sync s.yaml --designs five-workers --full")
    #expect(one.code == 0 && one.output.contains("five-workers") && !one.output.contains("batched"))
  }

  @Test("gives the same bytes twice, and to a file what it gives to the terminal")
  func bytes() throws {
    let program = try Self.program()
    defer { program.remove() }
    for format in ["text", "markdown", "json"] {
      let line = "booking-sim sync s.yaml --designs batched --replications 3 --format \(format)"
      let first = try program.shell(line)
      #expect(first.code == 0 && !first.output.isEmpty, "\(first.errors)")
      #expect(try program.shell(line).output == first.output)
      #expect(try program.shell(line + " -o out").output.isEmpty)
      #expect(try program.text("out") == first.output)
    }
  }

  @Test("ends with 1 when a threshold is crossed, and says which")
  func threshold() throws {
    let program = try Self.program("thresholds: { \"calls{design:batched}\": count < 3 }\n")
    defer { program.remove() }
    let crossed = try program.shell("booking-sim sync s.yaml --designs batched")
    #expect(crossed.code == 1)
    #expect(crossed.output.contains("batched: crosses calls{design:batched} count < 3: 3"))
    #expect(try program.shell("booking-sim sync s.yaml --designs batched --set source.records=200").code == 0)
  }

  @Test("says what would be sent, and runs nothing, where that is asked")
  func dryRun() throws {
    let program = try Self.program()
    defer { program.remove() }
    let ending = try program.shell("booking-sim sync s.yaml --dry-run --format json")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("booking-sim/sync-forecast") && !ending.output.contains("digest"))
    for line in ["--dry-run --seed 3", "--seeds 1-2 --seed 3", "--replications 0", "--seeds 2-1"] {
      #expect(try program.shell("booking-sim sync s.yaml \(line)").code == 2, "\(line)")
    }
  }

  @Test("check judges a sync like bookings, both together; capacity says how many records fit into a time")
  func checkAndCapacity() throws {
    let program = try Self.program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 2), to: "b.yaml")
    let check = try program.shell("booking-sim check s.yaml b.yaml --designs batched,phase2 --seeds 1")
    #expect(check.code == 0, "\(check.errors)")
    #expect(check.output.contains("s, batched") && check.output.contains("b, phase2"))
    let written = try program.shell("booking-sim check s.yaml --designs batched --seeds 1 --baseline n.json --update")
    #expect(written.code == 0, "\(written.errors)")
    #expect(try program.shell("booking-sim check --baseline n.json").code == 0)
    let capacity = try program.shell(
      "booking-sim capacity s.yaml --designs batched --tiers 100 --max-records 300 --slo 'duration < 1 m'"
    )
    #expect(capacity.code == 0 && capacity.output.contains("300 or more"), "\(capacity.errors)")
    for (options, message) in [
      ("--max-users 3", "--max-users is of bookings; s.yaml is a sync"),
      ("--max-records 0", "--max-records is 0; expected at least 1."),
      ("--max-records 9999999", "--max-records is 9999999; expected at most 2000000."),
      ("--slo 'success{design:bached} > 1%'", "is for no design: There is no design \"bached\""),
      ("--format csv", "csv"),
      ("--designs five-workers --slo 'success{design:batched} > 1%'", "is for batched, which is not searched"),
    ] {
      let ending = try program.shell("booking-sim capacity s.yaml \(options)")
      #expect(ending.code != 0 && ending.output.isEmpty, "\(options)")
      #expect(ending.errors.contains(message), "\(options): \(ending.errors)")
    }
    try program.write(
      "scenario_version: 1\nsummary: u\nproduct: bulk-sync\nsource: { records: 9 }\nurgent: [ { at_seconds: 0, records: 9 } ]\n",
      to: "u.yaml"
    )
    let urgent = try program.shell("booking-sim capacity u.yaml --designs batched")
    #expect(urgent.code == 2 && urgent.errors.contains("neither beside nor urgent"), "\(urgent.errors)")
    let parts = try program.shell("booking-sim check s.yaml --designs batched+source=in-turn")
    #expect(parts.code == 2 && parts.errors.contains("expected batched, without other parts"), "\(parts.errors)")
    let bookings = try program.shell("booking-sim capacity b.yaml --max-records 3")
    #expect(bookings.code == 2 && bookings.errors.contains("--max-records is of a sync; b.yaml is of bookings."))
  }

  @Test("takes no scenario of bookings, and the commands of bookings take none of the sync: each names the other")
  func products() throws {
    let program = try Self.program()
    defer { program.remove() }
    try program.write(Program.scenario(visitors: 2), to: "b.yaml")
    let sync = try program.shell("booking-sim sync b.yaml")
    #expect(sync.code == 2 && sync.output.isEmpty)
    #expect(sync.errors.contains("b.yaml: product is not there"))
    #expect(sync.errors.contains("booking-sim run, compare, check"))
    for command in ["run", "compare", "league", "alerts", "sweep --vary users=1,2"] {
      let ending = try program.shell("booking-sim \(command) s.yaml")
      #expect(ending.code == 2, "\(command)")
      #expect(
        ending.errors.contains(
          "s.yaml:3: product is bulk-sync; expected booking. Such files are for booking-sim sync, check, capacity "
            + "and claims."
        ),
        "\(command): \(ending.errors)"
      )
    }
    let valid = try program.shell("booking-sim validate s.yaml")
    #expect(valid.code == 0 && valid.output.hasPrefix("s.yaml: valid, 250 records, resolves to "))
    let list = try program.shell("booking-sim scenarios .")
    #expect(list.code == 0 && list.output == "b: small\ns (bulk-sync): small\n")
  }

  @Test(
    "refuses what it cannot use, with the place and what was expected",
    arguments: [
      ("sync none.yaml", "none.yaml: there is no such file"),
      ("sync s.yaml --designs bached", "Did you mean batched?"),
      ("sync s.yaml --designs batched,batched", "--designs names batched twice"),
      ("sync s.yaml --set source.recrds=3", "Did you mean records?"),
      ("sync f.yaml", "names.csv: cannot be read (No such file or directory); expected a CSV file"),
      ("plan-sync bad.csv", "bad.csv: line 3, column 13: count is \"many\"; expected a whole number"),
      ("plan-sync good.csv --tier startr", "Did you mean starter?"),
      ("plan-sync good.csv --tier 0", "--tier has 0; expected requests per 10 s from 1 to 100000."),
      ("records --count=-1", "--count is -1; expected 0 to 10000000."),
      ("records --count 5 --changed 60 --removed 50", "expected at most 100 % together"),
      ("records --count 5 --changed 2%", "expected a number of percent from 0 to 100, such as 1."),
    ]
  )
  func wrong(line: String, message: String) throws {
    let program = try Self.program()
    defer { program.remove() }
    try program.write(Self.scenario.replacing("records: 250", with: "file: names.csv"), to: "f.yaml")
    try program.write("name,year,sex,count\nMary,1880,F,7065\n", to: "good.csv")
    try program.write("name,year,sex,count\nMary,1880,F,7065\nMary,1881,F,many\n", to: "bad.csv")
    let ending = try program.shell("booking-sim \(line)")
    #expect(ending.code == 2 && ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }

  @Test("and its relatives make records, plan with them, and bring those of a file to HubSpot")
  func files() throws {
    let program = try Self.program()
    defer { program.remove() }
    #expect(try program.shell("booking-sim records --count 300 --seed 4 -o before.csv").code == 0)
    #expect(try program.shell("booking-sim records --count 300 --seed 4 --changed 2 -o now.csv").code == 0)
    let (before, now) = (try program.text("before.csv"), try program.text("now.csv"))
    #expect(before.split(separator: "\n").count == 301)
    #expect(zip(before.split(separator: "\n"), now.split(separator: "\n")).count { $0 != $1 } == 6)
    #expect(try program.shell("booking-sim records --count 300 --seed 4").output == before)
    let plan = try program.shell("booking-sim plan-sync now.csv --before before.csv --designs batched --tier 190")
    #expect(plan.code == 0 && plan.output.contains("190 calls/10 s"), "\(plan.errors)")
    try program.write(
      Self.scenario.replacing("records: 250", with: "file: now.csv, before: before.csv"),
      to: "f.yaml"
    )
    let ending = try program.shell("booking-sim sync f.yaml --designs batched-paced --format json")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("\"writes\" : 6") || ending.output.contains("\"writes\": 6"))
  }

  @Test("runs both products in one account, and refuses what cannot be shared")
  func beside() throws {
    let program = try Self.program()
    defer { program.remove() }
    let bookings = "scenario_version: 1\nsummary: A test\nload: { arrivals: { users: 3, within_seconds: 1 } }\n"
    try program.write(bookings, to: "b.yaml")
    func write(_ beside: String) throws {
      let sync = "scenario_version: 1\nsummary: A test\nproduct: bulk-sync\nsource: { records: 250 }\n"
      try program.write(sync + "designs: [batched]\nbeside: { \(beside) }\n", to: "both.yaml")
    }
    try write("scenario: b.yaml, designs: [phase2]")
    let ending = try program.shell("booking-sim sync both.yaml --seeds 1-2")
    #expect(ending.code == 0 && ending.output.contains("All 12 runs sound"), "\(ending.output) \(ending.errors)")
    #expect(ending.output.contains("phase2 + batched, yielding"))

    for (beside, message) in [
      ("scenario: none.yaml", "none.yaml: there is no such file"),
      ("scenario: b.yaml, designs: [phase9]", "both.yaml: beside.designs names phase9, which cannot be run"),
      (
        "scenario: b.yaml, reserve: 100",
        "both.yaml: beside.reserve is 100, and HubSpot allows 100 calls in ten seconds"
      ),
    ] {
      try write(beside)
      let ending = try program.shell("booking-sim sync both.yaml")
      #expect(ending.code == 2 && ending.output.isEmpty && ending.errors.contains(message), "\(ending.errors)")
    }
    try write("scenario: b.yaml, reserve: 99")
    #expect(try program.shell("booking-sim sync both.yaml --designs batched").code == 0)
  }
}
