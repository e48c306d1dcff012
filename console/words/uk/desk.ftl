# Пост

desk-shared = Один пост, кілька людей: кожен відкриває свій ключ і підписує ним. Замкнений екран закриває ключ і не глушить жодної тривоги.
desk-other-person = Інша людина
duty = Хто на чергуванні
duty-caption = Пости, чи є там хтось, і хто на чергуванні
duty-desk = Пост
duty-stands = Стан
duty-on = На чергуванні
duty-connected = екран під’єднано
duty-not-connected = екран не під’єднано
duty-never-connected = екрана ніколи не бачили
duty-you = ви
duty-somebody = хтось без імені
duty-since = з
duty-nobody = ніхто не заступав
duty-not-told = хто саме, тут не повідомляється
duty-you-are-on = Ви на чергуванні на цьому посту.
duty-last = Ви тут останній: коли підете, пост одразу лишиться без людей, це запишеться, і перевірки, що на нього спираються, не зможуть дати відповіді.
duty-last-sure = Більше нікого немає. Піти з чергування й лишити пост без людей?
duty-off = Піти з чергування
duty-off-other = Пішов
duty-off-other-sure = Записати, що ця людина пішла?
duty-name = Під яким ім’ям вас питати
duty-name-hint = Для своєї сторони; не обов’язково справжнє ім’я. Можна лишити порожнім.
duty-for-centre = Ім’я може знати й центр
duty-come = Заступити
attended-attended = є люди
attended-unattended = людей немає
attended-not-known = невідомо

## Передача чергування
handover = Прийняти чергування
handover-open = Відкрито для вашої сторони
handover-nothing = Немає ні відкритих тривог, ні стопів.
handover-nobody = Більше нікого на цьому посту немає, приймати нема в кого: досить заступити.
handover-from = У кого
handover-text = Слово про це
handover-read = Я прочитав усе відкрите й підписуюся за все
handover-means = Після цього ви на чергуванні, а колега ні. Це ні на що не відповідає: кожна тривога чекає, доки її хтось не прийме.
handover-take = Прийняти
handover-taken = передано
handover-alert = тривога
handover-done = Прийнято: запис { $index }.

## Лінії
lines = Лінії
lines-caption = Стан кожної лінії
lines-with = З ким
lines-stands = Стан
lines-say = Повідомити стан лінії
lines-since = Відколи
lines-theirs = Про інший бік лінії
lines-text = Чому
lines-hint = Слово кожної сторони зберігається, і рахується гірше.
lines-send = Повідомити

## Проби лінії
tests = Проби лінії
tests-to = Кому
tests-everybody = Нікого не вибрано: усім.
tests-means = Це лише прохання відповісти, іншого не мається на увазі.
tests-send = Перевірити лінію
tests-answer = Відповідь
tests-silent = відповіді ще немає
tests-passed-on = передано будь-якому черговому посту
tests-here = Відповісти: тут
tests-none = Лінії ще не перевіряли.
