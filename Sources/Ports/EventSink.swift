/// Where a part reports what it did. Reporting never waits and never fails: the harness counts, the part goes on.
package protocol EventSink<Event>: Sendable {
  associatedtype Event: Sendable

  func record(_ event: Event)
}
