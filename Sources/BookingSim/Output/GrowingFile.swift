import Foundation
import Synchronization

/// An output that is written bit by bit. A file stands beside its place until it is whole, and then takes its place.
final class GrowingFile: Sendable {
  /// As it was given.
  private let path: String
  private let descriptor: Descriptor
  private let failure = Mutex<SystemError?>(nil)
  private let part: Part?

  private struct Part: Sendable {
    let path: String
    let target: String
  }

  /// - Parameter target: where the file stands in the end.
  init(_ path: String, target: String) throws(SystemError) {
    self.path = path
    let part = Part(path: "\(target).\(ProcessInfo.processInfo.processIdentifier).part", target: target)
    self.part = part
    StopSignals.shared.begin(part.path)
    do {
      descriptor = try .open(part.path, O_WRONLY | O_CREAT | O_TRUNC)
    } catch {
      _ = StopSignals.shared.end(part.path)
      throw error
    }
    // Who may read and write a file stays as it was.
    var status = stat()
    if stat(target, &status) == 0 { fchmod(descriptor.number, status.st_mode & 0o7777) }
  }

  /// What goes into a pipe or a device is there at once.
  init(_ path: String, stream: Descriptor) {
    self.path = path
    descriptor = stream
    part = nil
  }

  /// After a failure nothing more is written; `close` tells.
  func write(_ text: String) {
    failure.withLock { failure in
      guard failure == nil else { return }
      do throws(SystemError) { try descriptor.write(text) } catch { failure = error }
    }
  }

  /// Moves the file to its place; removes it when something went wrong.
  func close() throws(CommandEnd) {
    do throws(SystemError) {
      if let failure = failure.withLock({ $0 }) { throw failure }
      try descriptor.synchronize()
      try descriptor.close()
      guard let part else { return }
      var renamed = SystemError(code: 0)
      let isInPlace = StopSignals.shared.end(part.path, at: path) {
        guard rename(part.path, part.target) != 0 else { return true }
        renamed = .last
        return false
      }
      guard isInPlace else { throw renamed }
    } catch {
      discard()
      throw OutputFile.failure(path, error)
    }
  }

  /// Leaves nothing behind.
  func discard() {
    guard let part else { return }
    _ = StopSignals.shared.end(part.path) { unlink(part.path) == 0 }
  }
}
