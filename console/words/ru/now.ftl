# Сейчас

view = Вид
view-table = Таблица
view-feed = Лента
view-map = Карта
filters = Отбор
filter-text = Имя или номер
filter-kind = Вид
filter-party = Сторона
filter-state = Состояние
filter-past = И прошедшее
now-shown = Уведомлений: { $shown } из { $all }
now-none = Подходящих уведомлений этой стороне не сообщали. Это не знак, что там никого нет.
now-caption = Уведомления, которые эта сторона подала или получила
looks-recorded = Показаны чужие места: каждое записано как взгляд.
look-recorded = Что это показано, записано как взгляд.
column-stands = Состояние
column-told = Сообщено
column-heard = Услышано
column-good-until = Годно до
contested-by = Оспаривает
field-names = Имена
field-told = Насколько точно
field-precision = Точность
field-buffer = Отступ
told-nothing-of-place = без места
cells-of = клеток: { $count }
history = Что сообщали
version-first = сообщено
version-later = изменено
feed-none = Пока ничего.
feed-part = Из последних { $count } записей журнала. Действующее — в таблице; более старое запрашивают в комнате «{ $room }».
map-label = Карта, уведомлений: { $count }; все они есть и в таблице
now-not-drawn = { $count ->
    [one] Ещё { $count } сообщено без места и стоит только в таблице.
   *[other] Ещё { $count } сообщены без места и стоят только в таблице.
}
map-frugal = Карты отключены ради медленной линии. В таблице то же самое.
filter-when = Действует
when-any = в любое время
when-now = сейчас
when-6 = в ближайшие 6 часов
when-24 = в ближайшие 24 часа
when-typed = в указанный промежуток
when-why = Что сообщено без времени, устарело или просрочено, показано для любого времени.
now-crowded = Их так много, что каждое нарисовано одной фигурой на всю свою точность, без колец; названия видны вблизи. Отберите, чтобы видеть больше.
