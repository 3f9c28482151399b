import DeterministicRuntime
package import Ports
import VirtualTime

/// Who receives notices in a simulation, for all visitors: shows each once, by its id, and counts what was shown to whom.
package struct NoticeGateway: NoticePort {
  /// A notice that was shown.
  package struct Shown: Hashable, Sendable {
    package let recipient: String
    package let text: String
    /// How often it was handed over; shown only at the first time.
    package var deliveries = 1
    /// Whether it was handed over with another text later.
    package var isContradicted = false
  }

  private let shown = SimulationLocal<[String: Shown]>([:])
  private let way: VirtualSpan
  private let clock = VirtualClock()

  /// - Parameter way: there, and as long back.
  package init(way: Duration = .milliseconds(5)) { self.way = VirtualSpan(way) }

  package func deliver(_ notice: Notice) async throws(NoticeError) {
    await clock.sleepThroughCancellation(for: way)
    shown.withValue { shown in
      guard var known = shown[notice.id] else {
        shown[notice.id] = Shown(recipient: notice.recipient, text: notice.text)
        return
      }
      known.deliveries += 1
      if known.text != notice.text || known.recipient != notice.recipient { known.isContradicted = true }
      shown[notice.id] = known
    }
    await clock.sleepThroughCancellation(for: way)
  }

  /// By the notice's id.
  package var all: [String: Shown] { shown.withValue { $0 } }
}
