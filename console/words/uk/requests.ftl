# Запити

requests-past = І закриті
requests-none = Вашу сторону ніхто ні про що не запитував.
requests-none-asked = Поки що нічого не запитували.
requests-overdue = Прострочені
requests-due = Чекають відповіді
requests-to-come = Майбутні
requests-answered = З відповіддю
requests-closed = Закриті
request-one = Один запит
request-number = Запит { $number } зі свого ряду
request-as-of = станом на { $time }
request-due = термін
request-overdue-for = прострочено на { $span }
request-passed-on = передано будь-якому черговому посту
request-reminded = нагадано
request-closed = змінено до терміну
request-whole = уся зона
request-part = частина зони
request-part-unseen = частина зони, тут не повідомлена
request-again = Повторюється через
request-until = до { $time }
request-change = Змінити цей запит
request-change-means = Розпочате, строк якого ще не настав, закривається; сказане зараз діє від першого часу нижче.
request-change-send = Питати так надалі
request-changed = Запит змінено.
request-same-part = Та сама частина зони
request-end = Закінчити цей запит
request-end-sure = Закінчити цей запит? Розпочате, строк якого ще не настав, закривається; прострочене лишається простроченим.
request-ended = Закінчено { $time }
request-gone = Більше не повториться: запит закінчено або змінено.

## Центр запитує
ask = Запитати
ask-whom = Кого запитують
ask-part = Лише про частину зони
ask-forces = Класи сил
ask-as-of = Станом на
ask-due = Термін відповіді
ask-order = Термін раніше за початок.
ask-again = Повторюється
ask-every = Через скільки годин
ask-until = Більше не потрібен після
ask-remind = Нагадування, хвилин до терміну
ask-remind-hint = Порожньо: як у правилах зони.
ask-send = Запитати їх
ask-done = { $count ->
    [one] Запитано { $count } сторону.
    [few] Запитано { $count } сторони.
    [many] Запитано { $count } сторін.
   *[other] Запитано { $count } сторони.
}

## Відповідь
answer-new = Відповісти
answer-again = Відповісти знову
answer-nil = Нікого
answer-nil-hint = нікого з названих класів, на цій ділянці й у цей час
answer-positions = Де вони
answer-positions-hint = місця й те, для чого список повний
answer-refused = Не повідомляємо
answer-refused-hint = це теж відповідь
answer-nil-means = Відповідь «нікого» стосується названих класів, ділянки й часу — і нічого більше.
answer-positions-means = Без оголошення список покриває лише сам себе.
answer-refused-means = Відмова — це відповідь: вона не мовчання й нічого не покриває.
answer-reason = Чому, якщо хочете сказати
answer-where = Місця
answer-force = Чиї
answer-radius = Радіус, м
answer-one-more = Ще одне
answer-take-out = Прибрати
answer-from-notified = Узяти наші чинні пункти
answer-as-notified = як повідомлено
answer-complete = Список повний
answer-incomplete = Чи є ще — лишається відкритим: відповідь часткова.
answer-nobody-of = Нікого з цих класів
answer-complete-of = Повний для цих класів
answer-complete-for = повний для: { $forces }
answer-forces-left = Запитано й лишено відкритим: { $forces }
answer-all-zone = По всій зоні
answer-all-asked = По всій запитаній ділянці
answer-no-boundary = Узгодженої межі в цієї зони немає: назвіть ділянку.
answer-area-left = Чи вміщує це всю запитану ділянку, встановить реєстр.
answer-as-of = Правильно на
answer-send = Відповісти
answer-done = Відповідь дано: запис { $index }.
answer-counts = рахується ця
answer-partial = менше, ніж запитано
answer-late = пізніше на { $span }
answer-relayed = записано іншим, ще не підписано
answer-leaves-open = Із запитаного лишилося відкритим
answer-positions-of = { $count ->
    [one] { $count } місце
    [few] { $count } місця
    [many] { $count } місць
   *[other] { $count } місця
}

## Хто що повідомив
cover = Хто що повідомив
cover-caption = За зонами й сторонами, у часі за UTC. Стрілки ведуть від клітинки до клітинки. Жодне з цих слів не означає, що там нікого немає.
cover-is-not = Хто нічого не повідомив, може бути де завгодно.
cover-around = До і після цієї хвилини
cover-hours = { $hours } год
cover-none = Наскільки вам повідомлено, тут нікого не запитували й ніхто не мусить відповідати. Про те, хто там, із цього не випливає нічого.
cover-clock = Годинник реєстру під сумнівом: не спирайтеся на це, доки на нього не глянуть двоє.
cover-now = зараз
cover-must = мусить відповісти
cover-asked = запитана
cover-part = на її частині
cover-line = її лінія з центром не відкрита
cover-unreadable = частина її слів не читається: ніщо не вважається покритим
cover-overdue = прострочено на { $span }
cover-due = термін { $time }
cover-nobody-of = нікого з: { $forces }
cover-only = лише: { $forces }
cover-no-class = жоден клас на всій ділянці
cover-behind = Що за цим стоїть
cover-time = Час
cover-covered = Повідомлено
cover-not = Не повідомлено
cover-stale-from = Застаріє з
cover-awaited = Чекають до
cover-records = Записи
standing-answered = ВІДПОВІДЬ Є
standing-nil = НІКОГО
standing-partial = ЧАСТКОВО
standing-refused = ВІДМОВА
standing-contested = ОСКАРЖЕНО
standing-unconfirmed = ЩЕ НЕ ПІДПИСАНО
standing-unseen = ТУТ НЕ ВИДНО
standing-stale = ЗАСТАРІЛО
standing-not-due = термін ще не настав
standing-silent = МОВЧАННЯ
standing-no-boundary = НЕМАЄ УЗГОДЖЕНОЇ МЕЖІ
means-answered = Сторона повідомила, де її люди цих класів. Там можуть бути й інші.
means-nil = Сторона повідомила, що її людей названих класів там немає. Інших класів чи будь-кого ще це не стосується.
means-partial = Сторона повідомила про частину класів або про частину ділянки. Про решту нічого не відомо.
means-refused = Сторона не повідомляє. Де її люди, невідомо.
means-contested = Повідомлене оскаржено іншою стороною. Де її люди, з нього не дізнатися.
means-unconfirmed = Це записав інший, і це ще не її підписане слово.
means-unseen = Сторона повідомила щось, чого тут не видно.
means-stale = Повідомлене надто старе, щоб на нього спиратися.
means-not-due = Сторону запитали, і термін відповіді ще не настав. Доти нічого не відомо.
means-silent = Про цей час сторона нічого не повідомила. Її люди можуть бути там де завгодно.
means-no-boundary = Узгодженої межі немає, тому зону ніщо не може покрити.
