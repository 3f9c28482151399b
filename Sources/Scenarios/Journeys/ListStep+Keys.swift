import BookingAPI
import LoadGeneration
import Settings

extension ListStep {
  static var keys: SettingAlternative<any VisitorStep> {
    .step("list", as: ListStep.self, ListStep(), "Looks at the visitor's own bookings.") {
      [
        Setting("filter", \.filter, .choice, "Which of them: all, upcoming or past."),
        Setting("limit", \.limit, .count(1...BookingListRequest.longestPage), "Bookings on a page."),
        Setting("pages_at_most", \.pagesAtMost, .count(1...1_000), "Pages that are turned, if there are so many."),
        Setting("credits", \.withCredits, .flag, "Whether the page shows the credits, too."),
      ]
    }
  }
}
