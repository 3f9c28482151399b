import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A real `redis-server` of one's own, on a socket in a directory of its own; it ends with the object.
final class RedisServer {
  enum Reply: Equatable, CustomStringConvertible {
    case status(String)
    /// The first word of the error.
    case error(String)
    case whole(Int64)
    case bulk(String?)
    case list([Reply])

    var description: String {
      switch self {
      case .status(let text): text
      case .error(let word): "(error) \(word)"
      case .whole(let number): "\(number)"
      case .bulk(let text): text.map { "\"\($0)\"" } ?? "nil"
      case .list(let items): "[" + items.map(\.description).joined(separator: ", ") + "]"
      }
    }
  }

  static let path = ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private struct Failure: Error {
    let what: String
  }

  private let process = Process()
  private let directory: URL
  private var connection: Int32 = -1
  private var received: [UInt8] = []
  private var next = 0

  init() throws {
    // A path of a socket has about a hundred letters at most.
    directory = URL(
      filePath: "/tmp/redis-\(ProcessInfo.processInfo.processIdentifier)-\(UInt32.random(in: 0 ... .max))"
    )
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let socket = directory.appending(path: "s").path()
    process.executableURL = URL(filePath: Self.path ?? "")
    process.arguments = [
      "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", directory.path(),
      "--loglevel", "notice", "--maxmemory", "256mb",
    ]
    let log = Pipe()
    process.standardOutput = log
    process.standardError = log
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // It says when it is ready, and its output ends when it cannot be.
    var told = ""
    while !told.contains("now ready to accept connections") && !told.contains("server is now ready") {
      let more = log.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(what: "redis-server did not start: \(told)") }
      told += String(decoding: more, as: UTF8.self)
    }
    try connect(socket)
  }

  deinit {
    if connection >= 0 { close(connection) }
    if process.isRunning {
      // It has nothing to keep, and what a test's threads block it blocks, too.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: directory)
  }

  /// Sends commands all at once and gives back their replies.
  func replies(_ commands: [[String]]) throws -> [Reply] {
    var request: [UInt8] = []
    for words in commands {
      request += Array("*\(words.count)\r\n".utf8)
      for word in words { request += Array("$\(word.utf8.count)\r\n\(word)\r\n".utf8) }
    }
    var sent = 0
    while sent < request.count {
      let count = request[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, 0) }
      guard count > 0 else { throw Failure(what: "redis-server takes no more") }
      sent += count
    }
    return try commands.map { _ in try reply() }
  }

  private func connect(_ path: String) throws {
    #if canImport(Glibc)
      connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      connection = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    // Nothing waits for ever: not for a server that does not answer either.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      for (index, byte) in path.utf8.enumerated() where index < place.count - 1 { place[index] = byte }
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let outcome = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        #if canImport(Glibc)
          Glibc.connect(connection, place, size)
        #else
          Darwin.connect(connection, place, size)
        #endif
      }
    }
    guard outcome == 0 else { throw Failure(what: "no connection to \(path): \(errno)") }
  }

  private func reply() throws -> Reply {
    let line = try line()
    let rest = String(line.dropFirst())
    switch line.first {
    case "+": return .status(rest)
    case "-": return .error(rest.split(separator: " ").first.map(String.init) ?? rest)
    case ":": return .whole(Int64(rest) ?? 0)
    case "$":
      guard let count = Int(rest), count >= 0 else { return .bulk(nil) }
      let text = String(decoding: try bytes(count), as: UTF8.self)
      _ = try bytes(2)
      return .bulk(text)
    case "*": return .list(try (0..<max(0, Int(rest) ?? 0)).map { _ in try reply() })
    default: throw Failure(what: "redis-server answers \(line)")
    }
  }

  private func line() throws -> String {
    var line: [UInt8] = []
    while true {
      let byte = try bytes(1)[0]
      if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      if byte != UInt8(ascii: "\r") { line.append(byte) }
    }
  }

  private func bytes(_ count: Int) throws -> [UInt8] {
    while received.count - next < count {
      received.removeFirst(next)
      next = 0
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let taken = recv(connection, &chunk, chunk.count, 0)
      guard taken > 0 else { throw Failure(what: "redis-server answers no more") }
      received += chunk[..<taken]
    }
    defer { next += count }
    return Array(received[next..<next + count])
  }
}
