/// A rate limit by the name under which HubSpot refuses. One byte, for there is one in every sample; what is known of a
/// policy stands in its row, and a new policy is one more.
package struct LimitPolicy: Hashable, Sendable {
  package static let burst = LimitPolicy(0)
  package static let daily = LimitPolicy(1)
  package static let search = LimitPolicy(2)
  package static let tenSecond = LimitPolicy(3)

  private static let rows = [
    Row("BURST", .allCalls, bucket: "burst", seconds: 1) { _, _ in nil },
    Row("DAILY", .allCalls, namesRequest: true) { _, _ in nil },
    Row("SECONDLY", .searches, bucket: "search", seconds: 1) { app, portal in
      "publicapi:crm:search:oauth:\(app):\(portal)"
    },
    Row("TEN_SECONDLY_ROLLING", .callsButSearches, bucket: "ten_second", seconds: 10) { app, portal in
      "publicapi:private_app-api-calls-ten-secondly:\(app):\(portal)"
    },
  ]

  /// In the order in which they are asked about a request: the first that refuses names itself.
  package static let all = rows.indices.map { LimitPolicy(UInt8($0)) }
  /// Those that count in a window, the one that most calls are judged by first.
  package static let windows = all.reversed().filter { $0.bucket != nil }

  private let index: UInt8

  private init(_ index: UInt8) { self.index = index }

  /// The policy of a name; nil when there is none.
  package init?(named name: String) {
    guard let index = Self.rows.firstIndex(where: { $0.name == name }) else { return nil }
    self.init(UInt8(index))
  }

  private var row: Row { Self.rows[position] }
  /// The place of the policy in `all`.
  package var position: Int { Int(index) }
  /// The `policyName` of the 429.
  package var name: String { row.name }
  /// Which calls it judges.
  package var scope: Scope { row.scope }
  /// What metrics and reports call the requests that count in its window; nil for a policy without a window.
  package var bucket: String? { row.bucket }
  /// The length of its window in HubSpot's documents; nil for a policy without a window.
  package var seconds: Int? { row.seconds }
  /// Whether its 429 has a `requestId`.
  package var namesRequest: Bool { row.namesRequest }
  /// The message of the 429.
  package var refusalMessage: String { row.refusalMessage }

  /// The `groupName` of the 429; nil for the policies that have none.
  package func groupName(appID: Int, portalID: Int) -> String? { row.group(appID, portalID) }

  /// The calls that a policy judges.
  package enum Scope: Hashable, Sendable {
    case allCalls, searches, callsButSearches

    package func judges(isSearch: Bool) -> Bool {
      switch self {
      case .allCalls: true
      case .searches: isSearch
      case .callsButSearches: !isSearch
      }
    }
  }

  private struct Row: Sendable {
    let name: String
    let scope: Scope
    let bucket: String?
    let seconds: Int?
    let namesRequest: Bool
    let refusalMessage: String
    let group: @Sendable (_ appID: Int, _ portalID: Int) -> String?

    init(
      _ name: String,
      _ scope: Scope,
      bucket: String? = nil,
      seconds: Int? = nil,
      namesRequest: Bool = false,
      group: @escaping @Sendable (_ appID: Int, _ portalID: Int) -> String?
    ) {
      self.name = name
      self.scope = scope
      self.bucket = bucket
      self.seconds = seconds
      self.namesRequest = namesRequest
      refusalMessage = "You have reached your \(name.lowercased()) limit."
      self.group = group
    }
  }
}
