import Measures

/// Numbers over time that are to be seen rather than read.
enum Chart: Hashable, Sendable {
  /// How full the rolling window of a limit was; on axes that several charts share, or its own.
  case window(WindowNumbers, WindowAxes? = nil)
  /// 429s of each second, by policy or by call; likewise.
  case refusals([String: SecondSeries], RefusalAxes? = nil)
}

/// What charts of windows share, so that they can be held against each other.
struct WindowAxes: Hashable, Sendable {
  /// How many seconds they show.
  let seconds: Int
  /// The highest count in any of them.
  let highest: Int

  init(_ windows: [WindowNumbers]) {
    seconds = windows.map(\.sent.count).max() ?? 0
    highest = windows.compactMap { $0.sent.max(in: $0.sent.indices) }.max() ?? 0
  }
}
