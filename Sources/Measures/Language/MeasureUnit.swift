/// What a measured number counts in.
package enum MeasureUnit: String, Hashable, Sendable, Codable {
  case milliseconds = "ms"
  /// 0 to 1; written as percent.
  case share = ""
  case count = "count"
  case perSecond = "1/s"
  case perMinute = "1/min"
  case perBooking = "1/booking"
  case perRequest = "1/request"
  case bytes = "bytes"
  case seconds = "s"
}

/// Which way a number is the better one.
package enum Preference: String, Hashable, Sendable, Codable {
  case higher, lower, neither
}
