import BookingCore
import Fixtures
import Foundation
import Testing

@testable import Scenarios

@Suite("The calls of jobs from outside, in a scenario file")
struct CronKeyTests {
  private func problems(_ cron: String, core: String = "jobs: cron") -> [String] {
    ScenarioText.problems(adding: "core: { \(core) }\ncron: { \(cron) }\n")
  }

  private func scenario(_ lines: String) throws -> Scenario { try ScenarioText.scenario(adding: lines) }

  @Test("come at the jobs' own intervals, or at the shortest, or as the file says")
  func intervals() throws {
    let usual = try scenario("core: { jobs: cron }\n")
    let settings = usual.core.settings
    #expect(settings.associationInterval == .seconds(60))
    #expect(settings.noteInterval == .seconds(60))
    #expect(settings.requestQueue.interval == .seconds(60))
    #expect(settings.recoveryInterval == .seconds(60))
    #expect(settings.webhookInterval == .seconds(60))
    #expect(settings.reconciliationInterval == .seconds(300))
    #expect(settings.cache.warmingInterval == .seconds(600))
    #expect(usual.cron == Scenario.Cron())
    let own = try scenario(
      """
      core: { jobs: cron, note_interval_seconds: 90 }
      cron: { shortest_interval_seconds: 30, interval_seconds: { process-associations: 30, process-bookings: 75, recovery: 45 } }

      """
    ).core.settings
    #expect(own.associationInterval == .seconds(30))
    #expect(own.requestQueue.interval == .seconds(75))
    #expect(own.recoveryInterval == .seconds(45))
    #expect(own.noteInterval == .seconds(90))
    #expect(own.webhookInterval == .seconds(30))
  }

  @Test("are none while instances run their jobs themselves, whose intervals stay as they are")
  func resident() throws {
    let scenario = try scenario("core: { jobs: resident }\n")
    #expect(scenario.cron == nil)
    #expect(scenario.core.settings.associationInterval == .seconds(5))
    #expect(try scenario.hash == self.scenario("").hash)
    #expect(scenario.circumstances == [])
    #expect(try self.scenario("core: { jobs: cron }\n").circumstances == ["jobs called from outside"])
  }

  @Test("have their section only where somebody reads it")
  func unread() {
    #expect(
      problems("doubled: true", core: "instances: 2") == [
        "6: cron is not read with core.jobs resident; expected core.jobs: cron, or no such key."
      ]
    )
    #expect(problems("doubled: false", core: "instances: 2") == [])
    #expect(problems("doubled: true") == [])
  }

  @Test("are not more often than the host calls anything, and not every 0 s")
  func shortest() {
    #expect(
      problems("interval_seconds: { process-notes: 59.999 }") == [
        "6: cron.interval_seconds.process-notes is 59.999; expected at least cron.shortest_interval_seconds (60): the "
          + "host calls no job more often."
      ]
    )
    #expect(problems("interval_seconds: { process-notes: 60 }") == [])
    #expect(problems("interval_seconds: { process-notes: 30 }, shortest_interval_seconds: 30") == [])
    for key in ["interval_seconds: { recovery: 0 }", "shortest_interval_seconds: 0", "longest_run_seconds: 0"] {
      let found = problems(key)
      #expect(found.count == 1)
      #expect(found[0].contains(" is 0; expected at least 0.01."), "\(found)")
    }
  }

  @Test("are of jobs that there are")
  func unknown() {
    #expect(
      problems("interval_seconds: { process-note: 60 }") == [
        "6: cron.interval_seconds.process-note is not a known key. Did you mean process-notes?"
      ]
    )
    #expect(problems("at: two").first?.contains("expected one or all") == true)
    #expect(ScenarioText.problems(adding: "core: { jobs: cronn }\n").first?.contains("Did you mean cron?") == true)
  }

  @Test("do not come at all instances where there are none without a request")
  func everywhere() {
    #expect(
      problems("at: all", core: "jobs: cron, host: an-instance-a-request") == [
        "6: cron.at is all, but with core.host an-instance-a-request there is no instance without a request; expected one."
      ]
    )
    #expect(problems("at: one", core: "jobs: cron, host: an-instance-a-request") == [])
  }

  @Test("let a lease outlast what a run has sent last before it was ended")
  func lease() {
    // A batch of counters that one in a million exceeds: 1.471 s; 3/2 of it and two commands.
    let short = problems("at: one", core: "jobs: cron, job_lease_seconds: 2.209")
    #expect(short.count == 1)
    #expect(short.first?.contains("breaks the rule job-outlasts-ended-run: what a run has sent last") == true)
    #expect(problems("at: one", core: "jobs: cron, job_lease_seconds: 2.2095") == [])
  }

  @Test("last long enough for the calls of a pass that has little to do")
  func shortestRun() {
    // Five batches of 100: 5 x (400 + 99 x 2) ms.
    #expect(problems("longest_run_seconds: 2.99") == [])
    let short = problems("longest_run_seconds: 2.989")
    #expect(short.count == 1)
    #expect(
      short.first?.contains("cron.longest_run_seconds breaks the rule run-holds-calls: a run with something") == true
    )
  }

  @Test("last long enough to count the exams, in designs that count one after the other")
  func longestRun() throws {
    func refused(_ cron: String) throws -> [String] {
      let scenario = try scenario("core: { jobs: cron }\ncron: { \(cron) }\n")
      return try [.phase1, DesignRegistry.design("phase1+seats=store-summed"), .baseline, .coalesced].compactMap {
        scenario.objection(to: $0)
      }
    }
    #expect(try refused("at: all") == [])
    // Ten times a search, a pause and a way to the store of 1 ms, and three ways besides.
    #expect(try refused("longest_run_seconds: 8.013") == [])
    let short = try refused("longest_run_seconds: 8.012")
    #expect(short.count == 1)
    #expect(short[0].hasPrefix("seats=store breaks the rule run-holds-pass: a run that counts 10 exams one after the"))
  }

  @Test("need as long with each way to the store, and when an instance has to begin first, whoever calls them")
  func longestRunElsewhere() throws {
    func refused(_ lines: String) throws -> Bool {
      let objection = try scenario(lines).objection(to: .phase1)
      #expect(objection?.contains("run-holds-pass") ?? true, "\(objection ?? "")")
      return objection != nil
    }
    func slowStore(_ longest: String) -> String {
      "core: { jobs: cron }\ncron: { longest_run_seconds: \(longest) }\nstore: { command_ms: 200 }\n"
    }
    #expect(try !refused(slowStore("10.6")) && refused(slowStore("10.599")))
    func cold(_ longest: String) -> String {
      "core: { jobs: cron, host: an-instance-a-request, cold_start_seconds: 5, instance_idle_seconds: 60 }\n"
        + "cron: { longest_run_seconds: \(longest) }\n"
    }
    #expect(try !refused(cold("13.013")) && refused(cold("13.012")))
    let kept = cold("8.013").replacingOccurrences(of: "idle_seconds: 60", with: "idle_seconds: 60.001")
    #expect(try !refused(kept))
    func hosted(_ deadline: String) -> String {
      "core: { host: an-instance-a-request, request_deadline_seconds: \(deadline) }\n"
    }
    #expect(try !refused(hosted("8.013")) && refused(hosted("8.012")))
    // Of resident jobs nobody ends a run.
    #expect(try !refused("core: { request_deadline_seconds: 5 }\n"))
  }

  @Test("count in what a drain must hold")
  func drain() {
    #expect(problems("interval_seconds: { warm-cache: 5000 }") == [])
    #expect(
      problems("interval_seconds: { process-associations: 5000 }").first?.contains("drain-covers-jobs") == true
    )
  }

  @Test("have an interval for every job that has one among the core's settings")
  func everyInterval() {
    #expect(
      CronKeys.intervalNames == [
        "sync-counters", "reconcile-counters", "process-associations", "process-notes", "process-bookings",
        "warm-cache",
        "validate-cache-consistency", "recovery", "credit_sync", "webhooks", "notices",
      ]
    )
  }
}
