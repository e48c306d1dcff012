# Собственные слои читателя на картах

layers = Слои
layers-own = Ваши собственные слои
layers-why = Это ваши файлы: они читаются в этом браузере и никуда не отправляются.
layers-no-part = Они не из реестра: ни проверка, ни разбор, ни отчёт ими не пользуются, и выбрать на них ничего нельзя.
layers-file = Добавить файлы: GeoJSON (WGS 84) или PMTiles
layers-drop = Или перетащите их на карту.
layers-closed = Сохранённые слои запечатаны вашим ключом.
layers-left = Не добавлено; всё остальное осталось как было:
layers-caption = Ваши собственные слои:
layers-not-register = не из реестра
layer-added = Добавлено: { $name }.
layer-removed = Убрано: { $name }.
layer-moved = { $name }: теперь место { $place } из { $all }.
layer-count = { $count ->
    [one] { $count } объект
    [few] { $count } объекта
   *[other] { $count } объектов
}
layer-placeless = без места: { $count }
layer-zooms = уровни масштаба от { $least } до { $most }
layer-vector = векторы
layer-picture = изображения
layer-names = Названия
layer-no-names = нет
layer-keep = Хранится на этой машине до следующего раза, запечатано вашим ключом
layer-passing-closed = Только на этот сеанс, пока ваш ключ не открыт.
layer-passing-large = Только на этот сеанс: больше { $most } МБ.
layer-passing-room = Только на этот сеанс: на этой машине нет места, чтобы его сохранить.
layer-passing-key = Только на этот сеанс: вашему ключу в этом браузере нечем его запечатать. Уберите ключ и загрузите его файл снова.
layer-see = Показать место
layer-up = Поднять { $name }
layer-down = Опустить { $name }
layer-away = Убрать
layer-remove = Убрать { $name }
layer-stumbled = Некоторые его тайлы не читаются и не нарисованы.

## Почему файл не принят
layer-empty = файл пуст.
layer-unknown = это не GeoJSON и не PMTiles. Сохраните его в одном из этих форматов.
layer-utf8 = текст не читается: сохраните его в UTF-8.
layer-large = GeoJSON больше { $most } МБ здесь не читается. Сделайте из него PMTiles.
layer-not-json = это не JSON, или он обрезан.
layer-type = его тип — «{ $type }», такого типа в GeoJSON нет.
layer-members = «{ $member }» отсутствует или не является списком.
layer-member = объект { $feature } устроен не так, как в GeoJSON.
layer-geometry = у объекта { $feature } тип «{ $type }», нарисовать его нельзя.
layer-coordinates = координаты объекта { $feature } — не числа в порядке GeoJSON.
layer-nested = в объекте { $feature } наборы вложены глубже, чем на { $most }.
layer-projected = у объекта { $feature } координаты { $x }, { $y }: это метры проекции, а не градусы. Сохраните файл в WGS 84 (EPSG:4326).
layer-swapped = у объекта { $feature } координаты { $x }, { $y }: похоже, первой стоит широта. В GeoJSON первой стоит долгота.
layer-range = у объекта { $feature } координаты { $x }, { $y }: долгота бывает от −180 до 180, широта от −90 до 90.
layer-crs = его система координат — «{ $crs }». Сохраните файл в WGS 84 (EPSG:4326).
layer-features = в нём больше { $most } объектов. Сделайте из него PMTiles.
layer-positions = в нём больше { $most } точек. Упростите его или сделайте из него PMTiles.
layer-nothing = в нём ничто не имеет места.
layer-most = слоёв уже { $most }. Сначала уберите один.
layer-unread = файл не читается: с тех пор его изменили, переместили или убрали. Добавьте его снова.
layer-version = это PMTiles версии { $version }; здесь читается версия 3.
layer-cut = файл обрезан: он короче, чем указано в его заголовке.
layer-compression = он сжат способом { $name }, который браузеры не распаковывают. Запишите его с gzip или без сжатия.
layer-tiles = его тайлы вида { $name }. Здесь читаются векторные тайлы (MVT), PNG, JPEG и WebP.
layer-broken = архив повреждён.
layer-parts = в нём не названы слои его векторных тайлов (vector_layers).
layer-many-parts = в его векторных тайлах больше { $most } слоёв.
layer-pictures = его изображения не читаются.
