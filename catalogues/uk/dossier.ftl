# Досьє інциденту.

dossier-title = Досьє інциденту
dossier-drawn = Складено за реєстром { $origin } при { $size ->
    [one] { $size } записі
    [few] { $size } записах
    [many] { $size } записах
   *[other] { $size } запису
}, { $at }.
dossier-attributed = Кожен рядок є словом того, кого в ньому названо. Реєстр нічого з цього не стверджує і нічого не зважує.
dossier-caveat = Сповіщення добровільне, якщо угода не передбачає іншого. Відсутність у реєстрі нікого не позбавляє захисту. Там можуть бути люди. Обов’язок пересвідчитися лишається незмінним. Квитанція не є дозволом.
dossier-eyes = Очима сторони: { $party }.
dossier-page = Сторінка { $page } з { $pages }

section-incident = Інцидент
section-versions = Його версії
section-state = Що значилося в реєстрі про це місце й час
section-requests = Про що спитали сторони і що вони відповіли
section-claims = Твердження поруч одне з одним
section-numbers = Як змінювалися числа
section-figures = Виведені числа, кожне зі своїм правилом
section-left-out = Що опущено і чому
section-verify = Журнал і як перевірити сказане тут

label-id = Інцидент
label-opened-by = Ким відкрито
label-opened-at = Коли відкрито
label-record = Запис
label-kind = Вид, за словом того, хто відкрив
label-when = Коли
label-clock = Годинник, як його зазначено
label-where = Де, в усіх наведених написаннях
label-words = Словами
label-outcome = Перевірка показала б
label-missing = Чого бракувало
label-what = Що
label-whose = Чиє
label-stood = У якому стані
label-question = Питання
label-state = Стан
label-answer = Відповідь
label-claimant = Чиє слово
label-says = Що
label-said = Як і коли, джерело, запис
label-number = Число
label-became = Що з ним стало
label-counted = Що полічено
label-figure = Виведене число
label-origin = Ім’я журналу
label-size = Записів у журналі
label-root = Корінь журналу
label-checkpoint = Підписана контрольна точка
label-until = Строк
label-asked-by = Хто спитав
label-asked = Коли спитано

place-also = { $name } (також { $others })
place-words = { $words }: { $name }
place-on-map = місце на мапі
place-erased = стерто

time-at = { $utc } UTC
time-at-clock = { $utc } UTC ({ $local }, годинник { $offset })
time-at-unstated = { $utc } UTC (годинник не зазначено)
time-certainty = { $time }, { $certainty }
time-unknown = дата невідома
time-from-until = { $from } – { $until }

count-exact = { $best }
count-between = від { $low } до { $high }
count-at-least = не менше ніж { $low }
count-at-most = не більше ніж { $high }
count-not-given = числа не названо
count-best-between = { $best } (від { $low } до { $high })
count-best-at-least = { $best } (не менше ніж { $low })
count-best-at-most = { $best } (не більше ніж { $high })

counted-people = { $harm }: { $category }
counted-people-of = { $harm }: { $category } ({ $whose })
counted-things = шкода: { $object }
counted-things-of = шкода: { $object } ({ $whose })

says-number = { $counted }: { $number }
says-named = { $named ->
    [one] з них { $named } названо на ім’я
    [few] з них { $named } названо на ім’я
    [many] з них { $named } названо на ім’я
   *[other] з них { $named } названо на ім’я
}
says-denied = За словом { $claimant }, так не було:
says-told = повідомив: { $teller }
says-told-whom = кому: { $whom }
says-told-means = як: { $means }
says-told-when = коли: { $when }
says-forces = сили: { $forces }
says-clause = пункт { $clause }, { $agreement }: { $how }
says-clause-by = ким: { $party }
says-relation = { $actor }: { $relation }: { $other }
says-not-at-hand = зміст твердження недоступний

said-how = { $channel }, { $when }
said-speaker = хто говорив: { $speaker }
said-reported = у передачі: { $source }
said-clock = годинник зазначено так: { $clock }
said-source = джерело: { $source }
said-hash = SHA-256 документа: { $hash }
said-original = оригінал ({ $language }):
said-original-plain = оригінал:
said-translation = переклад:
said-remark = примітка, { $party }:
said-entered = ким внесено: { $party }, запис { $record }
said-withdrawn = { $withdrawn } (ким внесено: { $party }, { $at }, запис { $record })
said-superseded = замінено твердженням { $claim }
said-stance = { $claimant }: { $stance } ({ $stated })

somebody-erased = хтось, чиє ім’я стерто (запис { $record })
somebody-outside = { $name } (поза реєстром)
somebody-actor = { $name } (суб’єкт)

state-version = Версія { $number } з { $of }, запис { $record }
state-attached = { $then ->
    [one] { $then } запис, коли це почалося
    [few] { $then } записи, коли це почалося
    [many] { $then } записів, коли це почалося
   *[other] { $then } запису, коли це почалося
}, { $since ->
    [one] { $since } запис при відкритті
    [few] { $since } записи при відкритті
    [many] { $since } записів при відкритті
   *[other] { $since } запису при відкритті
}
state-register = реєстр
state-nothing = про це місце й час тут нічого не записано; це не означає, що там нікого не було
state-notification = сповіщення { $id }, повідомлено { $resolution }
state-position = позиція, названа у відповіді
state-undisclosed = повідомлено без місця
state-unreadable = надіслано і не читається
state-request = запит
state-request-answers = { $answers ->
    [0] відповіді на той час немає
    [one] { $answers } відповідь на той час
    [few] { $answers } відповіді на той час
    [many] { $answers } відповідей на той час
   *[other] { $answers } відповіді на той час
}
state-declaration = оголошення, сили: { $forces }
state-line = лінія зв’язку з центром
state-relayed = записано за іншого, { $party }
state-informed = повідомлено іншим шляхом, за словом того, хто повідомив ({ $party })
state-check = перевірка
state-plan = план { $id }
state-sent = надіслано, до відома не взято
mark-stale = застаріло
mark-contested = оскаржено
mark-relayed = записано зі слів
mark-late = із запізненням
mark-standing = без позначок
missing-of = { $party }: { $why }
missing-alone = { $why }
missing-none = нічого

request-none = Нікого не спитали.
request-positions = { $positions ->
    [one] { $positions } позиція, тут опущена
    [few] { $positions } позиції, тут опущені
    [many] { $positions } позицій, тут опущених
   *[other] { $positions } позиції, тут опущені
}
request-nil = нікого із сил: { $forces }, { $window }
request-claims = через твердження { $claims }
request-sealed = лише для того, хто спитав
request-erased = відповідь стерто

claims-none = Жодного твердження не внесено.
numbers-none = Жодне твердження не називає числа.

figure-drawn = { $figure }, виведено з { $claims ->
    [one] { $claims } твердження
    [few] { $claims } тверджень
    [many] { $claims } тверджень
   *[other] { $claims } твердження
} за правилом «{ $rule }»
figure-range = від { $low } до { $high }
figure-or-fewer = { $figure } або менше
figure-or-more = { $figure } або більше
figure-none = Чисел не виведено.

left-out-places = Координати місць, позицій і того, про що сповістили: досьє переходить із рук у руки, а реєстр не має годитися для пошуку людей.
left-out-persons = Імена потерпілих і тих, хто повідомив довірливо: їх запечатано, і досьє нічого не відкриває.
left-out-readers = Те, що не призначено для читання стороною: { $party }.
left-out-later = Записане після запису { $size }.
left-out-state = Що значилося в реєстрі: сервер про це питають командою «incident state», щоб лишився запис, хто дивився.
left-out-alerts = Окремі тривоги і кожен щабель взяття до відома: вони є в реєстрі, їх показує команда «incident state».

verify-how = Маючи картку реєстру і пакет записів, кожен може звірити всі названі тут записи з цією контрольною точкою, без зв’язку і нікому не довіряючи:
verify-records = Число після слова «запис» є місцем запису в журналі. Квитанція доводить, що запис там стоїть; вона не доводить, що сказане в ньому так і є.
quoted = «{ $words }»
comma = ,
