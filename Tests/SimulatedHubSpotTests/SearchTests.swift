import DeterministicRuntime
import HubSpotAPI
import LiteralTimes
import SimulatedHubSpot
import Testing
import VirtualTime

@Suite("A search")
struct SearchTests {
  private static func search(
    _ groups: [[ObjectSearch.Filter]],
    limit: Int = 10,
    after: Int = 0,
    properties: [String] = ["code"]
  ) -> HubSpotCall {
    .searchObjects(
      ObjectSearch(ExampleAccount.tickets, filterGroups: groups, properties: properties, limit: limit, after: after)
    )
  }

  /// Tickets a...f: exam x for the first three, y for the others; rank 8 to 13; the last has no state.
  private static let inputs = "abcdef".enumerated().map { position, code in
    ExampleAccount.ticket(
      String(code),
      [
        Property("exam", position < 3 ? "x" : "y"), Property("rank", String(position + 8)),
        Property("state", position < 5 ? (position % 2 == 0 ? "even" : "odd") : ""),
      ]
    )
  }

  private func codes(_ groups: [[ObjectSearch.Filter]]) throws -> String {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      _ = try await hubSpot.seed(Self.inputs)
      let page = try #require(try await hubSpot.ask(Self.search(groups)).page)
      #expect(page.total == page.objects.count)
      return page.objects.compactMap { $0["code"] }.joined()
    }
  }

  @Test("joins filters by AND and groups by OR, and finds each object once, by ascending id")
  func groups() throws {
    #expect(try codes([[.init("exam", .equals("x")), .init("state", .equals("even"))]]) == "ac")
    #expect(try codes([[.init("state", .equals("odd"))], [.init("exam", .equals("x"))]]) == "abcd")
    #expect(try codes([]) == "abcdef")
  }

  @Test("knows each of its conditions; numbers compare as numbers, and nothing matches an absent value but isNotSet")
  func conditions() throws {
    #expect(try codes([[.init("code", .isOneOf(["f", "a", "nonsense", "a"]))]]) == "af")
    #expect(try codes([[.init("state", .differs(from: "even"))]]) == "bd")
    #expect(try codes([[.init("rank", .isAtLeast("10"))]]) == "cdef")
    #expect(try codes([[.init("rank", .isLess(than: "10"))]]) == "ab")
    #expect(try codes([[.init("code", .isAtLeast("d"))]]) == "def")
    #expect(try codes([[.init("state", .isSet)]]) == "abcde")
    #expect(try codes([[.init("state", .isNotSet)]]) == "f")
    #expect(try codes([[.init("state", .isAtLeast("a"))]]) == "abcde")
  }

  @Test("takes system dates in milliseconds, and ids")
  func systemProperties() throws {
    try simulate(ExampleAccount.configuration(indexLag: .zero)) { hubSpot in
      let ids = try await hubSpot.seed(Self.inputs)
      let reference = ObjectReference(ExampleAccount.tickets, ids[2])
      _ = try await hubSpot.ask(.updateObject(reference, [Property("rank", "1")]))
      func codes(_ filter: ObjectSearch.Filter) async throws -> String {
        let page = try await hubSpot.ask(Self.search([[filter]])).page
        return page?.objects.compactMap { $0["code"] }.joined() ?? "none"
      }
      let changed = String(ExampleAccount.epoch + 200)
      #expect(try await codes(.init("hs_lastmodifieddate", .isAtLeast(changed))) == "c")
      #expect(try await codes(.init("hs_lastmodifieddate", .isLess(than: changed))) == "abdef")
      #expect(try await codes(.init("hs_createdate", .equals(String(ExampleAccount.epoch)))) == "abcdef")
      #expect(try await codes(.init("hs_object_id", .isOneOf([ids[4].description, ids[1].description]))) == "be")
      #expect(try await codes(.init("hs_object_id", .equals("5"))) == "")
    }
  }

  @Test("gives pages with the offset of the next, and the total on each")
  func paging() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      _ = try await hubSpot.seed(Self.inputs)
      var found: [String] = []
      var after: Int? = 0
      var pages = 0
      while let start = after {
        let page = try #require(try await hubSpot.ask(Self.search([], limit: 4, after: start)).page)
        #expect(page.total == 6)
        found += page.objects.compactMap { $0["code"] }
        after = page.nextAfter
        pages += 1
      }
      #expect(found.joined() == "abcdef")
      #expect(pages == 2)
      let exact = try await hubSpot.ask(Self.search([], limit: 6)).page
      #expect(exact?.nextAfter == nil)
    }
  }

  @Test(
    "is sorted by one property: numbers as numbers, what has no value last, equal ones by id; pages go on in that order"
  )
  func sorted() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      _ = try await hubSpot.seed(Self.inputs)
      func codes(_ property: String, _ direction: ObjectSearch.Sort.Direction, after: Int = 0) async throws -> [String?]
      {
        var search = ObjectSearch(
          ExampleAccount.tickets,
          filterGroups: [],
          properties: ["code"],
          limit: 4,
          after: after
        )
        search.sort = ObjectSearch.Sort(property, direction)
        return try await hubSpot.ask(.searchObjects(search)).page?.objects.map { $0["code"] } ?? []
      }
      // As text, 10 to 13 would come before 8 and 9.
      #expect(try await codes("rank", .ascending) == ["a", "b", "c", "d"])
      #expect(try await codes("rank", .descending) == ["f", "e", "d", "c"])
      #expect(try await codes("rank", .descending, after: 4) == ["b", "a"])
      #expect(try await codes("exam", .descending) == ["d", "e", "f", "a"])
      #expect(try await codes("state", .ascending, after: 4) == ["d", "f"])
      #expect(try await codes("state", .descending, after: 4) == ["e", "f"])
      #expect(try await codes("hs_object_id", .descending) == ["f", "e", "d", "c"])
      var search = ObjectSearch(ExampleAccount.tickets, filterGroups: [])
      search.sort = ObjectSearch.Sort("colour", .ascending)
      #expect(try await hubSpot.ask(.searchObjects(search)).status == 400)
    }
  }

  @Test("is refused beyond its bounds, and not at them")
  func bounds() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      _ = try await hubSpot.seed(Self.inputs)
      let filter = ObjectSearch.Filter("exam", .equals("x"))
      func status(_ groups: [Int], limit: Int = 10, after: Int = 0) async throws -> Int {
        let groups = groups.map { Array(repeating: filter, count: $0) }
        return try await hubSpot.ask(Self.search(groups, limit: limit, after: after)).status
      }
      #expect(try await status([1, 1, 1, 1, 1]) == 200)
      #expect(try await status([1, 1, 1, 1, 1, 1]) == 400)
      #expect(try await status([6, 6, 6]) == 200)
      #expect(try await status([6, 6, 6, 1]) == 400)
      #expect(try await status([7]) == 400)
      #expect(try await status([1], limit: 200) == 200)
      #expect(try await status([1], limit: 201) == 400)
      #expect(try await status([1], limit: 0) == 400)
      #expect(try await status([1], limit: 100, after: 9_900) == 200)
      #expect(try await status([1], limit: 100, after: 9_901) == 400)
      let values = (0..<400).map { "value-\($0)" }
      #expect(try await hubSpot.ask(Self.search([[.init("exam", .isOneOf(values))]])).status == 400)
      #expect(try await hubSpot.ask(Self.search([[.init("exam", .isOneOf(Array(values.prefix(200))))]])).status == 200)
      #expect(try await hubSpot.ask(Self.search([[.init("colour", .isSet)]])).status == 400)
    }
  }

  @Test("sees the state of one lag ago: a write exactly 2 s old is visible, a younger one is not")
  func lag() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let call = Self.search([[.init("code", .equals("a"))]])
      let written = try await hubSpot.ask(.createObject(ExampleAccount.ticket("a")), at: 0)
      let id = try #require(written.object?.id)
      // Written at 200 ms. A search takes effect 200 ms after it was sent.
      #expect(try await hubSpot.ask(call, at: 1_999).page?.total == 0)
      #expect(VirtualClock().nanoseconds == 2_199_000_000)
      let query = ObjectQuery(ExampleAccount.tickets, .id(id), properties: [])
      #expect(try await hubSpot.ask(.readObject(query)).status == 200)
    }
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let call = Self.search([[.init("code", .equals("a"))]])
      _ = try await hubSpot.ask(.createObject(ExampleAccount.ticket("a")), at: 0)
      #expect(try await hubSpot.ask(call, at: 2_000).page?.total == 1)
      #expect(VirtualClock().nanoseconds == 2_200_000_000)
    }
  }

  @Test("finds and shows old values until a change is one lag old, and an archived object until then")
  func staleValues() throws {
    try simulate(ExampleAccount.configuration()) { hubSpot in
      let ids = try await hubSpot.seed([ExampleAccount.ticket("a", [Property("state", "open")])])
      let reference = ObjectReference(ExampleAccount.tickets, ids[0])
      func states(_ state: String) async throws -> [String?] {
        let call = Self.search([[.init("state", .equals(state))]], properties: ["state"])
        return try await hubSpot.ask(call).page?.objects.map { $0["state"] } ?? []
      }
      #expect(try await states("open") == ["open"])
      _ = try await hubSpot.ask(.updateObject(reference, [Property("state", "done")]))
      #expect(try await states("open") == ["open"])
      #expect(try await states("done") == [])
      try await VirtualClock().sleep(nanoseconds: 2_000_000_000)
      #expect(try await states("open") == [])
      #expect(try await states("done") == ["done"])
      _ = try await hubSpot.ask(.archiveObject(reference))
      #expect(try await states("done") == ["done"])
      try await VirtualClock().sleep(nanoseconds: 2_000_000_000)
      #expect(try await states("done") == [])
    }
  }

  @Test("by equality agrees with looking at every object, whatever has changed", arguments: 0..<10 as Range<UInt64>)
  func agreesWithBruteForce(seed: UInt64) throws {
    try simulate(ExampleAccount.configuration(indexLag: .zero)) { hubSpot in
      var draw = KeyedRandom(seed: seed).draw("changes")
      var ids = try await hubSpot.seed((0..<30).map { ExampleAccount.ticket("seed-\($0)") })
      for step in 0..<200 {
        let state = Property("state", ["", "p", "q", "r"][draw.uniformInteger(in: 0..<4)])
        let exam = Property("exam", ["", "x", "y"][draw.uniformInteger(in: 0..<3)])
        let reference = ObjectReference(ExampleAccount.tickets, ids[draw.uniformInteger(in: 0..<ids.count)])
        switch draw.uniformInteger(in: 0..<8) {
        case 0:
          let created = try await hubSpot.ask(.createObject(ExampleAccount.ticket("new-\(step)", [state, exam])))
          ids.append(try #require(created.object?.id))
        case 1: _ = try await hubSpot.ask(.archiveObject(reference))
        default: _ = try await hubSpot.ask(.updateObject(reference, [state, exam]))
        }
        let filters: [ObjectSearch.Filter] = [.init("state", .equals("p")), .init("exam", .isOneOf(["x", "y"]))]
        let page = try await hubSpot.ask(Self.search([filters], limit: 200)).page
        let expected = await hubSpot.auditedObjects(of: ExampleAccount.tickets)
          .filter { $0["state"] == "p" && $0["exam"] != nil }.map(\.id)
        #expect(page?.objects.map(\.id) == expected)
      }
    }
  }
}
