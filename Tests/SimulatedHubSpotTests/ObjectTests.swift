import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("One object at a time")
struct ObjectTests {
  private let tickets = ExampleAccount.tickets

  @Test("a create answers 201 with what was given and the system properties")
  func create() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let reply = try await hubSpot.ask(.createObject(ExampleAccount.contact("a@example.org")))
      let object = try #require(reply.object)
      #expect(reply.status == 201)
      #expect(object.createdAt == ExampleAccount.epoch + 200)
      #expect(object.updatedAt == object.createdAt)
      #expect(!object.isArchived)
      #expect(object["email"] == "a@example.org")
      #expect(object["createdate"] == "2025-10-01T00:00:00.200Z")
      #expect(object["lastmodifieddate"] == "2025-10-01T00:00:00.200Z")
      #expect(object["hs_object_id"] == object.id.description)
      #expect(object.properties.count == 4)
      #expect(reply.rateLimit?.remaining == 99_999)
    }
  }

  @Test("a read gives what was asked for, in that order: empty is null, not defined is left out")
  func read() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("state", "open")])])[0]
      let names = ["state", "exam", "nonsense", "hs_object_id", "code"]
      let reply = try await hubSpot.ask(.readObject(ObjectQuery(ExampleAccount.tickets, .id(id), properties: names)))
      #expect(reply.status == 200)
      #expect(
        reply.object?.properties == [
          ReturnedProperty("state", "open"), ReturnedProperty("exam", nil),
          ReturnedProperty("hs_object_id", id.description), ReturnedProperty("code", "a"),
        ]
      )
    }
  }

  @Test("a read that asks for no property gives the system properties")
  func readNothing() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a")])[0]
      let reply = try await hubSpot.ask(.readObject(ObjectQuery(ExampleAccount.tickets, .id(id), properties: [])))
      #expect(reply.object?.properties.map(\.name) == ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"])
    }
  }

  @Test("a read by a unique property finds the object; by another property it is a 400, by an unknown value a 404")
  func readByUnique() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("exam", "x")])])[0]
      func read(_ property: String, _ value: String) async throws -> HubSpotResponse {
        try await hubSpot.ask(
          .readObject(ObjectQuery(ExampleAccount.tickets, .unique(property: property, value: value), properties: []))
        )
      }
      #expect(try await read("code", "a").object?.id == id)
      #expect(try await read("code", "b").status == 404)
      #expect(try await read("exam", "x").status == 400)
      #expect(try await read("nonsense", "x").status == 400)
    }
  }

  @Test("an update echoes the changed and the system properties only, and moves the time of change")
  func update() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("state", "open"), Property("exam", "x")])])[
        0
      ]
      let reply = try await hubSpot.ask(
        .updateObject(ObjectReference(ExampleAccount.tickets, id), [Property("state", "done"), Property("exam", "")])
      )
      #expect(reply.status == 200)
      #expect(
        reply.object?.properties == [
          ReturnedProperty("state", "done"), ReturnedProperty("exam", nil),
          ReturnedProperty("hs_createdate", "2025-10-01T00:00:00.000Z"),
          ReturnedProperty("hs_lastmodifieddate", "2025-10-01T00:00:00.200Z"),
          ReturnedProperty("hs_object_id", id.description),
        ]
      )
      let audited = try #require(await hubSpot.auditedObjects(of: ExampleAccount.tickets).first)
      #expect(audited["state"] == "done")
      #expect(audited["exam"] == nil)
      #expect(audited["code"] == "a")
    }
  }

  @Test("a property that is not defined is a 400 that names it, in a create and in an update; nothing changes")
  func undefinedProperty() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a")])[0]
      let calls: [HubSpotCall] = [
        .createObject(ExampleAccount.ticket("b", [Property("colour", "red")])),
        .updateObject(
          ObjectReference(ExampleAccount.tickets, id),
          [Property("state", "done"), Property("colour", "red")]
        ),
      ]
      for call in calls {
        let reply = try await hubSpot.ask(call)
        #expect(reply.status == 400)
        #expect(reply.error?.category == "VALIDATION_ERROR")
        #expect(reply.error?.message.contains("PROPERTY_DOESNT_EXIST") == true)
        #expect(reply.error?.message.contains("colour") == true)
        #expect(reply.error?.policyName == nil)
      }
      #expect(await hubSpot.auditedObjects(of: ExampleAccount.tickets).map { $0["state"] } == [nil])
    }
  }

  @Test("a system property cannot be written")
  func readOnly() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let reply = try await hubSpot.ask(
        .createObject(ExampleAccount.ticket("a", [Property("hs_createdate", "1")]))
      )
      #expect(reply.status == 400)
      #expect(reply.error?.message.contains("READ_ONLY_VALUE") == true)
    }
  }

  @Test("a type is known by its id and its full name; the bare name of a custom type is a 400")
  func typeNames() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      func status(_ type: String, _ property: Property) async throws -> HubSpotResponse {
        try await hubSpot.ask(.createObject(ObjectInput(ObjectType(type), properties: [property])))
      }
      #expect(try await status("2-777", Property("code", "a")).status == 201)
      #expect(try await status("p42_tickets", Property("code", "b")).status == 201)
      #expect(try await status("contacts", Property("email", "a@b.c")).status == 201)
      #expect(try await status("0-1", Property("email", "d@e.f")).status == 201)
      let refused = try await status("tickets", Property("code", "c"))
      #expect(refused.status == 400)
      #expect(refused.error?.message == "Unable to infer object type from: tickets")
    }
  }

  @Test("an archived object is a 404 on read and update; archiving it again is a 204, archiving nothing a 404")
  func archive() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let id = try await hubSpot.seed([ExampleAccount.ticket("a")])[0]
      let reference = ObjectReference(ExampleAccount.tickets, id)
      let query = ObjectQuery(ExampleAccount.tickets, .id(id), properties: [])
      #expect(try await hubSpot.ask(.archiveObject(reference)).status == 204)
      #expect(try await hubSpot.ask(.readObject(query)).status == 404)
      #expect(try await hubSpot.ask(.readObject(query)).error?.category == "OBJECT_NOT_FOUND")
      #expect(try await hubSpot.ask(.updateObject(reference, [])).status == 404)
      #expect(try await hubSpot.ask(.archiveObject(reference)).status == 204)
      let never = ObjectReference(ExampleAccount.tickets, ObjectID(id.number + 1))
      #expect(try await hubSpot.ask(.archiveObject(never)).status == 404)
      #expect(await hubSpot.auditedObjects(of: ExampleAccount.tickets).isEmpty)
      let kept = await hubSpot.auditedObjects(of: ExampleAccount.tickets, includingArchived: true)
      #expect(kept.map(\.archivedAt) == [200_000_000])
    }
  }

  @Test("the id of one type finds nothing in another")
  func idsOfTypes() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.contact("a@b.c"), ExampleAccount.ticket("a")])
      #expect(try await hubSpot.ask(.readObject(ObjectQuery(.contacts, .id(ids[1]), properties: []))).status == 404)
      let query = ObjectQuery(ExampleAccount.tickets, .id(ids[0]), properties: [])
      #expect(try await hubSpot.ask(.readObject(query)).status == 404)
    }
  }

  @Test("a note needs a timestamp, and cannot lose it")
  func noteTimestamp() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let without = ObjectInput(.notes, properties: [Property("hs_note_body", "Booked")])
      let refused = try await hubSpot.ask(.createObject(without))
      #expect(refused.status == 400)
      #expect(refused.error?.message.contains("hs_timestamp") == true)
      let id = try #require(try await hubSpot.ask(.createObject(ExampleAccount.note())).object?.id)
      let clear = HubSpotCall.updateObject(ObjectReference(.notes, id), [Property("hs_timestamp", "")])
      #expect(try await hubSpot.ask(clear).status == 400)
    }
  }

  @Test("tracked properties keep their history, in the order of time")
  func history() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("state", "open")])])
      let reference = ObjectReference(ExampleAccount.tickets, ids[0])
      for state in ["held", "held", ""] {
        _ = try await hubSpot.ask(.updateObject(reference, [Property("state", state)]))
      }
      let changes = await hubSpot.auditedChanges(of: ExampleAccount.tickets, property: "state")
      #expect(changes.map(\.id) == Array(repeating: ids[0], count: 3))
      #expect(changes.map(\.at) == [0, 200_000_000, 600_000_000])
      #expect(changes.map(\.value) == ["open", "held", nil])
      #expect(await hubSpot.auditedChanges(of: ExampleAccount.tickets, property: "exam").isEmpty)
    }
  }

  @Test("the set-up takes no time, and says which object HubSpot would refuse")
  func seed() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let inputs = [ExampleAccount.ticket("a"), ExampleAccount.ticket("b"), ExampleAccount.ticket("a")]
      await #expect { try await hubSpot.seed(inputs) } throws: { ($0 as? HubSpotSetUpError)?.position == 2 }
      #expect(VirtualClock().nanoseconds == 0)
      let ids = await hubSpot.auditedObjects(of: ExampleAccount.tickets).map(\.id)
      #expect(ids.count == 2)
      #expect(ids == ids.sorted())
    }
  }
}

@Suite("A unique property")
struct UniquePropertyTests {
  @Test("refuses a second object with the value: 409 with the id of the first")
  func duplicate() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let first = try await hubSpot.ask(.createObject(ExampleAccount.contact("a@b.c")))
      let second = try await hubSpot.ask(.createObject(ExampleAccount.contact("a@b.c")))
      let id = try #require(first.object?.id)
      #expect(second.status == 409)
      #expect(second.error?.category == "CONFLICT")
      #expect(second.error?.message == "Contact already exists. Existing ID: \(id)")
      #expect(await hubSpot.auditedObjects(of: .contacts).count == 1)
    }
  }

  @Test("lets one of many creates win that are under way at once, in any order", arguments: 0..<20 as Range<UInt64>)
  func race(seed: UInt64) throws {
    try simulate(ExampleAccount.configuration(), order: .seeded(seed)) { hubSpot in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for visitor in 0..<20 {
          group.addTask { try await hubSpot.ask(.createObject(ExampleAccount.ticket("a")), visitor: visitor).status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [201] + Array(repeating: 409, count: 19))
    }
  }

  @Test("refuses an update that would duplicate, but not one that changes nothing")
  func updateDuplicate() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a"), ExampleAccount.ticket("b")])
      let second = ObjectReference(ExampleAccount.tickets, ids[1])
      let refused = try await hubSpot.ask(.updateObject(second, [Property("code", "a"), Property("state", "x")]))
      #expect(refused.status == 409)
      #expect(refused.error?.message == "Ticket already exists. Existing ID: \(ids[0])")
      #expect(await hubSpot.auditedObjects(of: ExampleAccount.tickets)[1]["state"] == nil)
      #expect(try await hubSpot.ask(.updateObject(second, [Property("code", "b")])).status == 200)
    }
  }

  @Test("is free again when the value is changed, cleared, or its object archived")
  func freed() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed(["a", "b", "c"].map { ExampleAccount.ticket($0) })
      func reference(_ position: Int) -> ObjectReference { ObjectReference(ExampleAccount.tickets, ids[position]) }
      _ = try await hubSpot.ask(.updateObject(reference(0), [Property("code", "z")]))
      _ = try await hubSpot.ask(.updateObject(reference(1), [Property("code", "")]))
      _ = try await hubSpot.ask(.archiveObject(reference(2)))
      for code in ["a", "b", "c"] {
        #expect(try await hubSpot.ask(.createObject(ExampleAccount.ticket(code))).status == 201)
      }
      #expect(try await hubSpot.ask(.createObject(ExampleAccount.ticket("z"))).status == 409)
    }
  }

  @Test("holds no empty values: two objects may have none")
  func empty() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let first = try await hubSpot.ask(.createObject(ExampleAccount.ticket("")))
      let second = try await hubSpot.ask(.createObject(ExampleAccount.ticket("")))
      #expect([first.status, second.status] == [201, 201])
    }
  }
}

@Suite("A configuration")
struct ConfigurationTests {
  @Test("that cannot be simulated names every problem at once")
  func problems() {
    var latency = LatencyProfile(fallback: .zero)
    latency.sigma = -1
    let schema = HubSpotSchema(
      types: [.contacts([PropertyDefinition("email"), PropertyDefinition("createdate")])],
      associations: [.noteToContact]
    )
    #expect {
      _ = try HubSpotConfiguration(
        schema: schema,
        limits: HubSpotLimits(daily: 0, tenSecond: RateLimit(limit: 1, window: .seconds(1))),
        latency: latency,
        indexLag: .seconds(-1),
        epoch: 0,
        portalID: 1,
        appID: 1,
        otherTraffic: OtherTraffic(tenSecondPercent: -1, searchPercent: 0)
      )
    } throws: {
      ($0 as? InvalidHubSpotConfiguration)?.problems.count == 8
    }
  }
}
