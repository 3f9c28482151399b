/// The way to tell somebody something without being asked: a push message, a WebSocket, a letter.
package protocol NoticePort: Sendable {
  /// Hands a notice over. Who hands over the same one again, not knowing whether it arrived, is safe: the receiver shows each
  /// once, by its id.
  ///
  /// - Throws: `NoticeError`.
  func deliver(_ notice: Notice) async throws(NoticeError)
}

/// What somebody is to be told.
package struct Notice: Hashable, Sendable {
  /// Names it among all.
  package let id: String
  /// Who is told.
  package let recipient: String
  package let text: String

  package init(id: String, recipient: String, text: String) {
    self.id = id
    self.recipient = recipient
    self.text = text
  }
}

/// Why a notice may not have been handed over.
package enum NoticeError: Error, Hashable, Sendable {
  /// The instance that sent it is gone; whether it arrived is not known. Never retried, never swallowed.
  case instanceGone
  /// The receiver did not say that it has it.
  case noReply
}

/// Nobody listens.
package struct UnheardNotices: NoticePort {
  package init() {}

  package func deliver(_ notice: Notice) async throws(NoticeError) {}
}
