import Foundation

extension SettingsDocument {
  /// More than any settings need; a file of this size was meant for something else.
  private static let mostBytes = 256 * 1_024

  /// The document of a file.
  ///
  /// - Throws: `SettingsProblems` with one problem when there is no such file, when it is a directory, cannot be read, has
  ///   more than 256 KB or is no UTF-8 text.
  package static func load(path: String, kind: Kind) throws(SettingsProblems) -> SettingsDocument {
    func refusal(_ message: String) -> SettingsProblems {
      SettingsProblems([SettingsProblem(file: path, line: nil, key: nil, message: message)])
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw refusal("there is no such file; expected \(kind.file).")
    }
    guard !isDirectory.boolValue else { throw refusal("is a directory; expected \(kind.file).") }
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw refusal("cannot be opened; expected a file that this user may read.")
    }
    let data: Data
    do {
      data = try handle.read(upToCount: mostBytes + 1) ?? Data()
      try handle.close()
    } catch {
      throw refusal("cannot be read (\(error.localizedDescription)); expected \(kind.file).")
    }
    guard data.count <= mostBytes else {
      throw refusal("has more than \(mostBytes / 1_024) KB; expected \(kind.file).")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw refusal("is no UTF-8 text; expected \(kind.file).")
    }
    return SettingsDocument(text: text, file: path, kind: kind)
  }
}
