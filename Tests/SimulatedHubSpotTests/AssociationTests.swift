import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("Associations")
struct AssociationTests {
  private static let tickets = ExampleAccount.tickets

  /// One contact and three tickets.
  private static func seed(_ hubSpot: SimulatedHubSpot) async throws -> (contact: ObjectReference, tickets: [ObjectID])
  {
    let ids = try await hubSpot.seed(
      [ExampleAccount.contact("a@b.c")] + ["a", "b", "c"].map { ExampleAccount.ticket($0) }
    )
    return (ObjectReference(.contacts, ids[0]), Array(ids.dropFirst()))
  }

  @Test("are visible from both ends, each with its own type id; making one twice changes nothing")
  func bothEnds() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let ticket = ObjectReference(Self.tickets, ids[0])
      for _ in 0..<2 {
        let reply = try await hubSpot.ask(.associateDefault(from: ticket, to: contact))
        #expect(reply.status == 200)
        #expect(reply.associationBatch?.results.first?.to == [AssociatedObject(id: contact.id, typeIDs: [31])])
      }
      let there = try await hubSpot.ask(.listAssociations(of: ticket, to: .contacts, after: nil))
      let back = try await hubSpot.ask(.listAssociations(of: contact, to: Self.tickets, after: nil))
      #expect(there.associations?.to == [AssociatedObject(id: contact.id, typeIDs: [31])])
      #expect(back.associations?.to == [AssociatedObject(id: ids[0], typeIDs: [32])])
      let audited = await hubSpot.auditedAssociations(from: Self.tickets, to: .contacts)
      #expect(audited.map(\.createdAt) == [200_000_000])
    }
  }

  @Test("have labels that say their types, seen from either end; between types that have none there is none")
  func labels() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      func labels(_ from: ObjectType, _ to: ObjectType) async throws -> HubSpotResponse {
        try await hubSpot.ask(.listAssociationLabels(from: from, to: to))
      }
      func joins(_ typeIDs: Int...) -> HubSpotResponse.Body {
        .labels(typeIDs.map { AssociationLabel(category: .userDefined, typeID: $0, label: nil) })
      }
      let there = try await labels(Self.tickets, .contacts)
      #expect(there.body == joins(31, 41))
      #expect(try await labels(.contacts, Self.tickets).body == joins(32, 42))
      #expect(try await labels(Self.tickets, Self.tickets).body == joins())
      #expect(try await labels(ObjectType("tickets"), .contacts).status == 400)
      let call = HubSpotCall.listAssociationLabels(from: Self.tickets, to: .contacts)
      #expect(call.method == .get)
      #expect(call.path == "/crm/v4/associations/\(Self.tickets)/0-1/labels")
      let body = there.wireBody(answering: call, answeredAt: 0)
      #expect(body?["results"]?[0]?.text == #"{"category":"USER_DEFINED","typeId":31,"label":null}"#)
    }
  }

  @Test("to an object that does not exist are a 404; between types that have none, a 400")
  func missing() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let ticket = ObjectReference(Self.tickets, ids[0])
      let gone = ObjectReference(Self.tickets, ObjectID(9))
      #expect(try await hubSpot.ask(.associateDefault(from: gone, to: contact)).status == 404)
      #expect(try await hubSpot.ask(.associateDefault(from: contact, to: gone)).status == 404)
      #expect(try await hubSpot.ask(.associateDefault(from: ticket, to: ticket)).status == 400)
      #expect(try await hubSpot.ask(.listAssociations(of: gone, to: .contacts, after: nil)).status == 404)
    }
  }

  @Test("in a batch are a 207 when an object is missing: an error for that pair, the others are made")
  func batch() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let pairs = [ids[0], ObjectID(9), ids[2]].map { AssociationPair(from: $0, to: contact.id) }
      let reply = try await hubSpot.ask(.associateBatch(from: Self.tickets, to: .contacts, pairs))
      #expect(reply.status == 207)
      #expect(reply.associationBatch?.results.map(\.from) == [ids[0], ids[2]])
      #expect(reply.associationBatch?.errors.map(\.category) == ["OBJECT_NOT_FOUND"])
      #expect(reply.associationBatch?.errors.first?.ids == ["9"])
      #expect(try await hubSpot.ask(.associateBatch(from: Self.tickets, to: .contacts, [pairs[0]])).status == 200)
    }
  }

  @Test("are batched by at most 2,000 pairs and read for at most 1,000 ids")
  func batchSizes() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let pair = AssociationPair(from: ids[0], to: contact.id)
      func associate(_ count: Int) async throws -> Int {
        let pairs = Array(repeating: pair, count: count)
        return try await hubSpot.ask(.associateBatch(from: Self.tickets, to: .contacts, pairs)).status
      }
      func read(_ count: Int) async throws -> Int {
        let ids = Array(repeating: ids[0], count: count)
        return try await hubSpot.ask(.readAssociationBatch(from: Self.tickets, to: .contacts, ids)).status
      }
      #expect(try await associate(2_000) == 200)
      #expect(try await associate(2_001) == 400)
      #expect(try await associate(0) == 400)
      #expect(try await read(1_000) == 200)
      #expect(try await read(1_001) == 400)
    }
  }

  @Test("are listed in pages that stay whole when others come and go")
  func paging() throws {
    let pages = HubSpotConfiguration.PageLimits(associationPage: 2)
    try simulate(ExampleAccount.configuration(pages: pages)) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let pairs = ids.map { AssociationPair(from: $0, to: contact.id) }
      _ = try await hubSpot.ask(.associateBatch(from: Self.tickets, to: .contacts, pairs))
      let first = try await hubSpot.ask(.listAssociations(of: contact, to: Self.tickets, after: nil)).associations
      #expect(first?.to.map(\.id) == [ids[0], ids[1]])
      let after = try #require(first?.nextAfter)
      _ = try await hubSpot.ask(.removeAssociation(from: contact, to: ObjectReference(Self.tickets, ids[0])))
      let second = try await hubSpot.ask(.listAssociations(of: contact, to: Self.tickets, after: after)).associations
      #expect(second?.to.map(\.id) == [ids[2]])
      #expect(second?.nextAfter == nil)
    }
  }

  @Test("read in a batch, an object without any is an error of its own")
  func batchRead() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      _ = try await hubSpot.ask(.associateDefault(from: ObjectReference(Self.tickets, ids[1]), to: contact))
      let reply = try await hubSpot.ask(
        .readAssociationBatch(from: Self.tickets, to: .contacts, [ids[0], ids[1], ObjectID(9)])
      )
      #expect(reply.status == 207)
      #expect(reply.associationBatch?.results.map(\.from) == [ids[1]])
      #expect(reply.associationBatch?.errors.map(\.ids) == [[ids[0].description], ["9"]])
    }
  }

  @Test("of several types between two objects are listed as one and removed together, from either end")
  func severalTypes() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, _) = try await Self.seed(hubSpot)
      var input = ExampleAccount.ticket("d")
      input.associations = [InlineAssociation(to: contact, typeID: 41), InlineAssociation(to: contact)]
      let id = try #require(try await hubSpot.ask(.createObject(input)).object?.id)
      let list = HubSpotCall.listAssociations(of: contact, to: Self.tickets, after: nil)
      #expect(try await hubSpot.ask(list).associations?.to == [AssociatedObject(id: id, typeIDs: [32, 42])])
      let reply = try await hubSpot.ask(.removeAssociation(from: contact, to: ObjectReference(Self.tickets, id)))
      #expect(reply.status == 204)
      #expect(try await hubSpot.ask(list).associations?.to == [])
      #expect(await hubSpot.auditedAssociations(from: Self.tickets, to: .contacts).isEmpty)
    }
  }

  @Test("of an unknown type id refuse the object that would bring them")
  func unknownType() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, _) = try await Self.seed(hubSpot)
      var input = ExampleAccount.ticket("d")
      input.associations = [InlineAssociation(to: contact, typeID: 32)]
      #expect(try await hubSpot.ask(.createObject(input)).status == 400)
      #expect(await hubSpot.auditedObjects(of: Self.tickets).count == 3)
    }
  }

  @Test("of an archived object are not listed any more")
  func archived() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let (contact, ids) = try await Self.seed(hubSpot)
      let pairs = ids.map { AssociationPair(from: $0, to: contact.id) }
      _ = try await hubSpot.ask(.associateBatch(from: Self.tickets, to: .contacts, pairs))
      _ = try await hubSpot.ask(.archiveObject(ObjectReference(Self.tickets, ids[1])))
      let list = try await hubSpot.ask(.listAssociations(of: contact, to: Self.tickets, after: nil))
      #expect(list.associations?.to.map(\.id) == [ids[0], ids[2]])
    }
  }
}
