import DequeModule
import DeterministicRuntime
package import Ports
import VirtualTime

/// A Redis in the process, in virtual time: each round trip takes the same latency, at whose end the effect and the
/// reply happen at one instant. Nothing takes a command back: a client that has gone changes nothing for the store.
package actor SimulatedRedis: KeyValueStore {
  /// A client that is blocked on a list.
  private final class BlockedClient {
    let wakeup: Wakeup
    var element: String?

    init(_ key: String) { wakeup = Wakeup("BLPOP \(key)") }
  }

  private let clock = VirtualClock()
  private let latency: VirtualSpan
  private let scriptRuns: ScriptRuns
  private let events: (any EventSink<StoreEvent>)?
  private let keyspace = Keyspace()
  /// By key, the longest waiting first. Whenever no script runs, a key with blocked clients has no elements.
  private var blockedClients: [StoreBytes: Deque<BlockedClient>] = [:]

  /// - Parameters:
  ///   - latency: of each round trip; not negative. Zero answers without any wait.
  ///   - scriptRuns: how often each script is run; what comes of it is the same.
  ///   - events: told of each script when it runs.
  package init(latency: Duration, scriptRuns: ScriptRuns = .once, events: (any EventSink<StoreEvent>)? = nil) {
    precondition(latency >= .zero, "latency is not negative, got \(latency)")
    self.latency = VirtualSpan(latency)
    self.scriptRuns = scriptRuns
    self.events = events
  }

  package func run<Output: Sendable>(_ script: StoreScript<Output>) async throws(StoreError) -> Output {
    await arrive(script.name)
    defer { serveBlockedClients() }
    switch scriptRuns {
    case .once: return try script.body(keyspace)
    case .twice: return try RepeatedScript(script: script).run(on: keyspace)
    }
  }

  /// Takes the first element of a list, or waits for one. Elements go to the clients in the order in which they began
  /// to wait; whoever comes later does not overtake them.
  ///
  /// An element that is pushed at the instant of the timeout goes to the client if the push comes before the client goes
  /// on. A client that is cancelled takes nothing: an element on its way to it goes to the next client, or back to the
  /// head of the list.
  ///
  /// - Parameter timeout: from the moment at which the command reaches the store; zero or less does not wait (Redis's
  ///   zero waits for ever: pass a long timeout instead).
  /// - Throws: `instanceGone` when the task is cancelled; `wrongType` when the key holds no list.
  package func blockingPopFirst(_ key: String, timeout: Duration) async throws(StoreError) -> String? {
    await arrive("BLPOP")
    guard !Task.isCancelled else { throw .instanceGone }
    if let element = try keyspace.popFirst(key) { return element }
    guard timeout > .zero else { return nil }

    let client = BlockedClient(key)
    blockedClients[StoreBytes(key), default: []].append(client)
    keyspace.blockedKeys.insert(StoreBytes(key))
    let deadline = Keyspace.instant(timeout, after: clock.now.nanoseconds).map(VirtualInstant.init(nanoseconds:))
    let outcome = await client.wakeup.wait(until: deadline)

    switch outcome {
    case .woken where Task.isCancelled:
      if let element = client.element { giveBack(element, to: key) }
      throw .instanceGone
    case .woken: return client.element
    case .cancelled:
      unblock(client, from: key)
      throw .instanceGone
    case .expired:
      unblock(client, from: key)
      return nil
    }
  }

  /// What a key holds, for set-up and audit: takes no time and makes no event.
  package func inspect(_ key: String) -> InspectedValue? {
    keyspace.forgetExpired(at: clock.now.nanoseconds)
    return keyspace.inspect(key)
  }

  /// The keys that begin with `prefix`, in ascending order; takes no time and makes no event.
  ///
  /// - Complexity: O(keys).
  package func inspectKeys(withPrefix prefix: String = "") -> [String] {
    keyspace.forgetExpired(at: clock.now.nanoseconds)
    return keyspace.keys.filter { $0.utf8.starts(with: prefix.utf8) }.map(StoreBytes.init).sorted().map(\.text)
  }

  /// How many keys there are, and what they take; takes no time and makes no event.
  package func inspectMemory() -> StoreMemory {
    keyspace.forgetExpired(at: clock.now.nanoseconds)
    return StoreMemory(keyCount: keyspace.keyCount, usedBytes: keyspace.usedMemory)
  }

  /// The way to the store and back, after which the command takes effect.
  private func arrive(_ name: String) async {
    if latency > .zero { await clock.sleepThroughCancellation(for: latency) }
    let now = clock.now
    keyspace.forgetExpired(at: now.nanoseconds)
    events?.record(StoreEvent(at: now, name: name))
  }

  /// Hands the elements that a script has pushed to the clients that wait for them.
  private func serveBlockedClients() {
    guard !keyspace.pushedKeys.isEmpty else { return }
    for key in keyspace.takePushedKeys() {
      while let client = blockedClients[StoreBytes(key)]?.first, let element = keyspace.takeFirst(key) {
        client.element = element
        unblock(client, from: key)
        client.wakeup.wake()
      }
    }
  }

  private func giveBack(_ element: String, to key: String) {
    keyspace.giveBack(element, to: key)
    serveBlockedClients()
  }

  private func unblock(_ client: BlockedClient, from key: String) {
    let name = StoreBytes(key)
    blockedClients[name]?.removeAll { $0 === client }
    if blockedClients[name]?.isEmpty == true {
      blockedClients[name] = nil
      keyspace.blockedKeys.remove(name)
    }
  }
}
