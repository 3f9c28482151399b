/// The directory part of a path. Foundation's own traps on a path of one letter.
enum DirectoryPath {
  /// `a/b` of `a/b/c`, `.` of `c`, `/` of `/c`.
  static func parent(of path: String) -> String {
    var letters = path[...]
    while letters.count > 1, letters.last == "/" { letters.removeLast() }
    guard let slash = letters.lastIndex(of: "/") else { return "." }
    let parent = letters[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }

  /// What a path means that is seen from a directory.
  static func joined(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return directory == "." ? path : directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }
}
