# Зараз

view = Вигляд
view-table = Таблиця
view-feed = Стрічка
view-map = Карта
filters = Відбір
filter-text = Ім’я або номер
filter-kind = Вид
filter-party = Сторона
filter-state = Стан
filter-past = І минуле
now-shown = Повідомлень: { $shown } з { $all }
now-none = Відповідних повідомлень цій стороні не давали. Це не знак, що там нікого немає.
now-caption = Повідомлення, які ця сторона подала або отримала
looks-recorded = Показано чужі місця: кожне записано як погляд.
look-recorded = Що це показано, записано як погляд.
column-stands = Стан
column-told = Повідомлено
column-heard = Почуто
column-good-until = Придатне до
contested-by = Оскаржує
field-names = Імена
field-told = Наскільки точно
field-precision = Точність
field-buffer = Відступ
told-nothing-of-place = без місця
cells-of = клітинок: { $count }
history = Що повідомляли
version-first = повідомлено
version-later = змінено
feed-none = Поки нічого.
feed-part = З останніх { $count } записів журналу. Чинне — в таблиці; старіше запитують у кімнаті «{ $room }».
map-label = Карта, повідомлень: { $count }; усі вони є і в таблиці
now-not-drawn = { $count ->
    [one] Ще { $count } повідомлено без місця, і стоїть воно лише в таблиці.
   *[other] Ще { $count } повідомлено без місця, і стоять вони лише в таблиці.
}
map-frugal = Карти вимкнено заради повільної лінії. У таблиці те саме.
filter-when = Чинне
when-any = будь-коли
when-now = зараз
when-6 = у найближчі 6 годин
when-24 = у найближчі 24 години
when-typed = у вказаний проміжок
when-why = Що повідомлено без часу, застаріло чи прострочено, показано для будь-якого часу.
now-crowded = Їх так багато, що кожне намальовано однією фігурою на всю свою точність, без кілець; назви видно зблизька. Відфільтруйте, щоб бачити більше.
