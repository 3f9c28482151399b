import Foundation

/// The bytes of a file, chunk by chunk, once.
final class FileChunks: Sequence, IteratorProtocol {
  private let descriptor: Descriptor
  /// Why there was no more to be had; nil at the end of the file.
  private(set) var failure: SystemError?

  init(_ descriptor: Descriptor) { self.descriptor = descriptor }

  func next() -> [UInt8]? {
    do {
      let chunk = try descriptor.readChunk()
      return chunk.isEmpty ? nil : chunk
    } catch {
      failure = error
      return nil
    }
  }
}
