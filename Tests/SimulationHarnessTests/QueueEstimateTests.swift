import BookingCore
import Fixtures
import Measures
import Scenarios
import Testing
import VirtualTime

@testable import SimulationHarness

@Suite("What visitors are told of their wait in a queue that follows the limits")
struct QueueEstimateTests {
  /// A way of pacing, and with how many instances.
  struct Way: CustomTestStringConvertible {
    let design: String
    let instances: Int

    var testDescription: String { "\(design), \(instances)" }
  }

  /// Those that know the account's windows. Instances of which each has its own overrun them together, and then serve in
  /// another order.
  private static let knowing = [
    Way(design: "phase2-queued", instances: 1), Way(design: "phase2-queued+pacing=store-window", instances: 1),
    Way(design: "phase2-queued+pacing=store-window", instances: 2),
    Way(design: "phase2-queued+pacing=store-window", instances: 4),
    Way(design: "phase2-queued+pacing=window-share", instances: 2),
    Way(design: "phase2-queued+pacing=window-share", instances: 4),
  ]

  private static func samples(_ way: Way, _ lines: String, seeds: ClosedRange<UInt64> = 41...44) throws
    -> [QueuedRequestSample]
  {
    let scenario = try ScenarioText.parse(
      "scenario_version: 1\nsummary: A test\ncore: { instances: \(way.instances) }\n" + lines
    )
    let design = try DesignRegistry.design(way.design)
    return try seeds.flatMap { seed in
      let run = try ScenarioRun(scenario, design, seed: seed).measured()
      #expect(run.summary.isSound)
      return run.samples.queued
    }
  }

  @Test("is within 30 % or 3 s for nine of ten in a rush, however many instances there are", arguments: knowing)
  func rush(_ way: Way) throws {
    let samples = try Self.samples(way, "load: { arrivals: { users: 120, within_seconds: 1 } }\n")
    let kept = samples.compactMap(\.isWellEstimated)
    #expect(kept.count == 480)
    #expect(kept.count { $0 } * 10 >= kept.count * 9, "\(kept.count { $0 }) of \(kept.count)")
  }

  @Test("is so for eight of ten, at the least, while others keep coming and some of them go first", arguments: knowing)
  func steady(_ way: Way) throws {
    let samples = try Self.samples(
      way,
      """
      load:
        arrivals: { users: 240, within_seconds: 60 }
        journeys:
          - { weight: 4, steps: [ { book: {} } ] }
          - { weight: 1, steps: [ { book: { priority: high } } ] }

      """
    )
    let kept = samples.compactMap(\.isWellEstimated)
    #expect(kept.count { $0 } * 10 >= kept.count * 8, "\(kept.count { $0 }) of \(kept.count)")
  }

  @Test("is never out of all proportion, not even where instances overrun the limits together", arguments: [2, 4])
  func overrun(instances: Int) throws {
    let way = Way(design: "phase2-queued", instances: instances)
    let samples = try Self.samples(way, "load: { arrivals: { users: 120, within_seconds: 20 } }\n")
    let longest = try #require(samples.compactMap(\.wait).max())
    for sample in samples { #expect(sample.estimate < longest + longest) }
  }
}
