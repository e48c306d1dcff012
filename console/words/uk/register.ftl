# Реєстр

register-parts = Частини реєстру
part-parties = Сторони
part-keys = Ключі
part-zones = Зони
part-looks = Хто що бачив
part-log = Журнал і стан
part-joining = Приєднання
part-outbox = Вихідні

## Сторони й ключі
parties-caption = Внесення — не визнання.
parties-role = Хто вона тут
parties-desks = Пости
parties-no-desk = поста немає
parties-belligerent = бере участь у бойових діях
role-centre = центр
role-force = сила
role-humanitarian = гуманітарна
role-civil = цивільна
role-guarantor = гарант
role-monitor = спостерігач
role-mediator = медіатор
role-intermediary = зв’язковий
role-investigator = слідчий
role-witness = свідок
keys-caption = Усі будь-коли внесені ключі та їхній стан. Людина — це позначення, а не ім’я.
keys-person = Людина
keys-stands = Стан
keys-act = Що можна зробити
keys-this-one = ваш
key-stands-good = чинний
key-stands-revoked = відкликаний з { $time }
key-stands-grace = замінений, приймається до { $time }
key-stands-rotated = замінений, більше не приймається
key-stands-look-again = внесений ключем, відкликаним з { $time }: погляньте, чий він
keys-revoke = Відкликати
keys-revoke-title = Відкликати цей ключ?
keys-revoke-means = Підписане ним після цього часу недійсне, доки сторона не визнає його своїм. Відкликаний ключ не повертається.
keys-revoke-since = Недійсний з
keys-revoke-do = ВІДКЛИКАТИ КЛЮЧ
sessions-end = Закінчити його сеанси
sessions-sure = Закінчити всі сеанси цієї людини?
sessions-ended = Закінчено сеанси:

## Зони
zones-drawn = Межі зони в малому вигляді; у таблиці — кожна з них
zones-wide = ширина { $length }; північ угорі. Суцільна: чинна зараз. Переривчаста: в інший час. Крапками: заявлена.
zones-not-drawn = Лише словами: креслити нічого.
zones-versions = Межі в тому порядку, в якому їх названо
zones-version = Версія
zones-status = Статус
zones-record = Запис
zones-claimed-by = заявлена стороною
zones-in-time = її час — зараз
zones-rules = Правила
zones-obliged = Хто мусить відповідати
zones-part = на її частині
zones-voluntary = Ніхто не мусить відповідати: повідомляти тут добровільно.
zones-source = Цифри взято з документа
zones-no-rules = Правил для цієї зони не задано.
boundary-agreed = узгоджена
boundary-claimed = заявлена
boundary-text-only = лише словами
rule-freshness = Відповідь свіжа протягом
rule-lead = Про рух повідомляють заздалегідь за
rule-lead-emergency = У терміновому випадку за
rule-tolerance = Як близько можуть сходитися проміжки
rule-precision = Точність, де її не вказано
rule-buffer = Найменший запас перевірки
rule-halt = Найдовша зупинка
rule-outcome = Найдовший термін наслідку
rule-floor = Найменші ділянка й час перевірки
rule-floor-is = { $area } м², { $span }
rule-budget = Перевірок сторони на день
rule-counts = Її числа повідомляють власникові через
rule-patience = Тривогу передають далі через
rule-reminder = Нагадування надходить до терміну за

## Хто що бачив
looks-hint = Кожен показ того, де ваші люди, записано: і погляди центру також. Названо сторони, але не людей.
looks-of = Про що
looks-again = Подивитися знову
looks-lost = { $count ->
    [one] { $count } запис поглядів більше не прочитати.
    [few] { $count } записи поглядів більше не прочитати.
    [many] { $count } записів поглядів більше не прочитати.
   *[other] { $count } запису поглядів більше не прочитати.
}
looks-caption = Кому показано повідомлене вашою стороною, спершу останнє
looks-when = Коли
looks-by = Хто
looks-what = Що
looks-how = Наскільки точно
looks-way = Яким чином
looks-times = Разів
looks-nobody = не повідомлено
looks-none = Наскільки записано, нікому ще нічого не показували.
looks-more = { $count ->
    [one] Ще { $count } тут не показано.
    [few] Ще { $count } тут не показано.
    [many] Ще { $count } тут не показано.
   *[other] Ще { $count } тут не показано.
}
look-view = на екрані
look-inquiry = у довідці
look-export = у файлі
look-pack = у пакеті без лінії
counts = Перевірки того, що ви повідомили
counts-hint = Числа за зонами, після кінця перевірок і відстрочки зони: без плану, сторони й місця.
counts-none = Про перевірки поки нічого не повідомляли.
counts-outside = поза всіма зонами
counts-of = перевірок: { $checks }, перетнуто повідомлень: { $overlaps }

## Журнал
log-verifies = Голова журналу сходиться
log-broken = ЖУРНАЛ НЕ СХОДИТЬСЯ
log-failed = Її підпис не сходиться:
log-other = Вона не продовжує того, що цьому браузеру показували раніше. Збережіть обидві, не спирайтеся на журнал і звіртеся з іншими сторонами голосом.
log-grew = { $count ->
    [one] Відколи цей браузер його побачив, { $since }, він лише зростав: звірено з { $count } попередньою головою.
    [few] Відколи цей браузер його побачив, { $since }, він лише зростав: звірено з { $count } попередніми головами.
    [many] Відколи цей браузер його побачив, { $since }, він лише зростав: звірено з { $count } попередніми головами.
   *[other] Відколи цей браузер його побачив, { $since }, він лише зростав: звірено з { $count } попередньої голови.
}
log-first = Попередньої голови цей браузер не бачив; відтепер кожну звіряють із цією.
log-witness-other = Свідок бачив іншу історію цього журналу:
log-size = Записів
log-root = Корінь
log-origin = Журнал
log-hint = Звірено на цій сторінці, ключем із картки реєстру, незалежним перевіряльником. Порівняйте відбиток картки іншим шляхом.
log-public = Під відкритою головою в { $size } записів стоять підписи:
log-no-witness = Жоден свідок під нею не підписався.
witness-verified = перевірено на цій сторінці
witness-fails = НЕ СХОДИТЬСЯ
witness-unknown = свідок невідомий
witness-at = підписано
witness-claims = позначено часом
witness-lacking = Немає правильного підпису від:
witness-quorum = Підписало стільки свідків, скільки вимагає політика.
witness-no-quorum = Підписало менше свідків, ніж вимагає політика.
witness-not-logs = Підпис самого журналу під цією вершиною не сходиться: ніщо під ним не рахується.
witness-head-broken = Публічна вершина не читається, або політика цього браузера — для іншого ключа журналу.
policy-here = Цей браузер вірить:
policy-no-witness = жодному свідкові
policy-lacks = Цьому браузеру політику не дано: жоден свідок йому не відомий, і жоден не рахується.
policy-take = Дати йому політику
policy-other-take = Дати іншу політику
policy-forget = Забути політику
policy-other = У цій політиці немає журналу цього реєстру з його ключем.
policy-none = Це не політика:
log-witness-hint = Кому вірити, написано у файлі політики: ключ журналу й ключі свідків, отримані не від того, хто веде реєстр. Він зберігається в цьому браузері для цього реєстру.
health = Стан
health-server = Сервер
health-ready = відповідає й записує
health-not = не готовий
health-clock = Годинник реєстру
health-clock-doubt = під сумнівом: на нього мають глянути двоє
health-clock-fine = іде
health-ahead = Розходиться з годинником цієї машини на
health-genesis = Початок
health-card = Картка реєстру

## Приєднання
joining-cards = Картки, що чекають внесення
joining-no-card = Жодна картка не чекає.
joining-invite = Запросити
joining-new-party = нова сторона
joining-any = будь-який
joining-days = Відкрито днів, не більше 14
joining-make = Створити запрошення
joining-once = Код показано лише зараз. Передайте його шляхом, якому довіряєте:
joining-address = Новачок відкриває
joining-hide = Код передано
joining-open = Відкриті запрошення
joining-until = до
joining-withdraw = Відкликати
enrol-compare = Нехай вам прочитають цей відбиток голосом, який ви знаєте:
enrol-new = (новий)
enrol-party-name = Назва сторони
enrol-desk-name = Назва поста
enrol-heard = Я почув той самий відбиток
enrol-do = Внести ключ
enrol-leave = Лишити цю картку

## Вихідні
outbox-hint = Зовнішнім адресатам повідомляють, що на посту щось є, і нічого більше.
outbox-targets = Адресати
outbox-target = Адресат
outbox-taken = Останнє прийнято
outbox-waiting = Чекають
outbox-dead = Мертві
outbox-gone = більше не налаштований
outbox-none = Зовнішніх адресатів немає.
outbox-letters = Листи, що чекають або мертві
outbox-letter = Про що
outbox-since = Відколи
outbox-stands = Стан
outbox-tried = { $count ->
    [one] спроба: { $count }
    [few] спроби: { $count }
    [many] спроб: { $count }
   *[other] спроб: { $count }
}
outbox-drop = Кинути
outbox-drop-sure = Кинути цей лист? Те, про що він, лишається в реєстрі.
letter-stop = стоп
letter-line-test = проба лінії
letter-alert = тривога
letter-request = запит
letter-waiting = чекає
letter-dead = мертвий
