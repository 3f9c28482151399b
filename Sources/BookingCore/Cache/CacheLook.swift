package import HubSpotAPI

/// One look at what is remembered, as it is reported.
package struct CacheLook: Hashable, Sendable {
  /// Why nothing was there that could be answered.
  package enum Miss: String, Hashable, Sendable, CaseIterable {
    /// It was never read here, or nobody knows any more that it was.
    case absent
    /// Its lifetime was over.
    case expired
    /// It made room for something else.
    case evicted
    /// What it was about has changed.
    case forgotten
  }

  package let kind: CacheKind
  /// Who asked.
  package let origin: CallOrigin
  /// nil for a hit.
  package let miss: Miss?
  /// How long ago that was asked for which is answered now; zero for what is read now.
  package let age: Duration

  package init(_ kind: CacheKind, origin: CallOrigin, miss: Miss?, age: Duration) {
    self.kind = kind
    self.origin = origin
    self.miss = miss
    self.age = age
  }
}
