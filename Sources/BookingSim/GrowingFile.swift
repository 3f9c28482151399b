import Foundation
import Synchronization

/// A file that is written bit by bit beside its place, and takes its place when it is whole.
final class GrowingFile: Sendable {
  private let path: String
  private let partPath: String
  private let handle: FileHandle
  private let failure = Mutex<(any Error)?>(nil)

  init(_ path: String) throws(CommandEnd) {
    self.path = path
    partPath = "\(path).\(ProcessInfo.processInfo.processIdentifier).part"
    guard FileManager.default.createFile(atPath: partPath, contents: nil),
      let handle = FileHandle(forWritingAtPath: partPath)
    else { throw .badInput("\(partPath) cannot be written; name another path.") }
    self.handle = handle
  }

  /// After a failure nothing more is written; `close` tells.
  func write(_ text: String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do { try handle.write(contentsOf: Data(text.utf8)) } catch { failure = error }
    }
  }

  /// Renames the file to its place; removes it when something went wrong.
  func close() throws(CommandEnd) {
    do {
      if let failure = failure.withLock({ $0 }) { throw failure }
      try handle.synchronize()
      try handle.close()
      guard rename(partPath, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      discard()
      throw OutputFile.failure(path, error)
    }
  }

  /// Leaves nothing behind.
  func discard() {
    do { try FileManager.default.removeItem(atPath: partPath) } catch { return }
  }
}

extension OutputFile {
  func opened() throws(CommandEnd) -> GrowingFile { try GrowingFile(path) }
}
