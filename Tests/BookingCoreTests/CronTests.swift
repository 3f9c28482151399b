import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import Testing

@Suite("The endpoint through which jobs are called")
struct CronTests {
  private static let secret = "only we know"

  private static func settings(secret: String = secret) -> CoreSettings {
    var settings = CoreSettings()
    settings.cronSecret = secret
    return settings
  }

  @Test("refuses whoever does not show the secret, and does nothing for them")
  func refusals() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings())
      let instance = world.instance(.phase2)
      let wrong = [
        "Bearer only we knew", "Bearer only we kno", "Bearer only we know.", "bearer only we know", "only we know",
        "Bearer ",
        "B",
      ]
      let cases: [(String?, RefusalReason)] =
        [(nil, .authorizationMissing), ("", .authorizationMissing)] + wrong.map { ($0, .authorizationWrong) }
      for (shown, reason) in cases {
        let outcome = try await instance.call("process-notes", showing: shown)
        #expect(outcome == .refused(reason), "\(shown ?? "nothing")")
        #expect(outcome.verdict.status == 401)
      }
      // Whether there is such a job is nobody else's business.
      #expect(try await instance.call("no-such-job", showing: "Bearer ") == .refused(.authorizationWrong))
      #expect(world.storeEvents.events.isEmpty)
    }
  }

  @Test("refuses everybody while there is no secret", arguments: ["Bearer ", "Bearer any", nil])
  func notConfigured(_ shown: String?) throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings(secret: ""))
      let outcome = try await world.instance(.phase2).call("process-notes", showing: shown)
      #expect(outcome == .refused(.cronNotConfigured))
      #expect(outcome.verdict.status == 503)
    }
  }

  @Test("refuses a job that there is not, or not in this design, and a job by its other name")
  func unknown() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings())
      for name in ["no-such-job", "", "notes", "counter_sync"] {
        let outcome = try await world.instance(.phase2).call(name, showing: "Bearer " + Self.secret)
        #expect(outcome == .refused(.jobNotFound), "\(name)")
        #expect(outcome.verdict.status == 404)
      }
      #expect(
        try await world.instance(.baseline).call("process-notes", showing: "Bearer " + Self.secret)
          == .refused(.jobNotFound)
      )
    }
  }

  @Test("says whether there was anything to do, and whether somebody else is at it")
  func outcomes() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings())
      let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
      #expect(try await first.call("process-notes") == .nothingToDo)
      _ = await first.create(world.request("k1"))
      async let one = first.call("process-notes")
      async let other = second.call("process-notes")
      #expect(try await [one, other] == [.done, .failed(.busy)])
      #expect(try await second.call("process-notes") == .nothingToDo)
      let passes = world.events.events.compactMap { event -> Int? in
        if case .jobPass("notes", let instance, _, _) = event { instance } else { nil }
      }
      #expect(passes == [0, 0, 1])
    }
  }

  @Test("does not take a job from a holder that has died before its lease has run out")
  func deadHolder() throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings())
      let (first, second) = (world.instance(.phase2, 0), world.instance(.phase2, 1))
      _ = await first.create(world.request("k1"))
      first.ports.strikeHubSpot(1, .deathAfter)
      await #expect(throws: InstanceGone.self) { try await first.call("process-associations") }
      #expect(try await second.call("process-associations") == .failed(.busy))
      try await wait(.seconds(61))
      #expect(try await second.call("process-associations") == .done)
      #expect(try await second.call("process-associations") == .nothingToDo)
    }
  }

  @Test("calls every job of every design by one name", arguments: SweptDesigns.all)
  func everyJob(_ design: String) throws {
    try simulate {
      let world = try await BookingWorld.open(settings: Self.settings())
      let instance = world.instance(.test(design))
      let names = instance.core.jobs.map { CronName.name(of: $0.name) }
      #expect(Set(names).count == names.count)
      for name in names { #expect(try await [.done, .nothingToDo].contains(instance.call(name)), "\(name)") }
    }
  }

  @Test("has the documents' names")
  func names() {
    let jobs = [
      "counter_sync", "reconciliation", "associations", "notes", "bookings", "cache_warming", "cache_check", "recovery",
    ]
    #expect(
      jobs.map(CronName.name) == [
        "sync-counters", "reconcile-counters", "process-associations", "process-notes", "process-bookings",
        "warm-cache",
        "validate-cache-consistency", "recovery",
      ]
    )
  }
}

extension Instance {
  /// Calls a job by the name of its endpoint.
  ///
  /// - Parameter shown: the header `Authorization`; unless it is given, the right one.
  func call(_ name: String, showing shown: String?, pass: Int = 0) async throws(InstanceGone) -> CronOutcome {
    try await service.answer(CronRequest(job: name, authorization: shown), from: .job(name, pass: pass))
  }

  func call(_ name: String, pass: Int = 0) async throws(InstanceGone) -> CronOutcome {
    try await call(name, showing: "Bearer only we know", pass: pass)
  }
}
