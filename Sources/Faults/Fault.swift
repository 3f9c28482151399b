package import HubSpotAPI

/// One way in which the use of a port can go wrong: what is done before it, instead of it and after it.
///
/// A kind of fault is a value made in a file of its own (`Kinds`); nothing lists them. Two are equal when they have the
/// same name, which says their numbers, too: `answer(429)`.
package struct Fault: Sendable {
  /// Done before or after the use of any port. It may close the instance's fence, or wait.
  package typealias Step = @Sendable (Fence) async -> Void
  /// Done instead of sending a call to HubSpot, which it may send.
  package typealias Call =
    @Sendable (HubSpotRequest, any HubSpotTransport) async throws(HubSpotTransportError) -> HubSpotResponse

  package let name: String
  let before: Step?
  let after: Step?
  let call: Call?

  /// - Parameters:
  ///   - name: unique among the kinds, with the numbers that the kind was made with.
  ///   - before: strikes any port, before the effect of its use.
  ///   - after: strikes any port, when its use has had its effect and before its instance hears of it.
  ///   - call: strikes calls to HubSpot only.
  package init(_ name: String, before: Step? = nil, after: Step? = nil, call: Call? = nil) {
    self.name = name
    self.before = before
    self.after = after
    self.call = call
  }

  /// Whether it can strike the store and time as well, and not only calls to HubSpot.
  package var strikesAnyPort: Bool { before != nil || after != nil }
}

extension Fault: Hashable, CustomStringConvertible {
  package static func == (left: Fault, right: Fault) -> Bool { left.name == right.name }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }

  package var description: String { name }
}
