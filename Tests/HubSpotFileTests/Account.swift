import DeterministicRuntime
import HubSpotAPI
import HubSpotFile
import Ports
import SimulatedHubSpot
import VirtualTime

/// An account with one custom type.
struct Account {
  let hubSpot: SimulatedHubSpot

  /// - Parameter epoch: Unix milliseconds at virtual time 0.
  init(epoch: Int64, keeping file: HubSpotFile?) throws {
    let properties = [PropertyDefinition("key", isUnique: true), PropertyDefinition("note")]
    let type = ObjectTypeDefinition(ObjectType("2-7001"), name: "things", singular: "Thing", properties: properties)
    let configuration = try HubSpotConfiguration(
      schema: HubSpotSchema(types: [type]),
      limits: .starter(),
      latency: LatencyProfile(fallback: .milliseconds(100)),
      epoch: epoch,
      portalID: 1,
      appID: 1
    )
    hubSpot = SimulatedHubSpot(configuration, random: KeyedRandom(seed: 1), effects: file.map { Keeper(file: $0) })
  }

  func send(_ call: HubSpotCall) async throws -> HubSpotResponse {
    try await hubSpot.send(HubSpotRequest(call, label: CallLabel("test"), origin: .job("test", pass: 1)))
  }

  /// Each object with all that an audit sees, its times as Unix milliseconds.
  func records(since epoch: Int64) async -> [String] {
    func time(_ instant: VirtualInstant) -> String { String(epoch + instant.nanoseconds / 1_000_000) }
    return await hubSpot.auditedObjects(of: ObjectType("2-7001"), includingArchived: true).map { object in
      [
        object.id.description, time(object.createdAt), time(object.updatedAt), object.archivedAt.map(time) ?? "-",
        object["key"] ?? "-", object["note"] ?? "-",
      ].joined(separator: " ")
    }
  }
}

private struct Keeper: EventSink {
  let file: HubSpotFile

  func record(_ objects: [KeptObject]) {
    do { try file.keep(objects) } catch { preconditionFailure("\(error)") }
  }
}
