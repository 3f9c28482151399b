import HubSpotAPI
import VirtualTime

/// What a selection asks of requests to HubSpot, read once: a dozen measures look at each of a hundred thousand requests,
/// and texts take their time to be found and compared.
struct RequestSelection {
  private let window: Range<VirtualInstant>?
  private var call: String?
  private var origin: CallOrigin.Kind?
  private var isSearch: Bool?
  private var policy: LimitPolicy?
  private var status: UInt16?
  /// Whether it asks for what no request has.
  private var isEmpty = false

  init(_ selection: Selection) {
    window = selection.window
    for (name, value) in selection.tags {
      switch name {
      case "call": call = value
      case "origin": origin = found(CallOrigin.Kind.all.first { $0.name == value })
      case "bucket":
        isSearch = found([LimitPolicy.search, .tenSecond].first { $0.bucket == value }).map { $0 == .search }
      case "policy": policy = found(LimitPolicy(named: value))
      case "status": status = found(UInt16(value).flatMap { String($0) == value ? $0 : nil })
      default: isEmpty = true
      }
    }
  }

  private mutating func found<Value>(_ value: Value?) -> Value? {
    if value == nil { isEmpty = true }
    return value
  }

  func contains(_ request: RequestSample) -> Bool {
    if isEmpty { return false }
    if let window, !window.contains(request.at) { return false }
    if let isSearch, request.isSearch != isSearch { return false }
    if let policy, request.refusedBy != policy { return false }
    if let status, request.status != status { return false }
    if let origin, request.origin.kind != origin { return false }
    if let call, request.call != call { return false }
    return true
  }
}
