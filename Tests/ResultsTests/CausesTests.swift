import Measures
import Testing

@testable import Results

@Suite("Why a result is as it is")
struct CausesTests {
  /// In the order of the measures of causes.
  private func values(burst: Double, searches: Double, tenSecond: Double) -> [MeasureValue] {
    MeasureSet.causes.map { measure in
      switch measure.description {
      case "requests count": .number(100)
      case "refusals{policy:BURST} count": .number(burst)
      case "refusals{policy:SECONDLY} count": .number(searches)
      case "refusals{policy:TEN_SECONDLY_ROLLING} count": .number(tenSecond)
      case "retry_share rate": .share(events: 40, trials: 100)
      case "peak_demanded value": .number(353)
      case "peak_demanded{bucket:search} value": .number(20)
      default: .missing
      }
    }
  }

  @Test("is the policy that refused most, with its demand and the retries, as means over runs")
  func binding() {
    let causes = Causes(
      [values(burst: 0, searches: 30, tenSecond: 10), values(burst: 0, searches: 10, tenSecond: 20)],
      limits: ["ten_second": 100, "search": 5]
    )
    #expect(causes.bindingPolicy == "SECONDLY")
    #expect(causes.refusals == ["SECONDLY": 20, "TEN_SECONDLY_ROLLING": 15])
    #expect(causes.refused == 35)
    #expect(causes.retryShare == 0.4)
    #expect(causes.demanded["ten_second"] == 353)
    #expect(causes.demanded["search"] == 20)
  }

  @Test("is no policy when nothing was refused")
  func nothing() {
    #expect(Causes([values(burst: 0, searches: 0, tenSecond: 0)], limits: [:]).bindingPolicy == nil)
  }
}
