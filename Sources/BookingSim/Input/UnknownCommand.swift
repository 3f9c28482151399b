import ArgumentParser
import Texts

/// A command that does not exist. The parser takes its name for an argument too many, and says nothing of what was meant.
struct UnknownCommand {
  let name: String
  private let known: [String]

  /// nil when the arguments do not begin with one.
  ///
  /// - Parameter arguments: without the name of the program.
  init?(_ arguments: [String]) {
    known = BookingSim.configuration.subcommands.map { $0._commandName } + ["help"]
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = words.first, !name.hasPrefix("-"), !known.contains(name) else { return nil }
    self.name = name
  }

  var message: String {
    let shown = known.filter { $0 != FilledAccountCommand._commandName }
    let near = NearestName(candidates: shown).match(name).map { " Did you mean \($0)?" } ?? ""
    return "There is no command \"\(name)\"; expected one of \(shown.joined(separator: ", ")).\(near)"
  }
}
