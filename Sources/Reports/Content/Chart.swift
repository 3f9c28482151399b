import Measures

/// Numbers over time that are to be seen rather than read.
enum Chart: Hashable, Sendable {
  /// How full the rolling window of a limit was.
  case window(WindowNumbers)
  /// 429s of each second, by policy or by call.
  case refusals([String: SecondSeries])
}
