# Досье инцидента.

dossier-title = Досье инцидента
dossier-drawn = Составлено по реестру { $origin } при { $size ->
    [one] { $size } записи
    [few] { $size } записях
    [many] { $size } записях
   *[other] { $size } записи
}, { $at }.
dossier-attributed = Каждая строка есть слово того, кто в ней назван. Реестр ничего из этого не утверждает и ничего не взвешивает.
dossier-caveat = Уведомление добровольно, если соглашение не предусматривает иного. Отсутствие в реестре не лишает никого защиты. Там могут находиться люди. Обязанность удостовериться остаётся прежней. Квитанция не есть разрешение.
dossier-eyes = Глазами стороны: { $party }.
dossier-page = Страница { $page } из { $pages }

section-incident = Инцидент
section-versions = Его версии
section-state = Что значилось в реестре об этом месте и времени
section-requests = О чём спросили стороны и что они ответили
section-claims = Утверждения рядом друг с другом
section-numbers = Как менялись числа
section-figures = Выведенные числа, каждое со своим правилом
section-left-out = Что опущено и почему
section-verify = Журнал и как проверить сказанное здесь

label-id = Инцидент
label-opened-by = Кем открыт
label-opened-at = Когда открыт
label-record = Запись
label-kind = Вид, по слову открывшего
label-when = Когда
label-clock = Часы, как они указаны
label-where = Где, во всех приведённых написаниях
label-words = Словами
label-outcome = Проверка показала бы
label-missing = Чего недоставало
label-what = Что
label-whose = Чьё
label-stood = В каком состоянии
label-question = Вопрос
label-state = Состояние
label-answer = Ответ
label-claimant = Чьё слово
label-says = Что
label-said = Как и когда, источник, запись
label-number = Число
label-became = Что с ним стало
label-counted = Что сосчитано
label-figure = Выведенное число
label-origin = Имя журнала
label-size = Записей в журнале
label-root = Корень журнала
label-checkpoint = Подписанная контрольная точка
label-until = Срок
label-asked-by = Кто спросил
label-asked = Когда спрошено

place-also = { $name } (также { $others })
place-words = { $words }: { $name }
place-on-map = место на карте
place-erased = стёрто

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }, часы { $offset })
time-at-unstated = { $utc } UTC (часы не указаны)
time-certainty = { $time }, { $certainty }
time-unknown = дата неизвестна
time-from-until = { $from } – { $until }

count-exact = { $best }
count-between = от { $low } до { $high }
count-at-least = не менее { $low }
count-at-most = не более { $high }
count-not-given = число не названо
count-best-between = { $best } (от { $low } до { $high })
count-best-at-least = { $best } (не менее { $low })
count-best-at-most = { $best } (не более { $high })

counted-people = { $harm }: { $category }
counted-people-of = { $harm }: { $category } ({ $whose })
counted-things = ущерб: { $object }
counted-things-of = ущерб: { $object } ({ $whose })

says-number = { $counted }: { $number }
says-named = { $named ->
    [one] из них { $named } назван по имени
    [few] из них { $named } названы по именам
    [many] из них { $named } названы по именам
   *[other] из них { $named } названы по именам
}
says-denied = По слову { $claimant }, так не было:
says-told = сообщил: { $teller }
says-told-whom = кому: { $whom }
says-told-means = как: { $means }
says-told-when = когда: { $when }
says-forces = силы: { $forces }
says-clause = пункт { $clause }, { $agreement }: { $how }
says-clause-by = кем: { $party }
says-relation = { $actor }: { $relation }: { $other }
says-not-at-hand = содержание утверждения недоступно

said-how = { $channel }, { $when }
said-speaker = кто говорил: { $speaker }
said-reported = в передаче: { $source }
said-clock = часы указаны так: { $clock }
said-source = источник: { $source }
said-hash = SHA-256 документа: { $hash }
said-original = подлинник ({ $language }):
said-original-plain = подлинник:
said-translation = перевод:
said-remark = примечание, { $party }:
said-entered = кем внесено: { $party }, запись { $record }
said-withdrawn = { $withdrawn } (кем внесено: { $party }, { $at }, запись { $record })
said-superseded = заменено утверждением { $claim }
said-stance = { $claimant }: { $stance } ({ $stated })

somebody-erased = некто, чьё имя стёрто (запись { $record })
somebody-outside = { $name } (вне реестра)
somebody-actor = { $name } (субъект)

state-version = Версия { $number } из { $of }, запись { $record }
state-attached = { $then ->
    [one] { $then } запись, когда это началось
    [few] { $then } записи, когда это началось
    [many] { $then } записей, когда это началось
   *[other] { $then } записи, когда это началось
}, { $since ->
    [one] { $since } запись при открытии
    [few] { $since } записи при открытии
    [many] { $since } записей при открытии
   *[other] { $since } записи при открытии
}
state-register = реестр
state-nothing = об этом месте и времени здесь ничего не записано; это не значит, что там никого не было
state-notification = уведомление { $id }, сообщено { $resolution }
state-position = позиция, названная в ответе
state-undisclosed = сообщено без места
state-unreadable = прислано и не читается
state-request = запрос
state-request-answers = { $answers ->
    [0] ответа к тому времени нет
    [one] { $answers } ответ к тому времени
    [few] { $answers } ответа к тому времени
    [many] { $answers } ответов к тому времени
   *[other] { $answers } ответа к тому времени
}
state-declaration = объявление, силы: { $forces }
state-line = линия связи с центром
state-relayed = записано за другого, { $party }
state-informed = сообщено иным путём, по слову сообщившего ({ $party })
state-check = проверка
state-plan = план { $id }
state-sent = отправлено, к сведению не принято
mark-stale = устарело
mark-contested = оспорено
mark-relayed = записано со слов
mark-late = с опозданием
mark-standing = без пометок
missing-of = { $party }: { $why }
missing-alone = { $why }
missing-none = ничего

request-none = Никого не спросили.
request-positions = { $positions ->
    [one] { $positions } позиция, здесь опущенная
    [few] { $positions } позиции, здесь опущенные
    [many] { $positions } позиций, здесь опущенных
   *[other] { $positions } позиции, здесь опущенные
}
request-nil = никого из сил: { $forces }, { $window }
request-claims = через утверждения { $claims }
request-sealed = только для спросившего
request-erased = ответ стёрт

claims-none = Ни одного утверждения не внесено.
numbers-none = Ни одно утверждение не называет числа.

figure-drawn = { $figure }, выведено из { $claims ->
    [one] { $claims } утверждения
    [few] { $claims } утверждений
    [many] { $claims } утверждений
   *[other] { $claims } утверждения
} по правилу «{ $rule }»
figure-range = от { $low } до { $high }
figure-or-fewer = { $figure } или меньше
figure-or-more = { $figure } или больше
figure-none = Чисел не выведено.

left-out-places = Координаты мест, позиций и того, о чём уведомили: досье переходит из рук в руки, а реестр не должен годиться для поиска людей.
left-out-persons = Имена пострадавших и тех, кто сообщил доверительно: они запечатаны, и досье ничего не открывает.
left-out-readers = То, что не предназначено для чтения стороной: { $party }.
left-out-later = Записанное после записи { $size }.
left-out-state = Что значилось в реестре: у сервера это спрашивают командой «incident state», чтобы осталась запись, кто смотрел.
left-out-alerts = Отдельные тревоги и каждая ступень принятия к сведению: они есть в реестре, их показывает команда «incident state».

verify-how = Имея карточку реестра и пакет записей, каждый может сверить все названные здесь записи с этой контрольной точкой, без связи и никому не доверяя:
verify-records = Число после слова «запись» есть место записи в журнале. Квитанция доказывает, что запись там стоит; она не доказывает, что сказанное в ней верно.
quoted = «{ $words }»
comma = ,
