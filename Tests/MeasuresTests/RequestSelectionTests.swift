import HubSpotAPI
import Testing
import VirtualTime

@testable import Measures

@Suite("What a selection asks of requests")
struct RequestSelectionTests {
  private static let samples: [RequestSample] = {
    var samples: [RequestSample] = []
    let origins = [
      CallOrigin.visitor(1, request: 0), .job("notes", pass: 1), .recovery(pass: 2), .batch("exams", number: 3),
    ]
    let policies: [LimitPolicy?] = [nil, .burst, .daily, .search, .tenSecond]
    for (number, call) in ["exam_read", "duplicate_search", "policy", ""].enumerated() {
      for (index, origin) in origins.enumerated() {
        for policy in policies {
          let at = VirtualInstant(nanoseconds: Int64(number * 10 + index))
          samples.append(
            RequestSample(
              at: at,
              judgedAt: at,
              answeredAt: at,
              call: call,
              origin: origin,
              tryNumber: 0,
              isSearch: number == 1,
              status: policy == nil ? 200 : 429,
              refusedBy: policy,
              isFinalRefusal: false,
              inputs: 1
            )
          )
        }
      }
    }
    return samples
  }()

  private static let values = [
    "call": ["exam_read", "duplicate_search", "none", ""], "origin": ["visitor", "job", "batch", "webhook", "none"],
    "bucket": ["search", "ten_second", "burst", ""], "policy": ["SECONDLY", "BURST", "none", ""],
    "status": ["200", "429", "0429", "+429", "x", ""], "endpoint": ["booking-create"], "none": [""],
  ]

  @Test("is what its tags say of each, whatever they are together")
  func sameAsTags() {
    let names = Self.values.keys.sorted()
    var found = 0
    for (place, first) in names.enumerated() {
      for one in Self.values[first] ?? [] {
        for second in names[place...] {
          for other in Self.values[second] ?? [] {
            for window in [nil, VirtualInstant(nanoseconds: 3)..<VirtualInstant(nanoseconds: 13)] {
              let selection = Selection(tags: [first: one].merging([second: other]) { $1 }, window: window)
              let asked = RequestSelection(selection)
              for sample in Self.samples {
                #expect(asked.contains(sample) == selection.contains(sample), "\(selection.text)")
                if asked.contains(sample) { found += 1 }
              }
            }
          }
        }
      }
    }
    #expect(found > 500)
    #expect(Self.samples.allSatisfy { RequestSelection(Selection()).contains($0) })
  }
}
