package import Results

/// A result as it is told.
package protocol ResultReport: Sendable {
  /// What readers are told of it: all there is to say.
  var content: ReportContent { get }

  /// What of it fits on one screen of 80 by 24: the result first, and how to see the rest.
  var screen: ReportContent { get }

  /// What is told of it in another way than by `content`; none unless it says so.
  static var views: [ReportView<Self>] { get }
}

/// A result of which some is to be seen rather than read.
package protocol ChartedReport: ResultReport {
  /// Its charts, on common axes and scales.
  var charts: ReportContent { get }
}

/// A result that programs can read, too.
package protocol DocumentedReport: ResultReport {
  /// What the document is. Its keys are a promise: within a version they only ever get more.
  var documentFormat: DataFormat { get }

  /// An object; format and version are written beside its keys.
  var document: any Encodable { get }
}

/// A result that is a list of like things, too.
package protocol TabulatedReport: ResultReport {
  var rows: CSVText { get }
}

extension ResultReport {
  /// Of a result that is told on one screen anyhow.
  package var screen: ReportContent { content }

  package static var views: [ReportView<Self>] { [] }

  /// Everything that it can be written as, in the order of the formats.
  package static var offered: [ReportView<Self>] {
    ReportFormat.allCases.flatMap { format in
      let own = views.filter { $0.format == format }
      let isOffered = format.isOffered(of: Self.self) && !own.contains { $0.name == format.rawValue }
      return (isOffered ? [.usual(format)] : []) + own
    }
  }

  package func written(as view: ReportView<Self>, _ layout: ReportLayout) throws -> String {
    guard view.isUsual, view.format == .text else { return try view.format.text(of: self, view.content(self), layout) }
    return text(layout)
  }

  private func text(_ layout: ReportLayout) -> String {
    func text(_ content: ReportContent) -> String { content.text(layout.style, width: layout.width) }
    switch layout.detail {
    case .screen: return text(screen)
    case .charts: return text((self as? any ChartedReport)?.charts ?? content)
    case .full:
      let (all, result) = (text(content), text(screen))
      let isLong = all.count(where: \.isNewline) > ReportLayout.screenLines
      return isLong && all != result ? all + "\n" + result : all
    }
  }
}

/// A way to write a result: a word that a user can choose, what is told, and in which format.
package struct ReportView<Report: ResultReport>: Sendable {
  package let name: String
  package let format: ReportFormat
  let content: @Sendable (Report) -> ReportContent
  /// Whether it is the format's own.
  let isUsual: Bool

  init(
    _ name: String,
    in format: ReportFormat,
    isUsual: Bool = false,
    _ content: @escaping @Sendable (Report) -> ReportContent
  ) {
    self.name = name
    self.format = format
    self.isUsual = isUsual
    self.content = content
  }

  package static var text: ReportView { usual(.text) }

  /// The result's content under the name of the format.
  static func usual(_ format: ReportFormat) -> ReportView {
    ReportView(format.rawValue, in: format, isUsual: true, \.content)
  }
}
