import Composition
package import HubSpotAPI
import Ports

/// Sends each call when its turn has come, by a rule that says when calls may go.
///
/// A call that bears a turn passes at once. Of the others each waits in a line, or is not admitted: when too many wait, when its
/// turn would not come in time, or when its time is over. A call whose task is cancelled leaves the line; when its turn
/// had come already, it gives it back.
package actor PacedTransport<Rule: PacingRule>: TransportLayer, TurnGiver {
  private enum WaitEnd { case turn, refused, gone }

  private let inner: any HubSpotTransport
  private let time: any TimeSource
  private let store: any KeyValueStore
  private let events: any EventSink<ClientEvent>
  private let settings: PacingSettings
  private let isPlain: Bool
  package nonisolated let parts: Int
  private var rule: Rule
  private var line: WaitingLine
  private var waiting: [Int: CheckedContinuation<WaitEnd, Never>] = [:]
  private var turnCount = 0
  /// When the line is looked at again without a cause from outside, and by which alarm.
  private var alarm: (at: Timestamp, number: Int, task: Task<Void, Never>)?
  private var alarmCount = 0
  private var replyTime = ReplyTime()
  /// When those in the line were last asked whether they will still be in time.
  private var reviewedAt = Timestamp(nanoseconds: 0)

  /// - Parameter isPlain: whether calls wait in the order in which they came, however many, and as long as somebody waits
  ///   for them: what the known ways have.
  package init(_ context: ClientContext, _ rule: Rule, isPlain: Bool = false) {
    inner = context.transport
    time = context.time
    store = context.store
    events = context.events
    var settings = context.settings.pacing
    if isPlain {
      settings.queueBound = .max
      settings.longestForegroundWait = Self.forEver
      settings.longestBackgroundWait = Self.forEver
    }
    self.settings = settings
    self.isPlain = isPlain
    self.rule = rule
    parts = rule.parts
    line = WaitingLine(isPlain ? .firstComeFirstServed : .byCaller(ageing: settings.backgroundAgeing))
  }

  /// So often, at the most: it takes a look at everyone in the line.
  private static var reviewInterval: Duration { .seconds(1) }

  /// Longer than any run.
  private static var forEver: Duration { .seconds(100 * 365 * 86_400) }

  nonisolated package var turns: (any TurnGiver)? { self }

  package func send(_ request: HubSpotRequest) async throws(HubSpotTransportError) -> HubSpotResponse {
    let turn: Turn
    if let given = request.turn { turn = given } else { turn = try await self.turn(for: request) }
    guard !Task.isCancelled else {
      giveBack(turn)
      throw .instanceGone
    }
    let sentAt = time.now
    rule.send(turn, isSearch: request.call.isSearch, at: sentAt)
    do throws(HubSpotTransportError) {
      let response = try await inner.send(request)
      rule.end(turn, response, at: time.now)
      if response.status != 429 { replyTime.note(time.now - sentAt) }
      report(response)
      admit()
      return response
    } catch {
      rule.end(turn, nil, at: time.now)
      admit()
      throw error
    }
  }

  package func turn(for request: HubSpotRequest) async throws(HubSpotTransportError) -> Turn {
    guard !Task.isCancelled else { throw .instanceGone }
    let (now, isSearch) = (time.now, request.call.isSearch)
    turnCount += 1
    let turn = Turn(turnCount)
    let waiter = line.newcomer(request, turn, until: end(of: request, at: now), at: now)
    let opening = rule.opening(isSearch: isSearch, at: now)
    if line.isEmpty(isSearch: isSearch), case .at(let instant) = opening, instant <= now {
      rule.give(turn, isSearch: isSearch, at: now)
      return turn
    }
    guard opening != .never, line.count < settings.queueBound, comesInTime(waiter, at: now) else {
      throw refuse()
    }
    switch await wait(waiter) {
    case .turn: return turn
    case .refused: throw refuse()
    case .gone: throw .instanceGone
    }
  }

  package func giveBack(_ turn: Turn) {
    rule.takeBack(turn, at: time.now)
    admit()
  }

  package func room(isSearch: Bool, within duration: Duration) -> Int? {
    rule.room(isSearch: isSearch, within: duration, at: time.now).map {
      max(0, $0 - line.foreground(isSearch: isSearch))
    }
  }

  package func capacity(isSearch: Bool) -> WindowCapacity {
    if let known = rule.capacity(isSearch: isSearch, at: time.now) { return known }
    let believed = settings.believed
    return WindowCapacity(
      calls: isSearch ? believed.search : believed.tenSecond - settings.reserve,
      window: (isSearch ? .seconds(1) : .seconds(10)) + settings.wayUpAtMost
    )
  }

  /// When a call gives up waiting. One that has a deadline must have its reply by then.
  private func end(of request: HubSpotRequest, at now: Timestamp) -> Timestamp {
    if let deadline = request.deadline { return isPlain ? deadline : deadline + (.zero - replyTime.atMost) }
    let isForeground = request.origin.kind.isForeground
    let longest = isForeground ? settings.longestForegroundWait : settings.longestBackgroundWait
    return now + longest + rule.answerTime(at: now)
  }

  /// Whether the turn comes in time, as far as can be told.
  private func comesInTime(_ waiter: WaitingLine.Waiter, at now: Timestamp) -> Bool {
    guard waiter.until > now else { return false }
    func opening(behind ahead: Int) -> Timestamp? {
      rule.opening(behind: ahead, isSearch: waiter.isSearch, at: now)
    }
    guard var turn = opening(behind: line.ahead(of: waiter)) else { return true }
    if let aged = line.ageing(of: waiter) { turn = min(turn, max(aged.at, opening(behind: aged.ahead) ?? now)) }
    return turn <= waiter.until
  }

  private func refuse() -> HubSpotTransportError {
    events.record(.layer(LayerEvent(Layers.pacing.name, "not_admitted")))
    return .notAdmitted
  }

  private func report(_ response: HubSpotResponse) {
    guard response.status == 429 else { return }
    events.record(.layer(LayerEvent(Layers.pacing.name, "refused_all_the_same")))
  }
}

// The waiting itself.
extension PacedTransport {
  private func wait(_ waiter: WaitingLine.Waiter) async -> WaitEnd {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[waiter.turn.number] = continuation
        line.join(waiter)
        admit()
      }
    } onCancel: {
      Task { await self.leave(waiter.turn) }
    }
  }

  private func leave(_ turn: Turn) {
    guard line.leave(turn) != nil else { return }
    finish(turn, .gone)
    admit()
  }

  private func finish(_ turn: Turn, _ end: WaitEnd) {
    waiting.removeValue(forKey: turn.number)?.resume(returning: end)
  }

  /// Gives turns to all who may go now, and sets the alarm for when the next one may.
  private func admit() {
    let now = time.now
    var next: Timestamp?
    for isSearch in [false, true] {
      while let first = line.next(isSearch: isSearch, at: now) {
        let opening = rule.opening(isSearch: isSearch, at: now)
        if opening == .never {
          for waiter in line.leaveAll(isSearch: isSearch) { finish(waiter.turn, .refused) }
          break
        }
        guard case .at(let instant) = opening else { break }
        guard instant <= now else {
          next = min(next ?? instant, instant)
          break
        }
        _ = line.serve(isSearch: isSearch, at: now)
        rule.give(first.turn, isSearch: isSearch, at: now)
        finish(first.turn, .turn)
      }
    }
    // Whose turn has come at the last moment has it.
    for waiter in line.leaveOverdue(at: now) { finish(waiter.turn, .refused) }
    review(at: now)
    set(alarmAt: [next, line.firstEnd].compactMap(\.self).min(), now)
    let (calls, searches) = (line.count(isSearch: false), line.count(isSearch: true))
    if let wish = rule.wish(calls: calls, searches: searches, at: now) { ask(wish) }
  }

  /// Sends away those whose turn cannot come in time any more, even if nobody comes before them: what they were told when they
  /// came was an estimate, and limits change. They hear it now and not at their deadline, when nobody hears it.
  private func review(at now: Timestamp) {
    guard line.count > 0, now - reviewedAt >= Self.reviewInterval else { return }
    reviewedAt = now
    for isSearch in [false, true] {
      let hopeless = line.leaveHopeless(isSearch: isSearch) { ahead in
        rule.opening(behind: ahead, isSearch: isSearch, at: now)
      }
      for waiter in hopeless { finish(waiter.turn, .refused) }
    }
  }

  /// Asks the store, and waits no longer for it than its answer is good for.
  private func ask(_ wish: PlaceWish) {
    let (time, store) = (time, store)
    let bound = Task {
      do { try await time.sleep(for: wish.usableUntil - wish.askedAt) } catch { return }
      receive(nil, for: wish)
    }
    Task {
      do throws(StoreError) {
        let grant = try await store.run(wish.script)
        receive(grant, for: wish)
      } catch {
        if error == .instanceGone { endAll() } else { receive(nil, for: wish) }
      }
      bound.cancel()
    }
  }

  private func receive(_ grant: PlaceWish.Grant?, for wish: PlaceWish) {
    rule.receive(grant, for: wish, at: time.now)
    admit()
  }

  /// The instance is gone, and everything that waits with it.
  private func endAll() {
    for isSearch in [false, true] {
      for waiter in line.leaveAll(isSearch: isSearch) { finish(waiter.turn, .gone) }
    }
  }

  private func set(alarmAt instant: Timestamp?, _ now: Timestamp) {
    guard instant != alarm?.at else { return }
    alarm?.task.cancel()
    alarm = nil
    guard let instant else { return }
    alarmCount += 1
    let number = alarmCount
    let task = Task { await ring(number, after: instant - now) }
    alarm = (instant, number, task)
  }

  private func ring(_ number: Int, after duration: Duration) async {
    do {
      try await time.sleep(for: duration)
    } catch {
      // Another alarm has been set, or the instance is gone.
      guard alarm?.number == number else { return }
      alarm = nil
      endAll()
      return
    }
    guard alarm?.number == number else { return }
    alarm = nil
    admit()
  }
}
