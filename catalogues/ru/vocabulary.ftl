# Собственные слова реестра по-русски. Ключ: словарь и слово в нём, как их пишут записи и API.

## Что произошло
event-other = иное
event-air-strike = удар с воздуха
event-shelling = обстрел
event-fire = огонь стрелкового оружия или прямой наводкой
event-explosion = взрыв неизвестного происхождения
event-mine = мина или заложенный заряд
event-uncrewed-aircraft = беспилотный летательный аппарат
event-movement = перемещение сил
event-crossing = пересечение линии
event-access-denied = отказ в проходе
event-detention = задержание
event-property = имущество захвачено или уничтожено
event-fighting = бой на земле
event-air-defence = огонь противовоздушной обороны

## Насколько определено время
certainty-exact = как указано
certainty-about = примерно в это время
certainty-day = в этот день
certainty-week = на этой неделе
certainty-month = в этом месяце
certainty-unclear = неизвестно

## Вопросы, на которые отвечают утверждения
question-what-happened = Что произошло
question-where = Где
question-when = Когда
question-who-was-present = Кто находился на месте
question-who-was-told = Кому было сообщено
question-who-did-it = Кто это сделал
question-casualties = Пострадавшие
question-damage = Ущерб
question-compliance = Соблюдались ли условия
question-relations = Как действующие лица относятся друг к другу

## Было ли так
polarity-was = так было
polarity-was-not = так не было

## Как это было сказано
channel-statement = заявление
channel-press = пресс-конференция, интервью или речь
channel-report = сообщение СМИ
channel-social = социальная сеть
channel-telephone = телефон или радио
channel-letter = письмо
channel-dataset = набор данных или справочное издание
channel-meeting = встреча
channel-witness = находившийся на месте

## Что стало с людьми
harm-killed = погибшие
harm-wounded = раненые
harm-missing = пропавшие без вести
harm-detained = задержанные
harm-displaced = вынужденно покинувшие дома
harm-neutralised-as-claimed = «нейтрализованные», как утверждается
harm-unspecified = вред не указан

## Кем были люди
category-unspecified = не указано
category-soldiers = военнослужащие
category-civilians = гражданские лица
category-civil-staff = гражданский персонал вооружённых сил
category-humanitarian = гуманитарный персонал
category-medical = медицинский персонал
category-children = дети
category-women = женщины
category-monitors = наблюдатели

## Чему нанесён ущерб
object-unspecified = не указано
object-homes = жилые дома
object-medical = медицинские учреждения и машины скорой помощи
object-schools = школы
object-infrastructure = водоснабжение, электроснабжение, дороги, мосты
object-vehicles = автомобили
object-armour = бронетехника
object-artillery = артиллерия
object-aircraft = авиация
object-air-defence = противовоздушная оборона
object-posts = позиции и посты
object-aid = гуманитарные грузы
object-targets-as-claimed = «цели», как утверждается

## Как соблюдалось условие
compliance-complied = соблюдено
compliance-breached = не соблюдено

## Как действующие лица относятся друг к другу
relation-backed-by = получает поддержку от
relation-part-of = входит в состав
relation-fights-beside = сражается рядом с

## Что говорят о чужом утверждении
stance-confirms = говорит то же
stance-denies = отрицает
stance-cannot-confirm = не может сказать, что это так
stance-no-answer = не ответил

## Правила, по которым выводятся числа
rule-lowest = наименьшее число из всех действующих утверждений
rule-highest = наибольшее число из всех действующих утверждений
rule-latest-of-each-claimant = от наименьшего до наибольшего из того, что каждый автор сказал последним

## Виды сил
force-regulars = регулярные подразделения
force-attached = приданные подразделения
force-partners = силы партнёров
force-contractors = подрядчики
force-humanitarian = гуманитарный персонал
force-civil = гражданский персонал и службы

## Способы связи
means-telephone = телефон
means-radio = радио
means-paper = бумага
means-in-person = лично
means-mail = электронная почта или текстовое сообщение

## Стандартные вопросы об инциденте
asked-positions = Где тогда находились ваши силы?
asked-what-was-notified = О чём вы уведомили: о позиции или о перемещении, какой район, какое время, с какой точностью?
asked-when-it-reached-whom = Когда это дошло до центра, и кто и до какой ступени принял это к сведению?
asked-what-was-requested = Спрашивали ли вас об этом месте и времени, и что вы ответили?
asked-what-a-nil-covered = Какие силы охватывало ваше сообщение «никого нет»?
asked-passed-on-to-whom = Передали ли вы дальше то, что вам сообщили, кому и когда?
asked-when-a-stop-came = Когда пришло слово «остановиться», и кто его принял?
asked-clock-and-spelling = По каким часам и с каким написанием названий ведутся ваши записи?
asked-activities-under-way = Какие действия вы там вели?
asked-nature = Что произошло, по вашим словам?
asked-extent = Каков был размах, по вашим словам: место, продолжительность, вред?
asked-threat-to-the-agreement = Что это значит для соглашения, по вашим словам?

## В каком состоянии вопрос
state-open = открыт
state-overdue = к сроку ответа нет
state-answered = ответ получен
state-answered-late = ответ получен после срока

## Виды ответов
reply-positions = позиции
reply-nil = никого из этих сил
reply-claims = через утверждения
reply-refused = отказ отвечать
reply-cannot-say = не может сказать
reply-words = словами

## Что говорит проверка
outcome-overlap = ПЕРЕСЕЧЕНИЕ
outcome-none-known = НИЧЕГО НЕ СООБЩЕНО
outcome-unknown = НЕЛЬЗЯ СКАЗАТЬ

## В каком состоянии линия связи
line-open = открыта
line-degraded = с помехами
line-unattended = никто не отвечает
line-suspended = приостановлена
line-withdrawn = прекращена

## Почему нельзя сказать
why-outside-zones = часть лежит вне зон с согласованной границей
why-nobody-obliged = здесь никто не обязан отвечать: уведомление добровольно
why-silent = не сообщено ничего, что это охватывает
why-stale = сообщённое устарело
why-scope = сообщённое не охватывает некоторые виды сил, часть района или времени
why-contested = сообщённое оспорено
why-unreadable = прислано то, что нельзя прочесть
why-erased = нечто внутри стёрто или утрачено
why-channel = линия связи не открыта
why-refused = отказ отвечать
why-undisclosed = о чём-то здесь сообщено без указания места
why-clock = часы реестра вызывали сомнение
why-budget = число допустимых проверок исчерпано
why-floor = спрошено о меньшем или более коротком, чем можно спрашивать
why-relayed-only = то, что это охватило бы, только записано со слов, но не подписано
why-boundary-not-agreed = граница не согласована или описана только словами
why-stale-inside = нечто сообщённое внутри не было вовремя обновлено
why-plan-unseen = объёмы плана утрачены

## Виды уведомлений
notification-site = объект
notification-movement = перемещение
notification-nil = «никого нет»

## Насколько точно было сообщено
resolution-commitment = только отпечаток
resolution-existence = что нечто есть
resolution-cell = по клеткам
resolution-exact = точно

## Почему состояние не приложено
no-state-no-place = Место известно только по названию, поэтому спросить о нём реестр нельзя. Открывший инцидент может дополнить его координатами.
no-state-erased = Место стёрто, поэтому спросить о том, что там значилось, больше нельзя.

## Что стало с утверждением
became-superseded = заменено
became-withdrawn = отозвано
withdrawn-entered-in-error = отозвано: внесено по ошибке
withdrawn-taken-back = отозвано самим автором

## На какой момент спрошено состояние
as-of-event = когда это началось
as-of-opening = когда инцидент был открыт

## Виды сообщаемых нарушений
kind-small-arms = стрелковое оружие
kind-direct-fire = огонь прямой наводкой
kind-shelling = обстрел
kind-rockets = ракеты
kind-air-strike = удар с воздуха
kind-drone = беспилотный летательный аппарат
kind-mine = мина
kind-explosion = взрыв
kind-fighting = бой
kind-force-movement = перемещение сил
kind-force-presence = присутствие сил
kind-overflight = пролёт
kind-attack-on-civilians = нападение на гражданских лиц
kind-blocked-aid = задержка помощи
kind-abduction = похищение
kind-recruitment = вербовка
kind-propaganda = враждебная пропаганда
kind-fortification = укрепление позиций
kind-restriction = ограничение передвижения
kind-other = иное
kind-nothing-observed = ничего не наблюдалось
kind-no-access = нет доступа

## Ступени, на которые сообщение ставят те, кто их называет
step-logged = записано
step-corroborated = подкреплено другими источниками
step-verified = проверено на месте или техническими средствами
step-concluded = рассмотрено с заключением
step-rejected = отклонено
step-taken-back = взято назад

## Что о сообщении говорит другая сторона
answer-confirms = говорит то же
answer-denies = отрицает
answer-cannot-confirm = не может сказать, что так было

## Виды оружия
weapon-any-weapon = любое оружие
weapon-heavy-weapons = тяжёлое оружие
weapon-tanks = танки
weapon-armoured-vehicles = бронемашины
weapon-multiple-rocket-launchers = реактивные системы залпового огня
weapon-artillery = артиллерия
weapon-mortars = миномёты
weapon-missiles = управляемые ракеты
weapon-air-defence = противовоздушная оборона
weapon-aircraft = пилотируемая авиация
weapon-unmanned-aircraft = беспилотная авиация
weapon-small-arms = стрелковое оружие
weapon-mines = мины
weapon-ammunition = боеприпасы
weapon-equipment = иное снаряжение

## В каком состоянии план
plan-filed = подан
plan-active = выполняется
plan-paused = прерван
plan-ended = окончен
plan-cancelled = отменён

## Названия чисел бюллетеня
entries-listed = внесено
entries-matched = сопоставлено
entries-only = только здесь
entries-disputed = спорно
entries-pairs = сопоставленные пары
entries-contested = оспорено другой стороной
entries-withdrawn = отозвано составителем
entries-corrected = рассказано иначе после внесения
entries-unplaced = рядом со списком: ни зоны, ни места не названо
entries-untold = рядом со списком: рассказ прочесть нельзя
entries-steps = ступени
entries-answers = ответы
entries-beside = рядом со списками
entries-answers-by-others = ответы других
entries-beside-by-others = рядом со списками, от других

## Что считают правила этих чисел
rule-listed = нарушения, которые, как утверждает сторона, начались в зоне в этот день, в том виде, в каком они были при последнем раскрытии списков; отозванное или исправленное с тех пор остаётся внесённым
rule-matched = внесённые строки, которые некто от издателя считает относящимися к тому же событию, что и одна строка другого списка; ни один рассказ от этого не становится верным
rule-only = внесённые строки, не сопоставленные и не спорные; то, что другая сторона ничего подобного не внесла, не есть её слово
rule-disputed = внесённые строки, которые некто от издателя отделил с указанием причины: не сопоставлены и не относятся к одной лишь стороне
rule-pairs = сопоставленные пары из одной строки каждого списка
rule-contested = внесённые строки, которые отрицает последний ответ другой стороны
rule-withdrawn = строки, отозванные составителем; во всех других числах они остаются
rule-corrected = внесённые строки, о которых составитель с тех пор рассказывает иначе; вид считается по сказанному последним
rule-unplaced = нарушения того времени, о которых сторона заявляет, не называя ни зоны, ни места; они не внесены и могут принадлежать этому списку
rule-untold = нарушения, рассказ о которых издателю не сообщён или стёрт, кроме услышанных до начала дня; они не внесены и могут принадлежать этому списку
rule-steps = строки составителя по последней ступени, каждая за тем, кто её называет; ничья ступень не делает рассказ верным
rule-answers = строки составителя по последнему ответу любой из сторон и тех, кто наблюдает или расследует; отсутствие ответа не есть слово ни для одной стороны
rule-beside = нулевые наблюдения, ограничения доступа и нарушения, о которых не заявляет ни одна из двух сторон, по зоне и дню, по тем, кто их внёс, если это тот, кто наблюдает или расследует
rule-answers-by-others = последние ответы сторон, которые не входят в число двух и не наблюдают и не расследуют; чьи они и что в них, здесь не сообщается
rule-beside-by-others = нулевые наблюдения, ограничения доступа и нарушения по зоне и дню, внесённые сторонами, которые не входят в число двух и не наблюдают и не расследуют; чьи они и какого вида, здесь не сообщается
