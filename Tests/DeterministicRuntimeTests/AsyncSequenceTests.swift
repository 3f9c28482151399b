import AsyncAlgorithms
import DeterministicRuntime
import Testing

@Suite("Asynchronous sequences in virtual time")
struct AsyncSequenceTests {
  let clock = VirtualClock()

  @Test("an AsyncStream hands each element over at the instant at which it was made")
  func stream() throws {
    let lines = try journal { [clock] journal in
      let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
      Task {
        for number in 1...3 {
          try await clock.sleep(milliseconds: 10)
          continuation.yield(number)
        }
        continuation.finish()
      }
      for await number in stream { journal.note("\(number)") }
      journal.note("end")
    }
    #expect(lines == ["10 1", "20 2", "30 3", "30 end"])
  }

  @Test("an AsyncChannel lets the sender wait for a slow receiver")
  func channel() throws {
    let lines = try journal { [clock] journal in
      let channel = AsyncChannel<Int>()
      let sender = Task {
        for number in 1...3 {
          await channel.send(number)
          journal.note("sent \(number)")
        }
        channel.finish()
      }
      for await number in channel {
        try await clock.sleep(milliseconds: 5)
        journal.note("done \(number)")
      }
      await sender.value
    }
    #expect(lines.filter { $0.contains("done") } == ["5 done 1", "10 done 2", "15 done 3"])
    #expect(lines.filter { $0.contains("sent") } == ["0 sent 1", "5 sent 2", "10 sent 3"])
  }

  @Test("chunks(ofCount:or:) closes a chunk when it is full, or when its timer ticks")
  func chunks() throws {
    let lines = try journal { [clock] journal in
      let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
      Task {
        for (number, pause) in [(1, 10), (2, 10), (3, 10), (4, 100), (5, 100)] {
          try await clock.sleep(milliseconds: Int64(pause))
          continuation.yield(number)
        }
        continuation.finish()
      }
      let ticks = AsyncTimerSequence(interval: .milliseconds(50), clock: clock)
      for await chunk in stream.chunks(ofCount: 3, or: ticks) { journal.note("\(chunk)") }
    }
    #expect(lines == ["30 [1, 2, 3]", "150 [4]", "230 [5]"])
  }

  @Test("debounce lets an element through after a quiet time")
  func debounce() throws {
    let lines = try journal { [clock] journal in
      let (stream, continuation) = AsyncStream.makeStream(of: Int.self)
      Task {
        for (number, pause) in [(1, 10), (2, 10), (3, 100), (4, 10)] {
          try await clock.sleep(milliseconds: Int64(pause))
          continuation.yield(number)
        }
        try await clock.sleep(milliseconds: 200)
        continuation.finish()
      }
      for await number in stream.debounce(for: .milliseconds(30), clock: clock) { journal.note("\(number)") }
    }
    #expect(lines == ["50 2", "160 4"])
  }

  @Test("merge interleaves two streams by time")
  func merged() throws {
    let lines = try journal { [clock] journal in
      let slow = AsyncTimerSequence(interval: .milliseconds(30), clock: clock).map { _ in "slow" }
      let fast = AsyncTimerSequence(interval: .milliseconds(20), clock: clock).map { _ in "fast" }
      for await name in merge(slow, fast).prefix(5) { journal.note(name) }
    }
    #expect(lines == ["20 fast", "30 slow", "40 fast", "60 slow", "60 fast"])
  }
}
