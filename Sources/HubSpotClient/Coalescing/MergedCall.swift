import HubSpotAPI

/// Single calls of one lane as one batch call, and its reply taken apart again.
struct MergedCall: Sendable {
  let lane: MergeLane
  /// What was to be sent singly, in the order in which it came.
  private(set) var singles: [HubSpotCall] = []
  /// The objects that the calls are about; none for what is created.
  private var objects: Set<ObjectID> = []

  init(_ lane: MergeLane) { self.lane = lane }

  init(_ lane: MergeLane, _ singles: [HubSpotCall]) {
    self.init(lane)
    for single in singles { add(single) }
  }

  /// How many inputs the batch has: equal reads are one.
  var inputCount: Int { lane.kind == .read ? objects.count : singles.count }

  /// Whether a call may join: HubSpot takes no batch that updates one object twice.
  func takes(_ single: HubSpotCall) -> Bool {
    lane.kind != .update || !(Self.object(of: single).map(objects.contains) ?? false)
  }

  mutating func add(_ single: HubSpotCall) {
    singles.append(single)
    if let object = Self.object(of: single) { objects.insert(object) }
  }

  /// The one call; a single one stays what it was. Every input of a create bears a trace id, its position, so that one
  /// that is bad fails alone.
  var call: HubSpotCall {
    guard singles.count > 1 else { return singles[0] }
    switch lane.kind {
    case .read:
      var seen: Set<ObjectID> = []
      let ids = singles.compactMap(Self.object).filter { seen.insert($0).inserted }
      return .readBatch(BatchQuery(lane.type, ids: ids, properties: lane.properties))
    case .create:
      let inputs = singles.enumerated().compactMap { position, single -> ObjectInput? in
        guard case .createObject(var input) = single else { return nil }
        input.writeTraceID = String(position)
        return input
      }
      return .createBatch(lane.type, inputs)
    case .update:
      let updates = singles.compactMap { single -> ObjectUpdate? in
        guard case .updateObject(let object, let properties) = single else { return nil }
        return ObjectUpdate(object.id, properties)
      }
      return .updateBatch(lane.type, updates)
    }
  }

  /// What HubSpot's reply to `call` says to each single call, by position; nil for one that it says nothing about.
  func replies(in response: HubSpotResponse) -> [HubSpotResponse?] {
    guard singles.count > 1, case .batch(let reply) = response.body else {
      return Array(repeating: response, count: singles.count)
    }
    let answers = Answers(reply, response)
    return singles.indices.map { position in
      switch lane.kind {
      case .create: answers.created(String(position))
      case .read, .update: Self.object(of: singles[position]).flatMap { answers.about($0) }
      }
    }
  }

  /// Whether the reply refuses the batch as a whole for what may be the fault of one input.
  func mayBeOneInputsFault(_ response: HubSpotResponse) -> Bool {
    response.status == 400 && singles.count > 1 && lane.kind != .read
  }

  private static func object(of call: HubSpotCall) -> ObjectID? {
    switch call {
    case .readObject(let query): if case .id(let id) = query.key { id } else { nil }
    case .updateObject(let object, _): object.id
    default: nil
    }
  }

  /// A batch reply, looked up by input.
  private struct Answers {
    private let response: HubSpotResponse
    private var objects: [ObjectID: HubSpotObject] = [:]
    private var errors: [String: BatchReply.ItemError] = [:]
    private var createdByTrace: [String: HubSpotObject] = [:]
    private var errorsByTrace: [String: BatchReply.ItemError] = [:]

    init(_ reply: BatchReply, _ response: HubSpotResponse) {
      self.response = response
      for object in reply.objects {
        objects[object.id] = object
        if let trace = object.writeTraceID { createdByTrace[trace] = object }
      }
      for error in reply.errors {
        for id in error.ids { errors[id] = error }
        for trace in error.writeTraceIDs { errorsByTrace[trace] = error }
      }
    }

    func about(_ id: ObjectID) -> HubSpotResponse? {
      if let object = objects[id] { return single(200, .object(object)) }
      return errors[id.description].map(refused)
    }

    func created(_ trace: String) -> HubSpotResponse? {
      if let object = createdByTrace[trace] { return single(201, .object(object)) }
      return errorsByTrace[trace].map(refused)
    }

    private func refused(_ error: BatchReply.ItemError) -> HubSpotResponse {
      let status =
        switch error.category {
        case "OBJECT_NOT_FOUND": 404
        case "CONFLICT": 409
        default: 400
        }
      // HubSpot gives the id of a correlation to a reply, not to its parts.
      let body = HubSpotErrorBody(message: error.message, category: error.category, correlationID: "")
      return single(status, .error(body))
    }

    private func single(_ status: Int, _ body: HubSpotResponse.Body) -> HubSpotResponse {
      HubSpotResponse(status: status, body: body, rateLimit: response.rateLimit)
    }
  }
}
