import Audit
import Foundation
import Measures
import Testing

@Suite("The list of invariants")
struct InvariantsTests {
  @Test("has one for each kind of finding, and only one")
  func kinds() {
    let names = Invariants.all.flatMap(\.names)
    #expect(Set(names) == Set(AuditFinding.Kind.allCases))
    #expect(names.count == Set(names).count)
  }

  @Test("promises something with each")
  func promises() {
    #expect(Invariants.all.allSatisfy { !$0.names.isEmpty && !$0.promise.isEmpty })
  }

  @Test("is the table of guarantees in docs/model.md, line by line")
  func table() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/model.md"), encoding: .utf8)
    let rows = Invariants.all.map { invariant in
      let names = invariant.names.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      return "| \(names) | \(invariant.promise) | \(invariant.cannotKnow.isEmpty ? "" : invariant.cannotKnow + " ")|"
    }
    let table = ["| invariant | promise | cannot know |", "|---|---|---|"] + rows
    #expect(page.contains("\n" + table.joined(separator: "\n") + "\n\n"))
  }
}
