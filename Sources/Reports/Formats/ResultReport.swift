/// A result as it is told.
package protocol ResultReport: Sendable {
  /// What readers are told of it.
  var content: ReportContent { get }

  /// What is told of it in another way than by `content`; none unless it says so.
  static var views: [ReportView<Self>] { get }
}

/// A result that programs can read, too.
package protocol DocumentedReport: ResultReport {
  /// Its keys are a promise: they only ever get more.
  var document: any Encodable { get }
}

/// A result that is a list of like things, too.
package protocol TabulatedReport: ResultReport {
  var rows: CSVText { get }
}

extension ResultReport {
  package static var views: [ReportView<Self>] { [] }

  /// Everything that it can be written as, in the order of the formats.
  package static var offered: [ReportView<Self>] {
    ReportFormat.allCases.flatMap { format in
      let own = views.filter { $0.format == format }
      let isOffered = format.isOffered(of: Self.self) && !own.contains { $0.name == format.rawValue }
      return (isOffered ? [.usual(format)] : []) + own
    }
  }

  package func written(as view: ReportView<Self>, _ style: TerminalStyle) throws -> String {
    try view.format.text(of: self, view.content(self), style)
  }
}

/// A way to write a result: a word that a user can choose, what is told, and in which format.
package struct ReportView<Report: ResultReport>: Sendable {
  package let name: String
  package let format: ReportFormat
  let content: @Sendable (Report) -> ReportContent

  init(_ name: String, in format: ReportFormat, _ content: @escaping @Sendable (Report) -> ReportContent) {
    self.name = name
    self.format = format
    self.content = content
  }

  package static var text: ReportView { usual(.text) }

  /// The result's content under the name of the format.
  static func usual(_ format: ReportFormat) -> ReportView { ReportView(format.rawValue, in: format, \.content) }
}
