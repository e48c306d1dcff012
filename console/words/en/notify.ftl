# Notify

notify-what = What is notified
notify-site = Notify a site
notify-movement = Notify a movement
notify-nil = Notify that nobody is there
notify-table = From a table
notify-look = Look it over
notify-sure = Notify this?
notify-send = Notify
notify-back = Go on writing
notify-no-permit = The register records it; nobody has to agree to it, and it is a permit for nobody.
nil-hint = Nobody of the forces that you name is in this area during the window. Of other forces it tells nothing.
keys-notify = Notify a site

## What is written
names = Names
names-hint = One in a line: each script and each spelling that people use.
names-known = The register shows you under such a name:
no-gazetteer = This page has no gazetteer: names are looked for among what your party notified or was told of.
legs = The way
leg = Leg { $number }
leg-points = Positions along the leg, one in a line
leg-add = Another leg
leg-remove = Take out
hold = Holding point { $number }
hold-add = Holding point
emergency = An emergency: the shorter lead time is asked for
vehicles = Vehicles
more = Contact, marks, reference, zone
contact = Whom to call at any hour
verified-by = Who checked the position, one in a line
marking = Marks seen from the air, at night, in infrared
purpose = Purpose
reference = Your own reference
zone-found = The first that it touches
reconfirm-by = Good until
expiry-hint = An end, or a time until which it is good, is needed: then you tell again that it still holds.
forces-nil = Nobody of these forces
precision-m = Precision, m
precision-hint = How far the true place may be from the one written; never finer than its notation.
buffer-m = Buffer, m
buffer-hint = How far around it others are asked to stay away.
steering = A text has a character that hides or turns the direction of reading: { $character }. Write it without.

## Who is told
shares = Who is told
shares-why = What is not shared here goes to the centre alone. What somebody has seen stays seen.
told-register = The register itself, and the centre
told-coarse = Checks then meet it as roughly as this, and names are kept back.
share-none = not told
share-all-exact = All: exactly
share-all-cell = All: in cells
share-all-none = Nobody
share-centre-alone = the centre alone

## What is still lacking
lacks-place = The place is lacking.
lacks-way = A leg lacks two positions or the width.
lacks-hold = A holding point lacks its position or radius.
lacks-window = A window ends before it begins, or lacks an end.
lacks-until = The end of the window is lacking.
lacks-forces = Whose people: choose at least one.
lacks-expiry = An end or a time until which it is good is lacking.
lacks-precision = The precision is no length.
lacks-zone = To tell only that it exists, its zone is needed.

## What may be a slip
noticed = Look again
noticed-outside = It lies outside of every boundary that is drawn here.
noticed-no-boundary = No zone has a boundary that is drawn, so whether it lies in one cannot be told.
noticed-duplicate = You have something like it in force nearby:
noticed-apart = (at least { $length } apart)
noticed-past = Its window is over.
noticed-stale = The time until which it is good is past: it would be stale at once.
noticed-late = It has begun already.
noticed-nobody = It is shared with nobody but the centre.
noticed-wide = The place is known only to more than a kilometre.
noticed-unseen = Your notifications could not be looked at: whether this is a second one is not known.
noticed-many = Only your latest { $count } of this kind were looked at.

## Drafts
draft = a draft
drafts = Drafts on this machine
drafts-none = No draft.
drafts-locked = Drafts are sealed with your key: open it to see them.
draft-locked = Nothing is kept while your key is closed.
draft-kept = Kept as a draft on this machine.
draft-signed = signed, goes out when there is a line
draft-amends = an amendment
draft-go-on = Go on
draft-drop = Throw away
draft-drop-sure = Throw this draft away?

## One’s own
own = Your notifications in force
own-find = Find by name, in any spelling, or by id
own-none = None of yours in force fits.
own-all = Show all { $count }
receipts = Receipts
receipt-there = It stands in the register:
flags-noticed = The register noticed:
said-first = Notified
said-again = Amended
awaits-second = Another person of your party has to countersign it before it counts.
amend-title = Amend
amend-hint = What you write now stands in place of what was notified. Of a site, what takes something away counts once another person of your party has countersigned.
amend-open = Open for amending
amend-look = Look it over
amend-sure = Put this in its place?
amend-send = Amend
report-title = Report how the movement goes
report-act = What happened
report-at = When
report-leg = On leg
report-hold = At holding point
report-until = Expected until
report-way = The way it takes now: positions, one in a line
report-send = Report
reconfirm-title = It still holds
reconfirm-until = Good until
reconfirm-send = Tell that it still holds
withdraw-title = Withdraw
withdraw-hint = What is withdrawn is no longer met by checks. A site goes only when another person of your party has countersigned.
withdraw-reason = Why
withdraw-send = Withdraw
withdraw-sure = Withdraw this notification?

## A receipt
receipt-title = Proof of submission
receipt-print = Print, or save as PDF
receipt-pdf = For the files of whoever sent it. “Save as PDF” in the print dialog gives the file.
receipt-record = Record
receipt-heard = Received
receipt-signed = Signed, by the sender’s clock
receipt-said = What
receipt-id = Ids
receipt-proof = The proof
receipt-proof-why = It shows to anybody with the register’s public key that this record stands in its log.
receipt-no-permit = It proves that its sender told the register, and nothing else. It is not a permit, and nobody else’s answer stands on it.
receipt-kind-site = a site is notified
receipt-kind-movement = a movement is notified
receipt-kind-nil = nobody is there
receipt-kind-amendment = an amendment
receipt-kind-withdrawal = a withdrawal
receipt-kind-reconfirmation = it still holds
receipt-kind-report = a report of a movement
receipt-kind-other = another statement

## A table
sheet-hint = The program’s own templates, as a workbook, as CSV, or as cells copied from a spreadsheet. Each row becomes a statement of its own, signed with your key.
template-sites = Empty table of sites
template-movement-legs = Empty table of movements
sheet-file = A workbook or a CSV file
sheet-books = XLSX of Excel and LibreOffice, or ODS, without a password; or CSV. It is read in this page; nothing in it is run.
sheet-which = Which table of the workbook
sheet-paste = Or cells, pasted
sheet-read = Read the cells
sheet-rows = { $count ->
    [one] One row
   *[other] { $count } rows
}
sheet-no-faults = No fault was found.
sheet-faults = { $count ->
    [one] One row has a fault.
   *[other] { $count } rows have a fault.
}
sheet-faulty-alone = Only rows with a fault
sheet-save = Save as CSV
sheet-table = The rows; every cell can be mended
sheet-row = Row
sheet-state = State
sheet-faulty = has a fault
sheet-ready = can be sent
sheet-with-first = goes with its movement
sheet-send = { $count ->
    [one] Send one statement
   *[other] Send { $count } statements
}
sheet-progress = How far the sending has come
sheet-halt = Halt
sheet-faulty-stay = Rows with a fault are not sent.
sheet-empty = There is no row in it.
sheet-template = This is no table of a known template: its first cell names the template.
sheet-column-unknown = The template has no such column:
sheet-column-twice = This column stands there twice:
sheet-column-missing = This column is missing:
sheet-too-long = The page takes { $most } rows and 4 MB: divide it, or use the command line.
sheet-cell-long = A cell is too long.
sheet-quote = A quotation mark is opened and never closed.
sheet-beside = Beside the columns stands something without a name: give it a column of the template, or take it out.
sheet-alone = Movements and their legs belong together: one sheet of movements and one of legs.
sheet-utf8 = The text of the file cannot be read: save it as CSV in UTF-8, or as XLSX.
sheet-formulas = { $count ->
    [one] One cell is a formula: what is shown is the value that the workbook kept. Look whether it is still right.
   *[other] { $count } cells are formulas: what is shown are the values that the workbook kept. Look whether they are still right.
}
sheet-formula = kept by a formula
book-broken = The workbook cannot be read: it is damaged, or no XLSX or ODS. Save it anew.
book-protected = The workbook is behind a password: save it without one.
book-old = This is a workbook of the older format (.xls): save it as .xlsx or .ods.
book-binary = This is no workbook of tables that is read here: save it as .xlsx or .ods.
book-large = Unpacked, the workbook is larger than this page takes (32 MB, 1,000 parts): leave only the table in it.
book-sheets = There are more than 16 sheets: leave only those of the table.
book-cells = There are more cells than this page takes (100,000, and { $most } rows in a table): divide it, or use the command line.
book-wide = A sheet has more than 256 columns.

## Faults of cells
fault-time = This is no time that is read here: 2026-03-01T08:00Z.
fault-time-zone = A local time needs its zone in time_zone.
fault-time-shift = The clocks of the zone had this time never, or twice: write it with its offset.
fault-required = This must be filled in.
fault-word = The list has no such word.
fault-number = This is no number in its range.
fault-text = Too long, or with characters that hide or turn it.
fault-formula = A formula is not taken: write what it shows.
fault-error = The spreadsheet could not work this out: write what belongs there.
fault-precision = A number does not keep how exactly it was typed: write the precision in metres.
fault-coordinate = This cannot be read as a position, or in two ways.
fault-place-missing = There is no place.
fault-no-gazetteer = This page has no gazetteer: give coordinates.
fault-window = It ends before it begins.
fault-expiry = valid_until or reconfirm_by is needed.
fault-reference = Up to 64 letters, digits and - _ . / : #
fault-twice = This reference stands there twice.
fault-mixed = Adding and withdrawing do not go in one table.
fault-legs = This leg’s number stands there twice.
fault-told-already = The register has this reference already: ask to amend it.
fault-never-told = The register has nothing of this reference from a table.
