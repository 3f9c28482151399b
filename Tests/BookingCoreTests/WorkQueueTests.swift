import HubSpotAPI
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
      try await world.push(["a", "b", "c", "d"], to: queue)
      let first = try await queue.claim(2)
      #expect(first.items == ["a", "b"])
      #expect(first.lengths == .init(waiting: 4, dead: 0))
      // Nobody settles these two.
      #expect(try await queue.claim(3).items == ["a", "b", "c"])
      #expect(try await queue.claim(2).items == ["a", "b"])
    }
  }

  @Test("settles by item: done ones leave, others go to its end or to the dead letters, unnamed ones stay claimed")
  func settling() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      try await world.push(["a", "b", "c", "d", "e"], to: queue)
      _ = try await queue.claim(4)
      var settlement = WorkQueue.Settlement()
      settlement.done = ["b"]
      settlement.again = [.init(item: "a", changed: "a2")]
      settlement.dead = ["c"]
      #expect(try await queue.settle(settlement) == .init(waiting: 3, dead: 1))
      #expect(await world.redis.inspect("notes_queue") == .list(["e", "a2"]))
      #expect(await world.redis.inspect("notes_queue:processing") == .list(["d"]))
      #expect(await world.redis.inspect("dlq_notes") == .list(["c"]))
      #expect(world.events.events.count { $0 == .deadLetter(queue: "dlq_notes") } == 1)
      // Settling twice settles once.
      #expect(try await queue.settle(settlement) == .init(waiting: 3, dead: 1))
    }
  }

  @Test("claims what was being sent by itself, until it is settled or known to have had no effect")
  func uncertain() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let queue = WorkQueue(.notes, world.context())
      try await world.push(["a", "b"], to: queue)
      _ = try await queue.claim(1)
      try await queue.announce()
      let uncertain = try await queue.claim(10)
      #expect(uncertain.items == ["a"])
      #expect(uncertain.isUncertain)
      try await queue.withdraw()
      let certain = try await queue.claim(10)
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

@Suite("A worker that empties a queue")
struct QueueWorkerTests {
  @Test("writes a hundred items a pass, the oldest first")
  func batches() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      var items = (0..<130).map { _ in
        AssociationItem(booking: booking, contact: world.contacts[0], exam: world.exams[0])
      }
      for index in items.indices { items[index].failures = index % 2 }
      try await world.push(items.map(\.encoded), to: WorkQueue(.associations, world.context()))
      #expect(try await instance.job("associations").run(pass: 0))
      #expect(instance.ports.journal.suffix(2) == ["contact_association_batch", "exam_association_batch"])
      if case .list(let left) = await world.redis.inspect("assoc_queue") { #expect(left.count == 31) }
      #expect(try await instance.job("associations").run(pass: 1))
      #expect(try await !instance.job("associations").run(pass: 2))
    }
  }

  @Test("tries an item three times on its own account, then lays it aside, and the others suffer nothing")
  func ownFailures() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      _ = await instance.create(world.request("k1"))
      let booking = try #require(await world.activeBookings(of: world.contacts[0]).first)
      // A contact that does not exist, an exam that does not exist, an item that cannot be read.
      let lost = [
        AssociationItem(booking: booking, contact: ObjectID(5), exam: world.exams[0]),
        AssociationItem(booking: booking, contact: world.contacts[0], exam: ObjectID(6)),
      ]
      try await world.push(lost.map(\.encoded) + ["nonsense"], to: WorkQueue(.associations, world.context()))
      let job = instance.job("associations")
      for pass in 0..<3 { #expect(try await job.run(pass: pass)) }
      #expect(try await !job.run(pass: 3))
      var dead = lost
      for index in dead.indices { dead[index].failures = 2 }
      #expect(await world.redis.inspect("dlq_associations") == .list(["nonsense"] + dead.map(\.encoded)))
      _ = try await world.redis.run(.delete("dlq_associations"))
      for name in ["notes", "counter_sync"] { _ = try await instance.job(name).run(pass: 4) }
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("does not count against its items that HubSpot refused a whole batch", arguments: ["associations", "notes"])
  func refusedBatch(_ name: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      _ = await instance.create(world.request("k1"))
      let label = name == "notes" ? Labels.noteBatch : Labels.examAssociationBatch
      instance.ports.strike(label, .answer(429))
      for pass in 0..<10 { #expect(try await instance.job(name).run(pass: pass)) }
      instance.ports.heal()
      try await world.settle(instance)
      #expect(!instance.ports.journal.contains("note_list"))
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("writes a note of uncertain outcome only if the timeline does not show it")
  func uncertainNotes() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.phase2)
      for contact in 0..<2 { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
      instance.ports.strike(Labels.noteBatch, .lostReply)
      #expect(try await instance.job("notes").run(pass: 0))
      instance.ports.heal()
      #expect(try await instance.job("notes").run(pass: 1))
      #expect(instance.ports.journal.suffix(4) == ["note_list", "note_read", "note_list", "note_read"])
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("keeps what it found on the timeline, although HubSpot then refuses the rest of the batch")
  func partlyUncertain() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.phase2)
      for contact in 0..<2 { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
      // One batch, of which only one note came into being.
      instance.ports.strike(Labels.noteBatch, .lostReply)
      _ = try await instance.job("notes").run(pass: 0)
      let note = try #require(await world.hubSpot.auditedObjects(of: .notes).last?.id)
      try await world.edit(.archiveObject(ObjectReference(.notes, note)))
      instance.ports.strike(Labels.noteBatch, .answer(429))
      _ = try await instance.job("notes").run(pass: 1)
      instance.ports.heal()
      try await world.settle(instance)
      #expect(await world.problems().isEmpty)
    }
  }

  @Test("is one at a time over all instances, and the next takes over when its lease has ended")
  func lease() throws {
    try simulate {
      let world = try await BookingWorld.open()
      let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
      _ = await first.create(world.request("k1"))
      first.ports.strike(Labels.contactAssociationBatch, .deathBefore)
      do { _ = try await first.job("associations").run(pass: 0) } catch { #expect(first.ports.isDead) }
      #expect(try await !second.job("associations").run(pass: 0))
      try await wait(.seconds(59))
      #expect(try await !second.job("associations").run(pass: 1))
      try await wait(.seconds(1))
      #expect(try await second.job("associations").run(pass: 2))
      try await world.settle(second)
      #expect(await world.problems().isEmpty)
    }
  }
}

@Suite("An owed note")
struct OwedNoteTests {
  @Test("is laid aside after three tries when HubSpot does not take it, and holds up no other")
  func poison() throws {
    try simulate {
      let world = try await BookingWorld.open(contacts: 2)
      let instance = world.instance(.phase1)
      instance.ports.strike(Labels.noteCreate, .answer(429))
      for contact in 0..<2 {
        #expect(await instance.create(world.request("k\(contact)", contact: contact))?.booking != nil)
      }
      instance.ports.heal()
      // The first contact's timeline is gone.
      try await world.edit(.archiveObject(ObjectReference(.contacts, world.contacts[0])))
      try await world.settle(instance)
      let notes = await world.hubSpot.auditedAssociations(from: .notes, to: .contacts)
      #expect(notes.map(\.to) == [world.contacts[1]])
      if case .list(let dead) = await world.redis.inspect("dlq_notes") { #expect(dead.count == 1) }
      #expect(await world.redis.inspect("owed_notes") == nil)
      #expect(await world.redis.inspect("owed_notes:processing") == nil)
    }
  }
}

extension BookingWorld {
  func push(_ items: [String], to queue: WorkQueue) async throws {
    for item in items { _ = try await redis.run(StoreScript("push", queue.push(item))) }
  }
}
