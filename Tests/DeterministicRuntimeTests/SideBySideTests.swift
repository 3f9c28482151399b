import Testing

@testable import DeterministicRuntime

@Suite("Independent calls side by side")
struct SideBySideTests {
  @Test("are folded in the order of their numbers, however long each takes")
  func order() throws {
    let numbers = Array(0..<200)
    let folded = try SideBySide.fold(numbers, into: [Int](), finished: { _ in }) { number in
      // Earlier calls do more, so that later ones are ready first.
      var sum = 0
      for step in 0..<((200 - number) * 500) { sum &+= step & number }
      return sum >= 0 ? number : -1
    } _: {
      $0.append($1)
    }
    #expect(folded == numbers)
  }

  @Test("that are a selection are folded in its order")
  func selection() throws {
    #expect(
      try SideBySide.fold([7, 3, 5], into: [Int](), finished: { _ in }) {
        $0
      } _: {
        $0.append($1)
      } == [7, 3, 5]
    )
    #expect(
      try SideBySide.fold([], into: [9], finished: { _ in }) {
        $0
      } _: {
        $0.append($1)
      } == [9]
    )
  }

  @Test("end with the error of the first one that failed")
  func failure() {
    struct Refused: Error, Equatable { let number: Int }
    #expect(throws: Refused(number: 4)) {
      try SideBySide.fold(Array(0..<50), into: 0, finished: { _ in }) { number in
        if number >= 4 { throw Refused(number: number) }
        return number
      } _: {
        $0 += $1
      }
    }
  }
}
