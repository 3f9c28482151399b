import Testing

@testable import Measures

@Suite("Measures of the sync")
struct SyncMetricTests {
  @Test("a threshold is read with its aggregate or without, and keeps or breaks at the edge")
  func read() throws {
    for (text, value) in [("value < 62 s", 61.9), ("< 1 m", 59.9), ("value <= 60", 60)] {
      let threshold = try Threshold(metric: "duration", expression: text, of: .bulkSync)
      #expect(threshold.holds(.number(value)), "\(text)")
    }
    let share = try Threshold(parsing: "success > 98%", of: .bulkSync)
    #expect(!share.holds(.share(events: 98, trials: 100)) && share.holds(.share(events: 981, trials: 1_000)))
    #expect(!share.holds(.missing))
    #expect(share.description == "success rate > 98%")
  }

  @Test(
    "a threshold is refused with another aggregate, a metric of bookings, another unit, a tag that there is not",
    arguments: [
      ("duration rate < 62 s", "duration has no rate; expected value."),
      ("time_to_booking med < 2 s", "there is no metric time_to_booking of a sync; expected one of alerts, "),
      ("duration value < 62 %", "the bound is 62 %; expected a number with us, ms, s, m, h or no unit."),
      ("duration{window:0s..1s} < 1 s", "duration has no tag window; expected one of design."),
      ("duration < 62 s, duration > 1", "there is more than one threshold here; expected the end."),
    ]
  )
  func wrong(text: String, message: String) {
    let error = #expect(throws: MeasureSyntaxError.self) { try Threshold(parsing: text, of: .bulkSync) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("a measure of one product finds nothing in a run of the other")
  func otherProduct() throws {
    let booking = try Measure(parsing: "share_429")
    let sync = try Measure(parsing: "share_429", of: .bulkSync)
    #expect(booking.metric.product == .booking && sync.metric.product == .bulkSync)
    #expect(sync.value(in: ExampleRun.run()) == .missing)
  }

  @Test("every list of measures of the sync is of its metrics, and a report shows all that a screen shows")
  func lists() {
    #expect(MeasureSet.sync.allSatisfy { $0.metric.product == .bulkSync })
    #expect(Set(MeasureSet.sync.map(\.metric.name)) == Set(MetricCatalogue.bulkSync.names))
    #expect((MeasureSet.syncScreen + MeasureSet.syncScreenRare).allSatisfy(MeasureSet.sync.contains))
  }
}
