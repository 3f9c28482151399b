/// Whether a report may use colour.
package enum TerminalStyle: Sendable {
  case plain
  case coloured

  func good(_ text: String) -> String { paint(text, code: "32") }

  func bad(_ text: String) -> String { paint(text, code: "31;1") }

  func heading(_ text: String) -> String { paint(text, code: "1") }

  private func paint(_ text: String, code: String) -> String {
    switch self {
    case .plain: text
    case .coloured: "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
  }
}
