# Власні шари читача на картах

layers = Шари
layers-own = Ваші власні шари
layers-why = Це ваші файли: вони читаються в цьому браузері й нікуди не надсилаються.
layers-no-part = Вони не з реєстру: жодна перевірка, жоден розбір чи звіт ними не користується, і вибрати на них нічого не можна.
layers-file = Додати файли: GeoJSON (WGS 84) або PMTiles
layers-drop = Або перетягніть їх на карту.
layers-closed = Збережені шари запечатано вашим ключем.
layers-left = Не додано; усе інше лишилося як було:
layers-caption = Ваші власні шари:
layers-not-register = не з реєстру
layer-added = Додано: { $name }.
layer-removed = Прибрано: { $name }.
layer-moved = { $name }: тепер місце { $place } з { $all }.
layer-count = { $count ->
    [one] { $count } об’єкт
    [few] { $count } об’єкти
   *[other] { $count } об’єктів
}
layer-placeless = без місця: { $count }
layer-zooms = рівні масштабу від { $least } до { $most }
layer-vector = вектори
layer-picture = зображення
layer-names = Назви
layer-no-names = немає
layer-keep = Зберігається на цій машині до наступного разу, запечатано вашим ключем
layer-passing-closed = Лише на цей сеанс, поки ваш ключ не відкрито.
layer-passing-large = Лише на цей сеанс: більше ніж { $most } МБ.
layer-passing-room = Лише на цей сеанс: на цій машині немає місця, щоб його зберегти.
layer-passing-key = Лише на цей сеанс: вашому ключу в цьому браузері нічим його запечатати. Приберіть ключ і завантажте його файл знову.
layer-see = Показати місце
layer-up = Підняти { $name }
layer-down = Опустити { $name }
layer-away = Прибрати
layer-remove = Прибрати { $name }
layer-stumbled = Деякі його тайли не читаються й не намальовані.

## Чому файл не прийнято
layer-empty = файл порожній.
layer-unknown = це не GeoJSON і не PMTiles. Збережіть його в одному з цих форматів.
layer-utf8 = текст не читається: збережіть його в UTF-8.
layer-large = GeoJSON, більший за { $most } МБ, тут не читається. Зробіть із нього PMTiles.
layer-not-json = це не JSON, або його обрізано.
layer-type = його тип — «{ $type }», такого типу в GeoJSON немає.
layer-members = «{ $member }» бракує, або це не список.
layer-member = об’єкт { $feature } побудований не так, як у GeoJSON.
layer-geometry = об’єкт { $feature } має тип «{ $type }», намалювати його не можна.
layer-coordinates = координати об’єкта { $feature } — не числа в порядку GeoJSON.
layer-nested = в об’єкті { $feature } набори вкладено глибше ніж на { $most }.
layer-projected = об’єкт { $feature } має координати { $x }, { $y }: це метри проєкції, а не градуси. Збережіть файл у WGS 84 (EPSG:4326).
layer-swapped = об’єкт { $feature } має координати { $x }, { $y }: схоже, першою стоїть широта. У GeoJSON першою стоїть довгота.
layer-range = об’єкт { $feature } має координати { $x }, { $y }: довгота буває від −180 до 180, широта від −90 до 90.
layer-crs = його система координат — «{ $crs }». Збережіть файл у WGS 84 (EPSG:4326).
layer-features = у ньому понад { $most } об’єктів. Зробіть із нього PMTiles.
layer-positions = у ньому понад { $most } точок. Спростіть його або зробіть із нього PMTiles.
layer-nothing = ніщо в ньому не має місця.
layer-most = шарів уже { $most }. Спершу приберіть один.
layer-unread = файл не читається: відтоді його змінили, перемістили чи забрали. Додайте його знову.
layer-version = це PMTiles версії { $version }; тут читається версія 3.
layer-cut = файл обрізано: він коротший, ніж зазначено в його заголовку.
layer-compression = його стиснуто способом { $name }, якого браузери не розпаковують. Запишіть його з gzip або без стиснення.
layer-tiles = його тайли виду { $name }. Тут читаються векторні тайли (MVT), PNG, JPEG і WebP.
layer-broken = архів пошкоджено.
layer-parts = у ньому не названо шарів його векторних тайлів (vector_layers).
layer-many-parts = у його векторних тайлах понад { $most } шарів.
layer-pictures = його зображення не читаються.
