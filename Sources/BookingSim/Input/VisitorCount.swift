import Synchronization

/// Counts from 1.
final class VisitorCount: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}
