import AsyncAlgorithms
import DeterministicRuntime
import Hosting
import HubSpotAPI
import HubSpotClient
import Ports
import SimulatedRedis
import VirtualTime

/// A HubSpot that answers as it is told, 20 ms after each request, and keeps what it was sent.
struct ScriptedHubSpot: HubSpotTransport {
  enum Answer: Hashable, Sendable {
    case status(Int)
    /// By a limit.
    case refused(LimitPolicy)
    case nothing
    case notAdmitted
    case instanceGone
  }

  struct Sent: Hashable, Sendable {
    /// Milliseconds.
    var at: Int
    var tryNumber: Int
    var isLastTry: Bool
  }

  private let script: SimulationLocal<[Answer]>
  private let journal = SimulationLocal<[Sent]>([])
  private let clock = VirtualClock()

  /// What replies say of the ten-second limit, with nothing left of it; nil for nothing.
  private let limit: Int?

  /// - Parameter script: the first answers; the last one goes on for ever.
  init(_ script: [Answer], limit: Int? = nil) {
    self.script = SimulationLocal(script)
    self.limit = limit
  }

  var sent: [Sent] { journal.withValue { $0 } }

  func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let sent = Sent(at: milliseconds, tryNumber: request.tryNumber, isLastTry: request.isLastTry)
    journal.withValue { $0.append(sent) }
    let answer = script.withValue { script in script.count > 1 ? script.removeFirst() : script[0] }
    await clock.sleepThroughCancellation(nanoseconds: 20_000_000)
    switch answer {
    case .status(let status):
      let headers = limit.map {
        RateLimitHeaders(max: $0, remaining: 0, intervalMilliseconds: 10_000, daily: nil, dailyRemaining: nil)
      }
      return HubSpotResponse(status: status, body: .empty, rateLimit: headers)
    case .refused(let policy):
      var body = HubSpotErrorBody(message: policy.refusalMessage, category: "RATE_LIMIT", correlationID: "0")
      body.policyName = policy.name
      return HubSpotResponse(status: 429, body: .error(body))
    case .nothing: throw .noReply
    case .notAdmitted: throw .notAdmitted
    case .instanceGone: throw .instanceGone
    }
  }

  /// What the layers of one instance are built from, around this HubSpot.
  func context(_ events: Recorder<ClientEvent> = Recorder(), seed: UInt64 = 1) -> ClientContext {
    ClientContext(
      transport: self,
      store: SimulatedRedis(latency: .milliseconds(1)),
      time: PlainTime(),
      chance: TestChance(random: KeyedRandom(seed: seed)),
      identifiers: NumberedIdentifiers(instance: 0),
      events: events,
      settings: ClientSettings()
    )
  }
}

/// Chance by purpose and numbers.
struct TestChance: ChanceSource {
  let random: KeyedRandom

  func fraction(_ purpose: String, _ a: Int, _ b: Int, _ c: Int) -> Double {
    var name = RunDigest()
    name.combine(purpose)
    var draw = random.draw("test", Int(truncatingIfNeeded: name.value), a, b, c)
    return draw.uniform()
  }
}

/// Virtual time.
struct PlainTime: TimeSource {
  private let clock = VirtualClock()

  var now: Timestamp { Timestamp(nanoseconds: clock.nanoseconds) }

  func sleep(for duration: Duration) async throws(InstanceGone) {
    do { try await clock.sleep(nanoseconds: duration.wholeNanoseconds) } catch { throw InstanceGone() }
  }

  func ticks(every interval: Duration) -> any AsyncSequence<Timestamp, Never> & Sendable {
    AsyncTimerSequence(interval: interval, clock: clock).map { Timestamp(nanoseconds: $0.nanoseconds) }
  }
}

/// Keeps the events of one run.
final class Recorder<Event: Sendable>: EventSink {
  private let kept = SimulationLocal<[Event]>([])

  func record(_ event: Event) { kept.withValue { $0.append(event) } }

  var events: [Event] { kept.withValue { $0 } }
}

/// Milliseconds of virtual time.
var milliseconds: Int { Int(VirtualClock().nanoseconds / 1_000_000) }

extension HubSpotRequest {
  /// A call of one visitor.
  static func test(_ call: HubSpotCall, visitor: Int = 0) -> HubSpotRequest {
    HubSpotRequest(call, label: CallLabel("test"), origin: .visitor(visitor, request: 0))
  }
}

/// Runs `body` in virtual time.
func simulate<Output: Sendable>(_ body: @escaping @Sendable () async throws -> Output) throws -> Output {
  try Simulation.run(body).output
}
