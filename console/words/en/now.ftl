# Now

view = View
view-table = Table
view-feed = Feed
view-map = Map
filters = Filters
filter-text = Name or id
filter-kind = Kind
filter-party = Party
filter-state = State
filter-past = What is over, too
now-shown = { $shown } of { $all } notifications
now-none = No notification that this party was told of fits. That is no sign that nobody is there.
now-caption = Notifications that this party made or was told of
looks-recorded = Places of others are shown: each is recorded as a look.
look-recorded = That this was shown is on record as a look.
column-stands = State
column-told = Told
column-heard = Heard
column-good-until = Good until
contested-by = Contested by
field-names = Names
field-told = Told how exactly
field-precision = Precision
field-buffer = Buffer
told-nothing-of-place = not where
cells-of = { $count } cells
history = What was told
version-first = told
version-later = amended
feed-none = Nothing yet.
feed-part = Of the last { $count } records of the log. What is in force stands in the table; what is older is asked for in the room “{ $room }”.
map-label = Map: { $count } notifications; all of them stand in the table, too
now-not-drawn = { $count ->
    [one] One more was told without a place, and stands in the table alone.
   *[other] { $count } more were told without a place, and stand in the table alone.
}
map-frugal = Maps are switched off for a slow line. The table shows the same.
filter-when = In force
when-any = at any time
when-now = now
when-6 = in the next 6 hours
when-24 = in the next 24 hours
when-typed = in a stretch of my own
when-why = What was told without a time, is stale or overdue is shown for every time.
now-crowded = So many are drawn that each is one shape as far as its precision reaches, without rings; names show from near. Filter to see more.
