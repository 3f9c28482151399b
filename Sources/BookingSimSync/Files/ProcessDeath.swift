import Faults
import Foundation

extension Fault {
  /// The process is killed as it is about to use a port.
  static let killedBefore = Fault("killedBefore", before: { _ in kill(getpid(), SIGKILL) })

  /// The process is killed when the use of a port has had its effect, and before anybody hears of it.
  static let killedAfter = Fault("killedAfter", after: { _ in kill(getpid(), SIGKILL) })
}
