package import HubSpotAPI
package import VirtualTime

/// A look at what the core remembers, on behalf of a visitor's request.
package struct CacheLookSample: Hashable, Sendable {
  package let at: VirtualInstant
  /// The kind of what was looked for: `lists`, `credits`, ...
  package let key: String
  /// Whose request it was for.
  package let origin: CallOrigin
  /// Why nothing was there that could be answered: `absent`, `expired`, ...; nil for a hit.
  package let miss: String?
  /// How old the answer was; zero for a miss.
  package let age: VirtualSpan

  package init(at: VirtualInstant, key: String, origin: CallOrigin, miss: String?, age: VirtualSpan) {
    self.at = at
    self.key = key
    self.origin = origin
    self.miss = miss
    self.age = age
  }
}

extension CacheLookSample: Sample {
  package func tag(_ name: String) -> String? {
    switch name {
    case "key": key
    case "result": miss ?? "hit"
    default: nil
    }
  }
}
