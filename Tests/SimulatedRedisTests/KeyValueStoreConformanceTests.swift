import DeterministicRuntime
import Ports
import Testing
import VirtualTime

// What every store must do, whoever implements it; blocking pops are in `BlockingPopConformanceTests.swift`.

@Suite("Any key-value store")
struct KeyValueStoreConformanceTests {
  @Test("gives back what was set, and replaces it", arguments: StoreUnderTest.allCases)
  func strings(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let values = try await store.perform { (commands) throws(StoreError) in
        let before = try commands.get("k")
        try commands.set("k", "1", onlyIfAbsent: false, expiry: nil)
        let first = try commands.get("k")
        try commands.set("k", "2", onlyIfAbsent: false, expiry: nil)
        return [before, first, try commands.get("k")]
      }
      #expect(values == [nil, "1", "2"])
    }
  }

  @Test("sets only if absent: the second one changes nothing, nor its expiry", arguments: StoreUnderTest.allCases)
  func onlyIfAbsent(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let first = try await store.run(.set("k", "1", onlyIfAbsent: true))
      let second = try await store.run(.set("k", "2", onlyIfAbsent: true, expiry: .seconds(1)))
      let value = try await store.run(.get("k"))
      let left = try await store.perform { (commands) throws(StoreError) in try commands.timeToLive("k") }
      #expect([first, second] == [true, false])
      #expect(value == "1")
      #expect(left == nil)
    }
  }

  @Test("deletes, and says whether there was something", arguments: StoreUnderTest.allCases)
  func deletes(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let answers = try await store.perform { (commands) throws(StoreError) in
        try commands.set("k", "1", onlyIfAbsent: false, expiry: nil)
        return try [commands.exists("k"), commands.delete("k"), commands.exists("k"), commands.delete("k")]
      }
      #expect(answers == [true, true, false, false])
    }
  }

  @Test("forgets a key exactly when its time is over, not before", arguments: StoreUnderTest.allCases)
  func expiry(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let start = VirtualClock().now
      try await store.perform { (commands) throws(StoreError) in
        try commands.set("k", "1", onlyIfAbsent: false, expiry: .milliseconds(1_000))
        try commands.set("l", "1", onlyIfAbsent: false, expiry: .milliseconds(1_000) + .nanoseconds(1))
      }
      // The read travels as long as the write did, so that it acts exactly 1,000 ms after it.
      let latency = start.duration(to: VirtualClock().now)
      try await wait(.milliseconds(1_000) - latency)
      let values = try await store.perform { (commands) throws(StoreError) in
        [try commands.get("k"), try commands.get("l")]
      }
      #expect(values == [nil, "1"])
    }
  }

  @Test(
    "renews an expiry, ends it with a plain set, and keeps it through an increment",
    arguments: StoreUnderTest.allCases
  )
  func renewals(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let lefts = try await store.perform { (commands) throws(StoreError) in
        var lefts: [Duration?] = []
        try commands.set("k", "1", onlyIfAbsent: false, expiry: .seconds(5))
        lefts.append(try commands.timeToLive("k"))
        try commands.expire("k", after: .seconds(9))
        try commands.increment("k", by: 1)
        lefts.append(try commands.timeToLive("k"))
        try commands.expire("k", after: .seconds(2))
        lefts.append(try commands.timeToLive("k"))
        try commands.set("k", "1", onlyIfAbsent: false, expiry: nil)
        lefts.append(try commands.timeToLive("k"))
        return lefts
      }
      #expect(lefts == [.seconds(5), .seconds(9), .seconds(2), nil])
      try await wait(.seconds(60))
      let value = try await store.run(.get("k"))
      #expect(value == "1")
    }
  }

  @Test(
    "lets nothing expire that does not exist, and deletes at an expiry that is not ahead",
    arguments: StoreUnderTest.allCases
  )
  func expireEdges(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let answers = try await store.perform { (commands) throws(StoreError) in
        let missing = try commands.expire("k", after: .seconds(1))
        try commands.set("k", "1", onlyIfAbsent: false, expiry: nil)
        return try [missing, commands.expire("k", after: .zero), commands.exists("k")]
      }
      #expect(answers == [false, true, false])
    }
  }

  @Test("a key that is made again has no memory of an earlier expiry", arguments: StoreUnderTest.allCases)
  func madeAgain(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        try commands.set("k", "1", onlyIfAbsent: false, expiry: .seconds(1))
        try commands.delete("k")
        try commands.set("k", "2", onlyIfAbsent: false, expiry: .seconds(3))
      }
      try await wait(.seconds(2))
      #expect(try await store.run(.get("k")) == "2")
      try await wait(.seconds(2))
      let gone = try await store.run(.get("k"))
      #expect(gone == nil)
    }
  }

  @Test("counts from 0, and only in whole numbers", arguments: StoreUnderTest.allCases)
  func increments(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      let counts = try await store.perform { (commands) throws(StoreError) in
        [try commands.increment("k", by: 5), try commands.increment("k", by: -7)]
      }
      #expect(counts == [5, -2])
      _ = try await store.run(.set("text", "five"))
      _ = try await store.run(.set("most", String(Int.max)))
      let text = await store.error { (commands) throws(StoreError) in _ = try commands.increment("text", by: 1) }
      let most = await store.error { (commands) throws(StoreError) in _ = try commands.increment("most", by: 1) }
      #expect(text == .notAnInteger(key: "text"))
      #expect(most == .notAnInteger(key: "most"))
    }
  }

  @Test("keeps lists in order, moves between them, and forgets empty ones", arguments: StoreUnderTest.allCases)
  func lists(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        for element in ["a", "b", "a", "c"] { try commands.pushLast("l", element) }
        #expect(try commands.listLength("l") == 4)
        #expect(try commands.removeFirst("a", from: "l"))
        #expect(try commands.list("l") == ["b", "a", "c"])
        #expect(try !commands.removeFirst("x", from: "l"))
        #expect(try commands.moveFirst(from: "l", toLastOf: "m") == "b")
        #expect(try commands.moveFirst(from: "l", toLastOf: "l") == "a")
        #expect(try commands.list("l") == ["c", "a"])
        #expect(try commands.popFirst("l") == "c")
        #expect(try commands.popFirst("l") == "a")
        #expect(try commands.popFirst("l") == nil)
        #expect(try !commands.exists("l"))
        #expect(try commands.moveFirst(from: "l", toLastOf: "m") == nil)
        #expect(try commands.list("m") == ["b"])
        #expect(try commands.list("l") == [])
      }
    }
  }

  @Test("keeps each member of a set once", arguments: StoreUnderTest.allCases)
  func sets(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        #expect(try commands.addMember("b", to: "s"))
        #expect(try commands.addMember("a", to: "s"))
        #expect(try !commands.addMember("b", to: "s"))
        #expect(try commands.members("s") == ["a", "b"])
        #expect(try commands.memberCount("s") == 2)
        #expect(try commands.isMember("a", of: "s"))
        #expect(try commands.removeMember("a", from: "s"))
        #expect(try !commands.removeMember("a", from: "s"))
        #expect(try !commands.isMember("a", of: "s"))
        #expect(try commands.removeMember("b", from: "s"))
        #expect(try !commands.exists("s"))
      }
    }
  }

  @Test("orders a sorted set by score, then by member, and changes scores", arguments: StoreUnderTest.allCases)
  func sortedSets(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        for (member, score) in [("c", 2), ("b", 1), ("a", 2), ("d", 3)] as [(String, Int64)] {
          try commands.addScored(member, score: score, to: "z")
        }
        #expect(try commands.scored("z", upTo: 2, limit: 10) == ["b", "a", "c"])
        #expect(try commands.scored("z", upTo: 9, limit: 2) == ["b", "a"])
        #expect(try commands.scored("z", upTo: 0, limit: 2) == [])
        try commands.addScored("b", score: 9, to: "z")
        #expect(try commands.scored("z", upTo: 9, limit: 9) == ["a", "c", "d", "b"])
        #expect(try commands.scoredCount("z") == 4)
        #expect(try commands.removeScored("c", from: "z"))
        #expect(try !commands.removeScored("c", from: "z"))
        #expect(try commands.scored("z", upTo: 9, limit: 9) == ["a", "d", "b"])
      }
    }
  }

  @Test("refuses a command for another kind of value, which stays as it is", arguments: StoreUnderTest.allCases)
  func wrongType(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await store.perform { (commands) throws(StoreError) in
        try commands.set("string", "1", onlyIfAbsent: false, expiry: nil)
        try commands.pushLast("list", "1")
      }
      let scripts: [StoreScript<Void>] = [
        StoreScript("RPUSH") { (commands) throws(StoreError) in _ = try commands.pushLast("string", "1") },
        StoreScript("LPOP") { (commands) throws(StoreError) in _ = try commands.popFirst("string") },
        StoreScript("SADD") { (commands) throws(StoreError) in _ = try commands.addMember("1", to: "string") },
        StoreScript("ZADD") { (commands) throws(StoreError) in try commands.addScored("1", score: 1, to: "string") },
        StoreScript("LMOVE") { (commands) throws(StoreError) in
          _ = try commands.moveFirst(from: "list", toLastOf: "string")
        },
      ]
      for script in scripts {
        let error = await store.error(script.body)
        #expect(error == .wrongType(key: "string"), "\(script.name)")
      }
      let get = await store.error { (commands) throws(StoreError) in _ = try commands.get("list") }
      let increment = await store.error { (commands) throws(StoreError) in _ = try commands.increment("list", by: 1) }
      #expect([get, increment] == [.wrongType(key: "list"), .wrongType(key: "list")])
      let left = try await store.perform { (commands) throws(StoreError) in try commands.list("list") }
      #expect(left == ["1"])
      // SET asks for no type.
      #expect(try await store.run(.set("list", "2")))
    }
  }

  @Test(
    "runs a script without anything between its commands; what it did before it failed stands",
    arguments: StoreUnderTest.allCases
  )
  func scripts(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      try await withThrowingTaskGroup { group in
        for _ in 0..<50 {
          group.addTask {
            try await store.perform { (commands) throws(StoreError) in
              let count = try commands.get("count").flatMap { Int($0) } ?? 0
              try commands.set("count", String(count + 1), onlyIfAbsent: false, expiry: nil)
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await store.run(.get("count")) == "50")
      let error = await store.error { (commands) throws(StoreError) in
        try commands.set("kept", "1", onlyIfAbsent: false, expiry: nil)
        try commands.pushLast("kept", "2")
      }
      #expect(error == .wrongType(key: "kept"))
      #expect(try await store.run(.get("kept")) == "1")
    }
  }

  @Test(
    "compares before it deletes or renews: a later holder's lease stays untouched",
    arguments: StoreUnderTest.allCases
  )
  func leases(_ store: StoreUnderTest) throws {
    try store.withStore { store in
      _ = try await store.run(.set("lease", "mine", expiry: .seconds(30)))
      let answers = [
        try await store.run(.compareAndDelete("lease", "other")),
        try await store.run(.compareAndExpire("lease", "other", after: .seconds(60))),
        try await store.run(.compareAndExpire("lease", "mine", after: .seconds(60))),
        try await store.run(.compareAndDelete("lease", "mine")),
        try await store.run(.compareAndDelete("lease", "mine")),
      ]
      #expect(answers == [false, false, true, true, false])
    }
  }
}
