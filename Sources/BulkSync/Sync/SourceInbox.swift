package import Ports

/// Where the files of a sync come in, one after the other. What has been cleared away stays so, whoever dies.
package protocol SourceInbox: Sendable {
  /// Waits until the file of a place has come.
  ///
  /// - Parameter place: from 0, in the order in which they come.
  func file(_ place: Int) async throws(InstanceGone) -> SourceInboxFile

  /// Whether a file of this place is there, was there, or may come.
  func mayCome(_ place: Int) -> Bool

  /// The file is needed no more; nothing when it has been cleared away already.
  func clear(_ place: Int) async throws(InstanceGone)
}

/// What is at a place of an inbox.
package enum SourceInboxFile: Sendable {
  case source(SyncSource)
  /// A file was there, and is needed no more.
  case cleared
  /// No file comes any more.
  case none
}
