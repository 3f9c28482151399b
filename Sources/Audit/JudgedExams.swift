import BookingAPI
import BookingCore
import HubSpotAPI
import VirtualTime

/// A list of exams as it was shown, held against what there was.
///
/// Of the seats that are shown as taken only this is certain: those whose visitors were told so before, and who had them all
/// the time, are among them. More may be: somebody holds a seat while a booking is written, and no record tells of it.
struct JudgedExams {
  private let shown: [ExamAvailability]
  private let type: String
  /// The moments of which the list is told: it is searched for.
  private let span: ClosedRange<VirtualInstant>
  /// The latest date that was today.
  private let today: String
  private let run: AuditedRun
  private let records: ShownRecords

  init(_ shown: [ExamAvailability], _ type: String, _ answer: ShownAnswer, in run: AuditedRun, _ records: ShownRecords) {
    self.shown = shown
    self.type = type
    self.run = run
    self.records = records
    span = answer.span(run.promisedAge.answer(.exams), behind: run.indexLag)
    today = run.date(span.upperBound)
  }

  var complaints: [String] { shown.flatMap(complaints) + disorder + missing }

  private func complaints(about shown: ExamAvailability) -> [String] {
    guard let exam = records.exams[shown.exam], exam.type == type else {
      return ["shows exam \(shown.exam), which is not of type \(type)"]
    }
    var found: [String] = []
    if !exam.isOpen(within: span) { found.append("shows exam \(shown.exam), which cannot be booked") }
    if exam.date != shown.date { found.append("shows exam \(shown.exam) on \(shown.date); it is on \(exam.date)") }
    let capacities = HandEdits.pieces(records.capacities[shown.exam] ?? [], during: span).map(\.value)
    if !capacities.contains(shown.capacity) {
      found.append("shows exam \(shown.exam) with \(shown.capacity) seats, which it did not have")
    }
    let sold = run.records.soldByExam[shown.exam]?.lowest(during: span) ?? 0
    if shown.taken < sold {
      found.append("shows \(shown.taken) seats of exam \(shown.exam) as taken; no fewer than \(sold) were")
    }
    return found
  }

  private var disorder: [String] {
    let isOrdered = zip(shown, shown.dropFirst()).allSatisfy { ($0.date, $0.exam) < ($1.date, $1.exam) }
    return isOrdered ? [] : ["is not in order"]
  }

  private var missing: [String] {
    let ids = Set(shown.map(\.exam))
    return records.exams.values
      .filter { !ids.contains($0.id) && $0.type == type && $0.date >= today && $0.isOpen(throughout: span) }
      .map(\.id).sorted().map { "leaves out exam \($0), which can be booked" }
  }
}

extension Occupancy {
  /// The fewest at any moment of `span`, its ends included.
  func lowest(during span: ClosedRange<VirtualInstant>) -> Int {
    moments(within: span).reduce(count(at: span.lowerBound)) { min($0, count(at: $1)) }
  }
}
