# Пост

desk-shared = Один пост, несколько человек: каждый открывает свой ключ и подписывает им. Запертый экран закрывает ключ и не заглушает ни одной тревоги.
desk-other-person = Другой человек
duty = Кто на дежурстве
duty-caption = Посты, есть ли там кто-нибудь, и кто на дежурстве
duty-desk = Пост
duty-stands = Состояние
duty-on = На дежурстве
duty-connected = экран подключён
duty-not-connected = экран не подключён
duty-never-connected = экрана никогда не видели
duty-you = вы
duty-somebody = кто-то без имени
duty-since = с
duty-nobody = никто не заступал
duty-not-told = кто именно, здесь не сообщается
duty-you-are-on = Вы на дежурстве на этом посту.
duty-last = Вы здесь последний: с вашим уходом пост сразу останется без людей, это запишется, и проверки, которые на него опираются, не смогут дать ответа.
duty-last-sure = Больше никого нет. Уйти с дежурства и оставить пост без людей?
duty-off = Уйти с дежурства
duty-off-other = Ушёл
duty-off-other-sure = Записать, что этот человек ушёл?
duty-name = Под каким именем вас спрашивать
duty-name-hint = Для своей стороны; не обязательно настоящее имя. Можно оставить пустым.
duty-for-centre = Имя может знать и центр
duty-come = Заступить
attended-attended = есть люди
attended-unattended = людей нет
attended-not-known = неизвестно

## Передача дежурства
handover = Принять дежурство
handover-open = Открыто для вашей стороны
handover-nothing = Нет ни открытых тревог, ни стопов.
handover-nobody = Больше никого на этом посту нет, принимать не у кого: достаточно заступить.
handover-from = У кого
handover-text = Слово об этом
handover-read = Я прочёл всё открытое и подписываюсь за всё
handover-means = После этого вы на дежурстве, а коллега нет. Ни на что это не отвечает: каждая тревога ждёт, пока её кто-нибудь не примет.
handover-take = Принять
handover-taken = передано
handover-alert = тревога
handover-done = Принято: запись { $index }.

## Линии
lines = Линии
lines-caption = Состояние каждой линии
lines-with = С кем
lines-stands = Состояние
lines-say = Сообщить состояние линии
lines-since = С какого времени
lines-theirs = О чужой стороне линии
lines-text = Почему
lines-hint = Слово каждой стороны хранится, и считается худшее.
lines-send = Сообщить

## Пробы линии
tests = Пробы линии
tests-to = Кому
tests-everybody = Никто не выбран: всем.
tests-means = Это лишь просьба ответить, иного не имеется в виду.
tests-send = Проверить линию
tests-answer = Ответ
tests-silent = ответа ещё нет
tests-passed-on = передано любому дежурному посту
tests-here = Ответить: здесь
tests-none = Линии ещё не проверяли.
