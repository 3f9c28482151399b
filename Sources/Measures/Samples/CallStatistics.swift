/// How the requests of one kind of call fared.
package struct CallStatistics: Sendable {
  package var sent = 0
  package var admitted = 0
  package var refusedByPolicy: [String: Int] = [:]
  /// Admitted and answered with an error other than 429, by status.
  package var errorsByStatus: [Int: Int] = [:]
  /// Logical calls: first sendings. What is sent beyond is retries.
  package var logical = 0
  /// Time of admitted requests.
  package var time = Durations()

  package init() {}

  package var refused: Int { refusedByPolicy.values.reduce(0, +) }

  package mutating func merge(_ other: CallStatistics) {
    sent += other.sent
    admitted += other.admitted
    refusedByPolicy.merge(other.refusedByPolicy, uniquingKeysWith: +)
    errorsByStatus.merge(other.errorsByStatus, uniquingKeysWith: +)
    logical += other.logical
    time.merge(other.time)
  }
}
