extension Fault {
  /// The instance dies before it has sent what it was about to send, or before it waits.
  package static let deathBefore = Fault("deathBefore", before: { $0.close() })

  /// The instance dies when what it has sent has had its effect, and hears nothing of it.
  package static let deathAfter = Fault("deathAfter", after: { $0.close() })
}
