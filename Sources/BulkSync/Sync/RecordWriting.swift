package import Composition
package import HubSpotAPI
import HubSpotClient
import Ports

/// What has become of the items of a batch that was sent.
package enum WriteOutcome: Hashable, Sendable {
  /// One for each item, in their order.
  case items([ItemOutcome])
  /// HubSpot's answer is not known, or it did not take the call: the batch may go out again as it is.
  case unanswered(reason: String)
}

package enum ItemOutcome: Hashable, Sendable {
  case done(ObjectID?)
  case failed(reason: String)
}

/// How records become objects in HubSpot. Whatever is sent may be sent again: the unique property tells the second from
/// the first.
package protocol RecordWriting: Sendable {
  /// - Parameter items: all writes, or all archives.
  /// - Throws: `instanceGone`, and nothing else.
  func send(_ items: [SyncItem], for origin: CallOrigin) async throws(HubSpotTransportError) -> WriteOutcome
}

extension Part where Context == SyncContext, Service == any RecordWriting {
  /// Each record is searched, then created or updated.
  package static var searchThenWrite: Self { Part("search-then-write") { SearchThenWrite(RecordCalls($0)) } }
  /// All in one call, by the unique property.
  package static var upsert: Self { Part("upsert") { UpsertWriting(RecordCalls($0)) } }
}

/// Calls on the records' objects, with their answers as outcomes.
struct RecordCalls: Sendable {
  let transport: any HubSpotTransport
  let type: ObjectType
  private let time: any TimeSource
  private let dailyPause: Duration

  init(_ context: SyncContext) {
    transport = context.client.transport
    type = context.settings.objectType
    time = context.client.time
    dailyPause = context.settings.pauseAtDailyLimit
  }

  /// Sends a call; when the day's quota is used up, or there is no room for it, again and again until there is.
  ///
  /// - Returns: nil when there was no reply, or one that says nothing of the call's effect.
  func send(
    _ call: HubSpotCall,
    _ label: CallLabel,
    for origin: CallOrigin
  ) async throws(HubSpotTransportError) -> HubSpotResponse? {
    while true {
      var pause = dailyPause
      do throws(HubSpotTransportError) {
        let response = try await transport.send(HubSpotRequest(call, label: label, origin: origin))
        guard response.refusingPolicy == .daily else { return response.isRetryable ? nil : response }
      } catch .instanceGone {
        throw .instanceGone
      } catch .notAdmitted {
        // Nothing was sent: pacing has no room for it within any time that it would wait, or none today.
        pause = min(pause, .seconds(60))
      } catch {
        return nil
      }
      do { try await time.sleep(for: pause) } catch { throw .instanceGone }
    }
  }

  /// Archives one object after the other by its id, which is looked up when it is not known; all with known ids in one
  /// call.
  func archive(_ items: [SyncItem], for origin: CallOrigin) async throws(HubSpotTransportError) -> WriteOutcome {
    var ids: [ObjectID] = []
    for item in items {
      guard case .archive(let key, let known) = item.change else { continue }
      if let known {
        ids.append(known)
        continue
      }
      let query = ObjectQuery(type, .unique(property: RecordProperty.key, value: key.description), properties: [])
      guard let reply = try await send(.readObject(query), RecordLabel.read, for: origin) else { return Self.silence }
      if case .object(let object) = reply.body { ids.append(object.id) }
    }
    if !ids.isEmpty {
      guard let reply = try await send(.archiveBatch(type, ids), RecordLabel.archive, for: origin) else {
        return Self.silence
      }
      guard reply.isSuccess else { return .items(items.map { _ in .failed(reason: reply.reason) }) }
    }
    return .items(items.map { _ in .done(nil) })
  }

  static let silence = WriteOutcome.unanswered(reason: "HubSpot gave no answer that says what became of it")
}

/// What the calls of a sync are called.
package enum RecordLabel {
  package static let search = CallLabel("record_search")
  package static let create = CallLabel("record_create")
  package static let update = CallLabel("record_update")
  package static let read = CallLabel("record_read")
  package static let upsert = CallLabel("record_upsert")
  package static let archive = CallLabel("record_archive")

  package static let all = [search, create, update, read, upsert, archive]
}

extension HubSpotResponse {
  /// Why it is no success, for people.
  var reason: String {
    if case .error(let body) = body {
      "HubSpot answered \(status): \(body.message)"
    } else {
      "HubSpot answered \(status)"
    }
  }
}
