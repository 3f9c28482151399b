import HubSpotAPI
import Ports

/// Credits of which one ledger knows, and by a hand-over another one: never both at a time.
struct SwitchedCreditLedger: CreditLedger {
  private let off: any CreditLedger
  private let on: any CreditLedger
  private let share: SwitchShare
  private let handOver: HandOver

  init(off: any CreditLedger, on: any CreditLedger, _ share: SwitchShare, _ context: CoreContext) {
    self.off = off
    self.on = on
    self.share = share
    handOver = HandOver(share.role, context)
  }

  var jobs: [any BackgroundJob] {
    [HandOverJob(handOver, share, off: off.departure, on: on.departure)]
      + LedgerJob.union(off.jobs, on.jobs, handOver)
  }

  var age: Duration { max(off.age, on.age) }

  var needsBalanceToCharge: Bool { off.needsBalanceToCharge || on.needsBalanceToCharge }

  func opening() async throws(Interruption) -> StoreObjection? { try await handOver.opening() }

  func balance(of contact: ObjectID, _ client: CRMClient) async throws(Interruption) -> CreditBalance {
    let state = try await handOver.state()
    try await ledger(state.isOn).takeOver(contact, era: state.number)
    return try await ledger(state.isOn).balance(of: contact, client)
  }

  func charge(_ balance: CreditBalance?, for work: RequestWork) async throws(Interruption) -> StoreStep? {
    try await ledger(handOver.state().isOn).charge(balance, for: work)
  }

  func giveBack(for work: RequestWork) async throws(Interruption) {
    guard work.intent.hasBegun else { return }
    try await ledger(handOver.state().isOn).giveBack(for: work)
  }

  func doubt(_ contact: ObjectID) async throws(Interruption) {
    try await off.doubt(contact)
    try await on.doubt(contact)
  }

  private func ledger(_ isOn: Bool) -> any CreditLedger { isOn ? on : off }
}
