import BulkSync
import Foundation
import HubSpotAPI
import HubSpotFile
import SQLiteFile
import SQLiteJournal
import SimulatedHubSpot
import SyncSimulation

/// The two files of a sync: its journal, and beside it what HubSpot holds.
struct SyncFiles: KeptSync {
  static let accountEnding = ".hubspot"

  /// Of the journal, as it was given.
  let path: String
  let database: SQLiteJournal
  private let account: HubSpotFile
  /// What there was before.
  private let found: Set<String>

  var journal: any SyncJournal { database }

  /// - Parameter makes: whether files that are not there are made; otherwise they are refused.
  init(_ path: String, makes: Bool) throws(CommandEnd) {
    self.path = path
    if !makes, !FileManager.default.fileExists(atPath: path) {
      throw .badInput("\(path): there is no such file; expected a journal that `booking-sim-sync run` has made.")
    }
    found = Self.found(path)
    do throws(SQLiteFileError) {
      database = SQLiteJournal(try SQLiteFile(path, .syncJournal))
      account = HubSpotFile(try SQLiteFile(path + Self.accountEnding, .hubSpot))
    } catch {
      Self.remove(allBut: found, of: path)
      throw .badInput(error.description)
    }
    do throws(CommandEnd) { try checkPair() } catch {
      Self.remove(allBut: found, of: path)
      throw error
    }
  }

  /// The files of a sync that there are: the two, and what SQLite keeps beside each.
  private static func found(_ path: String) -> Set<String> {
    Set(names(path).filter(FileManager.default.fileExists))
  }

  /// Removes what a refusal has made: it leaves everything as it was.
  private static func remove(allBut found: Set<String>, of path: String) {
    for name in names(path) where !found.contains(name) { try? FileManager.default.removeItem(atPath: name) }
  }

  private static func names(_ path: String) -> [String] {
    [path, path + accountEnding].flatMap { file in ["", "-wal", "-shm"].map { file + $0 } }
  }

  /// Refuses HubSpot's records of another sync beside a journal that begins: the sync would not know of them, and they would
  /// stay.
  ///
  /// - Parameter source: what is to be brought to HubSpot. A journal that was lost may be begun again with the same records.
  func check(_ source: SyncSource, _ start: SyncStart) throws(CommandEnd) {
    guard start.progress.isOver, try known == 0, try held > 0 else { return }
    let objects: [KeptObject]
    do { objects = try self.objects() } catch { throw .badInput(error.description) }
    let keys = Set(source.records.map(\.key.description))
    let strangers = objects.count { object in
      object.archivedAt == nil
        && !(object.properties.first { $0.name == RecordProperty.key }.map { keys.contains($0.value) } ?? false)
    }
    guard strangers > 0 else { return }
    Self.remove(allBut: found, of: path)
    throw .badInput(
      "\(path)\(Self.accountEnding) holds \(Words.count(strangers, "record")) that the source does not have, and \(path) knows "
        + "of none: it is what HubSpot held in another sync. Put the journal of that sync back, remove "
        + "\(path)\(Self.accountEnding), or begin with another file."
    )
  }

  /// What the journal knows by id is in HubSpot, archived or not.
  private func checkPair() throws(CommandEnd) {
    let (known, held) = try (self.known, self.held)
    guard known > held else { return }
    throw .badInput(
      "\(path) knows \(Words.count(known, "record")) in HubSpot, \(path)\(Self.accountEnding) holds "
        + "\(Words.count(held)); expected the two files of one sync. Put them back together, or begin with another file."
    )
  }

  private var known: Int {
    get throws(CommandEnd) {
      do { return try database.knownObjects() } catch { throw CommandEnd(error, path) }
    }
  }

  private var held: Int {
    get throws(CommandEnd) {
      do { return try account.count() } catch { throw .badInput(error.description) }
    }
  }

  func isAcknowledged(_ key: RecordKey, _ checksum: RecordChecksum) throws(KeptSyncError) -> Bool {
    do { return try database.isAcknowledged(key, checksum) } catch { throw KeptSyncError("\(error)") }
  }

  func objects() throws(KeptSyncError) -> [KeptObject] {
    do { return try account.objects() } catch { throw KeptSyncError(error.description) }
  }

  func keep(_ objects: [KeptObject]) throws(KeptSyncError) {
    do { try account.keep(objects) } catch { throw KeptSyncError(error.description) }
  }
}

extension CommandEnd {
  /// - Parameter path: of the journal.
  init(_ error: JournalError, _ path: String) {
    switch error {
    case .unavailable(let reason): self = .badInput(reason)
    case .instanceGone: self = .internalError("\(path): the sync has ended")
    case .otherSync(let other):
      self = .badInput(
        "\(path) holds unfinished work of the design \(other.design) on objects of type \(other.objectType). "
          + "Finish it with --design \(other.design), or begin with another file."
      )
    }
  }
}
