import HubSpotAPI
import Ports
import Testing

@testable import BookingCore

@Suite("A write of credits that has landed")
struct CreditWriteTests {
  /// A version of the property, at so many milliseconds.
  private typealias Version = (value: String, at: Int64, source: PropertyVersion.Source)

  /// What a write at 100 ms of the reference `w2` has gone over, that read 5 at 50 ms and took one away.
  ///
  /// - Parameters:
  ///   - credits: the versions, the oldest first.
  ///   - references: the same of the reference.
  private func overwritten(_ credits: [Version], references: [(String, Int64)] = [("w2", 100)], amount: Int = -1) -> Int
  {
    var write = CreditWrite(reference: "w2", knownUntil: 50)
    write.changes["clinical"] = CreditWrite.Change(read: 5, amount: amount)
    var contact = HubSpotObject(id: ObjectID(1), properties: [], createdAt: 0, updatedAt: 0)
    contact.histories = [
      PropertyHistory(
        BookingSchema.Contact.credits("clinical"),
        credits.reversed().map { PropertyVersion($0.value, timestamp: $0.at, source: $0.source) }
      ),
      PropertyHistory(
        BookingSchema.Contact.creditReference,
        references.reversed().map { PropertyVersion($0.0, timestamp: $0.1, source: .integration) }
      ),
    ]
    return write.overwritten("clinical", of: contact)
  }

  @Test("went over nothing when nobody changed the credits since the reading")
  func nothing() {
    #expect(overwritten([("5", 0, .integration), ("4", 100, .integration)]) == 0)
    #expect(overwritten([("7", 0, .crmUI), ("5", 50, .crmUI), ("4", 100, .integration)]) == 0)
    #expect(overwritten([("5", 0, .integration), ("4", 100, .integration), ("9", 101, .crmUI)]) == 0)
  }

  @Test("went over what somebody entered between the reading and the write, several times too")
  func edits() {
    #expect(overwritten([("5", 0, .integration), ("9", 51, .crmUI), ("4", 100, .integration)]) == 4)
    #expect(
      overwritten([("5", 0, .integration), ("9", 51, .crmUI), ("2", 60, .crmUI), ("4", 100, .integration)]) == -3
    )
    // Another product's, too.
    #expect(overwritten([("5", 0, .integration), ("9", 51, .integration), ("4", 100, .integration)]) == 4)
  }

  @Test("and an edit of the same millisecond are told apart by their order")
  func sameMillisecond() {
    #expect(overwritten([("5", 0, .integration), ("9", 100, .crmUI), ("4", 100, .integration)]) == 4)
    #expect(overwritten([("5", 0, .integration), ("4", 100, .integration), ("9", 100, .crmUI)]) == 0)
  }

  @Test("of the value that stood there already has no version, and went over the edit all the same")
  func noVersion() {
    #expect(overwritten([("5", 0, .integration), ("4", 70, .crmUI)]) == -1)
  }

  @Test("did not go over an earlier write of its own ledger that was given up and landed late")
  func lateWrite() {
    let late: [(String, Int64)] = [("w1", 60), ("w2", 100)]
    #expect(overwritten([("5", 0, .integration), ("4", 60, .integration)], references: late) == 0)
    #expect(
      overwritten(
        [("5", 0, .integration), ("4", 60, .integration), ("3", 100, .integration)],
        references: late,
        amount: -2
      )
        == 0
    )
    #expect(
      overwritten(
        [("5", 0, .integration), ("9", 55, .crmUI), ("4", 60, .integration), ("3", 100, .integration)],
        references: late,
        amount: -2
      ) == 4
    )
  }

  @Test("says nothing where the history does not show it")
  func unknown() {
    #expect(overwritten([("5", 0, .integration), ("9", 55, .crmUI)], references: [("w1", 60)]) == 0)
  }

  @Test("is read from the store as it was written there")
  func coding() throws {
    var write = CreditWrite(reference: "w7:2", knownUntil: 1_759_276_800_000)
    write.changes = ["clinical": .init(read: 5, amount: -1), "mini": .init(read: 0, amount: 2)]
    #expect(CreditWrite(encoded: write.encoded) == write)
    write.landedAt = Timestamp(nanoseconds: 1_759_276_800_123_000_000)
    #expect(CreditWrite(encoded: write.encoded) == write)
    for text in ["", "w7", "w7|sent", "w7|sent|x", "w7|landed|1", "w7|sent|1|clinical=5", "w7|sent|1|clinical"] {
      #expect(CreditWrite(encoded: text) == nil)
    }
  }
}
