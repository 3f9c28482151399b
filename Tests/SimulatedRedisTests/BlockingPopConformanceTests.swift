import DeterministicRuntime
import Ports
import Testing
import VirtualTime

@Suite("The blocking pop of any key-value store")
struct BlockingPopConformanceTests {
  @Test("takes what is there without waiting", arguments: StoreUnderTest.allCases)
  func takesAtOnce(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        try commands.pushLast("l", "a")
        try commands.pushLast("l", "b")
      }
      let element = try await store.blockingPopFirst("l", timeout: .seconds(5))
      #expect(element == "a")
      #expect(VirtualClock().now < VirtualInstant(nanoseconds: 100_000_000))
      #expect(try await store.run(.listLength("l")) == 1)
    }
  }

  @Test("waits for a push, and gives nil when none comes in time", arguments: StoreUnderTest.allCases)
  func waits(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let nothing = try await store.blockingPopFirst("l", timeout: .seconds(5))
      #expect(nothing == nil)
      #expect(VirtualClock().nanoseconds / 1_000_000_000 == 5)
      async let waiting = store.blockingPopFirst("l", timeout: .seconds(5))
      try await wait(.seconds(1))
      try await store.push("a", to: "l")
      let element = try await waiting
      #expect(element == "a")
      #expect(VirtualClock().nanoseconds / 1_000_000_000 == 6)
      #expect(try await store.run(.listLength("l")) == 0)
    }
  }

  @Test("with no time to wait only looks", arguments: StoreUnderTest.allCases)
  func zeroTimeout(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let element = try await store.blockingPopFirst("l", timeout: .zero)
      #expect(element == nil)
      #expect(VirtualClock().nanoseconds < 100_000_000)
    }
  }

  @Test("serves the longest waiting first; whoever comes later does not overtake", arguments: StoreUnderTest.allCases)
  func fair(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let order = SimulationLocal<[String]>([])
      try await withThrowingTaskGroup { group in
        for client in 0..<6 {
          group.addTask {
            try await wait(.milliseconds(10 * client))
            let element = try await store.blockingPopFirst("l", timeout: .seconds(60))
            order.withValue { $0.append("\(client)\(element ?? "-")") }
          }
        }
        try await wait(.seconds(1))
        try await store.perform { (commands) throws(StoreError) in
          for element in ["a", "b", "c"] { try commands.pushLast("l", element) }
        }
        for element in ["d", "e", "f"] {
          try await store.push(element, to: "l")
        }
        try await group.waitForAll()
      }
      #expect(order.withValue { $0 } == ["0a", "1b", "2c", "3d", "4e", "5f"])
    }
  }

  @Test("gives an element that another script has moved into the list", arguments: StoreUnderTest.allCases)
  func moved(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      async let waiting = store.blockingPopFirst("to", timeout: .seconds(5))
      try await wait(.seconds(1))
      try await store.perform { (commands) throws(StoreError) in
        try commands.pushLast("from", "a")
        _ = try commands.moveFirst(from: "from", toLastOf: "to")
      }
      #expect(try await waiting == "a")
    }
  }

  @Test("that was cancelled leaves the queue at once and swallows nothing", arguments: StoreUnderTest.allCases)
  func cancelled(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let first = Task { try await store.blockingPopFirst("l", timeout: .seconds(60)) }
      try await wait(.seconds(1))
      let second = Task { try await store.blockingPopFirst("l", timeout: .seconds(60)) }
      try await wait(.seconds(1))
      first.cancel()
      await #expect(throws: StoreError.instanceGone) { try await first.value }
      #expect(VirtualClock().nanoseconds / 1_000_000_000 == 2)
      try await store.push("a", to: "l")
      #expect(try await second.value == "a")
    }
  }

  @Test(
    "cancelled at the instant of the push gives the element on to the next, or back to the list",
    arguments: StoreUnderTest.allCases
  )
  func cancelledAtThePush(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      for hasSuccessor in [true, false] {
        let first = Task { try await store.blockingPopFirst("l", timeout: .seconds(60)) }
        try await wait(.seconds(1))
        let second = Task { try await store.blockingPopFirst("l", timeout: hasSuccessor ? .seconds(60) : .zero) }
        try await wait(.seconds(1))
        // Cancelled in the script, so between the push and the moment at which the client could go on.
        try await store.perform { (commands) throws(StoreError) in
          try commands.pushLast("l", "a")
          try commands.pushLast("other", "z")
          first.cancel()
        }
        await #expect(throws: StoreError.instanceGone) { try await first.value }
        let successor = try await second.value
        let left = try await store.perform { (commands) throws(StoreError) in try commands.popFirst("l") }
        #expect(successor == (hasSuccessor ? "a" : nil))
        #expect(left == (hasSuccessor ? nil : "a"))
      }
    }
  }

  @Test("that gave up is not served later", arguments: StoreUnderTest.allCases)
  func expired(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      _ = try await store.blockingPopFirst("l", timeout: .seconds(1))
      try await store.push("a", to: "l")
      #expect(try await store.run(.listLength("l")) == 1)
    }
  }

  @Test("of something else than a list is refused", arguments: StoreUnderTest.allCases)
  func wrongType(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      _ = try await store.run(.set("k", "1"))
      await #expect(throws: StoreError.wrongType(key: "k")) {
        try await store.blockingPopFirst("k", timeout: .seconds(1))
      }
    }
  }

  @Test(
    "loses and doubles nothing, with clients that come, give up and are cancelled",
    arguments: 0..<40 as Range<UInt64>
  )
  func nothingLost(seed: UInt64) throws {
    try StoreUnderTest.simulatedRedisWithLatency.withStore(order: .seeded(seed)) { store in
      let taken = SimulationLocal<[String]>([])
      await withTaskGroup { group in
        for number in 0..<60 {
          let client = Task {
            var draw = KeyedRandom(seed: seed).draw("client", number)
            try await wait(.milliseconds(draw.uniformInteger(in: 0..<200)))
            let timeout = Duration.milliseconds(draw.uniformInteger(in: 0..<80))
            if let element = try await store.blockingPopFirst("l", timeout: timeout) {
              taken.withValue { $0.append(element) }
            }
          }
          group.addTask { _ = await client.result }
          group.addTask {
            var draw = KeyedRandom(seed: seed).draw("cancellation", number)
            await VirtualClock().sleepThroughCancellation(
              nanoseconds: Int64(draw.uniformInteger(in: 0..<250)) * 1_000_000
            )
            client.cancel()
          }
        }
        for element in 0..<40 {
          group.addTask {
            var draw = KeyedRandom(seed: seed).draw("push", element)
            await VirtualClock().sleepThroughCancellation(
              nanoseconds: Int64(draw.uniformInteger(in: 0..<250)) * 1_000_000
            )
            _ = await store.error { (commands) throws(StoreError) in try commands.pushLast("l", String(element)) }
          }
        }
      }
      let left = try await store.perform { (commands) throws(StoreError) in try commands.list("l") }
      let all = (taken.withValue { $0 } + left).compactMap { Int($0) }.sorted()
      #expect(all == Array(0..<40))
    }
  }
}
