import BookingAPI
import BookingCore
import Faults
import HubSpotAPI
import Ports
import Testing

@Suite("A question for credits")
struct CreditCheckTests {
  private static func ask(
    _ instance: Instance,
    _ contact: ObjectID,
    _ type: String? = nil
  ) async throws -> CreditCheckOutcome {
    let request = CreditCheckRequest(contact: .id(contact), creditType: type)
    return try await instance.service.answer(request, from: .visitor(0, request: 0))
  }

  @Test(
    "is answered by what the design's ledger knows, a booking less after a booking",
    arguments: DesignRegistry.all.map(\.name)
  )
  func told(_ name: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(name))
      let full = BookingAccount.creditsPerType
      #expect(
        try await Self.ask(instance, world.contacts[0])
          == .told(["clinical": full, "situational": full, "mini": full])
      )
      #expect(await instance.create(world.request("k1"))?.booking != nil)
      #expect(try await Self.ask(instance, world.contacts[0], "clinical") == .told(["clinical": full - 1]))
      #expect(try await Self.ask(instance, world.contacts[0], "mini") == .told(["mini": full]))
    }
  }

  @Test("of a type or a contact that there is not is refused", arguments: DesignRegistry.all.map(\.name))
  func refused(_ name: String) throws {
    try simulate {
      let world = try await BookingWorld.open()
      let instance = world.instance(.test(name))
      for type in ["osce", "", "CLINICAL"] {
        #expect(try await Self.ask(instance, world.contacts[0], type) == .refused(.unknownCreditType))
      }
      #expect(instance.ports.journal == [])
      #expect(try await Self.ask(instance, ObjectID(9)) == .refused(.contactNotFound))
    }
  }
}
