/// How instances of a product are kept.
package enum HostMode: Hashable, Sendable {
  /// So many from the start to the end of a run; each serves many requests at a time, and runs its jobs itself.
  case resident(Int)
  /// As many as requests need, as functions are hosted.
  case anInstanceARequest(InstanceLife)

  /// The life of an instance that serves one request at a time.
  package struct InstanceLife: Hashable, Sendable {
    /// From the request that needs a new instance until the instance begins to work on it.
    package var coldStart: Duration
    /// An instance that has served nothing for so long is gone; with 0 none serves a second request.
    package var idle: Duration

    package init(coldStart: Duration = .zero, idle: Duration = .seconds(300)) {
      self.coldStart = coldStart
      self.idle = idle
    }
  }
}
