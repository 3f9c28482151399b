import BookingAPI
import Faults
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedHubSpot
import SimulatedRedis
import Testing

@testable import BookingCore

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
      // What has its contact already goes by itself.
      for pass in 0..<5 { #expect(try await job.run(pass: pass)) }
      #expect(try await !job.run(pass: 5))
      var dead = lost
      for index in dead.indices { dead[index].failures = 2 }
      dead[1].hasContact = true
      guard case .list(let laidAside) = await world.redis.inspect("dlq_associations") else {
        Issue.record("nothing was laid aside")
        return
      }
      #expect(laidAside.sorted() == (["nonsense"] + dead.map(\.encoded)).sorted())
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

  @Test(
    "counts a batch that HubSpot rejects against its items, and lays them aside with an alert",
    arguments: [
      (Labels.noteBatch, "notes", "dlq_notes"), (Labels.contactAssociationBatch, "associations", "dlq_associations"),
      (Labels.examAssociationBatch, "associations", "dlq_associations"),
    ]
  )
  func rejectedBatch(_ label: CallLabel, _ name: String, _ deadLetters: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.phase2)
      _ = await instance.create(world.request("k1"))
      instance.ports.strike(label, .answer(400))
      for pass in 0..<3 { #expect(try await instance.job(name).run(pass: pass)) }
      #expect(try await !instance.job(name).run(pass: 3))
      #expect(instance.ports.journal.count { $0 == label.name } == 3)
      if case .list(let dead) = await world.redis.inspect(deadLetters) { #expect(dead.count == 1) }
      #expect(world.events.events.contains(.deadLetter(queue: deadLetters)))
      let rejected = world.alerts.filter { $0.name.hasSuffix("_batches_rejected") }
      #expect(rejected.map(\.severity) == [.warning, .critical])
    }
  }

  @Test(
    "finds the item for which HubSpot rejects a batch, and writes the others",
    arguments: [0, 41, 99],
    [1, 3]
  )
  func poison(_ position: Int, _ tries: Int) throws {
    try simulate {
      var settings = CoreSettings()
      settings.queueTries = tries
      let world = try await BookingWorld.open(settings: settings)
      let instance = world.instance(.phase2)
      let booking = try #require(await instance.create(world.request("k1"))?.booking)
      _ = try await world.redis.run(.delete("notes_queue"))
      let items = (0..<100).map { number in
        var item = NoteItem(Self.note(booking, world))
        item.examDate = "2025-11-\(number)"
        return item.encoded
      }
      try await world.push(items, to: WorkQueue(.notes, world.context()))
      instance.ports.strike(Labels.noteBatch, .rejectNotes(endingWith: "2025-11-\(position)"))
      var passes = 0
      while try await instance.job("notes").run(pass: passes) { passes += 1 }
      // One hundred together, ten tens, and then one by one the ten that were in the company of the poison, which alone
      // has its tries.
      #expect(passes == 1 + 10 + 10 + tries - 1)
      if case .list(let dead) = await world.redis.inspect("dlq_notes") {
        #expect(dead.compactMap { NoteItem(encoded: $0)?.examDate } == ["2025-11-\(position)"])
      }
      #expect(await world.hubSpot.auditedObjects(of: .notes).count == 99)
    }
  }

  private static func note(_ booking: ObjectID, _ world: BookingWorld) -> Intent {
    Intent(
      kind: .booking,
      key: .test("k1"),
      contact: world.contacts[0],
      exam: world.exams[0],
      examDate: "",
      booking: booking
    )
  }

  @Test("does not send the contacts' associations again because the exams' were refused or lost")
  func halfRefused() throws {
    for fault in [Fault.answer(429), .answer(503), .lostReply] {
      try simulate {
        let world = try await BookingWorld.open(contacts: 2)
        let instance = world.instance(.phase2)
        for contact in 0..<2 { _ = await instance.create(world.request("k\(contact)", contact: contact)) }
        instance.ports.strike(Labels.examAssociationBatch, fault)
        #expect(try await instance.job("associations").run(pass: 0))
        instance.ports.heal()
        _ = try await instance.job("associations").run(pass: 1)
        #expect(instance.ports.journal.count { $0 == "contact_association_batch" } == 1)
        try await world.settle(instance)
        #expect(await world.problems().isEmpty)
      }
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
      do { _ = try await first.job("associations").run(pass: 0) } catch { #expect(first.isDead) }
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
  /// A job, held by an instance.
  func job(_ name: String, _ instance: Int = 0) async throws -> JobLease {
    let job = JobLease(name, context(FaultScript(), instance))
    #expect(try await job.acquire())
    return job
  }

  func push(_ items: [String], to queue: WorkQueue) async throws {
    for item in items { _ = try await redis.run(StoreScript("push", queue.push(item))) }
  }
}

extension Fault {
  /// A batch of notes is rejected as a whole (400) if one of them ends so.
  fileprivate static func rejectNotes(endingWith text: String) -> Fault {
    Fault(
      "rejectNotes(endingWith: \(text))",
      call: { (request, hubSpot) async throws(HubSpotTransportError) in
        guard case .createBatch(_, let inputs) = request.call,
          inputs.contains(where: { $0.properties.contains { $0.value.hasSuffix(text) } })
        else { return try await hubSpot.send(request) }
        return .planned(400)
      }
    )
  }
}
