import DeterministicRuntime
import Faults
import HubSpotAPI
import Ports

/// Instances that live from the start of a run to its end, unless they crash: each at a place of its own, which a new one may
/// take when it has died. Requests go round among those that live: who comes back reaches the next one.
struct ResidentFleet<Core: Sendable>: Fleet {
  private struct State {
    /// The last instance of each place, dead or alive.
    var places: [HostedInstance<Core>]
    var started: Int
  }

  private let make: @Sendable (_ number: Int) -> HostedInstance<Core>
  private let state: SimulationLocal<State>

  /// - Parameter make: makes the instance of a number, from 0; asked once for each.
  init(_ count: Int, _ make: @escaping @Sendable (_ number: Int) -> HostedInstance<Core>) {
    self.make = make
    state = SimulationLocal(State(places: (0..<count).map(make), started: count))
  }

  private var places: [HostedInstance<Core>] { state.withValue { $0.places } }

  var living: [HostedInstance<Core>] { places.filter(\.isAlive) }

  var started: Int { state.withValue { $0.started } }

  var interruptions: Int { started - living.count }

  var afterwards: HostedInstance<Core>? { places.first(where: \.isAlive) }

  var jobs: [any BackgroundJob] { places.first?.jobs ?? [] }

  func place(for origin: CallOrigin) -> Place<Core>? {
    let living = living
    guard !living.isEmpty else { return nil }
    return place(at: living[origin.number.map { ($0 + origin.request) % living.count } ?? 0])
  }

  func place(forCall number: Int) -> Place<Core>? {
    let living = living
    return living.isEmpty ? nil : place(at: living[number % living.count])
  }

  var allPlaces: [Place<Core>] { living.map(place) }

  private func place(at instance: HostedInstance<Core>) -> Place<Core> {
    Place(take: { instance }, giveBack: { _ in })
  }

  /// Lets the instance at a place die, or all.
  ///
  /// - Returns: the places whose instances have died of it.
  func kill(at place: Int?) -> [Int] {
    let places = places
    let dying = (place.map { [$0] } ?? Array(places.indices)).filter { places[$0].isAlive }
    for place in dying { places[place].fence.close() }
    return dying
  }

  /// Starts an instance at a place whose own has died. It has a number of its own.
  func startAnew(at place: Int) -> HostedInstance<Core> {
    let number = state.withValue { state in
      state.started += 1
      return state.started - 1
    }
    let instance = make(number)
    state.withValue { $0.places[place] = instance }
    return instance
  }
}
