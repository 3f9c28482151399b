import Synchronization

/// What a run hands out while it runs, to be read when it is over: also from outside of the simulation, and from
/// several runs at once.
package final class Collected<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  package init() {}

  package func append(_ element: Element) { elements.withLock { $0.append(element) } }

  /// In the order in which they were appended.
  package var all: [Element] { elements.withLock { $0 } }
}
