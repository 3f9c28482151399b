import HubSpotAPI
import LiteralTimes
import Testing
import VirtualTime

@Suite("The wire form of a call")
struct CallWireFormTests {
  private let bookings = ObjectType("2-50158943")

  @Test("of one object: method, path and body")
  func singleObjects() {
    let input = ObjectInput(
      .notes,
      properties: [Property("hs_timestamp", "1"), Property("hs_note_body", "a \"b\"\n")],
      associations: [InlineAssociation(to: ObjectReference(.contacts, ObjectID(5)), typeID: 202)]
    )
    let create = HubSpotCall.createObject(input)
    #expect(create.method == .post)
    #expect(create.path == "/crm/v3/objects/notes")
    let properties = #""properties":{"hs_timestamp":"1","hs_note_body":"a \"b\"\n"}"#
    let types = #""types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":202}]"#
    #expect(create.body?.text == "{\(properties),\"associations\":[{\"to\":{\"id\":\"5\"},\(types)}]}")

    let update = HubSpotCall.updateObject(ObjectReference(bookings, ObjectID(7)), [Property("a", "b")])
    #expect(update.method == .patch)
    #expect(update.path == "/crm/v3/objects/2-50158943/7")
    #expect(update.body?.text == #"{"properties":{"a":"b"}}"#)

    let archive = HubSpotCall.archiveObject(ObjectReference(bookings, ObjectID(7)))
    #expect(archive.method == .delete)
    #expect(archive.body == nil)
  }

  @Test("of a read: properties and the unique property are in the query, encoded")
  func reads() {
    let byID = HubSpotCall.readObject(ObjectQuery(bookings, .id(ObjectID(7)), properties: ["a", "b"]))
    #expect(byID.method == .get)
    #expect(byID.path == "/crm/v3/objects/2-50158943/7?properties=a,b")
    let key = ObjectQuery.Key.unique(property: "email", value: "a+b@c.d/é")
    let byValue = HubSpotCall.readObject(ObjectQuery(.contacts, key, properties: []))
    #expect(byValue.path == "/crm/v3/objects/0-1/a%2Bb%40c.d%2F%C3%A9?idProperty=email")
    #expect(byValue.body == nil)
  }

  @Test("of a search: operators by HubSpot's names, the offset as a string and only when there is one")
  func search() {
    let filters: [ObjectSearch.Filter] = [
      .init("a", .equals("1")), .init("b", .differs(from: "2")), .init("c", .isOneOf(["3", "4"])),
      .init("d", .isAtLeast("5")), .init("e", .isLess(than: "6")), .init("f", .isSet), .init("g", .isNotSet),
    ]
    var search = ObjectSearch(bookings, filterGroups: [filters], properties: ["x"], limit: 5, after: 20)
    let call = HubSpotCall.searchObjects(search)
    #expect(call.path == "/crm/v3/objects/2-50158943/search")
    let written = call.body?["filterGroups"]?[0]?["filters"]
    let operators = (0..<7).map { written?[$0]?["operator"] }
    #expect(operators == ["EQ", "NEQ", "IN", "GTE", "LT", "HAS_PROPERTY", "NOT_HAS_PROPERTY"])
    #expect(written?[2]?.text == #"{"propertyName":"c","operator":"IN","values":["3","4"]}"#)
    #expect(written?[5]?.text == #"{"propertyName":"f","operator":"HAS_PROPERTY"}"#)
    #expect(call.body?["after"] == "20")
    search.after = 0
    #expect(HubSpotCall.searchObjects(search).body?["after"] == nil)
    #expect(HubSpotCall.searchObjects(search).body?["sorts"] == nil)
    search.sort = ObjectSearch.Sort("exam_date", .descending)
    let sorts = HubSpotCall.searchObjects(search).body?["sorts"]
    #expect(sorts?.text == #"[{"propertyName":"exam_date","direction":"DESCENDING"}]"#)
  }

  @Test("of batches and associations")
  func batches() {
    let create = HubSpotCall.createBatch(
      bookings,
      [ObjectInput(bookings, properties: [Property("a", "b")], writeTraceID: "t")]
    )
    #expect(create.path == "/crm/v3/objects/2-50158943/batch/create")
    #expect(create.body?.text == #"{"inputs":[{"properties":{"a":"b"},"objectWriteTraceId":"t"}]}"#)
    let read = HubSpotCall.readBatch(BatchQuery(bookings, ids: [ObjectID(1)], properties: ["a"]))
    #expect(read.body?.text == #"{"properties":["a"],"inputs":[{"id":"1"}]}"#)
    let history = BatchQuery(bookings, ids: [ObjectID(1)], properties: ["a"], propertiesWithHistory: ["b"])
    #expect(
      HubSpotCall.readBatch(history).body?.text
        == #"{"properties":["a"],"propertiesWithHistory":["b"],"inputs":[{"id":"1"}]}"#
    )
    let upsert = HubSpotCall.upsertBatch(bookings, idProperty: "key", [UpsertInput("v", [])])
    #expect(upsert.body?.text == #"{"inputs":[{"id":"v","idProperty":"key","properties":{}}]}"#)

    let (from, to) = (ObjectReference(bookings, ObjectID(1)), ObjectReference(.contacts, ObjectID(2)))
    let put = HubSpotCall.associateDefault(from: from, to: to)
    #expect(put.method == .put)
    #expect(put.path == "/crm/v4/objects/2-50158943/1/associations/default/0-1/2")
    let list = HubSpotCall.listAssociations(of: from, to: .contacts, after: 9)
    #expect(list.path == "/crm/v4/objects/2-50158943/1/associations/0-1?after=9")
    let pair = AssociationPair(from: ObjectID(1), to: ObjectID(2))
    let associate = HubSpotCall.associateBatch(from: bookings, to: .contacts, [pair])
    #expect(associate.path == "/crm/v4/associations/2-50158943/0-1/batch/associate/default")
    #expect(associate.body?.text == #"{"inputs":[{"from":{"id":"1"},"to":{"id":"2"}}]}"#)
    let remove = HubSpotCall.removeAssociation(from: from, to: to)
    #expect(remove.method == .delete)
    #expect(remove.path == "/crm/v4/objects/2-50158943/1/associations/0-1/2")
  }
}

@Suite("The wire form of a reply")
struct ReplyWireFormTests {
  private let read = HubSpotCall.readObject(ObjectQuery(.contacts, .id(ObjectID(5)), properties: []))
  private let object = HubSpotObject(
    id: ObjectID(5),
    properties: [ReturnedProperty("a", "b"), ReturnedProperty("c", nil)],
    createdAt: 1_572_406_217_883,
    updatedAt: 1_582_934_400_001
  )
  private let written =
    #"{"id":"5","properties":{"a":"b","c":null},"createdAt":"2019-10-30T03:30:17.883Z","#
    + #""updatedAt":"2020-02-29T00:00:00.001Z","archived":false}"#

  private func body(_ response: HubSpotResponse, _ call: HubSpotCall) -> String? {
    response.wireBody(answering: call, answeredAt: 0)?.text
  }

  @Test("of an object has its id and values as strings, and times in ISO 8601")
  func object200() {
    #expect(body(HubSpotResponse(status: 200, body: .object(object)), read) == written)
    #expect(body(HubSpotResponse(status: 204, body: .empty), read) == nil)
  }

  @Test("of a batch has errors only when there are some")
  func batch() {
    let whole = HubSpotResponse(status: 200, body: .batch(BatchReply(objects: [object])))
    let times = #""startedAt":"1970-01-01T00:00:00.000Z","completedAt":"1970-01-01T00:00:00.000Z""#
    #expect(body(whole, read) == #"{"status":"COMPLETE","results":[\#(written)],\#(times)}"#)
    let error = BatchReply.ItemError(category: "OBJECT_NOT_FOUND", message: "m", ids: ["9"])
    let partial = HubSpotResponse(status: 207, body: .batch(BatchReply(objects: [], errors: [error])))
    let errors = #"[{"status":"error","category":"OBJECT_NOT_FOUND","message":"m","context":{"ids":["9"]}}]"#
    #expect(
      body(partial, read) == #"{"status":"COMPLETE","results":[],"numErrors":1,"errors":\#(errors),\#(times)}"#
    )
  }

  @Test("of a search page has the total, and the next offset as a string")
  func page() {
    let page = SearchPage(total: 12, objects: [object], nextAfter: 10)
    let reply = HubSpotResponse(status: 200, body: .page(page))
    #expect(body(reply, read) == #"{"total":12,"results":[\#(written)],"paging":{"next":{"after":"10"}}}"#)
  }

  @Test("of associations has toObjectId as a number, or as a string when asked for")
  func associations() {
    let page = AssociationPage(from: ObjectID(1), to: [AssociatedObject(id: ObjectID(2), typeIDs: [202])])
    let reply = HubSpotResponse(status: 200, body: .associations(page))
    let types = #"[{"category":"HUBSPOT_DEFINED","typeId":202,"label":null}]"#
    #expect(body(reply, read) == #"{"results":[{"toObjectId":2,"associationTypes":\#(types)}]}"#)
    let text = reply.wireBody(answering: read, answeredAt: 0, associatedIDs: .string)?.text
    #expect(text == #"{"results":[{"toObjectId":"2","associationTypes":\#(types)}]}"#)

    let batch = HubSpotResponse(status: 200, body: .associationBatch(AssociationBatchReply(results: [page])))
    let batchRead = HubSpotCall.readAssociationBatch(from: .notes, to: .contacts, [ObjectID(1)])
    let result = batch.wireBody(answering: batchRead, answeredAt: 0)?["results"]?[0]
    #expect(result?.text == #"{"from":{"id":"1"},"to":[{"toObjectId":2,"associationTypes":\#(types)}]}"#)
    let write = HubSpotCall.associateBatch(from: .notes, to: .contacts, [])
    let made = batch.wireBody(answering: write, answeredAt: 0)?["results"]?[0]
    let specification = #"{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":202}"#
    #expect(made?.text == #"{"from":{"id":"1"},"to":{"id":"2"},"associationSpec":\#(specification)}"#)
  }

  @Test("of a refusal is HubSpot's, byte for byte")
  func refusals() {
    let tenSecond = HubSpotErrorBody(
      message: "You have reached your ten_secondly_rolling limit.",
      category: "RATE_LIMIT",
      correlationID: "c",
      policyName: "TEN_SECONDLY_ROLLING",
      groupName: "publicapi:private_app-api-calls-ten-secondly:7:42"
    )
    #expect(
      body(HubSpotResponse(status: 429, body: .error(tenSecond)), read)
        == #"{"status":"error","message":"You have reached your ten_secondly_rolling limit.","#
        + #""errorType":"RATE_LIMIT","correlationId":"c","policyName":"TEN_SECONDLY_ROLLING","#
        + #""groupName":"publicapi:private_app-api-calls-ten-secondly:7:42"}"#
    )
    let daily = HubSpotErrorBody(
      message: "You have reached your daily limit.",
      category: "RATE_LIMIT",
      correlationID: "c",
      policyName: "DAILY",
      requestID: "r"
    )
    #expect(
      body(HubSpotResponse(status: 429, body: .error(daily)), read)
        == #"{"status":"error","message":"You have reached your daily limit.","errorType":"RATE_LIMIT","#
        + #""correlationId":"c","policyName":"DAILY","requestId":"r"}"#
    )
  }

  @Test("of any other error has a category")
  func errors() {
    let error = HubSpotErrorBody(message: "m", category: "CONFLICT", correlationID: "c")
    let text = #"{"status":"error","message":"m","correlationId":"c","category":"CONFLICT"}"#
    #expect(body(HubSpotResponse(status: 409, body: .error(error)), read) == text)
  }

  @Test("has the headers of the limits, the deprecated pair included; without a daily limit not the daily pair")
  func headers() {
    var headers = RateLimitHeaders(
      max: 190,
      remaining: 57,
      intervalMilliseconds: 10_000,
      daily: 625_000,
      dailyRemaining: 9
    )
    func named(_ headers: RateLimitHeaders?) -> [String] {
      HubSpotResponse(status: 200, body: .empty, rateLimit: headers).headers.map { "\($0.name)=\($0.value)" }
    }
    #expect(
      named(headers) == [
        "X-HubSpot-RateLimit-Max=190", "X-HubSpot-RateLimit-Remaining=57",
        "X-HubSpot-RateLimit-Interval-Milliseconds=10000", "X-HubSpot-RateLimit-Secondly=19",
        "X-HubSpot-RateLimit-Secondly-Remaining=5", "X-HubSpot-RateLimit-Daily=625000",
        "X-HubSpot-RateLimit-Daily-Remaining=9",
      ]
    )
    headers.daily = nil
    headers.dailyRemaining = nil
    #expect(named(headers).count == 5)
    #expect(named(nil).isEmpty)
  }

  @Test(
    "writes times as ISO 8601",
    arguments: [
      (0 as Int64, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_759_276_800_200, "2025-10-01T00:00:00.200Z"),
    ]
  )
  func times(milliseconds: Int64, text: String) {
    #expect(WireTime.text(milliseconds: milliseconds) == text)
  }

  @Test("escapes what JSON must escape and nothing else")
  func escapes() {
    #expect(JSONValue.string("\"\\/\u{1}\u{1F}\té").text == #""\"\\/\u0001\u001f\té""#)
  }
}
