/// What HubSpot answers.
package struct HubSpotResponse: Hashable, Sendable {
  package var status: Int
  package var body: Body
  /// Absent on every search reply.
  package var rateLimit: RateLimitHeaders?

  package init(status: Int, body: Body, rateLimit: RateLimitHeaders? = nil) {
    self.status = status
    self.body = body
    self.rateLimit = rateLimit
  }

  package enum Body: Hashable, Sendable {
    case empty
    case object(HubSpotObject)
    case batch(BatchReply)
    case page(SearchPage)
    case associations(AssociationPage)
    case associationBatch(AssociationBatchReply)
    case labels([AssociationLabel])
    case error(HubSpotErrorBody)
  }

  package var isSuccess: Bool { (200..<300).contains(status) }

  /// Refused by a rate limit, or failed on HubSpot's side: the customer's client sends such a call again.
  package var isRetryable: Bool { status == 429 || status >= 500 }
}

/// The rate-limit headers of a reply. The deprecated `Secondly` pair is derived: Max/10 and floor(Remaining/10); it is
/// not a per-second counter.
package struct RateLimitHeaders: Hashable, Sendable {
  /// `X-HubSpot-RateLimit-Max`: requests per interval.
  package var max: Int
  /// `X-HubSpot-RateLimit-Remaining`.
  package var remaining: Int
  /// `X-HubSpot-RateLimit-Interval-Milliseconds`.
  package var intervalMilliseconds: Int
  /// `X-HubSpot-RateLimit-Daily`; absent for OAuth apps.
  package var daily: Int?
  /// `X-HubSpot-RateLimit-Daily-Remaining`; absent for OAuth apps.
  package var dailyRemaining: Int?

  package init(max: Int, remaining: Int, intervalMilliseconds: Int, daily: Int?, dailyRemaining: Int?) {
    self.max = max
    self.remaining = remaining
    self.intervalMilliseconds = intervalMilliseconds
    self.daily = daily
    self.dailyRemaining = dailyRemaining
  }

  package var secondly: Int { max / 10 }
  package var secondlyRemaining: Int { remaining / 10 }
}

/// The reply of a batch call: the objects that it concerns, and an error for each input that failed.
package struct BatchReply: Hashable, Sendable {
  package var objects: [HubSpotObject]
  package var errors: [ItemError]

  package init(objects: [HubSpotObject], errors: [ItemError] = []) {
    self.objects = objects
    self.errors = errors
  }

  package struct ItemError: Hashable, Sendable {
    package var category: String
    package var message: String
    /// `context.ids`: the ids that the error is about.
    package var ids: [String]
    /// `context.objectWriteTraceId` of a batch create.
    package var writeTraceIDs: [String]

    package init(category: String, message: String, ids: [String] = [], writeTraceIDs: [String] = []) {
      self.category = category
      self.message = message
      self.ids = ids
      self.writeTraceIDs = writeTraceIDs
    }
  }
}

package struct SearchPage: Hashable, Sendable {
  package var total: Int
  package var objects: [HubSpotObject]
  /// `paging.next.after`; nil on the last page.
  package var nextAfter: Int?

  package init(total: Int, objects: [HubSpotObject], nextAfter: Int?) {
    self.total = total
    self.objects = objects
    self.nextAfter = nextAfter
  }
}

/// A page of the associations of one object.
package struct AssociationPage: Hashable, Sendable {
  package var from: ObjectID
  package var to: [AssociatedObject]
  /// `paging.next.after`; nil on the last page.
  package var nextAfter: Int?

  package init(from: ObjectID, to: [AssociatedObject], nextAfter: Int? = nil) {
    self.from = from
    self.to = to
    self.nextAfter = nextAfter
  }
}

/// The far end of an association, with the types that join the two objects.
package struct AssociatedObject: Hashable, Sendable {
  package var id: ObjectID
  package var typeIDs: [Int]

  package init(id: ObjectID, typeIDs: [Int]) {
    self.id = id
    self.typeIDs = typeIDs
  }
}

/// A type of association between two types of objects, seen from the first.
package struct AssociationLabel: Hashable, Sendable {
  package enum Category: String, Hashable, Sendable {
    case hubSpotDefined = "HUBSPOT_DEFINED"
    case userDefined = "USER_DEFINED"
  }

  package var category: Category
  package var typeID: Int
  /// nil for an association that only joins.
  package var label: String?

  package init(category: Category, typeID: Int, label: String?) {
    self.category = category
    self.typeID = typeID
    self.label = label
  }
}

/// The reply of a batch call on associations.
package struct AssociationBatchReply: Hashable, Sendable {
  package var results: [AssociationPage]
  package var errors: [BatchReply.ItemError]

  package init(results: [AssociationPage], errors: [BatchReply.ItemError] = []) {
    self.results = results
    self.errors = errors
  }
}

/// HubSpot's error body.
package struct HubSpotErrorBody: Hashable, Sendable {
  package var message: String
  /// `VALIDATION_ERROR`, `OBJECT_NOT_FOUND`, `CONFLICT`, `RATE_LIMIT`; for a 429 the wire calls it `errorType`.
  package var category: String
  package var correlationID: String
  /// Which limit refused: `TEN_SECONDLY_ROLLING`, `SECONDLY`, `DAILY`, `BURST`; only on a 429.
  package var policyName: String?
  package var groupName: String?
  /// Only on a refusal by the daily limit, which has no `groupName`.
  package var requestID: String?

  package init(
    message: String,
    category: String,
    correlationID: String,
    policyName: String? = nil,
    groupName: String? = nil,
    requestID: String? = nil
  ) {
    self.message = message
    self.category = category
    self.correlationID = correlationID
    self.policyName = policyName
    self.groupName = groupName
    self.requestID = requestID
  }
}
