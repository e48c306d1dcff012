# Запросы

requests-past = И закрытые
requests-none = Вашу сторону никто ни о чём не спрашивал.
requests-none-asked = Пока ничего не спрашивали.
requests-overdue = Просроченные
requests-due = Ждут ответа
requests-to-come = Предстоящие
requests-answered = С ответом
requests-closed = Закрытые
request-one = Один запрос
request-number = Запрос { $number } из своего ряда
request-as-of = по состоянию на { $time }
request-due = срок
request-overdue-for = просрочен на { $span }
request-passed-on = передано любому дежурному посту
request-reminded = напомнено
request-closed = изменён до срока
request-whole = вся зона
request-part = часть зоны
request-part-unseen = часть зоны, здесь не сообщённая
request-again = Повторяется через
request-until = до { $time }
request-change = Изменить этот запрос
request-change-means = Начатое, срок которого ещё не настал, закрывается; сказанное сейчас действует с первого времени ниже.
request-change-send = Спрашивать так впредь
request-changed = Запрос изменён.
request-same-part = Та же часть зоны
request-end = Закончить этот запрос
request-end-sure = Закончить этот запрос? Начатое, срок которого ещё не настал, закрывается; просроченное остаётся просроченным.
request-ended = Закончен { $time }
request-gone = Больше не повторится: запрос закончен или изменён.

## Центр спрашивает
ask = Спросить
ask-whom = Кого спрашивают
ask-part = Только о части зоны
ask-forces = Классы сил
ask-as-of = По состоянию на
ask-due = Срок ответа
ask-order = Срок раньше начала.
ask-again = Повторяется
ask-every = Через сколько часов
ask-until = Больше не нужен после
ask-remind = Напоминание, минут до срока
ask-remind-hint = Пусто: как в правилах зоны.
ask-send = Спросить их
ask-done = { $count ->
    [one] Спрошена { $count } сторона.
    [few] Спрошены { $count } стороны.
    [many] Спрошено { $count } сторон.
   *[other] Спрошено { $count } стороны.
}

## Ответ
answer-new = Ответить
answer-again = Ответить заново
answer-nil = Никого
answer-nil-hint = никого из названных классов, на этом участке и в это время
answer-positions = Где они
answer-positions-hint = места и то, для чего список полон
answer-refused = Не сообщаем
answer-refused-hint = это тоже ответ
answer-nil-means = Ответ «никого» касается названных классов, участка и времени — и ничего больше.
answer-positions-means = Без объявления список покрывает только сам себя.
answer-refused-means = Отказ — это ответ: он не молчание и ничего не покрывает.
answer-reason = Почему, если хотите сказать
answer-where = Места
answer-force = Чьи
answer-radius = Радиус, м
answer-one-more = Ещё одно
answer-take-out = Убрать
answer-from-notified = Взять наши действующие пункты
answer-as-notified = как уведомлено
answer-complete = Список полон
answer-incomplete = Есть ли ещё — остаётся открытым: ответ частичный.
answer-nobody-of = Никого из этих классов
answer-complete-of = Полон для этих классов
answer-complete-for = полон для: { $forces }
answer-forces-left = Спрошено и оставлено открытым: { $forces }
answer-all-zone = По всей зоне
answer-all-asked = По всему запрошенному участку
answer-no-boundary = Согласованной границы у этой зоны нет: назовите участок.
answer-area-left = Вмещает ли это весь запрошенный участок, установит реестр.
answer-as-of = Верно на
answer-send = Ответить
answer-done = Ответ дан: запись { $index }.
answer-counts = считается этот
answer-partial = меньше, чем спрошено
answer-late = позже на { $span }
answer-relayed = записан другим, ещё не подписан
answer-leaves-open = Из спрошенного осталось открытым
answer-positions-of = { $count ->
    [one] { $count } место
    [few] { $count } места
    [many] { $count } мест
   *[other] { $count } места
}

## Кто что сообщил
cover = Кто что сообщил
cover-caption = По зонам и сторонам, во времени по UTC. Стрелки ведут от ячейки к ячейке. Ни одно из этих слов не значит, что там никого нет.
cover-is-not = Кто ничего не сообщил, может быть где угодно.
cover-around = До и после этой минуты
cover-hours = { $hours } ч
cover-none = Насколько вам сообщено, здесь никого не спрашивали и никто не обязан отвечать. О том, кто там, из этого не следует ничего.
cover-clock = Часы реестра под сомнением: не опирайтесь на это, пока на них не взглянут двое.
cover-now = сейчас
cover-must = должна ответить
cover-asked = спрошена
cover-part = на её части
cover-line = её линия с центром не открыта
cover-unreadable = часть её слов не читается: ничто не считается покрытым
cover-overdue = просрочен на { $span }
cover-due = срок { $time }
cover-nobody-of = никого из: { $forces }
cover-only = только: { $forces }
cover-no-class = ни один класс на всём участке
cover-behind = Что за этим стоит
cover-time = Время
cover-covered = Сообщено
cover-not = Не сообщено
cover-stale-from = Устареет с
cover-awaited = Ждут до
cover-records = Записи
standing-answered = ОТВЕТ ЕСТЬ
standing-nil = НИКОГО
standing-partial = ЧАСТИЧНО
standing-refused = ОТКАЗ
standing-contested = ОСПОРЕНО
standing-unconfirmed = ЕЩЁ НЕ ПОДПИСАНО
standing-unseen = ЗДЕСЬ НЕ ВИДНО
standing-stale = УСТАРЕЛО
standing-not-due = срок ещё не настал
standing-silent = МОЛЧАНИЕ
standing-no-boundary = НЕТ СОГЛАСОВАННОЙ ГРАНИЦЫ
means-answered = Сторона сообщила, где её люди этих классов. Там могут быть и другие.
means-nil = Сторона сообщила, что её людей названных классов там нет. Других классов и кого-либо ещё это не касается.
means-partial = Сторона сообщила о части классов или о части участка. Об остальном ничего не известно.
means-refused = Сторона не сообщает. Где её люди, неизвестно.
means-contested = Сообщённое оспорено другой стороной. Где её люди, из него не узнать.
means-unconfirmed = Это записал другой, и это ещё не её подписанное слово.
means-unseen = Сторона сообщила нечто, чего здесь не видно.
means-stale = Сообщённое слишком старо, чтобы на него опираться.
means-not-due = Сторону спросили, и срок ответа ещё не настал. До тех пор ничего не известно.
means-silent = Об этом времени сторона ничего не сообщила. Её люди могут быть там где угодно.
means-no-boundary = Согласованной границы нет, поэтому зону ничто не может покрыть.
