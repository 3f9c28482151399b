import AccountScenarios
import BulkSync
import HubSpotClient
import Settings
import SimulatedHubSpot
import Texts

// The rules between the keys of a scenario of the sync.

extension SyncDraft {
  /// Reports what is wrong between keys that are right by themselves.
  func checkRules(_ reading: inout SettingsReading) {
    account.check(&reading)
    checkSource(&reading)
    checkUrgent(&reading)
    checkCrashes(&reading)
    checkBeside(&reading)
    checkDays(&reading)
    checkOthers(&reading)
    checkPause(&reading)
  }

  /// What a dead instance has sent must not arrive behind the newer content of an urgent record.
  private func checkPause(_ reading: inout SettingsReading) {
    let mayDie = !(crashes ?? []).isEmpty || !(journal.outages ?? []).isEmpty
    let keys = [
      "sync.pause_after_death_seconds", "sync", "pacing", "hubspot.latency", "hubspot.episodes", "urgent", "crashes",
    ]
    guard urgent != nil, mayDie, reading.areSound(keys) else { return }
    let pause = sync.pauseAfterDeath ?? SyncSettings.usualPauseAfterDeath(pacing.wayUpAtMost)
    let latency = account.slowestLatency
    let inputs = latency.batchExtraPerInput * 99
    let longest = RecordLabel.all.map { latency.medians[$0] ?? latency.fallback }.max() ?? .zero
    let time = latency.oneInAMillion(longest + inputs)
    guard pause < time else { return }
    reading.report(
      "breaks the rule pause-outlasts-calls: an instance waits \(TimeUnit.seconds.text(pause)) s for what a dead one has sent, "
        + "and a call can take \(TimeUnit.seconds.text(time)) s, so that the content before an urgent one could arrive last; "
        + "expected sync.pause_after_death_seconds of at least as much.",
      at: reading.place(of: keys),
      besides: keys
    )
  }

  /// A run of months is a mistake, or practically one without end. A source that is a file is judged when it is read.
  private func checkDays(_ reading: inout SettingsReading) {
    guard beside == nil, case .sample(let sample) = source else { return }
    let keys = [
      "source.records", "source", "designs", "hubspot.daily_limit", "hubspot.tier", "hubspot.limit_increases",
    ]
    guard reading.areSound(keys) else { return }
    let changes = sample.isIncremental ? sample.changes : (writes: sample.given, archives: 0)
    let designs = designs.map { $0.compactMap { SyncDesign(named: $0) } } ?? SyncDesign.all
    // Those that it is not true of can be run without the others, which whoever runs them is told then.
    var objections: [String] = []
    for design in designs {
      let work = design.delta == .checksums ? changes : (writes: sample.given, archives: 0)
      let archives = sync.removal == .archive ? work.archives : 0
      let calls = SyncForecast.calls(of: design, writes: work.writes, archives: archives)
      guard let objection = SyncForecast.objection(to: design.name, calls: calls, daily: account.limits.daily) else {
        return
      }
      objections.append(objection)
    }
    guard let first = objections.first else { return }
    reading.report(
      "breaks the rule days-of-quota: \(first)",
      at: reading.place(of: "source.records", "source"),
      besides: keys
    )
  }

  /// What is never let pass never ends.
  private func checkOthers(_ reading: inout SettingsReading) {
    let (limits, others) = (account.limits, account.otherTraffic)
    let keys = [
      "hubspot.other_traffic.share_percent", "hubspot.other_traffic", "hubspot.burst_per_second", "hubspot.tier",
      "hubspot.ten_second_limit", "hubspot.search_limit_per_second", "hubspot.daily_limit", "hubspot.limit_increases",
      "sync.pause_at_daily_limit_seconds",
    ]
    guard beside == nil, reading.areSound(keys) else { return }
    let tenths = Double(limits.tenSecond.limit * others.tenSecondPercent) / 10
    let calls = (tenths + Double(limits.search.limit * others.searchPercent)) / 100
    var objection: String?
    if others.tenSecondPercent >= 95 {
      objection =
        "other apps ask for \(others.tenSecondPercent) % of the quotas: next to nothing is left for the sync; expected less "
        + "than 95."
    } else if let burst = limits.burst, calls >= Double(burst.limit) {
      objection =
        "other apps send \(DoubleText.shortest(calls)) calls a second, and hubspot.burst_per_second lets \(burst.limit) pass: "
        + "next to nothing is left for the sync."
    } else if let daily = limits.daily, case let pause = sync.pauseAtDailyLimit / .seconds(1),
      calls * pause > Double(daily)
    {
      // It asks at some moment within its pause after the start of a day.
      objection =
        "other apps use up the \(daily) calls of a day within \(DoubleText.shortest((Double(daily) / calls * 10).rounded() / 10)) s, "
        + "and the sync asks again after sync.pause_at_daily_limit_seconds, \(TimeUnit.seconds.text(sync.pauseAtDailyLimit)): "
        + "it finds something left on few days; expected a shorter pause."
    }
    guard let objection else { return }
    reading.report(
      "breaks the rule others-leave-room: \(objection)",
      at: reading.place(of: keys),
      besides: keys
    )
  }

  /// Keys that nobody would read are a mistake of their author's.
  private func checkBeside(_ reading: inout SettingsReading) {
    guard beside != nil, reading.areSound("beside", "hubspot", "thresholds") else { return }
    var own = SyncDraft()
    own.account = account
    if Self.section.canonicalText(own) != Self.section.canonicalText(SyncDraft()) {
      reading.report(
        "is not read with beside: the account is that of the booking system's scenario; expected one without the other.",
        at: reading.place(of: "hubspot"),
        besides: "beside"
      )
    }
    if !thresholds.isEmpty {
      reading.report(
        "is not read with beside, where runs of both products are compared; expected one without the other.",
        at: reading.place(of: "thresholds"),
        besides: "beside"
      )
    }
  }

  private func checkSource(_ reading: inout SettingsReading) {
    guard case .sample(let sample) = source, reading.areSound("source") else { return }
    let (changed, removed) = (sample.changedPercent ?? 0, sample.removedPercent ?? 0)
    guard changed + removed > 100 else { return }
    reading.report(
      "is \(DoubleText.shortest(removed)), and source.changed_percent \(DoubleText.shortest(changed)), of different records; "
        + "expected at most 100 together.",
      at: reading.place(of: "source.removed_percent", "source.changed_percent"),
      besides: "source.changed_percent"
    )
  }

  /// A file has no record twice.
  private func checkUrgent(_ reading: inout SettingsReading) {
    guard let urgent, case .sample(let sample) = source, reading.areSound("source", "urgent") else { return }
    for (number, file) in urgent.enumerated() where file.records > sample.given {
      reading.report(
        "has \(file.records) records at its item \(number), and the source has \(sample.given); expected at most so many.",
        at: reading.place(of: "urgent"),
        besides: "source"
      )
    }
  }

  /// Nobody dies who is not there.
  private func checkCrashes(_ reading: inout SettingsReading) {
    guard let crashes, reading.areSound("crashes", "designs") else { return }
    let designs = designs.map { $0.compactMap { SyncDesign(named: $0) } } ?? SyncDesign.all
    let most = designs.map(\.workers.instances).max() ?? 1
    for crash in crashes {
      guard let instance = crash.instance, instance >= most else { continue }
      reading.report(
        "names instance \(instance), and no design has more than \(most), from 0; expected at most \(most - 1).",
        at: reading.place(of: "crashes"),
        besides: "designs"
      )
    }
  }
}
