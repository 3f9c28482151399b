import DeterministicRuntime
import HubSpotAPI
import Ports
import SimulatedHubSpot
import Testing
import VirtualTime

@testable import HubSpotClient

@Suite("Calls that are merged within an instance")
struct CoalescingTests {
  private var now: Int64 { VirtualClock().now.nanoseconds / 1_000_000 }

  @Test("leave together when the window of the first has passed, and each has its own reply")
  func window() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      let replies = await layer.sendAll((0..<20).map { account.read($0, by: $0) })
      #expect(now == 300)
      #expect(account.inputCounts == [20])
      #expect(replies.map { $0?.object?.id } == account.contacts.prefix(20).map { $0 })
      #expect(replies.map { $0?.object?["credits"] } == (0..<20).map { String($0) })
      #expect(account.requests.events[0].origin == .batch("contact_read", number: 0))
    }
  }

  @Test("leave at once when the batch is full; the next one begins a batch of its own")
  func full() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      _ = await layer.sendAll((0..<101).map { account.read($0, by: $0) })
      #expect(account.inputCounts == [100, 1])
      #expect(account.requests.events.map { $0.sentAt.nanoseconds / 1_000_000 } == [0, 200])
    }
  }

  @Test("that read the same are one input, and an object that is not there is missed by its asker alone")
  func equalReads() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      var missing = account.read(2)
      missing.call = .readObject(ObjectQuery(.contacts, .id(ObjectID(99)), properties: ["credits"]))
      let replies = await layer.sendAll([account.read(1), account.read(1, by: 1), missing, account.read(2)])
      #expect(account.inputCounts == [3])
      #expect(replies.map { $0?.status } == [200, 200, 404, 200])
      #expect(replies[0]?.object == replies[1]?.object)
    }
  }

  @Test("that read while an equal read is on its way are sent anew: its answer may be from before")
  func noJoiningOfWhatIsSent() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      async let first = layer.send(account.read(1))
      try await VirtualClock().sleep(for: .milliseconds(201))
      async let second = layer.send(account.read(1, by: 1))
      _ = try await (first, second)
      #expect(account.inputCounts == [1, 1])
    }
  }

  @Test("that create fail alone: what is bad with 400, what exists with 409")
  func creates() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      _ = await layer.sendAll([MergingAccount.create("taken")])
      let replies = await layer.sendAll(
        [
          MergingAccount.create("a"), MergingAccount.create("taken"),
          MergingAccount.create("b", by: 1, [Property("unknown", "1")]), MergingAccount.create("c"),
        ]
      )
      #expect(account.inputCounts == [1, 4])
      #expect(replies.map { $0?.status } == [201, 409, 400, 201])
      #expect(replies[0]?.object?["code"] == "a")
      #expect(replies[3]?.object?["code"] == "c")
    }
  }

  @Test("that update one object twice go one after the other, and a bad one fails alone")
  func updates() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      let replies = await layer.sendAll(
        [
          account.update(0, Property("credits", "7")), account.update(1, Property("unknown", "7")),
          account.update(2, Property("credits", "8")), account.update(0, Property("credits", "9")),
        ]
      )
      #expect(replies.map { $0?.status } == [200, 400, 200, 200])
      let credits = await account.hubSpot.auditedObjects(of: .contacts).prefix(3).map { $0["credits"] }
      #expect(credits == ["9", "1", "8"])
    }
  }

  @Test("of a caller that is cancelled leave the batch and take nobody with them")
  func cancellation() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      async let stays = layer.send(MergingAccount.create("stays"))
      let leaves = Task { try await layer.send(MergingAccount.create("leaves", by: 1)) }
      try await VirtualClock().sleep(for: .milliseconds(100))
      leaves.cancel()
      await #expect(throws: HubSpotTransportError.instanceGone) { try await leaves.value }
      #expect(now == 100)
      let stayed = try await stays
      #expect(stayed.status == 201)
      let codes = await account.hubSpot.auditedObjects(of: MergingAccount.tickets).map { $0["code"] }
      #expect(codes == ["stays"])
    }
  }

  @Test("are not sent when all who asked have gone, and the next one begins a batch of its own")
  func allGone() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context(turns: LateTurns(after: .zero)))
      let leaves = Task { try await layer.send(account.read(0)) }
      try await VirtualClock().sleep(for: .milliseconds(100))
      leaves.cancel()
      try await VirtualClock().sleep(for: .milliseconds(200))
      let reply = try await layer.send(account.read(1))
      #expect(reply.status == 200)
      #expect(account.inputCounts == [1])
    }
  }

  @Test("go on gathering while their batch waits for its turn")
  func turns() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context(turns: LateTurns(after: .seconds(1))))
      async let first = layer.send(account.read(0))
      try await VirtualClock().sleep(for: .milliseconds(1_100))
      async let second = layer.send(account.read(1, by: 1))
      _ = try await (first, second)
      #expect(now == 1_300)
      #expect(account.inputCounts == [2])
    }
  }

  @Test("are all told when their batch is not admitted, and nothing is sent")
  func notAdmitted() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context(turns: LateTurns(after: nil)))
      await #expect(throws: HubSpotTransportError.notAdmitted) { try await layer.send(account.read(0)) }
      #expect(account.inputCounts == [])
      #expect(now == 200)
    }
  }

  @Test("of the background pass as they are, as do searches")
  func background() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let layer = CoalescingTransport(account.context())
      var job = account.read(0)
      job.origin = .job("job", pass: 0)
      var search = account.read(0)
      search.call = .searchObjects(ObjectSearch(.contacts, filterGroups: []))
      _ = await layer.sendAll([job, search])
      #expect(now == 100)
      #expect(account.inputCounts == [1, 1])
    }
  }

  @Test("are sent no later than their batch may be, one alone like many", arguments: [1, 2])
  func deadline(_ calls: Int) throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let sent = Recorder<HubSpotRequest>()
      let transport = WatchedTransport(inner: account.hubSpot, sent: sent)
      let layer = CoalescingTransport(account.context(through: transport) { $0.coalescing.entryLifetime = .seconds(3) })
      for (deadline, expected) in [
        (Timestamp?.none, 3_000), (.milliseconds(10_000), 3_000), (.milliseconds(2_000), 2_000),
      ] {
        let start = now
        let requests = (0..<calls).map { number in
          var request = account.read(number, by: number)
          request.deadline = deadline.map { $0 + .milliseconds(start) }
          return request
        }
        _ = await layer.sendAll(requests)
        #expect(sent.events.last?.deadline == .milliseconds(Int(start) + expected))
      }
    }
  }

  @Test(
    "that are more than HubSpot takes in a batch are refused together: why merged-batch-fits refuses such a scenario"
  )
  func tooLarge() throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open(batch: 4)
      for (batch, statuses) in [(5, Set([400])), (4, Set([200]))] {
        let layer = CoalescingTransport(account.context { $0.coalescing.batch = batch })
        let replies = await layer.sendAll((0..<5).map { account.read($0, by: $0) })
        #expect(Set(replies.map { $0?.status }) == statuses)
      }
    }
  }

  @Test("never wait longer when the widest window is below the window: why window-widens refuses such a scenario")
  func narrow() throws {
    var settings = CoalescingSettings()
    settings.window = .milliseconds(200)
    settings.widestWindow = .milliseconds(199)
    #expect(settings.window(withRoom: 0) == .milliseconds(200))
    settings.widestWindow = .milliseconds(201)
    #expect(settings.window(withRoom: 0) == .milliseconds(201))
  }

  @Test("wait longer the less room there is")
  func widening() {
    var settings = CoalescingSettings()
    settings.window = .milliseconds(200)
    #expect(settings.window(withRoom: nil) == .milliseconds(200))
    #expect(settings.window(withRoom: 50) == .milliseconds(200))
    #expect(settings.window(withRoom: 49) == .milliseconds(212))
    #expect(settings.window(withRoom: 0) == .milliseconds(800))
    #expect(settings.window(withRoom: -3) == .milliseconds(800))
  }

  @Test("wait no longer for having their limits shared out: of four instances each needs a quarter of the room")
  func wideningOfShares() {
    var settings = CoalescingSettings()
    settings.window = .milliseconds(200)
    #expect(settings.window(withRoom: 13, of: 4) == .milliseconds(200))
    #expect(settings.window(withRoom: 12, of: 4) == .milliseconds(224))
    #expect(settings.window(withRoom: 0, of: 4) == .milliseconds(800))
  }

  @Test("leave after the window of an idle account with either way to share its limits", arguments: [1, 4, 10])
  func idleShares(_ instances: Int) throws {
    _ = try Simulation.run {
      let account = try await MergingAccount.open()
      let context = account.context { $0.pacing = PacingSettings().completed(tenSecond: 100, search: 5, burst: 150) }
      var settings = context.settings.pacing
      settings.instances = instances
      // The store has its way to and from.
      let givers: [(any TurnGiver, Int64)] = [
        (PacedTransport(context, KnownWindows(settings, parts: instances)), 300),
        (PacedTransport(context, StoreWindows(settings, instance: 0)), 301),
      ]
      for (turns, expected) in givers {
        let start = now
        var merging = context
        merging.turns = turns
        _ = try await CoalescingTransport(merging).send(account.read(0))
        #expect(now - start == expected)
      }
    }
  }
}

/// Gives each turn after a time; none when there is no time.
private struct LateTurns: TurnGiver {
  let delay: Duration?

  init(after delay: Duration?) { self.delay = delay }

  func turn(for request: HubSpotRequest) async throws(HubSpotTransportError) -> Turn {
    guard let delay else { throw .notAdmitted }
    do { try await VirtualClock().sleep(for: VirtualSpan(delay)) } catch { throw .instanceGone }
    return Turn(0)
  }

  var parts: Int { 1 }

  func giveBack(_ turn: Turn) async {}

  func room(isSearch: Bool, within duration: Duration) async -> Int? { nil }

  func capacity(isSearch: Bool) async -> WindowCapacity { WindowCapacity(calls: 100, window: .seconds(10)) }
}

/// Keeps what is sent.
private struct WatchedTransport: HubSpotTransport {
  let inner: SimulatedHubSpot
  let sent: Recorder<HubSpotRequest>

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    sent.record(request)
    return try await inner.send(request)
  }
}
