import DeterministicRuntime
import Foundation
import HubSpotAPI
import HubSpotFile
import SQLiteFile
import SimulatedHubSpot
import Testing

@Suite("HubSpot's records in a file")
final class HubSpotFileTests {
  private static let type = ObjectType("2-7001")
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "hubspot-file-\(ProcessInfo.processInfo.globallyUniqueString)")

  init() throws { try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func file() throws -> HubSpotFile {
    HubSpotFile(try SQLiteFile(directory.appending(path: "account").path(), .hubSpot))
  }

  private static func object(_ id: Int64, updatedAt: Int64 = 10, archivedAt: Int64? = nil, _ values: [String: String])
    -> KeptObject
  {
    KeptObject(
      type: type,
      id: ObjectID(id),
      createdAt: 5,
      updatedAt: updatedAt,
      archivedAt: archivedAt,
      properties: values.sorted { $0.key < $1.key }.map { Property($0.key, $0.value) }
    )
  }

  @Test("are as they were kept last: values that were cleared are gone, archived objects stay")
  func keep() throws {
    let archived = Self.object(2, archivedAt: 12, ["key": "b"])
    let changed = Self.object(1, updatedAt: 11, ["key": "a"])
    do {
      let file = try file()
      try file.keep([Self.object(1, ["key": "a", "note": "x"]), Self.object(2, ["key": "b"])])
      try file.keep([changed, archived])
    }
    let file = try file()
    #expect(try file.objects() == [changed, archived])
    #expect(try file.count() == 2)
  }

  @Test("make the same account again, with ids, unique values, archived objects and times")
  func account() throws {
    let file = try file()
    let before = try Simulation.run { () async throws -> [String] in
      let account = try Account(epoch: 1_000, keeping: file)
      for call in [
        HubSpotCall.upsertBatch(Self.type, idProperty: "key", [UpsertInput("a", []), UpsertInput("b", [])]),
        .createObject(ObjectInput(Self.type, properties: [Property("key", "c"), Property("note", "x")])),
        .upsertBatch(Self.type, idProperty: "key", [UpsertInput("c", [Property("note", "")])]),
        .archiveBatch(Self.type, [ObjectID(1_000_000_001)]),
        // What changes nothing but the time.
        .upsertBatch(Self.type, idProperty: "key", [UpsertInput("b", [])]),
      ] { _ = try await account.send(call) }
      return await account.records(since: 1_000)
    }.output
    #expect(before.count == 3)
    let objects = try file.objects()
    let (after, answers) = try Simulation.run { () async throws -> ([String], [HubSpotResponse]) in
      let account = try Account(epoch: 50_000, keeping: nil)
      try await account.hubSpot.restore(objects)
      let records = await account.records(since: 50_000)
      let search = ObjectSearch(
        Self.type,
        filterGroups: [[ObjectSearch.Filter("key", .equals("a"))]],
        properties: [],
        limit: 5
      )
      return (
        records,
        [
          try await account.send(.createObject(ObjectInput(Self.type, properties: [Property("key", "b")]))),
          try await account.send(.createObject(ObjectInput(Self.type, properties: [Property("key", "a")]))),
          try await account.send(.searchObjects(search)),
        ]
      )
    }.output
    #expect(after == before)
    #expect(answers[0].status == 409, "b is held by an object that lives")
    #expect(answers[1].status == 201, "the archived object has set a free")
    guard case .object(let made) = answers[1].body, case .page(let page) = answers[2].body else {
      Issue.record("no object and no page: \(answers)")
      return
    }
    #expect(made.id == ObjectID(1_000_000_004))
    #expect(made.createdAt >= 50_000)
    #expect(page.objects.isEmpty, "search does not know the archived object, nor the new one yet")
  }

  @Test("are refused with a gap in their ids")
  func gap() throws {
    let error = try Simulation.run { () async throws -> HubSpotSetUpError? in
      let account = try Account(epoch: 0, keeping: nil)
      do throws(HubSpotSetUpError) {
        try await account.hubSpot.restore([Self.object(1_000_000_002, ["key": "a"])])
        return nil
      } catch {
        return error
      }
    }.output
    #expect(error?.reason == "the id is 1000000002; expected 1000000001")
  }
}
