import Benchmark
import BookingCore
import DeterministicRuntime
import Experiments
import Foundation
import Measures
import Results
import Scenarios
import SimulatedHubSpot
import SimulationHarness
import VirtualTime

// The design of the whole runs comes from the environment, so that the benchmark tool can keep one baseline for each
// design and compare them: BOOKING_DESIGN=phase1 swift package benchmark baseline update phase1

private let nanosecondsPerEvent = BenchmarkMetric.custom("ns per event", polarity: .prefersSmaller)
private let nanosecondsPerJudgement = BenchmarkMetric.custom("ns per judgement", polarity: .prefersSmaller)
private let nanosecondsPerCall = BenchmarkMetric.custom("ns per HubSpot call", polarity: .prefersSmaller)
private let nanosecondsPerKey = BenchmarkMetric.custom("ns per key", polarity: .prefersSmaller)
private let millicallsPerBooking = BenchmarkMetric.custom("millicalls per booking", polarity: .prefersSmaller)
private let refusalsPerMillion = BenchmarkMetric.custom("429 share (ppm)", polarity: .prefersSmaller)
private let wallTimeRatio = BenchmarkMetric.custom("wall time, % of phase2", polarity: .prefersSmaller)
private let bookingTime = BenchmarkMetric.custom("time to booking p99 (us)", polarity: .prefersSmaller)

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident],
    warmupIterations: 1,
    maxDuration: .seconds(3),
    maxIterations: 30
  )

  Benchmark("runtime: rush model, 400 users", configuration: .init(metrics: [.wallClock, nanosecondsPerEvent])) {
    benchmark in
    let start = ContinuousClock.now
    let result = try RushModel.run(users: 400)
    benchmark.measurement(nanosecondsPerEvent, nanoseconds(since: start) / result.events)
  }

  Benchmark("limits: 100,000 judgements", configuration: .init(metrics: [.wallClock, nanosecondsPerJudgement])) {
    benchmark in
    var limits = HubSpotLimits.starter()
    limits.burst = HubSpotLimits.assumedBurst
    var limiter = RateLimiter(limits, otherTraffic: .none, epoch: 0, random: KeyedRandom(seed: 1))
    let start = ContinuousClock.now
    for number in 0..<100_000 {
      blackHole(limiter.judge(isSearch: number % 10 == 0, at: VirtualInstant(nanoseconds: Int64(number) * 40_000_000)))
    }
    benchmark.measurement(nanosecondsPerJudgement, nanoseconds(since: start) / 100_000)
  }

  Benchmark("call: core, transports, simulator, measurement", configuration: .init(metrics: [nanosecondsPerCall])) {
    benchmark in
    let calls = 20_000
    let start = ContinuousClock.now
    try CallLoop.run(calls: calls)
    benchmark.measurement(nanosecondsPerCall, nanoseconds(since: start) / calls)
  }

  // Ten times the keys, the same time for each.
  for keys in [1_000, 10_000] {
    let lines = [
      "unknown": (0..<keys).map { "k\($0): 1\n" },
      "given again": (0..<keys).map { "k\($0): 1\nk\($0): 2\n" },
    ]
    for (what, lines) in lines.sorted(by: { $0.key < $1.key }) {
      let text = "scenario_version: 1\n" + lines.joined()
      Benchmark("settings: \(keys) keys \(what)", configuration: .init(metrics: [nanosecondsPerKey])) { benchmark in
        let start = ContinuousClock.now
        do {
          blackHole(try ScenarioFile.parse(text: text, fileName: "keys.yaml"))
        } catch {
          blackHole("\(error)")
        }
        benchmark.measurement(nanosecondsPerKey, nanoseconds(since: start) / keys)
      }
    }
  }

  // The ratio of the two is the speed-up that all cores give.
  Benchmark("replications: rush-100, 3 designs x 20 seeds, one core") { _ in
    let study = try ReplicationLoop.study()
    for run in 0..<study.experiment.runs { blackHole(try study.row(run)) }
  }

  Benchmark("replications: rush-100, 3 designs x 20 seeds, all cores") { _ in
    let study = try ReplicationLoop.study()
    blackHole(try study.fold(0..<study.experiment.runs, into: ReplicationFold(study.experiment, pairs: [])))
  }

  // What merging and pacing cost this machine, against a design that sends about five calls a booking singly.
  Benchmark(
    "designs: coalesced against phase2, rush-400 without limits",
    configuration: .init(metrics: [wallTimeRatio])
  ) {
    benchmark in
    let runs = try WithoutLimits()
    let (coalesced, phase2) = (try runs.time(of: .coalesced, seed: 1), try runs.time(of: .phase2, seed: 1))
    benchmark.measurement(wallTimeRatio, Int(coalesced / phase2 * 100))
  }

  for name in ["rush-100", "rush-200", "rush-400"] { wholeRun(name) }
}

private func wholeRun(_ name: String) {
  let design = ProcessInfo.processInfo.environment["BOOKING_DESIGN"] ?? "phase2"
  Benchmark(
    "run: \(name)",
    configuration: .init(
      metrics: [.wallClock, .peakMemoryResident, millicallsPerBooking, refusalsPerMillion, bookingTime]
    )
  ) { benchmark in
    guard let design = DesignRegistry.named(design) else { return benchmark.error("There is no design \(design).") }
    let scenario = try ScenarioFile.load(path: "scenarios/\(name).yaml")
    let summary = try ScenarioRun(scenario, design, seed: 1).summary()
    benchmark.measurement(millicallsPerBooking, Int((summary.hubSpot.callsPerBooking ?? 0) * 1_000))
    benchmark.measurement(refusalsPerMillion, Int((summary.hubSpot.total.share429 ?? 0) * 1_000_000))
    benchmark.measurement(bookingTime, Int((summary.latency.timeToBooking.p99 ?? 0) * 1_000))
  }
}

private func nanoseconds(since start: ContinuousClock.Instant) -> Int {
  let (seconds, attoseconds) = (ContinuousClock.now - start).components
  return Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
}
