import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing

@Suite("A batch call")
struct BatchTests {
  @Test("carries at least one input and at most 100: anything else is a 400")
  func size() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = (1...101).map { ObjectID($0) }
      let type = ExampleAccount.tickets
      for count in [0, 101] {
        let some = ids.prefix(count)
        let calls: [HubSpotCall] = [
          .createBatch(type, some.map { ExampleAccount.ticket("t\($0)") }),
          .readBatch(BatchQuery(type, ids: Array(some), properties: [])),
          .updateBatch(type, some.map { ObjectUpdate($0, []) }),
          .upsertBatch(type, idProperty: "code", some.map { UpsertInput("t\($0)", []) }),
          .archiveBatch(type, Array(some)),
        ]
        for call in calls {
          let reply = try await hubSpot.ask(call)
          #expect(reply.status == 400)
        }
      }
      let hundred = ids.prefix(100).map { ExampleAccount.ticket("t\($0)") }
      #expect(try await hubSpot.ask(.createBatch(type, hundred)).status == 201)
    }
  }

  @Test("counts as one request, whatever it carries")
  func countsOnce() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let inputs = (0..<100).map { ExampleAccount.ticket("t\($0)") }
      let reply = try await hubSpot.ask(.createBatch(ExampleAccount.tickets, inputs))
      #expect(reply.rateLimit?.remaining == 99_999)
    }
  }

  @Test("create is all or nothing: one undefined property is a 400, one duplicate a 409, and nothing is created")
  func createAllOrNothing() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      _ = try await hubSpot.seed([ExampleAccount.ticket("old")])
      let type = ExampleAccount.tickets
      let bad = ExampleAccount.ticket("b", [Property("colour", "red")])
      #expect(try await hubSpot.ask(.createBatch(type, [ExampleAccount.ticket("a"), bad])).status == 400)
      let old = ExampleAccount.ticket("old")
      #expect(try await hubSpot.ask(.createBatch(type, [ExampleAccount.ticket("a"), old])).status == 409)
      let twice = [ExampleAccount.ticket("a"), ExampleAccount.ticket("a")]
      #expect(try await hubSpot.ask(.createBatch(type, twice)).status == 409)
      #expect(try await hubSpot.ask(.createBatch(type, [ExampleAccount.contact("a@b.c")])).status == 400)
      #expect(await hubSpot.auditedObjects(of: type).count == 1)
    }
  }

  @Test("create with a trace id on every input is a 207: the good ones are created, the others named")
  func createTraced() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let old = try await hubSpot.seed([ExampleAccount.ticket("old")])[0]
      var inputs = ["a", "old", "b", "a"].map { ExampleAccount.ticket($0) }
      for position in inputs.indices { inputs[position].writeTraceID = "trace-\(position)" }
      let reply = try await hubSpot.ask(.createBatch(ExampleAccount.tickets, inputs))
      #expect(reply.status == 207)
      #expect(reply.batch?.objects.map { $0["code"] } == ["a", "b"])
      #expect(reply.batch?.errors.map(\.category) == ["CONFLICT", "CONFLICT"])
      #expect(reply.batch?.errors.map(\.writeTraceIDs) == [["trace-1"], ["trace-3"]])
      #expect(reply.batch?.errors[0].ids == [old.description])
      inputs[0].writeTraceID = nil
      #expect(try await hubSpot.ask(.createBatch(ExampleAccount.tickets, inputs)).status == 409)
    }
  }

  @Test("create makes inline associations too, or nothing when the far end does not exist")
  func createAssociated() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let contact = try await hubSpot.seed([ExampleAccount.contact("a@b.c")])[0]
      let gone = ObjectID(contact.number + 1)
      let notes = [ExampleAccount.note(about: contact), ExampleAccount.note(about: gone)]
      #expect(try await hubSpot.ask(.createBatch(.notes, notes)).status == 404)
      #expect(await hubSpot.auditedObjects(of: .notes).isEmpty)
      #expect(try await hubSpot.ask(.createBatch(.notes, [notes[0], notes[0]])).status == 201)
      #expect(await hubSpot.auditedAssociations(from: .contacts, to: .notes).map(\.typeID) == [201, 201])
    }
  }

  @Test("read with missing ids is a 207 with what exists, and one error that lists the others")
  func readMissing() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a"), ExampleAccount.ticket("b")])
      _ = try await hubSpot.ask(.archiveObject(ObjectReference(ExampleAccount.tickets, ids[1])))
      let asked = [ObjectID(9), ids[0], ids[1], ids[0]]
      let query = BatchQuery(ExampleAccount.tickets, ids: asked, properties: ["code"])
      let reply = try await hubSpot.ask(.readBatch(query))
      #expect(reply.status == 207)
      #expect(reply.batch?.objects.map { $0["code"] } == ["a"])
      #expect(reply.batch?.errors.map(\.category) == ["OBJECT_NOT_FOUND"])
      #expect(reply.batch?.errors.first?.ids == ["9", ids[1].description])
      let whole = BatchQuery(ExampleAccount.tickets, ids: [ids[0]], properties: ["code"])
      #expect(try await hubSpot.ask(.readBatch(whole)).status == 200)
    }
  }

  @Test("read with history tells each version, the newest first, and who made it; it takes 50 inputs, not 51")
  func readHistory() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed((0..<51).map { ExampleAccount.ticket("\($0)") })
      let first = ObjectReference(ExampleAccount.tickets, ids[0])
      try await VirtualClock().sleep(nanoseconds: 300_000_000)
      _ = try await hubSpot.ask(.updateObject(first, [Property("state", "x")]))
      try await hubSpot.edit(first, [Property("state", "y")])
      // The value that stands there already is no version.
      _ = try await hubSpot.ask(.updateObject(first, [Property("state", "y")]))
      try await hubSpot.edit(first, [Property("state", "")])
      func query(_ count: Int, _ name: String = "state") -> HubSpotCall {
        .readBatch(
          BatchQuery(
            ExampleAccount.tickets,
            ids: Array(ids.prefix(count)),
            properties: ["code"],
            propertiesWithHistory: [name]
          )
        )
      }
      let reply = try await hubSpot.ask(query(50))
      #expect(reply.status == 200)
      let at = ExampleAccount.epoch + 500
      #expect(
        reply.batch?.objects.first?.versions(of: "state") == [
          PropertyVersion(nil, timestamp: at + 200, source: .crmUI),
          PropertyVersion("y", timestamp: at, source: .crmUI),
          PropertyVersion("x", timestamp: at, source: .integration),
          PropertyVersion(nil, timestamp: ExampleAccount.epoch, source: .integration),
        ]
      )
      #expect(reply.batch?.objects.last?.versions(of: "state").count == 1)
      #expect(reply.batch?.objects.last?.versions(of: "code") == [])
      #expect(try await hubSpot.ask(query(51)).status == 400)
      #expect(try await hubSpot.ask(query(1, "rank")).status == 400)
      #expect(try await hubSpot.ask(query(1, "nonesuch")).status == 400)
    }
  }

  @Test("update changes what exists and reports the rest; an undefined property or a repeated id refuses it whole")
  func update() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let type = ExampleAccount.tickets
      let ids = try await hubSpot.seed(["a", "b", "c"].map { ExampleAccount.ticket($0) })
      let updates = [
        ObjectUpdate(ids[0], [Property("state", "x")]), ObjectUpdate(ObjectID(9), [Property("state", "x")]),
        ObjectUpdate(ids[1], [Property("code", "c")]), ObjectUpdate(ids[2], [Property("state", "y")]),
      ]
      let reply = try await hubSpot.ask(.updateBatch(type, updates))
      #expect(reply.status == 207)
      #expect(reply.batch?.objects.map(\.id) == [ids[0], ids[2]])
      #expect(reply.batch?.errors.map(\.category) == ["CONFLICT", "OBJECT_NOT_FOUND"])
      #expect(reply.batch?.errors.last?.ids == ["9"])
      #expect(await hubSpot.auditedObjects(of: type).map { $0["state"] } == ["x", nil, "y"])

      let undefined = [ObjectUpdate(ids[0], [Property("state", "z")]), ObjectUpdate(ids[1], [Property("colour", "")])]
      #expect(try await hubSpot.ask(.updateBatch(type, undefined)).status == 400)
      let twice = [ObjectUpdate(ids[0], []), ObjectUpdate(ids[0], [])]
      #expect(try await hubSpot.ask(.updateBatch(type, twice)).status == 400)
      #expect(try await hubSpot.ask(.updateBatch(type, [ObjectUpdate(ids[0], [])])).status == 200)
      #expect(await hubSpot.auditedObjects(of: type)[0]["state"] == "x")
    }
  }

  @Test("upsert changes the object that has the value and creates the one that is missing")
  func upsert() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let type = ExampleAccount.tickets
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("seat", "1")])])
      let inputs = [UpsertInput("a", [Property("state", "x")]), UpsertInput("b", [Property("state", "y")])]
      let reply = try await hubSpot.ask(.upsertBatch(type, idProperty: "code", inputs))
      #expect(reply.status == 200)
      #expect(reply.batch?.objects.first?.id == ids[0])
      #expect(await hubSpot.auditedObjects(of: type).map { $0["code"] } == ["a", "b"])
      #expect(await hubSpot.auditedObjects(of: type).map { $0["state"] } == ["x", "y"])

      let taken = [UpsertInput("c", [Property("seat", "1")]), UpsertInput("d", [])]
      let partial = try await hubSpot.ask(.upsertBatch(type, idProperty: "code", taken))
      #expect(partial.status == 207)
      #expect(partial.batch?.objects.map { $0["code"] } == ["d"])
      #expect(try await hubSpot.ask(.upsertBatch(type, idProperty: "exam", inputs)).status == 400)
      #expect(try await hubSpot.ask(.upsertBatch(type, idProperty: "code", [inputs[0], inputs[0]])).status == 400)
    }
  }

  @Test("archive answers 204 and passes over what does not exist")
  func archive() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let type = ExampleAccount.tickets
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a"), ExampleAccount.ticket("b")])
      #expect(try await hubSpot.ask(.archiveBatch(type, [ids[1], ObjectID(9), ids[1]])).status == 204)
      #expect(await hubSpot.auditedObjects(of: type).map(\.id) == [ids[0]])
    }
  }
}
