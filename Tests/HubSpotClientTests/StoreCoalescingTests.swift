import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedHubSpot
import Testing
import VirtualTime

@testable import HubSpotClient

@Suite("Calls that are merged over all instances")
struct StoreCoalescingTests {
  private var now: Int64 { VirtualClock().now.nanoseconds / 1_000_000 }

  /// Layers of instances that share one store, each behind a fence of its own.
  private struct Instances: Sendable {
    let layers: [StoreCoalescingTransport]
    let fences: [Fence]

    init(_ account: MergingAccount, _ count: Int, _ change: (inout ClientSettings) -> Void = { _ in }) {
      let fences = (0..<count).map { _ in Fence() }
      self.fences = fences
      layers = fences.enumerated().map { number, fence in
        let time = FencedTime(epochMilliseconds: 0, fence: fence)
        var context = account.context(
          instance: number,
          through: FencedTransport(account.hubSpot, fence: fence),
          time: time,
          change
        )
        context.store = FencedStore(account.store, fence: fence)
        return StoreCoalescingTransport(context)
      }
    }

    /// One request each, all at once.
    func send(_ requests: [HubSpotRequest]) async -> [Result<HubSpotResponse, HubSpotTransportError>] {
      await withTaskGroup { group in
        for (number, request) in requests.enumerated() {
          group.addTask { () -> (Int, Result<HubSpotResponse, HubSpotTransportError>) in
            do throws(HubSpotTransportError) {
              return (number, .success(try await layers[number].send(request)))
            } catch {
              return (number, .failure(error))
            }
          }
        }
        var replies: [Int: Result<HubSpotResponse, HubSpotTransportError>] = [:]
        for await (number, reply) in group { replies[number] = reply }
        return requests.indices.compactMap { replies[$0] }
      }
    }
  }

  @Test("leave together, sent by one of them, and each has its own reply")
  func together() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 20)
      let replies = await instances.send((0..<20).map { account.read($0, by: $0) })
      #expect(account.inputCounts == [20])
      #expect(replies.map { try? $0.get().object?.id } == account.contacts.prefix(20).map { $0 })
      #expect(now < 320)
    }
  }

  @Test("leave at once when the batch is full; who is left over collects the next")
  func full() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 120)
      let replies = await instances.send((0..<120).map { account.read($0, by: $0) })
      #expect(account.inputCounts == [100, 20])
      #expect(replies.allSatisfy { (try? $0.get().status) == 200 })
      #expect(account.requests.events[0].sentAt.nanoseconds < 20_000_000)
    }
  }

  @Test("are taken over a lease after the collector has died", arguments: [50, 150])
  func deadCollector(diesAt: Int) throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 5)
      async let replies = instances.send((0..<5).map { MergingAccount.create("c\($0)", by: $0) })
      try await VirtualClock().sleep(for: .milliseconds(diesAt))
      instances.fences[0].close()
      let found = await replies
      #expect(found[0] == .failure(.instanceGone))
      #expect(found.dropFirst().allSatisfy { (try? $0.get().status) == 201 })
      #expect(now < 2_100)
      // The dead one's own entry goes with them: whether its call had an effect nobody has told it.
      let codes = await account.hubSpot.auditedObjects(of: MergingAccount.tickets).compactMap { $0["code"] }
      #expect(codes.sorted() == ["c0", "c1", "c2", "c3", "c4"])
    }
  }

  @Test("that were written when their sender died are refused by HubSpot the second time, and stand once")
  func deadSenderOfUnique() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 5)
      async let replies = instances.send((0..<5).map { MergingAccount.create("c\($0)", by: $0) })
      // Sent at about 203 ms, written at about 303.
      try await VirtualClock().sleep(for: .milliseconds(250))
      instances.fences[0].close()
      let found = await replies
      #expect(found[0] == .failure(.instanceGone))
      #expect(found.dropFirst().allSatisfy { (try? $0.get().status) == 409 })
      #expect(account.inputCounts == [5, 5])
      #expect(await account.hubSpot.auditedObjects(of: MergingAccount.tickets).count == 5)
    }
  }

  @Test("that HubSpot could not tell from a second are not sent again: the askers are told that there is no reply")
  func deadSenderOfIndistinct() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 5) { $0.indistinctTypes = [MergingAccount.tickets] }
      async let replies = instances.send((0..<5).map { MergingAccount.create("c\($0)", by: $0) })
      try await VirtualClock().sleep(for: .milliseconds(250))
      instances.fences[0].close()
      let found = await replies
      #expect(found.dropFirst().allSatisfy { $0 == .failure(.noReply) })
      #expect(account.inputCounts == [5])
    }
  }

  @Test("keep their sender as long as it gives signs of life, however long the call takes")
  func slowCall() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let slow = DelayedTransport(inner: account.hubSpot, delay: .seconds(5))
      let layers = (0..<3).map { StoreCoalescingTransport(account.context(instance: $0, through: slow)) }
      try await withThrowingTaskGroup { group in
        for (number, layer) in layers.enumerated() {
          group.addTask {
            let reply = try await layer.send(account.read(number, by: number))
            #expect(reply.status == 200)
          }
        }
        try await group.waitForAll()
      }
      #expect(account.inputCounts == [3])
    }
  }

  @Test("that have waited too long are not sent any more")
  func expiry() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let instances = Instances(account, 2) { $0.coalescing.entryLifetime = .milliseconds(900) }
      async let replies = instances.send((0..<2).map { MergingAccount.create("c\($0)", by: $0) })
      try await VirtualClock().sleep(for: .milliseconds(100))
      instances.fences[0].close()
      // Missed after a lease, 1 s: by then the entries are too old.
      #expect(await replies[1] == .failure(.notAdmitted))
      #expect(account.inputCounts == [])
    }
  }

  @Test("stand in the store as they are, whatever is in them")
  func coding() {
    let lane = MergeLane(.create, MergingAccount.tickets, CallLabel("create"), [])
    let input = ObjectInput(
      MergingAccount.tickets,
      properties: [Property("a:b", "1:é|,\n"), Property("", "")],
      associations: [
        InlineAssociation(to: ObjectReference(.contacts, ObjectID(7)), typeID: 31),
        InlineAssociation(to: ObjectReference(.contacts, ObjectID(8))),
      ]
    )
    let entry = LaneEntry(id: "i3.4", expiresAt: Timestamp(nanoseconds: 5), call: .createObject(input))
    let read = LaneEntry(encoded: entry.encoded, in: lane)
    #expect(read?.call == entry.call)
    #expect(read?.id == "i3.4")
    #expect(read?.expiresAt == entry.expiresAt)
    #expect(LaneEntry(encoded: "4:i3.4", in: lane) == nil)
    let object = HubSpotObject(
      id: ObjectID(3),
      properties: [ReturnedProperty("a", nil), ReturnedProperty("b", "")],
      createdAt: 1,
      updatedAt: 2,
      isArchived: true
    )
    let error = HubSpotErrorBody(message: "m", category: "CONFLICT", correlationID: "c")
    let replies: [LaneReply] = [
      .noReply, .notAdmitted, .lead, .response(HubSpotResponse(status: 201, body: .object(object))),
      .response(HubSpotResponse(status: 409, body: .error(error))),
      .response(HubSpotResponse(status: 204, body: .empty)),
    ]
    for reply in replies { #expect(LaneReply(encoded: reply.encoded) == reply) }
  }
}

/// Holds every call back for a time.
private struct DelayedTransport: HubSpotTransport {
  let inner: any HubSpotTransport
  let delay: Duration

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    await VirtualClock().sleepThroughCancellation(for: VirtualSpan(delay))
    return try await inner.send(request)
  }
}
