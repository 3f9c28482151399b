import BookingAPI
import BookingCore
import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports
import SimulatedRedis
import Testing

@Suite("A part that is on for a share of the contacts")
struct SwitchShareTests {
  private static let roles = SwitchableRole.all.map(\.name)

  @Test("is on for about so many of a thousand contacts", arguments: roles)
  func spread(_ role: String) {
    let places = (0..<1_000).map { SwitchShare.place(of: 5_000 + $0, in: role) }
    #expect(places.allSatisfy { (0..<100).contains($0) })
    for percent in [10, 25, 50] {
      let share = places.count { $0 < percent }
      #expect(abs(share - 10 * percent) < 45, "\(share) of 1,000 within \(percent) %")
    }
  }

  @Test("takes its contacts in an order of the role's own, which stays what it is")
  func stable() {
    #expect((1...6).map { SwitchShare.place(of: $0, in: "notes") } == [85, 0, 95, 98, 13, 0])
    let (notes, cache) = (
      Set((0..<1_000).filter { Self.isWithin(25, $0, "notes") }),
      Set((0..<1_000).filter { Self.isWithin(25, $0, "cache") })
    )
    #expect(notes != cache)
    // Whoever is within 10 % is within 25 %.
    #expect(notes.isSuperset(of: (0..<1_000).filter { Self.isWithin(10, $0, "notes") }))
  }

  private static func isWithin(_ percent: Int, _ contact: Int64, _ role: String) -> Bool {
    SwitchShare.place(of: contact, in: role) < percent
  }

  @Test("is used by them alone, request after request; and by nobody at 0, by everybody at 100")
  func notes() throws {
    for percent in [0, 30, 100] {
      let (queued, expected) = try simulate {
        let world = try await BookingWorld.open(
          contacts: 20,
          exams: [ExamSeed(capacity: 40), ExamSeed(date: "2025-11-04", capacity: 40)]
        )
        let instance = world.instance(Design.test("phase1").switching(["notes": "queued"]))
        world.switches.turn("notes", to: percent)
        var queued: [Int] = []
        for contact in 0..<20 {
          for exam in 0..<2 {
            let before = await world.queuedNotes()
            _ = await instance.create(world.request("k\(contact)-\(exam)", contact: contact, exam: exam))
            if await world.queuedNotes() > before { queued.append(contact) }
          }
        }
        let on = (0..<20).filter { SwitchShare.place(of: world.contacts[$0].number, in: "notes") < percent }
        return (queued, on.flatMap { [$0, $0] })
      }
      #expect(queued == expected, "\(percent) %")
    }
  }

  @Test("leaves what waits in its queue to its worker when it is switched off, also when an instance dies meanwhile")
  func drained() throws {
    for death in 1...30 {
      let problems = try simulate {
        let world = try await BookingWorld.open(contacts: 6)
        let design = Design.test("phase1").switching(["notes": "queued", "associations": "queued"])
        let (first, second) = (world.instance(design, 0), world.instance(design, 1))
        world.switches.turn("notes", to: 100)
        world.switches.turn("associations", to: 100)
        for contact in 0..<6 { _ = await first.create(world.request("k\(contact)", contact: contact)) }
        #expect(await world.queuedNotes() == 6)
        world.switches.turn("notes", to: 0)
        world.switches.turn("associations", to: 0)
        first.ports.strikePort(death, .deathAfter)
        for name in ["notes", "associations"] where !first.isDead {
          do { _ = try await first.job(name).run(pass: 0) } catch { #expect(first.isDead) }
        }
        try await world.settle(second)
        return await world.problems()
      }
      #expect(problems.isEmpty, "death at call \(death): \(problems)")
    }
  }

  @Test(
    "associates a booking that was created under one part and confirmed under the other",
    arguments: ["inline", "queued"]
  )
  func associations(_ part: String) throws {
    // Each call of the first request is its last in one story; the visitor comes back when the switch has been turned.
    for (before, after) in [(0, 100), (100, 0)] {
      var call = 1
      while true {
        let (problems, hasStruck) = try simulate { [call] in
          let world = try await BookingWorld.open()
          let design = Design.test("phase1").switching(["associations": part])
          let (first, second) = (world.instance(design, 0), world.instance(design, 1))
          world.switches.turn("associations", to: before)
          first.ports.strikePort(call, .deathAfter)
          let request = world.request("k1")
          let answer = await first.create(request)
          world.switches.turn("associations", to: after)
          if answer == nil {
            try await wait(.seconds(80))
            _ = try await Visitor(second).book(request)
          }
          try await world.settle(second)
          return (await world.problems(), first.ports.fired > 0)
        }
        #expect(problems.isEmpty, "\(before) to \(after), call \(call): \(problems)")
        guard hasStruck else { break }
        call += 1
      }
      #expect(call > 10)
    }
  }
}

extension BookingWorld {
  /// Of the queue of notes.
  fileprivate func queuedNotes() async -> Int {
    let queue = await redis.inspect("notes_queue")
    guard case .list(let items) = queue else { return 0 }
    return items.count
  }
}
