package import HubSpotAPI
package import Ports

/// What is left of the day, as the headers of replies say, less what was sent since. When it is used up no call goes, but one
/// a minute that looks whether a new day has begun; HubSpot's day begins at the account's midnight, which replies do not tell.
package struct DailyBudget: Sendable {
  private static let look: Duration = .seconds(60)

  private var sent = 0
  /// By the turn's number: how many were sent up to and including its call.
  private var flights: [Int: Int] = [:]
  private var told: (left: Int, ofCall: Int, at: Timestamp)?

  package init() {}

  /// How many calls the day has left; nil while no reply has told, or for an account without a daily limit.
  package var left: Int? { told.map { max(0, $0.left - (sent - $0.ofCall)) } }

  /// Whether a call may go.
  package func isOpen(at now: Timestamp) -> Bool {
    guard let told, let left, left == 0 else { return true }
    return now - told.at >= Self.look && flights.isEmpty
  }

  package mutating func send(_ turn: Turn) {
    sent += 1
    flights[turn.number] = sent
  }

  package mutating func end(_ turn: Turn, _ response: HubSpotResponse?, at now: Timestamp) {
    guard let number = flights.removeValue(forKey: turn.number), let response else { return }
    if response.refusingPolicy == .daily {
      told = (0, number, now)
    } else if let left = response.rateLimit?.dailyRemaining, number >= told?.ofCall ?? 0 {
      told = (left, number, now)
    }
  }
}
