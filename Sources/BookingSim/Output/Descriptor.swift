import Foundation

/// Why the system did not do something.
struct SystemError: Error {
  /// Its number, as `ENOSPC`.
  let code: Int32

  static var last: SystemError { SystemError(code: errno) }

  /// `No space left on device`
  var reason: String { String(cString: strerror(code)) }
}

/// An open file, pipe or device.
struct Descriptor: Sendable {
  let number: Int32

  /// - Parameter flags: as of `open(2)`; a file that is made is everybody's to read, within the user's mask.
  static func open(_ path: String, _ flags: Int32) throws(SystemError) -> Descriptor {
    while true {
      let number = Foundation.open(path, flags | O_CLOEXEC, 0o666)
      if number >= 0 { return Descriptor(number: number) }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Writes all of it, however long that takes.
  func write(_ text: String) throws(SystemError) {
    var text = text
    let code = text.withUTF8 { bytes -> Int32 in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Foundation.write(number, rest.baseAddress, rest.count)
        if count >= 0 {
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        } else if errno == EAGAIN {
          var ready = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
          _ = poll(&ready, 1, -1)
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
    if code != 0 { throw SystemError(code: code) }
  }

  /// Reads to the end, which a pipe has where whoever writes it has closed it.
  func readToEnd() throws(SystemError) -> [UInt8] {
    var all: [UInt8] = []
    while true {
      let chunk = try readChunk()
      if chunk.isEmpty { return all }
      all += chunk
    }
  }

  /// What is there next, 64 KB at most; empty at the end.
  func readChunk() throws(SystemError) -> [UInt8] {
    while true {
      var failure: Int32?
      let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { bytes, count in
        let got = read(number, bytes.baseAddress, bytes.count)
        if got < 0 { failure = errno }
        count = Swift.max(0, got)
      }
      guard let failure else { return chunk }
      if failure != EINTR { throw SystemError(code: failure) }
    }
  }

  /// Has the system put on the disk what was written.
  func synchronize() throws(SystemError) {
    // Pipes and devices have no disk.
    guard fsync(number) == 0 || errno == EINVAL || errno == EROFS else { throw .last }
  }

  func close() throws(SystemError) {
    guard Foundation.close(number) == 0 || errno == EINTR else { throw .last }
  }
}
