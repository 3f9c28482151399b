import Measures

/// No seat is sold twice.
struct SeatsNotOversold: Invariant {
  let names = [AuditFinding.Kind.oversoldExam]
  let promise = "at no moment more active bookings than seats"
  let cannotKnow = ""

  func findings(in run: AuditedRun) -> [AuditFinding] {
    run.portal.exams.compactMap { exam in
      let peak = exam.sold + (run.records.byExam[exam.id]?.peak ?? 0)
      guard peak > exam.capacity else { return nil }
      return AuditFinding(
        .oversoldExam,
        "exam \(exam.id) had \(peak) active bookings at once; it has \(exam.capacity) seats"
      )
    }
  }
}
