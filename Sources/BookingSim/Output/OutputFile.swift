import Foundation

/// What a command writes its output to. A file is written whole or not at all: beside its place first, then renamed. A
/// pipe or a device takes it as it comes.
struct OutputFile {
  /// As it was given.
  let path: String
  private let place: Place

  private enum Place {
    /// Where the file stands, behind all links.
    case file(String)
    /// A pipe or a device.
    case stream(String)
  }

  /// Refuses, before any work is done, a path at which nothing can be written.
  init(_ path: String) throws(CommandEnd) {
    guard !path.isEmpty else {
      throw .badInput("The path of an output is empty; expected the path of a file to write.")
    }
    self.path = path
    place = try Self.place(path)
  }

  /// Whether it takes a whole file's place; pipes and devices do not.
  var isFile: Bool { if case .file = place { true } else { false } }

  /// The directory in which a file is written; nil of pipes and devices.
  var directory: String? {
    guard case .file(let target) = place else { return nil }
    return DirectoryPath.parent(of: target)
  }

  func write(_ text: String) throws(CommandEnd) {
    let file = try opened()
    file.write(text)
    try file.close()
  }

  func opened() throws(CommandEnd) -> GrowingFile {
    do {
      switch place {
      case .file(let target): return try GrowingFile(path, target: target)
      case .stream(let target): return try GrowingFile(path, stream: Self.stream(target))
      }
    } catch {
      throw Self.failure(path, error)
    }
  }

  static func failure(_ path: String, _ error: SystemError) -> CommandEnd {
    let advice =
      [ENOSPC, EDQUOT].contains(error.code) ? "free space on the disk or name another path" : "name another path"
    return .badInput("\(path) cannot be written (\(error.reason)); \(advice).")
  }

  // MARK: Places

  private static func place(_ path: String) throws(CommandEnd) -> Place {
    var status = stat()
    // What links point to is written, not the links: also what is not there yet.
    let target = target(of: path)
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw failure(path, .last) }
      try checkDirectory(of: target, path)
      return .file(target)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw .badInput("\(path) is a directory; expected the path of a file to write.")
    }
    // The program's own open files, whatever they are, are never replaced.
    guard status.st_mode & S_IFMT == S_IFREG, descriptor(path) == nil else {
      guard access(path, W_OK) == 0 else { throw failure(path, .last) }
      return .stream(path)
    }
    guard access(path, W_OK) == 0 else { throw failure(path, .last) }
    try checkDirectory(of: target, path)
    return .file(target)
  }

  private static func target(of path: String) -> String {
    var target = path
    // As many links as the system follows.
    for _ in 0..<40 {
      guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: target) else { break }
      target = DirectoryPath.joined(DirectoryPath.parent(of: target), next)
    }
    return target
  }

  private static func checkDirectory(of target: String, _ path: String) throws(CommandEnd) {
    let parent = DirectoryPath.parent(of: target)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: parent, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw .badInput("\(path) cannot be written: there is no directory \(parent); make it or name another one.")
    }
    guard FileManager.default.isWritableFile(atPath: parent) else {
      throw .badInput("\(path) cannot be written: this user may not write in \(parent); name another directory.")
    }
  }

  /// The number of one of the program's own open files, as shells name them.
  private static func descriptor(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default:
      let prefix = ["/dev/fd/", "/proc/self/fd/"].first { path.hasPrefix($0) }
      return prefix.flatMap { Int32(path.dropFirst($0.count)) }
    }
  }

  private static func stream(_ path: String) throws(SystemError) -> Descriptor {
    // Opened anew, a file behind it would be written from its start.
    guard let own = descriptor(path) else { return try .open(path, O_WRONLY) }
    let number = dup(own)
    guard number >= 0 else { throw .last }
    return Descriptor(number: number)
  }
}
