import BookingAPI
import BookingCore
import HubSpotAPI
import LoadGeneration
import Measures

/// A request that was taken into the queue is served, refused or failed, once, and its visitor is told so, once.
struct RequestsEnded: Invariant {
  let names = [AuditFinding.Kind.queuedRequestLost, .noticeMissing, .wrongNotice]
  let promise = """
    every booking request that was taken into a queue has one end, which is what its visitor learns when asking and what its \
    visitor is told in one notice
    """
  let cannotKnow = """
    how often a notice was handed over: the receiver shows each once; and how a request ended whose answer is kept no \
    longer, but for its notice
    """

  func findings(in run: AuditedRun) -> [AuditFinding] {
    let records = run.records
    var found: [AuditFinding] = []
    let queued = run.told.queued.keys.sorted { $0.description < $1.description }
    for id in queued where records.requests[id] == nil && (run.keepsAnswers || records.notices["\(id)#1"] == nil) {
      found.append(AuditFinding(.queuedRequestLost, "request \(id) was taken into the queue; nothing is known of it"))
    }
    for (id, entry) in records.requests.sorted(by: { $0.key.description < $1.key.description }) {
      if entry.isOpen {
        if run.isAtRest { found.append(AuditFinding(.queuedRequestLost, "request \(id) has no end: \(entry.encoded)")) }
      } else if let finding = contradiction(entry, run.told) {
        found.append(finding)
      }
      found += notices(of: entry, records, isAtRest: run.isAtRest)
    }
    // Of a request whose answer is kept no longer there is no more than its visitor.
    let visitors = run.keepsAnswers ? [] : Set(run.told.wishes.map(\.wish.contact))
    for id in records.notices.keys.sorted() where !records.isExpected(notice: id, of: visitors) {
      found.append(AuditFinding(.wrongNotice, "notice \(id) tells of a request that there is not"))
    }
    return found
  }

  /// One of each round that is over.
  private func notices(of entry: QueueEntry, _ records: AuditRecords, isAtRest: Bool) -> [AuditFinding] {
    let rounds = entry.isOpen ? entry.round - 1 : entry.round
    return (0..<max(0, rounds)).compactMap { number in
      let id = "\(entry.id)#\(number + 1)"
      guard let notice = records.notices[id] else {
        return isAtRest ? AuditFinding(.noticeMissing, "nobody was told of the end of request \(id)") : nil
      }
      if notice.isContradicted {
        return AuditFinding(
          .wrongNotice,
          "request \(id) was told to have ended in two ways, one of them \(notice.text)"
        )
      }
      guard number + 1 == entry.round, case .ended(let end) = entry.state, EndNotice.text(end) != notice.text else {
        return nil
      }
      return AuditFinding(.wrongNotice, "request \(id) ended as \(end.code), and its visitor was told \(notice.text)")
    }
  }

  /// What a visitor was told of the request that is not so.
  private func contradiction(_ entry: QueueEntry, _ told: BookingRecord) -> AuditFinding? {
    guard case .ended(.confirmed(let served)) = entry.state, let wishes = told.queued[entry.id] else { return nil }
    for wish in told.wishes where wishes.contains(wish.wish) {
      guard case .confirmed(let booking, let exam) = wish.end, exam == entry.request.exam, booking != served else {
        continue
      }
      return AuditFinding(.wrongNotice, "request \(entry.id) was served as \(served), its visitor was told \(booking)")
    }
    return nil
  }
}
