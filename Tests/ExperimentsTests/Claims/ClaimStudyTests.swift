import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Claims put to the test")
struct ClaimStudyTests {
  @Test("have a verdict on each promise, with what was measured and why")
  func verdicts() throws {
    let text = ClaimsText.one(
      "at_least: 95 %",
      by: """
        at_least: 95 %
              - measure: requests{origin:visitor}
                design: baseline
                at_most: 10
              - measure: requests{origin:visitor}
                less_than: baseline
                at_least: 2
              - measure: success
                needs: phase1+magic=on
                at_least: 95 %
        """
    )
    let result = try #require(try ClaimStudy(try ClaimsText.cases(text)).results().first)
    // Baseline takes eleven calls, phase 1 nine.
    #expect(result.promises.map(\.verdict) == [.holds, .fails, .holds, .notYetTestable])
    #expect(result.verdict == .fails)
    guard case .booking(let causes)? = result.promises[0].causes else {
      Issue.record("causes of bookings are expected")
      return
    }
    #expect(causes.confirmed == 1)
    #expect(result.promises.map { $0.yardstick?.design } == ["coalesced", "coalesced", nil, "coalesced"])
    #expect(result.promises[0].yardstick?.estimate.value == 1)
    #expect(result.unsound.isEmpty)
  }

  @Test("share the runs of the same scenario, design and seeds")
  func sharing() throws {
    let text = ClaimsText.one()
    let entry = text[(text.range(of: "  - id")?.lowerBound ?? text.endIndex)...]
    let second = entry.replacing("X-01", with: "X-02").replacing(
      "measure: success",
      with: "measure: first_attempt_success"
    )
    var rounds: [Int] = []
    let results = try ClaimStudy(try ClaimsText.cases(text + "\n" + second)).results { runs in
      rounds.append(runs)
      return { _ in }
    }
    // Those of the design that is measured beside it are as many again.
    #expect(rounds == [4])
    #expect(results.map(\.claim.id) == ["X-01", "X-02"])
  }

  @Test("run under as many seeds as is asked for instead")
  func seeds() throws {
    var rounds: [Int] = []
    let results = try ClaimStudy(try ClaimsText.cases(ClaimsText.one()), seeds: 5).results { runs in
      rounds.append(runs)
      return { _ in }
    }
    #expect(rounds == [10])
    #expect(results.map(\.claim.seeds) == [5])
  }

  @Test("are narrowed down to the value of an input at which the verdict turns")
  func turning() throws {
    // Each visitor of phase 1 takes nine calls and a part of the jobs': 50 calls are reached between 4 and 8 visitors.
    let turn = """
      seeds: 2
          turns_on:
            - { key: load.arrivals.users, values: [1, 8], to_within: 1 }
      """
    let text = ClaimsText.one("seeds: 2", by: turn)
      .replacing("measure: success", with: "measure: requests{origin:visitor}").replacing(
        "at_least: 95 %",
        with: "at_most: 50"
      )
      .replacing("idle-1", with: "spread-100")
    let result = try #require(try ClaimStudy(try ClaimsText.cases(text)).results().first?.turns.first)
    #expect(result.trials.map(\.value) == [1, 4, 5, 6, 8])
    #expect(result.spans.map(\.last) == [5, 8])
    #expect(result.spans.map(\.verdict) == [.holds, .fails])
    #expect(result.next.isEmpty)
  }

  @Test("are the same whatever thread was ready first")
  func repeatable() throws {
    let study = ClaimStudy(try ClaimsText.cases(ClaimsText.one()))
    #expect(try study.results() == study.results())
  }
}
