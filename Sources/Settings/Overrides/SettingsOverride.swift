/// A key of a settings file set from outside of it, for example by a sweep: `load.arrivals.users=50`.
///
/// It replaces the key's value, or adds the key; mappings around it that the file lacks are made. What comes of it is
/// judged like a file that has the value written in it. Items of lists have no path: a list is set as a whole.
package struct SettingsOverride: Hashable, Sendable, CustomStringConvertible {
  /// Why a text is no override.
  package enum Malformed: Error, Hashable, CustomStringConvertible {
    /// No equals sign separates a key from a value.
    case noValue(String)
    /// A key of the path has no name.
    case emptyKey(String)

    /// One sentence for whoever wrote it.
    package var description: String {
      switch self {
      case .noValue(let text):
        "\"\(NodeText.cut(text))\" sets nothing; expected a key and its value, such as load.arrivals.users=50."
      case .emptyKey(let text):
        "\"\(NodeText.cut(text))\" has a key without a name; expected keys with points between, such as "
          + "load.arrivals.users=50."
      }
    }
  }

  /// The key with the keys around it, such as `load.arrivals.users`.
  package let path: String
  /// As it would stand behind the key in one line of the file: `50`, `[1, 2]`, `{users: 5, within_seconds: 1}`.
  package let value: String

  /// See the properties. A path or a value that cannot be is reported by whoever reads a document with the override.
  package init(path: String, value: String) {
    self.path = path
    self.value = value
  }

  /// The override that a text such as `load.arrivals.users=50` is. The first equals sign ends the path.
  ///
  /// - Throws: `Malformed` when there is no equals sign, and when a key of the path is empty.
  package init(parsing text: String) throws(Malformed) {
    guard let equals = text.firstIndex(of: "=") else { throw .noValue(text) }
    self.init(path: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    guard !names.contains("") else { throw .emptyKey(text) }
  }

  /// `load.arrivals.users=50`.
  package var description: String { "\(path)=\(value)" }

  /// The keys of the path, the outermost first.
  var names: [String] { path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) }

  /// Whether it decides a key, by itself or with a mapping or a list around it.
  func sets(_ key: String) -> Bool { key == path || key.hasPrefix(path + ".") || key.hasPrefix(path + "[") }

  /// Whether it decides something within a key's mapping, but not all of it.
  func isSet(within key: String) -> Bool { path.hasPrefix(key + ".") }
}
