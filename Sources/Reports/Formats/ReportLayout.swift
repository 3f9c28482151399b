/// How a report is to be shown to somebody: how much of it, how wide, and whether in colour.
package struct ReportLayout: Hashable, Sendable {
  /// How much of a result is told.
  package enum Detail: Hashable, Sendable {
    /// What fits on one screen: the result, and how to see more.
    case screen
    /// All of it; where that is long, the screen stands last as well.
    case full
    /// Its charts only.
    case charts
  }

  /// A terminal's usual size. The prompt takes a line of it.
  package static let (usualWidth, screenLines) = (80, 23)

  package var style: TerminalStyle
  /// Letters of a line.
  package var width: Int
  package var detail: Detail

  /// - Parameter width: too few letters for a table count as 40.
  package init(_ style: TerminalStyle, width: Int = usualWidth, detail: Detail = .screen) {
    self.style = style
    self.width = max(40, width)
    self.detail = detail
  }

  package static let plain = ReportLayout(.plain)

  package func showing(_ detail: Detail) -> ReportLayout { ReportLayout(style, width: width, detail: detail) }
}
