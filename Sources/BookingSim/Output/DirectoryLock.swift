import Foundation

/// Keeps out other processes of this program that write the same file. The lock is on the file's directory: a rename puts
/// another file in the place of the old one, and a lock on that one would be gone.
struct DirectoryLock {
  private let descriptor: Descriptor

  /// Waits for whoever has it.
  init(_ directory: String) throws(CommandEnd) {
    do {
      descriptor = try .open(directory, O_RDONLY | O_DIRECTORY)
      while flock(descriptor.number, LOCK_EX) != 0 {
        // A file system that has no locks has no other writers to fear that would honour them.
        guard errno == EINTR else { break }
      }
    } catch {
      throw .badInput("\(directory) cannot be locked (\(error.reason)); expected a directory that this user may read.")
    }
  }

  func release() { try? descriptor.close() }
}
