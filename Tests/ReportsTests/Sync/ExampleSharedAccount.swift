import Results

/// A booking system and a sync in one account, made by hand.
enum ExampleSharedAccount {
  static func result(isSound: Bool = true) -> SharedAccountResult {
    let subject = SharedAccountSubject(
      scenario: "example",
      scenarioHash: "0123456789abcdef",
      summary: "a thousand records while ten trainees book",
      bookings: "rush",
      bookingsHash: "fedcba9876543210",
      records: 1_000,
      reserve: 50,
      limits: ["ten_second": 100, "search": 5],
      dailyLimit: nil,
      command: "booking-sim sync example.yaml"
    )
    let rows = [
      row("phase2", nil, "alone", isSound: true), row("phase2", nil, "paced", isSound: true),
      row(nil, "batched-paced", "alone", isSound: true), row("phase2", "batched-paced", "unaware", isSound: isSound),
      row("phase2", "batched-paced", "yielding", isSound: true),
    ]
    return SharedAccountResult(subject, firstSeed: 1, seeds: 2, modelRevision: 1, rows: rows)
  }

  private static func row(_ bookings: String?, _ sync: String?, _ sharing: String, isSound: Bool) -> SharedAccountRow {
    let booked = [1.0, 0.5].map { share in
      SharedBookingNumbers(
        successShare: share,
        timeToBookingP50: 1_200,
        timeToBookingP95: share < 1 ? nil : 65_000,
        calls: 40,
        refused: 3
      )
    }
    let synced = [60.5, 61.5].map { SharedSyncNumbers(seconds: $0, calls: 10, refused: 1, deadLetters: 0) }
    return SharedAccountRow(
      bookings: bookings,
      sync: sync,
      sharing: sharing,
      bookingNumbers: bookings == nil ? [] : booked,
      syncNumbers: sync == nil ? [] : synced,
      problems: isSound ? [] : ["seed 2: missing_record: 1880-F-Mary is not in HubSpot"],
      unsoundSeeds: isSound ? [] : [2],
      digest: "0123456789abcdef"
    )
  }
}
