import Audit
import BookingAPI
import BookingCore
import DeterministicRuntime
import Fixtures
import HubSpotAPI
import LiteralTimes
import LoadGeneration
import Measures
import Ports
import Recording
import SimulatedHubSpot
import SimulatedRedis
import Testing
import VirtualTime

@testable import Scenarios
@testable import SimulationHarness

/// What an audit cannot know, and that it still finds what it should.
@Suite("A visitor whose request had no answer in time, and who gave up")
struct UnknownBookingTests {
  /// Without a queue: there nobody waits for an answer long enough to miss it.
  private static let designs = DesignRegistry.all.filter { !$0.queuesRequests }.map(\.name)

  /// One visitor who does not come back, whose host gives up half a millisecond before the confirmation: the script that
  /// closes the intent is on its way.
  private static func scenario(_ design: Design) throws -> Scenario {
    var scenario = Scenario.rush(users: 1).constant
    scenario.draft.store.commandLatency = .milliseconds(1)
    scenario.draft.load.behaviour.comeBacksAtMost = 0
    let run = try ScenarioRun(scenario, design, seed: 1).measured()
    let confirmedAt = try #require(run.samples.wishes.first?.endedAt)
    scenario.draft.core.requestDeadline = .nanoseconds(confirmedAt.nanoseconds) - .microseconds(500)
    return scenario
  }

  @Test("may have a booking that the core tells of when asked again: that is sound", arguments: designs)
  func lawful(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let run = try ScenarioRun(try Self.scenario(design), design, seed: 1).summary()
    #expect(run.bookings.confirmed == 0)
    #expect(run.bookings.failedAttempts == ["TIMEOUT": 1])
    #expect(run.audit.map(\.detail) == [])
    #expect(run.isConverged)
  }

  @Test("may not have one that the core does not tell of, nor one with a part missing", arguments: designs)
  func unlawful(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let scenario = try Self.scenario(design)
    _ = try Simulation.run {
      let observer = RunObserver(epochMilliseconds: scenario.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      #expect(try await world.run() == [])
      let record = recorder.finished().bookings
      let booking = try #require(await AuditRecords.read(world, told: record).activeBookings.first?.id)

      func kinds(_ answer: BookingOutcome?) async -> [AuditFinding.Kind] {
        var told = record
        told.lateAnswers[booking] = answer
        return await world.audit(told).findings.map(\.kind)
      }
      #expect(await kinds(.confirmed(booking: booking)) == [])
      #expect(await kinds(.refused(.duplicateBooking)) == [])
      for answer in [nil, .failed(.busy), .confirmed(booking: ObjectID(1)), .refused(.examFull)] as [BookingOutcome?] {
        #expect(await kinds(answer).contains(.bookingWithoutConfirmation))
      }
      let contact = ObjectReference(.contacts, world.portal.contacts[0])
      let from = ObjectReference(BookingSchema.bookings, booking)
      let request = HubSpotRequest(
        .removeAssociation(from: from, to: contact),
        label: CallLabel("falsify"),
        origin: .job("test", pass: 0)
      )
      _ = try await world.hubSpot.send(request)
      #expect(await kinds(.confirmed(booking: booking)) == [.missingAssociation])
    }
  }

  @Test("is judged by the records as they were before anybody asked: a question repairs nothing", arguments: designs)
  func notRepaired(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let scenario = try Self.scenario(design)
    let kinds = try Simulation.run {
      let observer = RunObserver(epochMilliseconds: scenario.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      _ = try await world.run()
      // As a core would leave it that undoes half: the answer and the charge are gone, the booking stands.
      let told = recorder.finished().bookings
      let booking = try #require(await AuditRecords.read(world, told: told).activeBookings.first)
      for key in await world.redis.inspectKeys(withPrefix: "answer:") { _ = try await world.redis.run(.delete(key)) }
      for key in await world.redis.inspectKeys(withPrefix: "booking:") { _ = try await world.redis.run(.delete(key)) }
      let credits = Property(BookingSchema.Contact.credits(booking.creditType), "5")
      let reference = Property(BookingSchema.Contact.creditReference, "")
      let request = HubSpotRequest(
        .updateObject(ObjectReference(.contacts, booking.contact), [credits, reference]),
        label: CallLabel("falsify"),
        origin: .job("test", pass: 0)
      )
      _ = try await world.hubSpot.send(request)
      var record = recorder.finished()
      var records = await AuditRecords.read(world.hubSpot, world.redis)
      record.note(lateAnswers: try await world.lateAnswers(record.bookings))
      records.countOverTime(record.bookings)
      let run = await MeasuredRun(
        of: world,
        records,
        record,
        design,
        seed: 1,
        leftovers: [],
        endedAt: VirtualClock().now
      )
      return run.summary.audit.map(\.kind)
    }.output
    #expect(kinds.contains(.wrongCredits))
  }

  @Test("is not asked for when the booking is another visitor's, or none of theirs timed out", arguments: designs)
  func notAsked(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    let scenario = Scenario.rush(users: 5)
    _ = try Simulation.run {
      let observer = RunObserver(epochMilliseconds: scenario.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(scenario, design, random: KeyedRandom(seed: 1), recorder: recorder)
      _ = try await world.run()
      let commands = recorder.finished().activity.storeCommands
      #expect(try await world.lateAnswers(recorder.finished().bookings).isEmpty)
      #expect(recorder.finished().activity.storeCommands == commands)
    }
  }
}

@Suite("A run that did not come to rest")
struct NotAtRestTests {
  @Test(
    "says what was left, and calls nothing wrong that is merely unfinished",
    arguments: DesignRegistry.all.map(\.name)
  )
  func unfinished(_ name: String) throws {
    let design = try #require(DesignRegistry.named(name))
    var unfinished = 0
    for seed in UInt64(1)...5 {
      // Visitors who give up at once leave the most behind.
      var scenario = Scenario.rush(users: 60)
      scenario.draft.load.behaviour.comeBacksAtMost = Int(seed % 3)
      scenario.draft.run.drainLimit = .seconds(seed)
      let run = try ScenarioRun(scenario, design, seed: seed).summary()
      #expect(run.audit.map(\.detail) == [])
      #expect(run.isConverged == run.leftovers.isEmpty)
      unfinished += run.isConverged ? 0 : 1
    }
    #expect(unfinished > 0)
  }

  @Test("is still judged by what must hold at every moment, and by what nobody has in hand")
  func judged() throws {
    var scenario = Scenario.rush(users: 60)
    scenario.draft.run.drainLimit = .seconds(1)
    let resolved = scenario
    _ = try Simulation.run {
      let observer = RunObserver(epochMilliseconds: resolved.hubSpot.epoch)
      let recorder = RunRecorder(observer: observer)
      let world = try await World.open(resolved, .phase2, random: KeyedRandom(seed: 1), recorder: recorder)
      #expect(try await !world.run().isEmpty)
      let told = recorder.finished().bookings
      let records = await AuditRecords.read(world, told: told)
      let known = try #require(records.activeBookings.first { !records.inMotion.holds($0) })
      let credits = Property(BookingSchema.Contact.credits(known.creditType), "0")
      let request = HubSpotRequest(
        .updateObject(ObjectReference(.contacts, known.contact), [credits]),
        label: CallLabel("falsify"),
        origin: .job("test", pass: 0)
      )
      _ = try await world.hubSpot.send(request)
      #expect(await world.audit(told, isAtRest: false).findings.map(\.kind) == [.wrongCredits])
    }
  }
}
