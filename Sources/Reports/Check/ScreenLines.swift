/// Lines for a terminal of 80 columns and 24 lines.
enum ScreenLines {
  static let width = ReportLayout.usualWidth
  static let height = ReportLayout.screenLines

  /// Broken at blanks where it does not fit, further lines one step deeper; cut after `most` lines.
  static func wrapped(_ text: String, most: Int = 3) -> [Line] { wrapped(Phrase(""), text, most: most) }

  /// - Parameter lead: what the text begins with; shorter than a line.
  static func wrapped(_ lead: Phrase, _ text: String, most: Int = 3) -> [Line] {
    let room = width - lead.plain.count
    guard text.count > room else { return [Line("\(lead)\(text)")] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let limit = lines.isEmpty ? room : width - 2
      if !line.isEmpty, line.count + 1 + word.count > limit {
        lines.append(line)
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    lines.append(line)
    if lines.count > most { lines = lines[..<(most - 1)] + [lines[most - 1] + " …"] }
    return lines.enumerated().map { index, line in
      index == 0 ? Line("\(lead)\(line.cut(to: room))") : Line("\(line.cut(to: width - 2))", depth: 1)
    }
  }

  /// A command in lines that can be pasted; a mark where one of its words is longer than a line.
  static func command(_ lead: String, _ command: String) -> [Line] {
    if lead.count + command.count <= width { return [Line("\(lead)\(code: command)")] }
    var lines: [String] = []
    var line = ""
    for word in command.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width - 4 {
        lines.append(line + " \\")
        line = String(word)
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    lines.append(line)
    guard lines.allSatisfy({ $0.count <= width - 2 }), lines.count <= 4 else {
      return [Line("\(lead)see --full")]
    }
    return [Line("\(lead.trimmed)")] + lines.map { Line("\(code: $0)", depth: 1) }
  }

  /// As many items as there is room for, the first one always; and how many are left out.
  static func fitting(_ items: [[Line]], in room: Int) -> [Line] {
    guard items.map(\.count).reduce(0, +) > room else { return items.flatMap(\.self) }
    var (lines, shown): ([Line], Int) = ([], 0)
    for item in items {
      guard shown == 0 || lines.count + item.count + 1 <= room else { break }
      lines += item
      shown += 1
    }
    return lines + (shown < items.count ? [Line("and \(items.count - shown) more: --full")] : [])
  }
}

extension String {
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
