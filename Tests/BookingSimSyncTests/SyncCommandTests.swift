import Foundation
import SQLiteFile
import SQLiteJournal
import Testing

@Suite("The command booking-sim-sync", .timeLimit(.minutes(10)))
final class SyncCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  deinit { program.remove() }

  private func refusal(_ line: String) throws -> String {
    let ending = try program.run(line)
    #expect(ending.code == 2, "\(line)")
    #expect(ending.output.isEmpty)
    return ending.errors
  }

  @Test("brings a file to HubSpot, then only what has changed in it")
  func file() throws {
    try program.write("name,year,sex,count\nMary,1880,F,7065\n\"O\"\"Neil, J\",1880,M,5\n", to: "names.csv")
    let first = try program.run("run --journal j --source names.csv")
    #expect(first.code == 0)
    #expect(
      first.output == """
        source        names.csv (2 records)
        design        batched-paced
        journal       j, HubSpot's records in j.hubspot
        resumed       nothing: no work was left from before
        took          0.2 s of virtual time
        calls         1 (1 record_upsert)
        429s          0
        dead letters  0
        audit         sound: each record of the source is in HubSpot once, with the content last given

        """
    )
    #expect(first.errors == "2 of 2 records settled at 0.2 s\n")
    #expect(
      try program.run("state --journal j").output == """
        record_key,given_name,birth_year,sex,children
        1880-F-Mary,Mary,1880,F,7065
        "1880-M-O""Neil, J","O""Neil, J",1880,M,5

        """
    )
    try program.write("name,year,sex,count\nMary,1880,F,7066\n", to: "names.csv")
    let second = try program.run("run --journal j --source names.csv")
    #expect(second.output.contains("\ncalls         2 (1 record_archive, 1 record_upsert)\n"))
    #expect(
      try program.run("state --journal j").output.hasSuffix("children\n1880-F-Mary,Mary,1880,F,7066\n")
    )
    #expect(try program.run("run --journal j --source names.csv").output.contains("\ncalls         0\n"))
  }

  @Test("stops when it is asked to with nothing in flight, says how far it is, and goes on")
  func stopped() throws {
    // Twenty calls in ten seconds: ten of thirty batches are left when it stops.
    let command = "run --journal j --design batched --tier 20 --records 3000"
    let stopped = try program.run(command + " --stop-after 5")
    #expect(stopped.code == 0)
    #expect(
      stopped.output.hasSuffix(
        "\naudit         not yet: stopped after 5 s, as asked; the same command goes on where this one stopped\n"
      )
    )
    #expect(
      try program.run("progress --journal j").output == """
        in HubSpot    2,000 records acknowledged
        settled       2,000 records
        left          1,000 records
        batches       10 waiting, 0 in flight
        dead letters  0

        """
    )
    let rest = try program.run(command)
    #expect(rest.code == 0)
    let resumed = "2,000 records settled before, 1,000 left in 10 batches, 0 of them in flight when it ended"
    #expect(rest.errors.hasPrefix("goes on: \(resumed)\n"))
    #expect(rest.output.contains("\nresumed       \(resumed)\n"))
    #expect(rest.output.contains("\ncalls         10 (10 record_upsert)\n"))
  }

  @Test("refuses what it cannot use, and leaves the journal as it was")
  func refusals() throws {
    #expect(try program.run("run --journal j --design batched --records 3000 --die-at-call 12").isKilled)
    let before = try program.run("progress --journal j").output
    #expect(before.contains("\nleft          3,000 records\n") && !before.contains(" 0 in flight"))
    try program.write("name,year,sex,count\nMary,1880,X,7065\n", to: "bad.csv")
    for (line, message) in [
      ("--source bad.csv", "bad.csv, line 2, column 11: sex is \"X\"; expected F or M\n"),
      ("--source none.csv", "none.csv cannot be read (No such file or directory); expected a CSV file of records.\n"),
      ("--records=-1", "--records is -1; expected 0 to 10,000,000.\n"),
      ("--stop-after 0", "--stop-after is 0; expected 1 or more seconds.\n"),
      (
        "--source bad.csv --records 3",
        "--source is given with --records, --changed, --added or --removed; expected one or the other.\n"
      ),
      (
        "--changed 60 --removed 41",
        "--changed, --added and --removed: expected percents from 0, of changed and removed 100 in all.\n"
      ),
      (
        "--design one-by-one",
        "--design one-by-one keeps no journal; expected one of five-workers, five-by-five, batched, batched-paced.\n"
      ),
      (
        "--design batch",
        "--design batch is no design; expected one of five-workers, five-by-five, batched, batched-paced.\n"
      ),
      (
        "--records 3000",
        "j holds unfinished work of the design batched on objects of type 2-7001. Finish it with --design batched, "
          + "or begin with another file.\n"
      ),
    ] {
      #expect(try refusal("run --journal j \(line)") == message)
    }
    #expect(try program.run("progress --journal j").output == before)
    #expect(try refusal("run --journal j --tier gold").contains("starter"))
    #expect(try refusal("run").contains("--journal"))
    #expect(
      try refusal("progress --journal none")
        == "none: there is no such file; expected a journal that `booking-sim-sync run` has made.\n"
    )
    #expect(
      try refusal("state --journal bad.csv").hasPrefix("bad.csv is not a journal of a sync (file is not a database)")
    )
  }

  @Test("refuses a journal in use, and one without HubSpot's records")
  func files() throws {
    try #require(try program.run("run --journal j --records 300").code == 0)
    let held = try SQLiteFile(program.path("j"), .syncJournal)
    let inUse = try refusal("run --journal j --records 300")
    try held.close()
    #expect(inUse == "j is in use by another process; wait until that has ended, or name another file.\n")
    try FileManager.default.removeItem(atPath: program.path("j.hubspot"))
    #expect(
      try refusal("run --journal j --records 300")
        == "j knows 300 records in HubSpot, j.hubspot holds 0; expected the two files of one sync. Put them back "
        + "together, or begin with another file.\n"
    )
    #expect(!FileManager.default.fileExists(atPath: program.path("j.hubspot")))
    #expect(FileManager.default.fileExists(atPath: program.path("j")))
  }

  @Test("refuses what HubSpot held in another sync beside a journal that begins, and makes nothing when it refuses")
  func strangers() throws {
    try #require(try program.run("run --journal j --records 300").code == 0)
    try FileManager.default.removeItem(atPath: program.path("j"))
    #expect(
      try refusal("run --journal j --records 250")
        == "j.hubspot holds 50 records that the source does not have, and j knows of none: it is what HubSpot held in "
        + "another sync. Put the journal of that sync back, remove j.hubspot, or begin with another file.\n"
    )
    try program.write("no database, and longer than nothing", to: "k.hubspot")
    #expect(try refusal("run --journal k --records 3").hasPrefix("k.hubspot is not "))
    #expect(!FileManager.default.fileExists(atPath: program.path("k")))
  }

  @Test("sends everything again to a HubSpot whose journal is lost: nothing is doubled")
  func lostJournal() throws {
    try #require(try program.run("run --journal j --records 300").code == 0)
    try FileManager.default.removeItem(atPath: program.path("j"))
    let again = try program.run("run --journal j --records 300")
    #expect(again.code == 0)
    #expect(again.output.contains("\ncalls         3 (3 record_upsert)\n"))
    #expect(try program.run("state --journal j").output.count { $0 == "\n" } == 301)
  }
}
