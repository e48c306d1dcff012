# Власні слова реєстру українською. Ключ: словник і слово в ньому, як їх пишуть записи та API.

## Що сталося
event-other = інше
event-air-strike = удар з повітря
event-shelling = обстріл
event-fire = вогонь стрілецької зброї або прямою наводкою
event-explosion = вибух невідомого походження
event-mine = міна або закладений заряд
event-uncrewed-aircraft = безпілотний літальний апарат
event-movement = переміщення сил
event-crossing = перетин лінії
event-access-denied = відмова у проході
event-detention = затримання
event-property = майно захоплено або знищено
event-fighting = бій на землі
event-air-defence = вогонь протиповітряної оборони

## Наскільки визначено час
certainty-exact = як зазначено
certainty-about = приблизно тоді
certainty-day = того дня
certainty-week = того тижня
certainty-month = того місяця
certainty-unclear = невідомо

## Питання, на які відповідають твердження
question-what-happened = Що сталося
question-where = Де
question-when = Коли
question-who-was-present = Хто був на місці
question-who-was-told = Кому було повідомлено
question-who-did-it = Хто це зробив
question-casualties = Потерпілі
question-damage = Шкода
question-compliance = Чи дотримано умов
question-relations = Як дійові особи стоять одна до одної

## Чи було так
polarity-was = так було
polarity-was-not = так не було

## Як це було сказано
channel-statement = заява
channel-press = пресконференція, інтерв’ю або промова
channel-report = повідомлення ЗМІ
channel-social = соціальна мережа
channel-telephone = телефон або радіо
channel-letter = лист
channel-dataset = набір даних або довідкове видання
channel-meeting = зустріч
channel-witness = той, хто був на місці

## Що сталося з людьми
harm-killed = загиблі
harm-wounded = поранені
harm-missing = зниклі безвісти
harm-detained = затримані
harm-displaced = вимушено переміщені
harm-neutralised-as-claimed = «нейтралізовані», як стверджується
harm-unspecified = шкоду не зазначено

## Ким були люди
category-unspecified = не зазначено
category-soldiers = військовослужбовці
category-civilians = цивільні особи
category-civil-staff = цивільний персонал збройних сил
category-humanitarian = гуманітарний персонал
category-medical = медичний персонал
category-children = діти
category-women = жінки
category-monitors = спостерігачі

## Що пошкоджено
object-unspecified = не зазначено
object-homes = житлові будинки
object-medical = медичні заклади та машини швидкої допомоги
object-schools = школи
object-infrastructure = водопостачання, електропостачання, дороги, мости
object-vehicles = автомобілі
object-armour = бронетехніка
object-artillery = артилерія
object-aircraft = авіація
object-air-defence = протиповітряна оборона
object-posts = позиції та пости
object-aid = гуманітарні вантажі
object-targets-as-claimed = «цілі», як стверджується

## Як дотримано умови
compliance-complied = дотримано
compliance-breached = не дотримано

## Як дійові особи стоять одна до одної
relation-backed-by = отримує підтримку від
relation-part-of = входить до складу
relation-fights-beside = воює поруч із

## Що кажуть про чуже твердження
stance-confirms = каже те саме
stance-denies = заперечує
stance-cannot-confirm = не може сказати, що це так
stance-no-answer = відповіді не дано

## Правила, за якими виводяться числа
rule-lowest = найменше число з усіх чинних тверджень
rule-highest = найбільше число з усіх чинних тверджень
rule-latest-of-each-claimant = від найменшого до найбільшого з того, що кожен автор сказав останнім

## Види сил
force-regulars = регулярні підрозділи
force-attached = придані підрозділи
force-partners = сили партнерів
force-contractors = підрядники
force-humanitarian = гуманітарний персонал
force-civil = цивільний персонал і служби

## Засоби зв’язку
means-telephone = телефон
means-radio = радіо
means-paper = папір
means-in-person = особисто
means-mail = електронна пошта або текстове повідомлення

## Стандартні питання про інцидент
asked-positions = Де тоді були ваші сили?
asked-what-was-notified = Про що ви сповістили: про позицію чи про переміщення, який район, який час, з якою точністю?
asked-when-it-reached-whom = Коли це дійшло до центру, і хто та до якого щабля взяв це до відома?
asked-what-was-requested = Чи питали вас про це місце й час, і що ви відповіли?
asked-what-a-nil-covered = Які сили охоплювало ваше повідомлення «нікого немає»?
asked-passed-on-to-whom = Чи передали ви далі те, що вам повідомили, кому й коли?
asked-when-a-stop-came = Коли надійшло слово «зупинитися», і хто його прийняв?
asked-clock-and-spelling = За яким годинником і з яким написанням назв ведуться ваші записи?
asked-activities-under-way = Які дії ви там вели?
asked-nature = Що сталося, за вашими словами?
asked-extent = Який був розмах, за вашими словами: місце, тривалість, шкода?
asked-threat-to-the-agreement = Що це означає для угоди, за вашими словами?

## У якому стані питання
state-open = відкрите
state-overdue = до строку відповіді немає
state-answered = відповідь надійшла
state-answered-late = відповідь надійшла після строку

## Види відповідей
reply-positions = позиції
reply-nil = нікого з цих сил
reply-claims = через твердження
reply-refused = відмова відповідати
reply-cannot-say = не може сказати
reply-words = словами

## Що каже перевірка
outcome-overlap = ПЕРЕТИН
outcome-none-known = НІЧОГО НЕ ПОВІДОМЛЕНО
outcome-unknown = НЕ МОЖНА СКАЗАТИ

## У якому стані лінія зв’язку
line-open = відкрита
line-degraded = із завадами
line-unattended = ніхто не відповідає
line-suspended = призупинена
line-withdrawn = припинена

## Чому не можна сказати
why-outside-zones = частина лежить поза зонами з узгодженою межею
why-nobody-obliged = тут ніхто не зобов’язаний відповідати: сповіщення добровільне
why-silent = не повідомлено нічого, що це охоплює
why-stale = повідомлене застаріло
why-scope = повідомлене не охоплює деяких видів сил, частини району або часу
why-contested = повідомлене оскаржено
why-unreadable = надіслано те, чого не можна прочитати
why-erased = щось усередині стерто або втрачено
why-channel = лінія зв’язку не відкрита
why-refused = відмова відповідати
why-undisclosed = про щось тут повідомлено без зазначення місця
why-clock = годинник реєстру викликав сумнів
why-budget = кількість перевірок вичерпано
why-floor = спитано про менше або коротше, ніж можна питати
why-relayed-only = те, що це охопило б, лише записано зі слів, але не підписано
why-boundary-not-agreed = межу не узгоджено або описано лише словами
why-stale-inside = щось повідомлене всередині не було вчасно оновлено
why-plan-unseen = об’єми плану втрачено

## Види сповіщень
notification-site = об’єкт
notification-movement = переміщення
notification-nil = «нікого немає»

## Наскільки точно було повідомлено
resolution-commitment = лише відбиток
resolution-existence = що щось є
resolution-cell = за клітинами
resolution-exact = точно

## Чому стан не додано
no-state-no-place = Місце відоме лише за назвою, тому спитати про нього реєстр не можна. Той, хто відкрив інцидент, може доповнити його координатами.
no-state-erased = Місце стерто, тому спитати про те, що там значилося, більше не можна.

## Що стало з твердженням
became-superseded = замінено
became-withdrawn = відкликано
withdrawn-entered-in-error = відкликано: внесено помилково
withdrawn-taken-back = відкликано самим автором

## На яку мить спитано стан
as-of-event = коли це почалося
as-of-opening = коли інцидент відкрито

## Види повідомлюваних порушень
kind-small-arms = стрілецька зброя
kind-direct-fire = вогонь прямою наводкою
kind-shelling = обстріл
kind-rockets = ракети
kind-air-strike = удар з повітря
kind-drone = безпілотний літальний апарат
kind-mine = міна
kind-explosion = вибух
kind-fighting = бій
kind-force-movement = переміщення сил
kind-force-presence = присутність сил
kind-overflight = проліт
kind-attack-on-civilians = напад на цивільних осіб
kind-blocked-aid = затримка допомоги
kind-abduction = викрадення
kind-recruitment = вербування
kind-propaganda = ворожа пропаганда
kind-fortification = укріплення позицій
kind-restriction = обмеження пересування
kind-other = інше
kind-nothing-observed = нічого не спостерігалося
kind-no-access = немає доступу

## Щаблі, на які повідомлення ставлять ті, хто їх називає
step-logged = записано
step-corroborated = підкріплено іншими джерелами
step-verified = перевірено на місці або технічними засобами
step-concluded = розглянуто з висновком
step-rejected = відхилено
step-taken-back = узято назад

## Що про повідомлення каже інша сторона
answer-confirms = каже те саме
answer-denies = заперечує
answer-cannot-confirm = не може сказати, що так було

## Види зброї
weapon-any-weapon = будь-яка зброя
weapon-heavy-weapons = важка зброя
weapon-tanks = танки
weapon-armoured-vehicles = бронемашини
weapon-multiple-rocket-launchers = реактивні системи залпового вогню
weapon-artillery = артилерія
weapon-mortars = міномети
weapon-missiles = керовані ракети
weapon-air-defence = протиповітряна оборона
weapon-aircraft = пілотована авіація
weapon-unmanned-aircraft = безпілотна авіація
weapon-small-arms = стрілецька зброя
weapon-mines = міни
weapon-ammunition = боєприпаси
weapon-equipment = інше спорядження

## У якому стані план
plan-filed = подано
plan-active = виконується
plan-paused = перервано
plan-ended = закінчено
plan-cancelled = скасовано

## Назви чисел бюлетеня
entries-listed = внесено
entries-matched = зіставлено
entries-only = лише тут
entries-disputed = спірне
entries-pairs = зіставлені пари
entries-contested = оскаржено іншою стороною
entries-withdrawn = відкликано укладачем
entries-corrected = розказано інакше після внесення
entries-unplaced = поруч зі списком: ні зони, ні місця не названо
entries-untold = поруч зі списком: розповідь прочитати не можна
entries-steps = щаблі
entries-answers = відповіді
entries-beside = поруч зі списками
entries-answers-by-others = відповіді інших
entries-beside-by-others = поруч зі списками, від інших

## Що рахують правила цих чисел
rule-listed = порушення, які, як стверджує сторона, почалися в зоні того дня, у тому вигляді, в якому вони були за останнього розкриття списків; відкликане чи виправлене відтоді залишається внесеним
rule-matched = внесені рядки, які хтось від видавця вважає такими, що стосуються тієї самої події, що й один рядок іншого списку; жодна розповідь від цього не стає правдивою
rule-only = внесені рядки, не зіставлені й не спірні; те, що інша сторона нічого подібного не внесла, не є її словом
rule-disputed = внесені рядки, які хтось від видавця відокремив із зазначенням причини: не зіставлені й не належать лише одній стороні
rule-pairs = зіставлені пари з одного рядка кожного списку
rule-contested = внесені рядки, які заперечує остання відповідь іншої сторони
rule-withdrawn = рядки, відкликані укладачем; у всіх інших числах вони залишаються
rule-corrected = внесені рядки, про які укладач відтоді розповідає інакше; вид рахується за сказаним востаннє
rule-unplaced = порушення того часу, про які сторона заявляє, не називаючи ні зони, ні місця; вони не внесені й можуть належати до цього списку
rule-untold = порушення, розповідь про які видавцеві не повідомлено або стерто, крім почутих до початку дня; вони не внесені й можуть належати до цього списку
rule-steps = рядки укладача за останнім щаблем, кожен за тим, хто його називає; нічий щабель не робить розповідь правдивою
rule-answers = рядки укладача за останньою відповіддю будь-якої зі сторін і тих, хто спостерігає чи розслідує; відсутність відповіді не є словом для жодної сторони
rule-beside = нульові спостереження, обмеження доступу та порушення, про які не заявляє жодна з двох сторін, за зоною й днем, за тими, хто їх вніс, якщо це той, хто спостерігає чи розслідує
rule-answers-by-others = останні відповіді сторін, які не належать до двох і не спостерігають та не розслідують; чиї вони й що в них, тут не повідомляється
rule-beside-by-others = нульові спостереження, обмеження доступу та порушення за зоною й днем, внесені сторонами, які не належать до двох і не спостерігають та не розслідують; чиї вони й якого виду, тут не повідомляється
