import HubSpotAPI
import Testing

@Suite("A webhook on the wire")
struct WebhookWireTests {
  private let event = WebhookEvent(
    eventID: 9_007_199_254_740_993,
    subscriptionID: 11,
    portalID: 42,
    appID: 7,
    occurredAt: 1_759_276_800_123,
    kind: .propertyChange,
    attempt: 2,
    object: ObjectReference(ObjectType("2-777"), ObjectID(17)),
    property: Property("state", "open \"\u{e9}\""),
    changeSource: "CRM_UI"
  )

  private func delivery(_ body: String) -> WebhookDelivery {
    WebhookDelivery(uri: "https://a.example/w", signature: nil, timestamp: nil, body: Array(body.utf8))
  }

  private func problem(_ body: String) -> WebhookDelivery.Problem? {
    do {
      _ = try delivery(body).events()
      return nil
    } catch { return error }
  }

  @Test("has HubSpot's fields, ids as numbers of 64 bits, and is read back as it was written")
  func roundTrip() throws {
    #expect(
      event.wireObject.text == """
        {"eventId":9007199254740993,"subscriptionId":11,"portalId":42,"appId":7,"occurredAt":1759276800123,\
        "subscriptionType":"object.propertyChange","attemptNumber":2,"objectId":17,"objectTypeId":"2-777",\
        "propertyName":"state","propertyValue":"open \\"\u{e9}\\"","changeSource":"CRM_UI"}
        """
    )
    var deletion = event
    (deletion.kind, deletion.property, deletion.changeSource) = (.deletion, nil, nil)
    #expect(deletion.wireObject["propertyName"] == nil)
    let sent = WebhookDelivery([event, deletion], to: "https://a.example/w", secret: "s", at: 5)
    #expect(try sent.events() == [event, deletion])
  }

  @Test("is passed over event by event where nobody here subscribes to the kind, and folds the spellings of a type")
  func kinds() throws {
    let known = event.wireObject.text
    let other = known.replacing("object.propertyChange", with: "object.associationChange")
    let contact = known.replacing("2-777", with: "contacts")
    let events = try delivery("[\(other), \(known), \(contact)]").events()
    #expect(events.map(\.object.type) == [ObjectType("2-777"), .contacts])
    #expect(try delivery("[]").events().isEmpty)
  }

  @Test(
    "is malformed where a field is missing, or is none, and says which",
    arguments: [
      ("\"objectId\":17", "\"objectId\":\"17\"", "objectId"), ("\"objectId\":17", "\"objectId\":0", "objectId"),
      ("\"objectId\":17", "\"objectId\":9223372036854775808", "objectId"),
      ("\"eventId\":", "\"other\":", "eventId"), ("\"occurredAt\":", "\"occurredAt\":-", "occurredAt"),
      ("\"occurredAt\":1759276800123", "\"occurredAt\":1.5", "occurredAt"),
      ("\"occurredAt\":1759276800123", "\"occurredAt\":7258118400001", "occurredAt"),
      ("\"2-777\"", "\"2|777\"", "objectTypeId"),
      ("\"propertyName\":\"state\",", "", "propertyName"), ("\"2-777\"", "2", "objectTypeId"),
      ("\"object.propertyChange\"", "3", "subscriptionType"),
    ]
  )
  func fields(_ old: String, _ new: String, _ field: String) throws {
    let text = event.wireObject.text
    #expect(text.contains(old))
    guard case .malformed(let message) = problem("[\(text),\(text.replacing(old, with: new))]") else {
      Issue.record("\(new) is taken")
      return
    }
    #expect(message.hasPrefix("event 1: expected \(field) to be "))
  }

  @Test("is malformed where it is no list, no JSON or no text")
  func malformed() {
    for body in ["{}", "[1]", "[", "", "null", "[{},]"] {
      guard case .malformed = problem(body) else {
        Issue.record("\(body) is taken")
        continue
      }
    }
    let bytes = WebhookDelivery(uri: "u", signature: nil, timestamp: nil, body: [0x5B, 0xFF, 0x5D])
    #expect(throws: WebhookDelivery.Problem.malformed("expected a text in UTF-8")) { try bytes.events() }
  }

  @Test("has at most a hundred events, and a mebibyte")
  func sizes() throws {
    func list(_ count: Int) -> String {
      "[" + repeatElement(event.wireObject.text, count: count).joined(separator: ",") + "]"
    }
    #expect(try delivery(list(100)).events().count == 100)
    #expect(problem(list(101)) == .tooLarge)
    let longest = "[]" + String(repeating: " ", count: WebhookDelivery.longestBody - 2)
    #expect(try delivery(longest).events().isEmpty)
    #expect(problem(longest + " ") == .tooLarge)
  }

  @Test("is signed over method, decoded URI, body and time")
  func signature() {
    // Worked out with another program.
    let sent = WebhookDelivery(
      uri: "https://booking.example/api/webhooks/booking-sync?a=b%40c%2fd",
      signature: "nRb/xZhjpg19OYG/3YcgEHynxmwJcYr9pNSR+600yG0=",
      timestamp: "1759276800000",
      body: Array(#"[{"eventId":1}]"#.utf8)
    )
    let text = WebhookSignature.text(
      secret: "secret",
      method: sent.method,
      uri: sent.uri,
      body: sent.body,
      timestamp: "1759276800000"
    )
    #expect(text == sent.signature)
    #expect(WebhookSignature.isRight(sent, secret: "secret"))
    #expect(!WebhookSignature.isRight(sent, secret: "secre"))
    var (body, time, method, uri, bare) = (sent, sent, sent, sent, sent)
    body.body.append(0x20)
    time.timestamp = "1759276800001"
    method.method = "PUT"
    uri.uri += "&x=%20"
    bare.signature = nil
    for changed in [body, time, method, uri, bare] { #expect(!WebhookSignature.isRight(changed, secret: "secret")) }
    for wrong in ["", "A", "====", String(text.dropLast()), text + "=", text.lowercased()] {
      var other = sent
      other.signature = wrong
      #expect(!WebhookSignature.isRight(other, secret: "secret"))
    }
  }

  @Test("is signed with HMAC-SHA256, by the vectors of RFC 4231 and for keys and messages around a block's length")
  func vectors() {
    func code(_ secret: String, _ body: String) -> String {
      WebhookSignature.text(secret: secret, method: "", uri: "", body: Array(body.utf8), timestamp: "")
    }
    // Its test cases 2 and 1.
    #expect(code("Jefe", "what do ya want for nothing?") == "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=")
    #expect(code(String(repeating: "\u{0B}", count: 20), "Hi There") == "sDRMYdjbOFNcqK/OrwvxK4gdwgDJgz2nJuk3bC4yz/c=")
    // Worked out with another program.
    let codes = [
      0: "thNnmggU2ex3L5XXeMNfxf8Wl8STcVZTxscSFEKSxa0=", 1: "tgCQ4wUil661oICInOL8S8qVfnVvrrTffTGADKHncew=",
      54: "OPPN1tyx3pMMcuY3fffo93gMDkZAELPrmKvSyD/Esw8=", 55: "QWWMRy5V3mC2E/1oXkXAON9HHJAHw9jRhjH6O6hrRAg=",
      56: "/9aDGFiwvEyDRenWzXNmNK0eQ0Y7V8MOXZHoOZxMJl4=", 57: "Y4HzsKIgfn+JY//aZALcTW2lDAnP9KdBBjDwiluoN4M=",
      63: "lVXuHzrMfnMLFNhkUEznF41J1oJ247JNiTk3nyIXcBY=", 64: "bF2UH/pcdnq0irkT4HD0CAcRWoR4kHrWG+5vIoPHKWY=",
      65: "PGxKxycDIOwZwNAWKUs0e/10Yb0jKzZ/2Icu2V25QXg=", 119: "tFcmvRBunABn4yO8bkARxOHelVdA1NI2l9M/UO1cNQE=",
      120: "3bGsmZH/9gD3gv+4K4vG0SBta5JymZ+yo0o9afwplTY=", 200: "sBrMZbJbE8d839syb2yCkBVIbzGrZ1EyFGaitej3bK4=",
    ]
    for (length, text) in codes {
      #expect(code(String(repeating: "k", count: length), String(repeating: "m", count: length)) == text)
    }
  }

  @Test("carries bytes in Base64, which are read back from no other text")
  func base64() {
    let texts = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=", "foobar": "Zm9vYmFy",
    ]
    for (plain, coded) in texts {
      #expect(Base64.text(of: plain.utf8) == coded)
      #expect(Base64.bytes(of: coded) == Array(plain.utf8))
    }
    for wrong in ["Zg=", "Zh==", "Z===", "Zg==Zg==", "Zm9\u{e9}", "Zm8-", "====", "Z"] {
      #expect(Base64.bytes(of: wrong) == nil)
    }
  }
}
