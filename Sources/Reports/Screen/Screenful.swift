/// Chooses what is told on one screen of 80 by 24, the prompt included.
enum Screenful {
  static let width = ReportLayout.usualWidth

  /// The first of several ways to say something that fits, the richest first; the last one where none does.
  static func first<Ways: Collection<ReportContent>>(of ways: Ways) -> ReportContent {
    guard let fitting = ways.first(where: fits) ?? ways.suffix(1).first else { return ReportContent() }
    return fitting
  }

  /// As much of a list as fits: `content` of its first items, and of how many are left out.
  static func content<Item>(of items: [Item], _ content: @escaping ([Item], _ rest: Int) -> ReportContent)
    -> ReportContent
  {
    first(of: (0...items.count).reversed().lazy.map { content(Array(items.prefix($0)), items.count - $0) })
  }

  private static func fits(_ content: ReportContent) -> Bool {
    content.text(.plain, width: width).count(where: \.isNewline) <= ReportLayout.screenLines
  }
}
