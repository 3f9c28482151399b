import HubSpotAPI
import Ports
import Recording

/// The instances of a host: which of them a request goes to, and how their jobs are run.
protocol Fleet<Core>: Sendable {
  associatedtype Core: Sendable

  /// How many instances have been started.
  var started: Int { get }
  /// How many instances have died: what they changed last they have told nobody.
  var interruptions: Int { get }
  /// An instance for whoever has a question when the run is over.
  var afterwards: HostedInstance<Core>? { get }
  /// Those of any instance, for all have the same.
  var jobs: [any BackgroundJob] { get }

  /// Where a request is served; nil when there is no such place.
  func place(for origin: CallOrigin) -> Place<Core>?
  /// Where a job's pass is made that may be made anywhere; nil when there is no such place.
  ///
  /// - Parameter number: of the call among those of all jobs, from 0.
  func place(forCall number: Int) -> Place<Core>?
  /// Where a job's passes are made that is called everywhere.
  var allPlaces: [Place<Core>] { get }
}

/// Where a request is served.
struct Place<Core: Sendable>: Sendable {
  /// The instance that serves it, when it is ready.
  let take: @Sendable () async -> HostedInstance<Core>
  /// Told when the instance has done the request's work, or has died of it.
  let giveBack: @Sendable (HostedInstance<Core>) -> Void
}
