import LiteralTimes
import Results
import Testing
import VirtualTime

@testable import Experiments

@Suite("The values of --vary")
struct VaryAxisTests {
  @Test(
    "are a range with a step, a doubling, or a list",
    arguments: [
      ("users=50..200:50", "load.arrivals.users", ["50", "100", "150", "200"]),
      ("users=50..190:50", "load.arrivals.users", ["50", "100", "150"]),
      ("users=5..5:1", "load.arrivals.users", ["5"]),
      ("arrivals.within=1s..10s", "load.arrivals.within_seconds", ["1", "2", "4", "8", "10"]),
      ("arrivals.within=1m,90", "load.arrivals.within_seconds", ["60", "90"]),
      ("tier=starter,enterprise", "hubspot.tier", ["starter", "enterprise"]),
      ("tier=100,190,250", "hubspot.ten_second_limit", ["100", "190", "250"]),
      ("core.queue_batch=1..4", "core.queue_batch", ["1", "2", "4"]),
      (
        "load.visitors.come_back_after_seconds=[1, 2],[3,4]", "load.visitors.come_back_after_seconds",
        ["[1, 2]", "[3,4]"]
      ),
      ("hubspot.tier=starter,enterprise", "hubspot.tier", ["starter", "enterprise"]),
    ]
  )
  func values(_ text: String, _ key: String, _ values: [String]) throws {
    let axis = try VaryAxis(parsing: text)
    #expect(axis.key == key)
    #expect(axis.values == values)
  }

  @Test("double up to the largest number there is")
  func doubling() throws {
    let values = try VaryAxis(parsing: "users=1..9223372036854775807").values
    #expect(values.count == 64)
    #expect(values.suffix(2) == ["4611686018427387904", "9223372036854775807"])
  }

  @Test(
    "are refused when they are none",
    arguments: [
      ("users", VaryError.noValues("users")), ("users=", .noValues("users=")), ("=5", .noValues("=5")),
      ("users=5,,6", .emptyValue("users=5,,6")), ("users=9..5:1", .badRange("users=9..5:1")),
      ("users=1..5:0", .badRange("users=1..5:0")),
      ("users=0..5", .badRange("users=0..5")), ("users=a..b:1", .badRange("users=a..b:1")),
      ("tier=100,professional", .mixedTiers("tier=100,professional")),
      ("tier=100,100", .repeated("tier=100,100")),
      ("arrivals.within=1500ms", .badTime("arrivals.within=1500ms", "1500ms")),
      ("users=1..9999999999:1", .tooMany("users=1..9999999999:1")),
    ]
  )
  func errors(_ text: String, _ error: VaryError) {
    #expect(throws: error) { try VaryAxis(parsing: text) }
  }
}

@Suite("The grid of a sweep")
struct SweepGridTests {
  @Test("has every combination, the last key running fastest")
  func order() throws {
    let grid = try SweepGrid([try VaryAxis(parsing: "users=1,2"), try VaryAxis(parsing: "tier=100,190,250")])
    #expect(grid.count == 6)
    #expect(
      (0..<6).map { grid.settings($0).map(\.value).joined(separator: "/") } == [
        "1/100", "1/190", "1/250", "2/100", "2/190", "2/250",
      ]
    )
  }

  @Test("is refused when a key is varied twice, under whatever name")
  func twice() throws {
    let axes = [try VaryAxis(parsing: "users=1,2"), try VaryAxis(parsing: "load.arrivals.users=3")]
    #expect(throws: VaryError.keyTwice("load.arrivals.users")) { try SweepGrid(axes) }
    let tiers = [try VaryAxis(parsing: "tier=100"), try VaryAxis(parsing: "tier=starter")]
    #expect(throws: VaryError.keyTwice("tier")) { try SweepGrid(tiers) }
  }
}
