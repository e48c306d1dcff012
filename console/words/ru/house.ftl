# Слова консоли по-русски. Слова реестра (исходы, силы, виды) стоят в catalogues/ru/vocabulary.ftl.

## Везде
looking = Поиск …
working = Выполняется …
close = Закрыть
cancel = Отменить
all = Все
try-again = Попробовать снова
language = Язык
theme = Светлое или тёмное
theme-hours = Тёмное ночью
theme-light = Светлое
theme-dark = Тёмное
theme-system = Как в системе
ago = { $span } назад
until-then = через { $span }
after = через { $span }
as-of = по состоянию
caveat = Сообщать реестру — дело добровольное, если соглашением не установлено иное. Отсутствие в нём никого не лишает защиты, и люди могут находиться на месте, что бы здесь ни стояло. Кто действует, обязан проверять, как и прежде. Квитанция — не пропуск.
exercise = УЧЕНИЕ
pages = Страницы
page-before = Назад
page-next = Далее
page-of = { $page } из { $pages }

## Вход
sign-in = Войти
sign-in-register = Реестр на действующей линии:
sign-in-key = Ключ этого браузера
sign-in-file = Файл ключа
sign-in-invitation = Приглашение
key = Ключ
key-waits = ждёт внесения
passphrase = Парольная фраза
passphrase-new = Новая парольная фраза для этого браузера
passphrase-of-file = Парольная фраза файла
passphrase-hint = Не менее { $least } знаков. Она запечатывает ключ на этой машине и не покидает её ни в каком виде; без неё ключ никто не откроет.
passphrase-wrong = Эта парольная фраза не открывает ключ.
forget-key = Убрать этот ключ из браузера
forget-key-sure = Убрать ключ «{ $name }» из этого браузера? Без копии файла он пропадёт.
key-files = Ключ, карточка и цепочка
key-files-hint = NAME.key, NAME.card и NAME.chain, сделанные в командной строке; выберите их вместе. Они читаются на этой странице и никуда не отправляются.
file-kind-key = ключ
file-kind-card = карточка
file-kind-chain = цепочка
file-unknown = { $file } — не ключ, не карточка и не цепочка.
file-not-a-key = Это не файл ключа.
file-not-a-party = Этот ключ не для подписи заявлений.
file-damaged = Файл ключа повреждён: верните копию.
file-sealed = Этот файл ключа запечатан: введите его парольную фразу.
file-wrong-passphrase = Парольная фраза не открывает файл.
file-not-a-chain = Файл цепочки повреждён: верните копию или обойдитесь без него.
card-damaged = Карточка повреждена или она не от этого ключа.
card-other-register = Карточка от другого реестра.
load-and-sign-in = Загрузить и войти
enrol-hint = Центр даёт код на одну карточку. Ключ создаётся в этом браузере и никогда его не покидает; карточка указывает, чей он.
invitation-code = Код приглашения
card-name = Имя на карточке
card-name-hint = Одна строка для людей: пост или стол. Это не имя человека.
enrol-ids = Сторона и пост, если центр их назвал
enrol-ids-hint = Если оставить пустыми, будут взяты новые.
party-id = Сторона
desk-id = Пост
enrol-send = Создать ключ и отправить карточку
enrol-sent = Карточка отправлена
enrol-read-aloud = Прочитайте этот отпечаток центру голосом, который там знают:
enrol-then = Когда центр внесёт ключ, войдите с ним.
no-line-title = Нет линии к реестру
no-line-kept = Сервер не отвечает. То, что этот браузер показывал последним, открывается фразой вашего ключа; это старое.
kept-open = Открыть показанное последним
kept-nothing = Для этого ключа здесь ничего не сохранено.
old-title = НЕТ ЛИНИИ: показано старое
old-as-of = Это на { $time }, { $span } назад.
old-room = Списки этой комнаты — от { $time }, { $span } назад.
old-since = Пришедшего с тех пор на экране нет. Написанное хранится здесь и уйдёт, когда будет линия.
old-leave = Выйти
key-open = Ваш ключ открыт: страница подписывает им.
key-locked = Ваш ключ закрыт: страницу можно читать, она ничего не подписывает.
unlock = Открыть ключ
unlock-title = Откройте свой ключ
unlock-why = Отправляемое отсюда подписывается вашим ключом.
key-elsewhere = Ключа этого сеанса нет в этом браузере. Выйдите и загрузите его.
lock-screen = Запереть экран
locked-title = Экран заперт
locked-why = То, что ждёт ответа, остаётся на экране и звучит.
sign-out = Выйти

## Дом
rooms = Комнаты
rooms-more = Ещё
room-now = Сейчас
room-requests = Запросы
room-notify = Сообщить
room-plan = План и проверка
room-stop = Стоп
room-ladder = Ступени
room-desk = Пост
room-register = Реестр
room-inquiry = Разбор
room-happened = Что случилось
skip-to-room = В комнату
local-time = Здесь
bar-log = Журнал
bar-witnesses = Свидетели
bar-unverified = не проверено: { $count }
bar-channels = Линии
bar-stream = Поток
stream-live = идёт
stream-cut = ОБОРВАН
frugal = Медленная линия: без карт и шрифтов
not-submitted = НЕ ПОДАНО
not-submitted-why = От реестра нет ответа. Оно хранится здесь и будет отправлено снова.
send-again = Отправить снова
said-alert-acknowledged = Тревога принята
said-notification = Сообщение
said-amendment = Изменение
said-withdrawal = Отзыв
said-reconfirmation = Что ещё в силе
said-report = Доклад о перемещении
said-check = Проверка
said-plan = План подан
said-plan-step = Шаг плана
said-stop = СТОП
said-stop-reply = Ответ на стоп
said-stop-end = Конец стопа
said-told = Что кого-то известили иначе
said-request = Запрос
said-answer = Ответ на запрос
said-rung = Как далеко дошло
said-dispute = Слово в споре
said-sign-on = Заступление на дежурство
said-sign-off = Уход с дежурства
said-handover = Передача дежурства
said-line = Состояние линии
said-line-test = Проба линии
said-line-test-answer = Ответ на пробу линии
said-enrolment = Внесение
said-revocation = Отзыв ключа
said-incident = Открыто событие
said-information = Ответ о событии
said-claim = Внесено высказывание
said-to-claim = Отношение к высказыванию
said-allegation = Внесено сообщение о нарушении
said-allegation-answer = Ответ на сообщение о нарушении
said-allegation-step = Шаг по сообщению о нарушении
said-pair = Суждение о двух строках
said-claim-withdrawal = Высказывание отозвано
said-information-request = Вопрос о событии
said-lists = Два списка рядом
said-entry-dispute = Строка отложена как спорная
said-bulletin = Издан бюллетень
said-incident-amendment = Новая версия события
said-allegation-correction = Сообщение о нарушении рассказано иначе
said-allegation-withdrawal = Сообщение о нарушении отозвано
said-actor = Участник внесён

## Клавиатура
keys-title = Клавиатура
keys-room = В комнату «{ $room }»
keys-alert = Принять первую тревогу
keys-lock = Запереть экран
keys-this = Этот список
keys-escape = Выйти из окна
keys-single = Одиночные клавиши действуют
keys-single-why = Без этого действуют только клавиши с Alt: для тех, кто диктует голосом, или если клавиши нажимают нечаянно.
keys-table = Таблицей
keys-feed = Лентой
keys-map = Картой
keys-filter = К отбору
keys-next = Следующее
keys-before = Предыдущее
keys-close = Закрыть подробности
keys-stop = Отправить стоп

## Тревоги
alerts = Тревоги
alerts-open = { $count ->
    [one] { $count } тревога ждёт ответа.
    [few] { $count } тревоги ждут ответа.
    [many] { $count } тревог ждут ответа.
   *[other] { $count } тревоги ждут ответа.
}
alerts-more = { $count ->
    [one] ещё { $count }
   *[other] ещё { $count }
}
alerts-fewer = Меньше
alerts-of-others = { $count ->
    [one] { $count } тревога ждёт у других сторон.
    [few] { $count } тревоги ждут у других сторон.
    [many] { $count } тревог ждут у других сторон.
   *[other] { $count } тревоги ждут у других сторон.
}
alerts-unknown = Ждут ли тревоги, неизвестно: нет линии.
acknowledge = Принять
alert-waiting = ждёт { $span }
alert-plan = план
alert-see-stop = посмотреть и ответить
alert-stop-title = СТОП
alert-stop = Стоп касается вас
alert-outcome-changed = Исход идущего плана изменился
alert-movement-overdue = Движение вышло за своё время и не отчиталось
alert-halt-too-long = Остановка дольше, чем по правилам: дайте временный пункт
alert-request-overdue = Запрос просрочен
alert-request-due = Скоро срок запроса
alert-reconfirm-due = Уведомление прошло срок продления
alert-unreadable = Пришло то, что нельзя прочесть
alert-channel = Линия сменила состояние
alert-escalated = На тревогу не ответили вовремя
alert-probing = Проверки идут, как при поиске
alert-budget-used = Проверки стороны на день исчерпаны: позвоните ей
alert-clock-doubted = Часы прыгнули: на них должны взглянуть двое, один из центра
alert-line-test = Проба линии: ответьте, иного не имеется в виду
alert-unattended = Последний дежурный стороны ушёл: позвоните ей
record-number = запись { $index }

## Состояние уведомления
stands-in-force = в силе
stands-as-told = как сообщено
stands-over = прошло
stands-stale = устарело
stands-overdue = просрочено
stands-contested = оспорено
stands-relayed = передано
stands-disowned = отвергнуто владельцем
stands-withdrawn = отозвано
stands-awaits-withdrawal = ждёт второй подписи для отзыва
stands-awaits-amendment = ждёт второй подписи для изменения
stands-departed = вышло
stands-holding = стоит
stands-delayed = задержалось
stands-deviated = другим путём
stands-arrived = прибыло
stands-aborted = прервано

## Что заметил реестр
flag-late = поздно
flag-short-lead = малый срок
flag-outside-zones = вне зон
flag-duplicate = возможно, повтор
flag-chain-gap = пропуск в цепочке
flag-chain-fork = развилка цепочки
flag-quarantined = в карантине
flag-relayed = передано
flag-unreadable = нечитаемо
flag-undisclosed = не раскрыто
flag-inconsistent = не согласуется
flag-clock-skew = часы сбиты
flag-answer-late = поздний ответ
flag-answer-partial = меньше, чем спрошено
flag-awaits-second = ждёт второй подписи
flag-awaits-countersignature = ждёт скрепы
flag-grace-over = отсрочка прошла
flag-emergency = срочно
flag-precision-assumed = точность принята
flag-unknown-recipient = получатель неизвестен

## Неполадки
problem-no-line = Сервер не отвечает. Показанное может быть старым.
problem-not-signed-in = Войдите.
problem-session-over = Сеанс закончен: войдите снова.
problem-signature = Ключ здесь не внесён или больше не в силе.
problem-not-allowed = Это не для вашей роли.
problem-not-found = Такого здесь нет или это не для вашей стороны.
problem-too-many-requests = Спрошено слишком много сразу: подождите.
problem-unavailable = Реестр сейчас недоступен.
problem-outcome-unknown = Записано ли это, неизвестно; то же отправляется снова.
problem-overload = У реестра слишком много дел: отправляется снова.
problem-no-space = Диск реестра полон: позвоните тому, кто его ведёт.
problem-key-revoked = Этот ключ больше не в силе.
problem-wrong-state = Состояние уже иное: взгляните снова.
problem-not-the-owner = Это может только владелец.
problem-over-limit = Это за пределом реестра.
problem-invalid = Реестр отказал.
problem-not-verified = Проверка не сходится.
problem-clock-in-doubt = Часы реестра под сомнением: позвоните центру.
problem-internal = Произошёл сбой.
problem-other = Реестр ответил неполадкой.

## Места и сроки
filter-zone = Зона
column-party = Сторона
detail = Одно уведомление
field-from = С
field-until = До
field-place = Место
field-text = В тексте
area-of = участок, углов: { $count }
way-of = путь, точек: { $count }
map-base = Берега: Natural Earth. Без границ и названий.
map-zoom-in = Ближе
map-zoom-out = Дальше
area-circle = Вокруг точки
area-polygon = Углы участка
area-line = Вдоль пути
position = Координаты
position-hint = Десятичные градусы, градусы с минутами и секундами, MGRS или UTM; сначала широта.
position-wrong = Это не координаты в читаемой здесь записи.
radius-km = Радиус, км
radius-m = Радиус, м
corners = Углы, по одному в строке
way-points = Точки вдоль пути, по одной в строке
half-width-km = Половина ширины, км
half-width-m = Половина ширины пути, м
drawing-show = Нарисовать на карте
drawing-hide = Скрыть карту
drawing-hint = Щелчок пишет координаты не точнее, чем видно на карте; приблизьте, чтобы точнее.
drawing-label = Карта для рисования; всё, что на ней, есть и в полях
read-back = Прочитано:
read-precision = (в пределах { $length } из записи)
window-wrong = Промежуток кончается раньше, чем начинается.
radio = Прочесть по радио

## Сообщения
column-what = Что
field-category = Разряд
field-mode = Как
field-forces = Силы
radius-of = радиус { $length }
category-of-site-office = контора
category-of-site-warehouse = склад
category-of-site-residence = жильё
category-of-site-health = медицина
category-of-site-school = школа
category-of-site-camp = лагерь
category-of-site-water = вода
category-of-site-power = энергия
category-of-site-infrastructure = инфраструктура
category-of-site-distribution = раздача
category-of-site-observation-post = наблюдательный пост
category-of-site-liaison = связь
category-of-site-position = позиция
category-of-site-halt = привал
category-of-site-other = иное
mode-overland = дорога
mode-waterborne = вода
mode-air = воздух
mode-foot = пешком
mode-evacuation = эвакуация
own-acts = Изменить, доложить, отозвать

## Проверка без сети
verifier-open = Открыть страницу проверки без сети
verifier-keep = Сохранить её файлом
verifier-why = Одна страница, один файл: перетащите в неё пакет или квитанцию вместе с карточкой реестра. Она никого ни о чём не спрашивает и работает с диска без сети.
verifier-compare = Кто держит реестр, мог бы показать и другую страницу: сравните файл с таким же, полученным другим путём.
