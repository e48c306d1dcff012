# Слова консолі українською. Слова реєстру (наслідки, сили, види) стоять у catalogues/uk/vocabulary.ftl.

## Всюди
looking = Пошук …
working = Виконується …
close = Закрити
cancel = Скасувати
all = Усі
try-again = Спробувати знову
language = Мова
theme = Світле чи темне
theme-hours = Темне вночі
theme-light = Світле
theme-dark = Темне
theme-system = Як у системі
ago = { $span } тому
until-then = через { $span }
after = через { $span }
as-of = станом
caveat = Повідомляти реєстр — справа добровільна, якщо угодою не встановлено інше. Відсутність у ньому нікого не позбавляє захисту, і люди можуть перебувати на місці, хоч би що тут стояло. Хто діє, зобов’язаний перевіряти, як і раніше. Квитанція — не перепустка.
exercise = НАВЧАННЯ
pages = Сторінки
page-before = Назад
page-next = Далі
page-of = { $page } з { $pages }

## Вхід
sign-in = Увійти
sign-in-register = Реєстр на чинній лінії:
sign-in-key = Ключ цього браузера
sign-in-file = Файл ключа
sign-in-invitation = Запрошення
key = Ключ
key-waits = чекає внесення
passphrase = Парольна фраза
passphrase-new = Нова парольна фраза для цього браузера
passphrase-of-file = Парольна фраза файлу
passphrase-hint = Щонайменше { $least } знаків. Вона запечатує ключ на цій машині й не залишає її в жодному вигляді; без неї ключа ніхто не відкриє.
passphrase-wrong = Ця парольна фраза не відкриває ключ.
forget-key = Прибрати цей ключ із браузера
forget-key-sure = Прибрати ключ «{ $name }» із цього браузера? Без копії файлу він пропаде.
key-files = Ключ, картка й ланцюжок
key-files-hint = NAME.key, NAME.card і NAME.chain, зроблені в командному рядку; виберіть усі три. Їх читає ця сторінка, і нікуди їх не надсилають.
file-kind-key = ключ
file-kind-card = картка
file-kind-chain = ланцюжок
file-unknown = { $file } — не ключ, не картка й не ланцюжок.
file-not-a-key = Це не файл ключа.
file-not-a-party = Цей ключ не для підпису заяв.
file-damaged = Файл ключа пошкоджено: поверніть копію.
file-sealed = Цей файл ключа запечатано: введіть його парольну фразу.
file-wrong-passphrase = Парольна фраза не відкриває файл.
file-not-a-chain = Файл ланцюжка пошкоджено: поверніть копію або обійдіться без нього.
card-damaged = Картку пошкоджено або вона не від цього ключа.
card-other-register = Картка від іншого реєстру.
load-and-sign-in = Завантажити й увійти
enrol-hint = Центр дає код на одну картку. Ключ створюється в цьому браузері й ніколи його не залишає; картка вказує, чий він.
invitation-code = Код запрошення
card-name = Ім’я на картці
card-name-hint = Один рядок для людей: пост чи стіл. Це не ім’я людини.
enrol-ids = Сторона й пост, якщо центр їх назвав
enrol-ids-hint = Якщо лишити порожніми, буде взято нові.
party-id = Сторона
desk-id = Пост
enrol-send = Створити ключ і надіслати картку
enrol-sent = Картку надіслано
enrol-read-aloud = Прочитайте цей відбиток центру голосом, який там знають:
enrol-then = Коли центр внесе ключ, увійдіть із ним.
no-line-title = Немає лінії до реєстру
no-line-kept = Сервер не відповідає. Те, що цей браузер показував останнім, відкривається фразою вашого ключа; це старе.
kept-open = Відкрити показане останнім
kept-nothing = Для цього ключа тут нічого не збережено.
old-title = НЕМАЄ ЛІНІЇ: показано старе
old-as-of = Це станом на { $time }, { $span } тому.
old-room = Списки цієї кімнати — від { $time }, { $span } тому.
old-since = Того, що надійшло відтоді, на екрані немає. Написане зберігається тут і піде, коли буде лінія.
old-leave = Вийти
key-open = Ваш ключ відкрито: сторінка підписує ним.
key-locked = Ваш ключ закрито: сторінку можна читати, вона нічого не підписує.
unlock = Відкрити ключ
unlock-title = Відкрийте свій ключ
unlock-why = Надіслане звідси підписується вашим ключем.
key-elsewhere = Ключа цього сеансу немає в цьому браузері. Вийдіть і завантажте його.
lock-screen = Замкнути екран
locked-title = Екран замкнено
locked-why = Те, що чекає відповіді, лишається на екрані й звучить.
sign-out = Вийти

## Дім
rooms = Кімнати
rooms-more = Ще
room-now = Зараз
room-requests = Запити
room-notify = Повідомити
room-plan = План і перевірка
room-stop = Стоп
room-ladder = Щаблі
room-desk = Пост
room-register = Реєстр
room-inquiry = Розбір
room-happened = Що сталося
skip-to-room = До кімнати
local-time = Тут
bar-log = Журнал
bar-witnesses = Свідки
bar-unverified = не перевірено: { $count }
bar-channels = Лінії
bar-stream = Потік
stream-live = іде
stream-cut = ОБІРВАНО
frugal = Повільна лінія: без карт і шрифтів
not-submitted = НЕ ПОДАНО
not-submitted-why = Від реєстру немає відповіді. Воно зберігається тут і буде надіслане знову.
send-again = Надіслати знову
said-alert-acknowledged = Тривогу прийнято
said-notification = Повідомлення
said-amendment = Зміна
said-withdrawal = Відкликання
said-reconfirmation = Що ще чинне
said-report = Доповідь про переміщення
said-check = Перевірка
said-plan = План подано
said-plan-step = Крок плану
said-stop = СТОП
said-stop-reply = Відповідь на стоп
said-stop-end = Кінець стопу
said-told = Що когось сповістили інакше
said-request = Запит
said-answer = Відповідь на запит
said-rung = Як далеко дійшло
said-dispute = Слово в суперечці
said-sign-on = Заступлення на чергування
said-sign-off = Кінець чергування
said-handover = Передача чергування
said-line = Стан лінії
said-line-test = Проба лінії
said-line-test-answer = Відповідь на пробу лінії
said-enrolment = Внесення
said-revocation = Відкликання ключа
said-incident = Відкрито подію
said-information = Відповідь про подію
said-claim = Внесено висловлювання
said-to-claim = Ставлення до висловлювання
said-allegation = Внесено повідомлення про порушення
said-allegation-answer = Відповідь на повідомлення про порушення
said-allegation-step = Крок щодо повідомлення про порушення
said-pair = Судження про два рядки
said-claim-withdrawal = Висловлювання відкликано
said-information-request = Запитання про подію
said-lists = Два списки поруч
said-entry-dispute = Рядок відкладено як спірний
said-bulletin = Видано бюлетень
said-incident-amendment = Нова версія події
said-allegation-correction = Повідомлення про порушення розказано інакше
said-allegation-withdrawal = Повідомлення про порушення відкликано
said-actor = Учасника внесено

## Клавіатура
keys-title = Клавіатура
keys-room = До кімнати «{ $room }»
keys-alert = Прийняти першу тривогу
keys-lock = Замкнути екран
keys-this = Цей список
keys-escape = Вийти з вікна
keys-single = Окремі клавіші діють
keys-single-why = Без цього діють лише клавіші з Alt: для тих, хто диктує голосом, або якщо клавіші натискають ненароком.
keys-table = Таблицею
keys-feed = Стрічкою
keys-map = Картою
keys-filter = До відбору
keys-next = Наступне
keys-before = Попереднє
keys-close = Закрити подробиці
keys-stop = Надіслати стоп

## Тривоги
alerts = Тривоги
alerts-open = { $count ->
    [one] { $count } тривога чекає відповіді.
    [few] { $count } тривоги чекають відповіді.
    [many] { $count } тривог чекають відповіді.
   *[other] { $count } тривоги чекають відповіді.
}
alerts-more = { $count ->
    [one] ще { $count }
   *[other] ще { $count }
}
alerts-fewer = Менше
alerts-of-others = { $count ->
    [one] { $count } тривога чекає в інших сторін.
    [few] { $count } тривоги чекають в інших сторін.
    [many] { $count } тривог чекають в інших сторін.
   *[other] { $count } тривоги чекають в інших сторін.
}
alerts-unknown = Чи чекають тривоги, невідомо: немає лінії.
acknowledge = Прийняти
alert-waiting = чекає { $span }
alert-plan = план
alert-see-stop = подивитися й відповісти
alert-stop-title = СТОП
alert-stop = Стоп стосується вас
alert-outcome-changed = Наслідок плану, що триває, змінився
alert-movement-overdue = Рух вийшов за свій час і не звітував
alert-halt-too-long = Зупинка довша, ніж за правилами: дайте тимчасовий пункт
alert-request-overdue = Запит прострочено
alert-request-due = Скоро строк запиту
alert-reconfirm-due = Повідомлення минуло строк поновлення
alert-unreadable = Надійшло те, чого не прочитати
alert-channel = Лінія змінила стан
alert-escalated = На тривогу не відповіли вчасно
alert-probing = Перевірки йдуть, як під час пошуку
alert-budget-used = Перевірки сторони на день вичерпано: зателефонуйте їй
alert-clock-doubted = Годинник стрибнув: на нього мають глянути двоє, один із центру
alert-line-test = Проба лінії: дайте відповідь, іншого не мається на увазі
alert-unattended = Останній черговий сторони пішов: зателефонуйте їй
record-number = запис { $index }

## Стан повідомлення
stands-in-force = чинне
stands-as-told = як повідомлено
stands-over = минуло
stands-stale = застаріло
stands-overdue = прострочено
stands-contested = оскаржено
stands-relayed = передано
stands-disowned = відкинуто власником
stands-withdrawn = відкликано
stands-awaits-withdrawal = чекає другого підпису для відкликання
stands-awaits-amendment = чекає другого підпису для зміни
stands-departed = вирушило
stands-holding = стоїть
stands-delayed = затримується
stands-deviated = іншим шляхом
stands-arrived = прибуло
stands-aborted = перервано

## Що помітив реєстр
flag-late = пізно
flag-short-lead = малий строк
flag-outside-zones = поза зонами
flag-duplicate = можливо, повтор
flag-chain-gap = пропуск у ланцюжку
flag-chain-fork = розвилка ланцюжка
flag-quarantined = у карантині
flag-relayed = передано
flag-unreadable = нечитне
flag-undisclosed = не розкрито
flag-inconsistent = не узгоджується
flag-clock-skew = годинник збито
flag-answer-late = пізня відповідь
flag-answer-partial = менше, ніж запитано
flag-awaits-second = чекає другого підпису
flag-awaits-countersignature = чекає скріплення
flag-grace-over = відстрочка минула
flag-emergency = терміново
flag-precision-assumed = точність прийнято
flag-unknown-recipient = отримувач невідомий

## Негаразди
problem-no-line = Сервер не відповідає. Показане може бути старим.
problem-not-signed-in = Увійдіть.
problem-session-over = Сеанс закінчено: увійдіть знову.
problem-signature = Ключ тут не внесено або він більше не чинний.
problem-not-allowed = Це не для вашої ролі.
problem-not-found = Такого тут немає або це не для вашої сторони.
problem-too-many-requests = Запитано забагато одразу: зачекайте.
problem-unavailable = Реєстр зараз недоступний.
problem-outcome-unknown = Чи записано це, невідомо; те саме надсилається знову.
problem-overload = У реєстру забагато справ: надсилається знову.
problem-no-space = Диск реєстру повний: зателефонуйте тому, хто його веде.
problem-key-revoked = Цей ключ більше не чинний.
problem-wrong-state = Стан уже інший: гляньте знову.
problem-not-the-owner = Це може лише власник.
problem-over-limit = Це за межею реєстру.
problem-invalid = Реєстр відмовив.
problem-not-verified = Перевірка не сходиться.
problem-clock-in-doubt = Годинник реєстру під сумнівом: зателефонуйте центру.
problem-internal = Стався збій.
problem-other = Реєстр відповів негараздом.

## Місця та строки
filter-zone = Зона
column-party = Сторона
detail = Одне повідомлення
field-from = З
field-until = До
field-place = Місце
field-text = Текстом
area-of = ділянка, кутів: { $count }
way-of = шлях, точок: { $count }
map-base = Береги: Natural Earth. Без кордонів і назв.
map-zoom-in = Ближче
map-zoom-out = Далі
area-circle = Навколо точки
area-polygon = Кути ділянки
area-line = Уздовж шляху
position = Координати
position-hint = Десяткові градуси, градуси з мінутами й секундами, MGRS або UTM; спершу широта.
position-wrong = Це не координати в записі, який тут читають.
radius-km = Радіус, км
radius-m = Радіус, м
corners = Кути, по одному в рядку
way-points = Точки вздовж шляху, по одній у рядку
half-width-km = Половина ширини, км
half-width-m = Половина ширини шляху, м
drawing-show = Намалювати на карті
drawing-hide = Сховати карту
drawing-hint = Клацання пише координати не точніші, ніж видно на карті; наблизьте, щоб точніше.
drawing-label = Карта для малювання; усе, що на ній, є і в полях
read-back = Прочитано:
read-precision = (у межах { $length } із запису)
window-wrong = Проміжок закінчується раніше, ніж починається.
radio = Прочитати по радіо

## Повідомлення
column-what = Що
field-category = Розряд
field-mode = Як
field-forces = Сили
radius-of = радіус { $length }
category-of-site-office = контора
category-of-site-warehouse = склад
category-of-site-residence = житло
category-of-site-health = медицина
category-of-site-school = школа
category-of-site-camp = табір
category-of-site-water = вода
category-of-site-power = енергія
category-of-site-infrastructure = інфраструктура
category-of-site-distribution = роздача
category-of-site-observation-post = спостережний пост
category-of-site-liaison = зв’язок
category-of-site-position = позиція
category-of-site-halt = привал
category-of-site-other = інше
mode-overland = дорога
mode-waterborne = вода
mode-air = повітря
mode-foot = пішки
mode-evacuation = евакуація
own-acts = Змінити, доповісти, відкликати

## Перевірка без мережі
verifier-open = Відкрити сторінку перевірки без мережі
verifier-keep = Зберегти її файлом
verifier-why = Одна сторінка, один файл: перетягніть у неї пакет або квитанцію з карткою реєстру. Вона нікого ні про що не питає і працює з диска без мережі.
verifier-compare = Хто тримає реєстр, міг би показати й іншу сторінку: порівняйте файл з таким самим, отриманим іншим шляхом.
