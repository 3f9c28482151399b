import BookingAPI
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@testable import BookingCore

@Suite("A queue in the store")
struct WorkQueueTests {
  @Test("is first in, first out, and takes up what a dead worker has left before all else")
  func order() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      let job = try await world.job("notes")
      try await world.push(["a", "b", "c", "d"], to: queue)
      let first = try await queue.claim(2, for: job)
      #expect(first.items == ["a", "b"])
      #expect(first.lengths == .init(waiting: 4, dead: 0))
      // Nobody settles these two.
      #expect(try await queue.claim(3, for: job).items == ["a", "b", "c"])
      #expect(try await queue.claim(2, for: job).items == ["a", "b"])
    }
  }

  @Test("is touched by nobody whose job has passed to another instance")
  func fence() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      try await world.push(["a"], to: queue)
      let overtaken = try await world.job("notes")
      let claim = try await queue.claim(1, for: overtaken)
      try await wait(.seconds(60))
      let job = try await world.job("notes", 1)
      try await queue.announce(for: job)
      var settlement = WorkQueue.Settlement()
      settlement.done = claim.items
      for step in 0..<4 {
        await #expect(throws: Interruption.failed(.busy)) {
          switch step {
          case 0: _ = try await queue.claim(1, for: overtaken)
          case 1: try await queue.announce(for: overtaken)
          case 2: try await queue.withdraw(for: overtaken)
          default: _ = try await queue.settle(settlement, for: overtaken)
          }
        }
      }
      let next = try await queue.claim(1, for: job)
      #expect(next.items == ["a"])
      #expect(next.isUncertain)
    }
  }

  @Test("settles by item: done ones leave, others go to its end or to the dead letters, unnamed ones stay claimed")
  func settling() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      let job = try await world.job("notes")
      try await world.push(["a", "b", "c", "d", "e"], to: queue)
      _ = try await queue.claim(4, for: job)
      var settlement = WorkQueue.Settlement()
      settlement.done = ["b"]
      settlement.again = [.init(item: "a", changed: "a2")]
      settlement.dead = ["c"]
      #expect(try await queue.settle(settlement, for: job) == .init(waiting: 3, dead: 1))
      #expect(await world.redis.inspect("notes_queue") == .list(["e", "a2"]))
      #expect(await world.redis.inspect("notes_queue:processing") == .list(["d"]))
      #expect(await world.redis.inspect("dlq_notes") == .list(["c"]))
      #expect(world.events.events.count { $0 == .deadLetter(queue: "dlq_notes") } == 1)
      // Settling twice settles once.
      #expect(try await queue.settle(settlement, for: job) == .init(waiting: 3, dead: 1))
    }
  }

  @Test("claims what was being sent by itself, until it is settled or known to have had no effect")
  func uncertain() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      let job = try await world.job("notes")
      try await world.push(["a", "b"], to: queue)
      _ = try await queue.claim(1, for: job)
      try await queue.announce(for: job)
      let uncertain = try await queue.claim(10, for: job)
      #expect(uncertain.items == ["a"])
      #expect(uncertain.isUncertain)
      try await queue.withdraw(for: job)
      let certain = try await queue.claim(10, for: job)
      #expect(certain.items == ["a", "b"])
      #expect(!certain.isUncertain)
    }
  }

  @Test("is too long for requests with more items than the threshold", arguments: [(2, false), (3, true)])
  func fallback(_ waiting: Int, _ writesItself: Bool) throws {
    try simulate {
      var settings = CoreSettings()
      settings.fallbackQueueLength = 2
      let world = try await BookingWorld.open(settings: settings)
      let instance = world.instance(.phase2)
      for name in [WorkQueue.Name.associations, .notes] {
        try await world.push((0..<waiting).map { "x\($0)" }, to: WorkQueue(name, world.context()))
      }
      _ = await instance.create(world.request("k1"))
      #expect(instance.ports.journal.contains("contact_association") == writesItself)
      #expect(instance.ports.journal.contains("exam_association") == writesItself)
      #expect(instance.ports.journal.contains("note_create") == writesItself)
      let kept = writesItself ? waiting : waiting + 1
      for key in ["assoc_queue", "notes_queue"] {
        if case .list(let items) = await world.redis.inspect(key) { #expect(items.count == kept) }
      }
    }
  }
}
