import AccountScenarios
import BookingCore
import LoadGeneration
import Settings
import SimulatedHubSpot
import Texts

extension ScenarioDraft {
  /// Reports what is wrong between keys that are right by themselves.
  func checkRules(_ reading: inout SettingsReading) {
    checkLoad(&reading)
    hubSpot.account.check(&reading)
    checkHost(&reading)
    checkCron(&reading)
    checkCore(&reading)
    checkDates(&reading)
    checkPortal(&reading)
    checkJourneys(&reading)
    checkDesigns(&reading)
    checkAdmin(&reading)
    checkCrashes(&reading)
    for rule in ScenarioRule.all { rule.check(self, &reading) }
  }

  /// What is not refused, and still will not do what its author hopes for.
  var warnings: [String] { ScenarioRule.all.compactMap { $0.warning(self) } }

  private func checkLoad(_ reading: inout SettingsReading) {
    guard let objection = estimate?.objection(isLargeAllowed: run.isLargeAllowed) else { return }
    reading.report(
      objection,
      at: reading.place(of: "load.arrivals.users", "load.arrivals"),
      besides: "run.allow_large"
    )
  }

  /// What a run will take; nil while there is no load.
  var estimate: ScenarioEstimate? {
    guard let arrivals = load.arrivals else { return nil }
    return ScenarioEstimate(
      ScenarioEstimate.Conditions(
        arrivals,
        behaviour: load.visitors,
        limits: hubSpot.worst.limits,
        otherTraffic: hubSpot.worst.otherTraffic,
        retryDelays: core.settings.retryDelays
      )
    )
  }

  /// Keys that nobody would read are a mistake of their author's.
  private func checkJourneys(_ reading: inout SettingsReading) {
    guard load.journeys != nil, load.behaviour != VisitorBehaviour() else { return }
    reading.report(
      "is not used when load.journeys is there; expected one without the other. Steps have such keys of their own.",
      at: reading.place(of: "load.visitors"),
      besides: "load.journeys"
    )
  }

  /// Keys that nobody would read are a mistake of their author's.
  private func checkHost(_ reading: inout SettingsReading) {
    let (key, usual) = ("core.host", ScenarioDraft().core)
    guard reading.areSound(key) else { return }
    func refuse(_ unread: String, _ text: String) {
      reading.report(
        "is \(text), and is not read with core.host \(core.host.rawValue); expected no such key, or another host.",
        at: reading.place(of: unread),
        besides: key
      )
    }
    switch core.host {
    case .anInstanceARequest:
      if core.instances != usual.instances { refuse("core.instances", "\(core.instances)") }
    case .resident:
      if core.coldStart != usual.coldStart {
        refuse("core.cold_start_seconds", TimeUnit.seconds.text(core.coldStart))
      }
      if core.instanceIdle != usual.instanceIdle {
        refuse("core.instance_idle_seconds", TimeUnit.seconds.text(core.instanceIdle))
      }
    }
  }

  private func checkCore(_ reading: inout SettingsReading) {
    let settings = core.settings
    // Before the index has caught up, a count by search misses bookings.
    require(
      Length(key: "core.reconciliation_quiet_seconds", settings.reconciliationQuiet),
      above: Length(key: "hubspot.index_lag_seconds", hubSpot.indexLag),
      &reading
    )
    requireBatch(atMost: hubSpot.pages.batch, "hubspot.batch_limit", &reading)
    requireBatch(atMost: hubSpot.pages.associateBatch, "hubspot.association_batch_limit", &reading)
  }

  /// A queue's batch goes to HubSpot in one call, and HubSpot refuses larger ones whole.
  private func requireBatch(atMost limit: Int, _ key: String, _ reading: inout SettingsReading) {
    let (own, batch) = ("core.queue_batch", core.settings.queueBatch)
    guard batch > limit, reading.areSound(own, key) else { return }
    let place = reading.place(of: own, key)
    let isOwn = place.key == own
    reading.report(
      isOwn ? "is \(batch); expected at most \(key) (\(limit))." : "is \(limit); expected at least \(own) (\(batch)).",
      at: place,
      besides: own,
      key
    )
  }

  /// Nobody can book an exam that is over.
  private func checkDates(_ reading: inout SettingsReading) {
    let (exam, start) = ("portal.first_exam_date", "hubspot.start_utc")
    guard reading.areSound(exam, start), let begin = CalendarText.startOfDay(portal.firstExamDate),
      begin <= hubSpot.epoch
    else { return }
    let place = reading.place(of: exam, start)
    let (date, time) = (portal.firstExamDate, CalendarText.text(milliseconds: hubSpot.epoch))
    reading.report(
      place.key == exam
        ? "is \(date); expected a day after \(start) (\(time))."
        : "is \(time); expected a time before \(exam) (\(date)).",
      at: place,
      besides: exam,
      start
    )
  }

  private func checkPortal(_ reading: inout SettingsReading) {
    let (coming, exams) = ("portal.coming_bookings", "portal.exams")
    guard reading.areSound(coming, exams), portal.comingBookings > portal.exams else { return }
    reading.report(
      "is \(portal.comingBookings), one of each exam; expected at most \(exams) (\(portal.exams)).",
      at: reading.place(of: coming),
      besides: exams
    )
  }

  /// A length of time in seconds and its key.
  private struct Length {
    let key: String
    let duration: Duration

    init(key: String, _ duration: Duration) {
      self.key = key
      self.duration = duration
    }
  }

  private func require(_ longer: Length, above shorter: Length, _ reading: inout SettingsReading) {
    guard longer.duration <= shorter.duration, reading.areSound(longer.key, shorter.key) else { return }
    let place = reading.place(of: longer.key, shorter.key)
    let (isLonger, other) = (place.key == longer.key, place.key == longer.key ? shorter : longer)
    let own = TimeUnit.seconds.text(isLonger ? longer.duration : shorter.duration)
    let bound = "\(other.key) (\(TimeUnit.seconds.text(other.duration)))"
    let message = "is \(own); expected \(isLonger ? "more" : "less") than \(bound)."
    reading.report(message, at: place, besides: longer.key, shorter.key)
  }
}
