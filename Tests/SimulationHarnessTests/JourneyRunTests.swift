import BookingCore
import DeterministicRuntime
import Fixtures
import LiteralTimes
import Measures
import Scenarios
import Testing
import VirtualTime

@testable import SimulationHarness

@Suite("A run of journeys")
struct JourneyRunTests {
  private static let steps = [
    "look: {}", "think: { seconds: [0, 20] }", "book: {}", "book: { exam: other }", "book: { exam: same }",
    "cancel: {}", "list: { limit: 2, pages_at_most: 3, credits: true }", "list: { filter: upcoming }",
    "book: { double_click: { share_percent: 50, after_ms: 100, key: own } }", "cancel: { come_backs_at_most: 0 }",
    "repeat: { times: 3, steps: [ book: {}, cancel: {} ] }",
    "chance: { share_percent: 50, steps: [ cancel: {}, think: { seconds: [1, 5] }, book: { exam: other } ] }",
  ]

  /// Three journeys of one to five steps, drawn.
  private static func journeys(_ seed: UInt64) -> String {
    let random = KeyedRandom(seed: seed)
    let all = (0..<3).map { number in
      var length = random.draw("length", number)
      let taken = (0..<length.uniformInteger(in: 1..<6)).map { place in
        var draw = random.draw("step", number, place)
        return "{ \(steps[draw.uniformInteger(in: 0..<steps.count)]) }"
      }
      return "{ weight: \(number + 1), steps: [ \(taken.joined(separator: ", ")) ] }"
    }
    return "  journeys: [ \(all.joined(separator: ", ")) ]\n"
  }

  @Test(
    "looks at lists of bookings from before the run, which count as none of its own",
    arguments: DesignRegistry.all.map(\.name)
  )
  func lists(_ name: String) throws {
    for (lists, calls) in [("n-plus-1", 8), ("batched", 3), ("paged", 2)] {
      let design = try DesignRegistry.design("\(name)+lists=\(lists)")
      let lines = """
          journeys: [ { steps: [ list: { filter: past }, book: {} ] } ]
        portal: { past_bookings: 3 }

        """
      let run = try ScenarioRun(try ScenarioText.scenario(adding: lines), design, seed: 1).summary()
      #expect(run.isSound, "\(run.audit.map(\.detail)) \(run.leftovers)")
      let without = lines.replacing("list: { filter: past }, ", with: "")
      let unlisted = try ScenarioRun(try ScenarioText.scenario(adding: without), design, seed: 1).summary()
      #expect(run.bookings.confirmed == unlisted.bookings.confirmed)
      // Who only looks costs what the list costs, beside what the jobs send anyway, unless equal reads are merged.
      let unmerged = try DesignRegistry.design("\(name)+lists=\(lists)+coalescing=none")
      func admitted(_ step: String) throws -> Int {
        let text = lines.replacing("list: { filter: past }, book: {}", with: step)
        let run = try ScenarioRun(try ScenarioText.scenario(adding: text), unmerged, seed: 1).summary()
        return run.hubSpot.total.sent - run.hubSpot.total.refused
      }
      let looking = try admitted("list: { filter: past }") - admitted("think: { seconds: [1, 1] }")
      #expect(looking == calls * run.bookings.visitors)
    }
  }

  @Test("is sound whatever the steps, in every design", arguments: DesignRegistry.all.map(\.name))
  func sound(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    for seed in UInt64(1)...12 {
      let scenario = try ScenarioText.scenario(adding: Self.journeys(seed) + "core: { instances: 2 }\n")
      let run = try ScenarioRun(scenario, design, seed: seed).summary()
      #expect(run.isSound, "\(Self.journeys(seed)), seed \(seed): \(run.audit.map(\.detail)) \(run.leftovers)")
      #expect(try run.digest == ScenarioRun(scenario, design, seed: seed).summary().digest)
    }
  }
}
