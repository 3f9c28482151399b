import Foundation

/// A file that a command writes whole or not at all: beside its place first, then renamed.
struct OutputFile {
  let path: String

  /// Refuses, before any work is done, a path at which no file can be written.
  init(_ named: String) throws(CommandEnd) {
    guard !named.isEmpty else {
      throw .badInput("The path of an output is empty; expected the path of a file to write.")
    }
    // What a symbolic link points to is written, not the link.
    let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: named)) != nil
    let path = isLink ? URL(fileURLWithPath: named).resolvingSymlinksInPath().path : named
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory.boolValue {
      throw .badInput("\(path) is a directory; expected the path of a file to write.")
    }
    // A device would be replaced by a file.
    if let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType,
      type != .typeRegular
    {
      throw .badInput("\(path) is no regular file; expected the path of a file to write.")
    }
    let directory = (path as NSString).deletingLastPathComponent
    let parent = directory.isEmpty ? "." : directory
    guard FileManager.default.fileExists(atPath: parent, isDirectory: &isDirectory), isDirectory.boolValue else {
      throw .badInput("\(path) cannot be written: there is no directory \(parent); make it or name another one.")
    }
    guard FileManager.default.isWritableFile(atPath: parent) else {
      throw .badInput("\(path) cannot be written: this user may not write in \(parent); name another directory.")
    }
    self.path = path
  }

  func write(_ text: String) throws(CommandEnd) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw Self.failure(path, error)
    }
  }

  static func failure(_ path: String, _ error: any Error) -> CommandEnd {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
    let isPOSIX = underlying.domain == NSPOSIXErrorDomain
    let reason = isPOSIX ? String(cString: strerror(Int32(underlying.code))) : underlying.localizedDescription
    return .badInput("\(path) cannot be written (\(reason)); free space on the disk or name another path.")
  }
}
