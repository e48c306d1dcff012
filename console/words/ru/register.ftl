# Реестр

register-parts = Части реестра
part-parties = Стороны
part-keys = Ключи
part-zones = Зоны
part-looks = Кто что видел
part-log = Журнал и состояние
part-joining = Присоединение
part-outbox = Исходящие

## Стороны и ключи
parties-caption = Внесение — не признание.
parties-role = Кто она здесь
parties-desks = Посты
parties-no-desk = поста нет
parties-belligerent = участвует в боевых действиях
role-centre = центр
role-force = сила
role-humanitarian = гуманитарная
role-civil = гражданская
role-guarantor = гарант
role-monitor = наблюдатель
role-mediator = медиатор
role-intermediary = связной
role-investigator = следователь
role-witness = свидетель
keys-caption = Все когда-либо внесённые ключи и их состояние. Человек — это обозначение, а не имя.
keys-person = Человек
keys-stands = Состояние
keys-act = Что можно сделать
keys-this-one = ваш
key-stands-good = в силе
key-stands-revoked = отозван с { $time }
key-stands-grace = заменён, принимается до { $time }
key-stands-rotated = заменён, больше не принимается
key-stands-look-again = внесён ключом, отозванным с { $time }: посмотрите, чей он
keys-revoke = Отозвать
keys-revoke-title = Отозвать этот ключ?
keys-revoke-means = Подписанное им после этого времени недействительно, пока сторона не признает его своим. Отозванный ключ не возвращается.
keys-revoke-since = Недействителен с
keys-revoke-do = ОТОЗВАТЬ КЛЮЧ
sessions-end = Закончить его сеансы
sessions-sure = Закончить все сеансы этого человека?
sessions-ended = Закончены сеансы:

## Зоны
zones-drawn = Границы зоны в малом виде; в таблице — каждая из них
zones-wide = ширина { $length }; север вверху. Сплошная: действует сейчас. Прерывистая: в другое время. Точками: заявленная.
zones-not-drawn = Только словами: чертить нечего.
zones-versions = Границы в том порядке, в каком их назвали
zones-version = Версия
zones-status = Статус
zones-record = Запись
zones-claimed-by = заявлена стороной
zones-in-time = её время — сейчас
zones-rules = Правила
zones-obliged = Кто обязан отвечать
zones-part = на её части
zones-voluntary = Отвечать никто не обязан: сообщать здесь добровольно.
zones-source = Цифры взяты из документа
zones-no-rules = Правил для этой зоны не задано.
boundary-agreed = согласована
boundary-claimed = заявлена
boundary-text-only = только словами
rule-freshness = Ответ свеж в течение
rule-lead = О движении сообщают заранее за
rule-lead-emergency = В срочном случае за
rule-tolerance = Как близко могут сходиться промежутки
rule-precision = Точность, где её не указали
rule-buffer = Наименьший запас проверки
rule-halt = Самая долгая остановка
rule-outcome = Наибольший срок исхода
rule-floor = Наименьшие участок и время проверки
rule-floor-is = { $area } м², { $span }
rule-budget = Проверок стороны в день
rule-counts = Её числа сообщают владельцу через
rule-patience = Тревогу передают дальше через
rule-reminder = Напоминание приходит до срока за

## Кто что видел
looks-hint = Каждый показ того, где ваши люди, записан: и взгляды центра тоже. Названы стороны, но не люди.
looks-of = О чём
looks-again = Посмотреть снова
looks-lost = { $count ->
    [one] { $count } запись взглядов больше не прочесть.
    [few] { $count } записи взглядов больше не прочесть.
    [many] { $count } записей взглядов больше не прочесть.
   *[other] { $count } записи взглядов больше не прочесть.
}
looks-caption = Кому показано сообщённое вашей стороной, сначала последнее
looks-when = Когда
looks-by = Кто
looks-what = Что
looks-how = Насколько точно
looks-way = Каким образом
looks-times = Раз
looks-nobody = не сообщено
looks-none = Насколько записано, никому ещё ничего не показывали.
looks-more = { $count ->
    [one] Ещё { $count } здесь не показано.
    [few] Ещё { $count } здесь не показаны.
    [many] Ещё { $count } здесь не показано.
   *[other] Ещё { $count } здесь не показано.
}
look-view = на экране
look-inquiry = в справке
look-export = в файле
look-pack = в пакете без линии
counts = Проверки того, что вы сообщили
counts-hint = Числа по зонам, после конца проверок и отсрочки зоны: без плана, стороны и места.
counts-none = О проверках пока ничего не сообщали.
counts-outside = вне всех зон
counts-of = проверок: { $checks }, пересечено уведомлений: { $overlaps }

## Журнал
log-verifies = Голова журнала сходится
log-broken = ЖУРНАЛ НЕ СХОДИТСЯ
log-failed = Её подпись не сходится:
log-other = Она не продолжает того, что этому браузеру показывали раньше. Сохраните обе, не опирайтесь на журнал и сверьтесь с другими сторонами голосом.
log-grew = { $count ->
    [one] С тех пор как этот браузер его увидел, { $since }, он только рос: сверено с { $count } прежней головой.
    [few] С тех пор как этот браузер его увидел, { $since }, он только рос: сверено с { $count } прежними головами.
    [many] С тех пор как этот браузер его увидел, { $since }, он только рос: сверено с { $count } прежними головами.
   *[other] С тех пор как этот браузер его увидел, { $since }, он только рос: сверено с { $count } прежней головы.
}
log-first = Прежней головы этот браузер не видел; отныне каждую сверяют с этой.
log-witness-other = Свидетель видел другую историю этого журнала:
log-size = Записей
log-root = Корень
log-origin = Журнал
log-hint = Сверено на этой странице, ключом из карточки реестра, независимым проверяльщиком. Сравните отпечаток карточки другим путём.
log-public = Под открытой головой в { $size } записей стоят подписи:
log-no-witness = Ни один свидетель под ней не подписался.
witness-verified = проверено на этой странице
witness-fails = НЕ СХОДИТСЯ
witness-unknown = свидетель неизвестен
witness-at = подписано
witness-claims = помечено временем
witness-lacking = Нет верной подписи от:
witness-quorum = Подписало столько свидетелей, сколько требует политика.
witness-no-quorum = Подписало меньше свидетелей, чем требует политика.
witness-not-logs = Подпись самого журнала под этой вершиной не сходится: ничто под ней не считается.
witness-head-broken = Публичная вершина не читается, или политика этого браузера — для другого ключа журнала.
policy-here = Этот браузер верит:
policy-no-witness = ни одному свидетелю
policy-lacks = Этому браузеру политика не дана: ни один свидетель ему не известен, и ни один не считается.
policy-take = Дать ему политику
policy-other-take = Дать другую политику
policy-forget = Забыть политику
policy-other = В этой политике нет журнала этого реестра с его ключом.
policy-none = Это не политика:
log-witness-hint = Кому верить, написано в файле политики: ключ журнала и ключи свидетелей, полученные не от того, кто ведёт реестр. Он хранится в этом браузере для этого реестра.
health = Состояние
health-server = Сервер
health-ready = отвечает и записывает
health-not = не готов
health-clock = Часы реестра
health-clock-doubt = под сомнением: на них должны взглянуть двое
health-clock-fine = идут
health-ahead = Расходятся с часами этой машины на
health-genesis = Начало
health-card = Карточка реестра

## Присоединение
joining-cards = Карточки, ждущие внесения
joining-no-card = Ни одна карточка не ждёт.
joining-invite = Пригласить
joining-new-party = новая сторона
joining-any = любой
joining-days = Открыто дней, не более 14
joining-make = Создать приглашение
joining-once = Код показан только сейчас. Передайте его путём, которому доверяете:
joining-address = Новичок открывает
joining-hide = Код передан
joining-open = Открытые приглашения
joining-until = до
joining-withdraw = Отозвать
enrol-compare = Пусть вам прочтут этот отпечаток голосом, который вы знаете:
enrol-new = (новый)
enrol-party-name = Название стороны
enrol-desk-name = Название поста
enrol-heard = Я услышал тот же отпечаток
enrol-do = Внести ключ
enrol-leave = Оставить эту карточку

## Исходящие
outbox-hint = Внешним адресатам сообщают, что на посту что-то есть, и ничего больше.
outbox-targets = Адресаты
outbox-target = Адресат
outbox-taken = Последнее принято
outbox-waiting = Ждут
outbox-dead = Мёртвые
outbox-gone = больше не настроен
outbox-none = Внешних адресатов нет.
outbox-letters = Письма, что ждут или мертвы
outbox-letter = О чём
outbox-since = С какого времени
outbox-stands = Состояние
outbox-tried = { $count ->
    [one] попытка: { $count }
    [few] попытки: { $count }
    [many] попыток: { $count }
   *[other] попыток: { $count }
}
outbox-drop = Бросить
outbox-drop-sure = Бросить это письмо? То, о чём оно, остаётся в реестре.
letter-stop = стоп
letter-line-test = проба линии
letter-alert = тревога
letter-request = запрос
letter-waiting = ждёт
letter-dead = мертво
