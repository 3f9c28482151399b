import BookingAPI
import BookingCore
import Hosting
import HubSpotAPI
import Ports
import Scenarios

/// The scheduler of a host, which calls the jobs of the booking system through its door.
struct CronScheduler: Sendable {
  /// What it and the booking system know, and nobody else.
  let secret = "the scheduler's secret"

  /// Asks an instance for a pass of a job.
  ///
  /// - Returns: whether there was anything to do, as far as it is known.
  func call(_ job: String, pass: Int, at service: any BookingService) async throws(InstanceGone) -> Bool {
    let request = CronRequest(job: CronName.name(of: job), authorization: BearerSecret(secret).authorization)
    switch try await service.answer(request, from: .job(job, pass: pass)) {
    case .done: return true
    case .nothingToDo, .failed: return false
    case .refused(let reason): preconditionFailure("a call of \(request.job) was refused: \(reason.rawValue)")
    }
  }
}

extension JobSchedule {
  init(_ cron: Scenario.Cron) {
    self.init(
      shortestInterval: cron.shortestInterval,
      longestRun: cron.longestRun,
      reach: cron.at == .all ? .allInstances : .oneInstance,
      isDoubled: cron.isDoubled
    )
  }
}
