import DeterministicRuntime
import Dispatch
import Foundation
import Synchronization
import Testing

/// A server with one worker, whose service takes a random time.
private actor Server {
  private let clock = VirtualClock()
  private let random: KeyedRandom
  private let service = LogNormalDuration(medianNanoseconds: 20_000_000, sigma: 0.25)
  private(set) var digest = RunDigest()

  init(seed: UInt64) { random = KeyedRandom(seed: seed) }

  func serve(visitor: Int, attempt: Int) async throws {
    var draw = random.draw("service", visitor, attempt)
    try await clock.sleep(nanoseconds: service.nanoseconds(&draw))
    digest.combine(clock.nanoseconds)
    digest.combine(visitor)
    digest.combine("attempt \(attempt)")
    digest.combine(attempt == 2)
  }
}

nonisolated private func rush(seed: UInt64, visitors: Int) throws -> RunDigest {
  try Simulation.run {
    let server = Server(seed: seed)
    let random = KeyedRandom(seed: seed)
    let gap = ExponentialDuration(meanNanoseconds: 50_000_000)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for visitor in 0..<visitors {
        group.addTask {
          for attempt in 0..<3 {
            var draw = random.draw("gap", visitor, attempt)
            try await VirtualClock().sleep(nanoseconds: gap.nanoseconds(&draw))
            try await server.serve(visitor: visitor, attempt: attempt)
          }
        }
      }
      try await group.waitForAll()
    }
    return await server.digest
  }.output
}

/// Runs `count` rushes on each of two threads and returns all their digests.
nonisolated private func digestsOfTwoThreads(count: Int) -> [RunDigest?] {
  let digests = Mutex<[RunDigest?]>([])
  let group = DispatchGroup()
  for _ in 1...2 {
    group.enter()
    Thread {
      for _ in 0..<count {
        let digest = try? rush(seed: 1, visitors: 10)
        digests.withLock { $0.append(digest) }
      }
      group.leave()
    }.start()
  }
  group.wait()
  return digests.withLock { $0 }
}

@Suite("Equal runs")
struct RepeatabilityTests {
  @Test("have one digest in every process, in debug and in release")
  func golden() throws {
    #expect(try rush(seed: 1, visitors: 100).description == "d057cf2cd798303d")
    #expect(try rush(seed: 2, visitors: 100).description == "3dfd30b237872d61")
  }

  @Test("have one digest in 1000 runs on two threads side by side")
  func twoThreads() throws {
    let digests = digestsOfTwoThreads(count: 500)
    let expected = try rush(seed: 1, visitors: 10)
    #expect(digests.count == 1000)
    #expect(digests.allSatisfy { $0 == expected })
  }

  @Test("may run one within the other, each with its own time")
  func nested() throws {
    let times = try Simulation.run {
      let clock = VirtualClock()
      try await clock.sleep(milliseconds: 5)
      let inner = try Simulation.run {
        try await clock.sleep(milliseconds: 70)
        return clock.nanoseconds
      }.output
      let between = clock.nanoseconds
      try await clock.sleep(milliseconds: 5)
      return [inner, between, clock.nanoseconds]
    }.output
    #expect(times == [70_000_000, 5_000_000, 10_000_000])
  }

  @Test("may run within a task of the process while its other tasks go on")
  func withinTasks() async throws {
    let expected = try rush(seed: 3, visitors: 5)
    let digests = try await withThrowingTaskGroup(of: RunDigest.self) { group in
      for _ in 0..<40 { group.addTask { try rush(seed: 3, visitors: 5) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(digests.count == 40)
    #expect(digests.allSatisfy { $0 == expected })
  }
}
