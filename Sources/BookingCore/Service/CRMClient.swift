import AsyncAlgorithms
import BookingAPI
package import HubSpotAPI
package import Ports

/// HubSpot as the core uses it: typed functions that unwrap replies, on behalf of one request or pass.
package struct CRMClient: Sendable {
  /// How many objects HubSpot reads at once.
  package static let largestBatch = 100

  private let transport: any HubSpotTransport
  private let events: any EventSink<CoreEvent>
  package let origin: CallOrigin
  /// When nobody waits any more for what the calls are for; nil when that is not known.
  private let deadline: Timestamp?
  /// How many inputs go into one batch call.
  package let batchSize: Int

  package init(
    _ transport: any HubSpotTransport,
    events: any EventSink<CoreEvent>,
    origin: CallOrigin,
    deadline: Timestamp? = nil,
    batchSize: Int = Self.largestBatch
  ) {
    self.transport = transport
    self.events = events
    self.origin = origin
    self.deadline = deadline
    self.batchSize = min(batchSize, Self.largestBatch)
  }

  /// Reads an object; nil when it does not exist.
  package func read(_ query: ObjectQuery, _ label: CallLabel) async throws(Interruption) -> HubSpotObject? {
    let response = try await send(.readObject(query), label)
    switch (response.status, response.body) {
    case (200, .object(let object)): return object
    case (404, _): return nil
    default: throw unexpected(response, label)
    }
  }

  /// What became of a create call.
  package enum Creation: Hashable, Sendable {
    case created(ObjectID)
    /// A unique property holds a value that another object has.
    case conflict
    /// HubSpot finds something wrong with the input: sending it again changes nothing.
    case rejected
  }

  package func create(_ input: ObjectInput, _ label: CallLabel) async throws(Interruption) -> Creation {
    let response = try await send(.createObject(input), label)
    switch (response.status, response.body) {
    case (201, .object(let object)): return .created(object.id)
    case (409, _): return .conflict
    case (400, _), (404, _):
      _ = unexpected(response, label)
      return .rejected
    default: throw unexpected(response, label)
    }
  }

  /// - Returns: false when the object does not exist (any more).
  package func update(
    _ object: ObjectReference,
    _ properties: [Property],
    _ label: CallLabel
  ) async throws(Interruption) -> Bool {
    let response = try await send(.updateObject(object, properties), label)
    guard response.isSuccess || response.status == 404 else { throw unexpected(response, label) }
    return response.isSuccess
  }

  package func archive(_ object: ObjectReference, _ label: CallLabel) async throws(Interruption) {
    let response = try await send(.archiveObject(object), label)
    guard response.isSuccess || response.status == 404 else { throw unexpected(response, label) }
  }

  package func search(_ search: ObjectSearch, _ label: CallLabel) async throws(Interruption) -> SearchPage {
    let response = try await send(.searchObjects(search), label)
    guard case .page(let page) = response.body else { throw unexpected(response, label) }
    return page
  }

  /// Joins two objects with the default association; joining them again changes nothing.
  package func associate(
    _ from: ObjectReference,
    _ to: ObjectReference,
    _ label: CallLabel
  ) async throws(Interruption) {
    let response = try await send(.associateDefault(from: from, to: to), label)
    guard response.isSuccess else { throw unexpected(response, label) }
  }

  /// Everything of one type that an object is associated with, over all pages; nothing when it does not exist.
  package func associations(
    of object: ObjectReference,
    to type: ObjectType,
    _ label: CallLabel
  ) async throws(Interruption) -> [ObjectID] {
    var found: [ObjectID] = []
    var after: Int?
    repeat {
      let response = try await send(.listAssociations(of: object, to: type, after: after), label)
      if response.status == 404 { return found }
      guard case .associations(let page) = response.body else { throw unexpected(response, label) }
      found += page.to.map(\.id)
      after = page.nextAfter
    } while after != nil
    return found
  }

  /// Everything of one type that objects are associated with, over all pages, by object. Of one that HubSpot names as an
  /// error nothing is told: that it has none, or that it does not exist.
  ///
  /// - Parameter objects: at most 1,000.
  package func associations(
    of objects: [ObjectID],
    from: ObjectType,
    to type: ObjectType,
    _ label: CallLabel
  ) async throws(Interruption) -> [ObjectID: [ObjectID]] {
    guard !objects.isEmpty else { return [:] }
    let response = try await send(.readAssociationBatch(from: from, to: type, objects), label)
    guard case .associationBatch(let reply) = response.body else { throw unexpected(response, label) }
    var found: [ObjectID: [ObjectID]] = [:]
    for page in reply.results {
      var ids = page.to.map(\.id)
      var after = page.nextAfter
      while let next = after {
        let call = HubSpotCall.listAssociations(of: ObjectReference(from, page.from), to: type, after: next)
        let response = try await send(call, label)
        guard case .associations(let rest) = response.body else { throw unexpected(response, label) }
        ids += rest.to.map(\.id)
        after = rest.nextAfter
      }
      found[page.from] = ids
    }
    return found
  }

  package func readBatch(_ query: BatchQuery, _ label: CallLabel) async throws(Interruption) -> [HubSpotObject] {
    guard !query.ids.isEmpty else { return [] }
    let response = try await send(.readBatch(query), label)
    guard case .batch(let reply) = response.body else { throw unexpected(response, label) }
    return reply.objects
  }

  /// Reads objects by id: those that there are, and the ids of those that there are not.
  package func readEach(
    _ query: BatchQuery,
    _ label: CallLabel
  ) async throws(Interruption) -> (found: [HubSpotObject], missing: Set<ObjectID>) {
    guard !query.ids.isEmpty else { return ([], []) }
    let response = try await send(.readBatch(query), label)
    guard case .batch(let reply) = response.body else { throw unexpected(response, label) }
    return (reply.objects, Set(reply.errors.flatMap(\.ids).compactMap { ObjectID($0) }))
  }

  /// Reads objects of one type by id, 100 a call and all calls at once, in the order of their ids: those that there are.
  ///
  /// - Throws: what a call threw; then nothing of the others is known.
  package func readAll(
    _ type: ObjectType,
    _ ids: [ObjectID],
    _ properties: [String],
    _ label: CallLabel
  ) async throws(Interruption) -> [HubSpotObject] {
    try await readAllEach(type, ids, properties, label).found
  }

  /// As `readAll`, with the ids of those that there are not.
  package func readAllEach(
    _ type: ObjectType,
    _ ids: [ObjectID],
    _ properties: [String],
    _ label: CallLabel
  ) async throws(Interruption) -> (found: [HubSpotObject], missing: Set<ObjectID>) {
    typealias Part = (found: [HubSpotObject], missing: Set<ObjectID>)
    let results = await withTaskGroup(of: (Int, Result<Part, Interruption>).self) { group in
      var calls = 0
      for await chunk in ids.async.chunks(ofCount: batchSize) {
        let number = calls
        calls += 1
        group.addTask {
          do throws(Interruption) {
            return (number, .success(try await readEach(BatchQuery(type, ids: chunk, properties: properties), label)))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      var results = [Result<Part, Interruption>](repeating: .success(([], [])), count: calls)
      for await (number, result) in group { results[number] = result }
      return results
    }
    var all: Part = ([], [])
    for result in results {
      let part = try result.get()
      all.found += part.found
      all.missing.formUnion(part.missing)
    }
    return all
  }

  /// What HubSpot answered to a batch.
  package enum BatchAnswer: Hashable, Sendable {
    /// By item: the errors; every other item has succeeded.
    case byItem([BatchReply.ItemError])
    /// The batch as a whole is not right in HubSpot's eyes, or the reply says nothing that can be understood; in the
    /// latter case it may have had its effect. Sending it again as it is will not change that.
    case notUnderstood(mayHaveActed: Bool)
  }

  /// Any batch call that answers by item.
  ///
  /// - Throws: `.failed(.crmUnavailable)` when a limit refused it, `.failed(.timeout)` when its outcome is not known.
  package func batch(_ call: HubSpotCall, _ label: CallLabel) async throws(Interruption) -> BatchAnswer {
    let response = try await send(call, label)
    switch response.body {
    case .batch(let reply): return .byItem(reply.errors)
    case .associationBatch(let reply): return .byItem(reply.errors)
    default:
      _ = unexpected(response, label)
      return .notUnderstood(mayHaveActed: response.isSuccess)
    }
  }

  private func send(_ call: HubSpotCall, _ label: CallLabel) async throws(Interruption) -> HubSpotResponse {
    let response: HubSpotResponse
    var request = HubSpotRequest(call, label: label, origin: origin)
    request.deadline = deadline
    do {
      response = try await transport.send(request)
    } catch {
      throw Interruption(error)
    }
    // A refused call had no effect; after a failure on HubSpot's side that is not known.
    if response.status == 429 { throw .failed(.crmUnavailable) }
    if response.status >= 500 { throw .failed(.timeout) }
    return response
  }

  /// A reply that the core has no use for is a defect of the core or of HubSpot: reported, and for the visitor a failure
  /// like any other of the CRM. An error (4xx) says that the call had no effect; a success that cannot be read does not.
  private func unexpected(_ response: HubSpotResponse, _ label: CallLabel) -> Interruption {
    let message = if case .error(let body) = response.body { body.message } else { "a body of another kind" }
    events.record(.unexpectedReply(call: label.name, status: response.status, message: message))
    return .failed(response.isSuccess ? .timeout : .crmUnavailable)
  }
}
